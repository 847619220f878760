"""Where training begins: the bundled encoder with its vocabulary cut to what the texts need, or a reader.

Knows directories and tensors; nothing of training.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.normal_form import simplify
from index.bundled import model_directory
from qa.reader.model import TOKENIZER_FILE, load_weights
from qa.reader.vocabulary import kept_pieces, pruned_tokenizer, read_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_CONFIG_FIELDS = (
    "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act", "layer_norm_eps",
    "max_position_embeddings", "type_vocab_size", "pad_token_id", "hidden_dropout_prob", "attention_probs_dropout_prob",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """The encoder's tensors under the reader's names, its configuration and its tokenizer."""

    tensors: dict[str, Any]
    config: dict[str, Any]
    tokenizer: Tokenizer
    tokenizer_json: str


def bundled_start(texts: Iterable[str], pieces: int) -> StartingPoint:
    """The bundled encoder with at most `pieces` word pieces, those that `texts` use."""
    import torch
    from safetensors.torch import load_file
    from tokenizers import Tokenizer

    directory = model_directory()
    kept = kept_pieces(
        read_tokenizer(directory / "tokenizer.json"), map(simplify, dict.fromkeys(texts)), pieces
    )
    tokenizer_json = pruned_tokenizer((directory / "tokenizer.json").read_text(encoding="utf-8"), kept)
    given = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    config = {name: given[name] for name in _CONFIG_FIELDS} | {"vocab_size": len(kept)}
    weights = {
        f"encoder.{name}": tensor for name, tensor in load_file(directory / "model.safetensors").items()
    }
    table = "encoder.embeddings.word_embeddings.weight"
    weights[table] = weights[table][torch.tensor(kept)]
    tensors = {name: tensor for name, tensor in weights.items() if "pooler" not in name}
    return StartingPoint(tensors, config, Tokenizer.from_str(tokenizer_json), tokenizer_json)


def reader_start(directory: Path) -> StartingPoint:
    """The reader in `directory`, heads included. Raises `ReaderError` where there is none."""
    import torch
    from tokenizers import Tokenizer

    weights, config = load_weights(directory)
    tokenizer_json = (directory / TOKENIZER_FILE).read_text(encoding="utf-8")
    tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
    return StartingPoint(tensors, config, Tokenizer.from_str(tokenizer_json), tokenizer_json)
