"""The reader's network: a small BERT encoder over (question, passage) with heads for relevance, span and support.

Knows tensors and its files; nothing of texts, training or what the scores are for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa.reader.schema import ReaderError

if TYPE_CHECKING:
    import torch

WEIGHTS_FILE, CONFIG_FILE, TOKENIZER_FILE = "reader.safetensors", "config.json", "tokenizer.json"
HEADS = ("relevance", "support")  # one logit each from the first token; spans have two for every token


@dataclass(frozen=True, slots=True)
class ReaderOutput:
    """Logits of a batch: `relevance` and `support` (n,), `spans` (n, tokens, 2) for starts and ends.

    `amiss` (n, tokens) says of each token of the question or statement whether the passage speaks against it.
    """

    relevance: torch.Tensor
    support: torch.Tensor
    spans: torch.Tensor
    amiss: torch.Tensor


def build_model(config: dict[str, Any]) -> Any:
    """A `torch.nn.Module` with random weights; `model(ids, mask, kinds)` gives a `ReaderOutput`.

    `config` holds the fields of `transformers.BertConfig`.
    """
    import torch
    from transformers import BertConfig, BertModel

    class ReaderModel(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = BertModel(BertConfig(**config), add_pooling_layer=False)
            width = config["hidden_size"]
            for head in HEADS:
                self.add_module(f"{head}_dense", torch.nn.Linear(width, width))
                self.add_module(f"{head}_out", torch.nn.Linear(width, 1))
            self.span_out = torch.nn.Linear(width, 2)
            self.amiss_out = torch.nn.Linear(width, 1)

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> ReaderOutput:
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            relevance, support = (
                getattr(self, f"{head}_out")(torch.tanh(getattr(self, f"{head}_dense")(states[:, 0])))[:, 0]
                for head in HEADS
            )
            amiss = self.amiss_out(states)[:, :, 0]
            return ReaderOutput(
                relevance.float(), support.float(), self.span_out(states).float(), amiss.float()
            )

    return ReaderModel()


def quantized(weights: dict[str, npt.NDArray[np.float32]]) -> dict[str, npt.NDArray[Any]]:
    """Matrices as int8 rows, each with one float32 scale (`name.scale`); everything else as it is."""
    packed: dict[str, npt.NDArray[Any]] = {}
    for name, array in weights.items():
        if array.ndim != 2 or array.shape[0] < 8:
            packed[name] = array.astype(np.float32)
            continue
        scale = np.maximum(np.abs(array).max(axis=1), 1e-12) / 127
        packed[name] = np.clip(np.round(array / scale[:, None]), -127, 127).astype(np.int8)
        packed[f"{name}.scale"] = scale.astype(np.float32)
    return packed


def dequantized(packed: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[np.float32]]:
    """The inverse of `quantized`, up to rounding."""
    return {
        name: array.astype(np.float32) * packed[f"{name}.scale"][:, None] if array.dtype == np.int8 else array
        for name, array in packed.items()
        if not name.endswith(".scale")
    }


def save_reader(
    directory: Path, weights: dict[str, npt.NDArray[np.float32]], config: dict[str, Any], tokenizer_json: str
) -> None:
    """Write the three files of a reader; the weights as int8 with their scales."""
    from safetensors.numpy import save_file

    directory.mkdir(parents=True, exist_ok=True)
    save_file(quantized(weights), directory / WEIGHTS_FILE)
    (directory / CONFIG_FILE).write_text(json.dumps(config, ensure_ascii=False, indent=1), encoding="utf-8")
    (directory / TOKENIZER_FILE).write_text(tokenizer_json, encoding="utf-8")


def load_weights(directory: Path) -> tuple[dict[str, npt.NDArray[np.float32]], dict[str, Any]]:
    """(tensors by name, configuration) of the reader in `directory`. Raises `ReaderError` where there is none."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        packed = load_file(directory / WEIGHTS_FILE)
        config = json.loads((directory / CONFIG_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, SafetensorError) as error:
        raise ReaderError(
            f"阅读模型 {directory} 读不出来（{error}）",
            "请重新取得它，或运行 python -m qa.reader train 训练一个",
        ) from error
    return dequantized(packed), config
