"""The reader's network in ONNX Runtime: token numbers in, logits out, one pair a thread.

Knows tensors and the cache; nothing of texts or what the logits are for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.bert_graph import SATURATION_FREE, Architecture, Precision, encoder_graph
from index.model_cache import cached_directory
from index.onnx_session import open_session
from qa.reader.model import HEADS, WEIGHTS_FILE, load_weights
from qa.reader.schema import ReaderError

Floats = npt.NDArray[np.float32]
ACTIVATIONS_FILE = "activations.npz"
LAYOUT_VERSION = 2  # raise it when what is written to the cache changes
_ENCODER = "encoder."


@dataclass(frozen=True, slots=True)
class Logits:
    """Of one pair: `relevance` and `support` as log-odds, `spans` (tokens, 2) for starts and ends."""

    relevance: float
    support: float
    spans: Floats


class Network:
    """The reader in `directory`. Safe in threads; a pair's logits do not depend on what it is run with.

    In int8 on every processor, so that an answer is nearly the same wherever it is asked for: what stays in floating
    point rounds as the processor does, and a probability at a threshold may fall on either side.
    """

    def __init__(self, directory: Path, precision: Precision = Precision.INT8) -> None:
        """Raises `ReaderError` where the files cannot be used."""
        try:
            cache = runtime_directory(directory, precision)
            self._session = open_session(cache / "reader.onnx")
            self._words = np.load(cache / "words.npy", mmap_mode="r")
            self._scales: Floats = np.load(cache / "scales.npy")
            self._positions: Floats = np.load(cache / "positions.npy")
            with np.load(cache / "heads.npz") as heads:
                self._heads: dict[str, Floats] = {name: heads[name] for name in heads.files}
        except ReaderError:
            raise
        except Exception as error:  # the runtime has its own errors for every part
            raise ReaderError(
                f"阅读模型加载不了（{error}）", "请运行 pip install -r requirements.txt 后再试"
            ) from error
        self.longest = len(self._positions)

    def run(self, pairs: Sequence[Sequence[int]]) -> tuple[Logits, ...]:
        """The logits of every pair, each a list of token numbers no longer than `longest`."""
        if len(pairs) < 2:
            return tuple(map(self._one, pairs))
        # The longest first, so that no thread is left with one at the end.
        order = sorted(range(len(pairs)), key=lambda place: -len(pairs[place]))
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
            done = list(threads.map(self._one, [pairs[place] for place in order]))
        found = dict(zip(order, done, strict=True))
        return tuple(found[place] for place in range(len(pairs)))

    def _one(self, ids: Sequence[int]) -> Logits:
        numbers = np.asarray(ids, np.int64)
        embedded = self._words[numbers].astype(np.float32) * self._scales[numbers][:, None]
        embedded += self._positions[: len(numbers)]
        (states,) = self._session.run(["states"], {"embedded": embedded[None]})
        first = states[0, 0]
        relevance, support = (
            float(
                np.tanh(self._heads[f"{head}_dense.weight"] @ first + self._heads[f"{head}_dense.bias"])
                @ self._heads[f"{head}_out.weight"][0]
                + self._heads[f"{head}_out.bias"][0]
            )
            for head in HEADS
        )
        spans = states[0] @ self._heads["span_out.weight"].T + self._heads["span_out.bias"]
        return Logits(relevance, support, spans)


def runtime_directory(directory: Path, precision: Precision) -> Path:
    """What `Network` maps and runs, made in the user's cache on the first call (about 60 MB for int8)."""
    identity = hashlib.sha256()
    for name in (WEIGHTS_FILE, ACTIVATIONS_FILE):
        path = directory / name
        identity.update(path.read_bytes() if path.exists() else b"")
    name = f"reader-{identity.hexdigest()[:12]}-{LAYOUT_VERSION}-{precision}"

    def write(aside: Path) -> None:
        weights, config = load_weights(directory)
        (aside / "reader.onnx").write_bytes(_graph(weights, config, precision, read_activations(directory)))
        table = weights[f"{_ENCODER}embeddings.word_embeddings.weight"]
        scale = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
        np.save(aside / "words.npy", np.clip(np.round(table / scale[:, None]), -127, 127).astype(np.int8))
        np.save(aside / "scales.npy", scale.astype(np.float32))
        np.save(aside / "positions.npy", _positions(weights))
        np.savez(aside / "heads.npz", **_heads(weights))

    return cached_directory(name, write, 150)


def _graph(
    weights: dict[str, Floats], config: dict[str, Any], precision: Precision, activations: dict[str, Floats]
) -> bytes:
    named = {
        name.removeprefix(_ENCODER): array for name, array in weights.items() if name.startswith(_ENCODER)
    }
    shape = Architecture(config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"])
    return encoder_graph(named, shape, precision, activations, pooled=False, steps=SATURATION_FREE)


def _positions(weights: dict[str, Floats]) -> Floats:
    table = weights[f"{_ENCODER}embeddings.position_embeddings.weight"]
    return np.asarray(table + weights[f"{_ENCODER}embeddings.token_type_embeddings.weight"][0], np.float32)


def _heads(weights: dict[str, Floats]) -> dict[str, Any]:
    return {name: array for name, array in weights.items() if not name.startswith(_ENCODER)}


def read_activations(directory: Path) -> dict[str, Floats]:
    """The greatest absolute activation of every channel, as `calibrate` measured them; {} where it did not."""
    path = directory / ACTIVATIONS_FILE
    if not path.exists():
        return {}
    with np.load(path) as content:
        return {name: content[name].astype(np.float32) for name in content.files}


def calibrate(directory: Path, pairs: Sequence[Sequence[int]], said: Callable[[str], None]) -> None:
    """Measure the activations of `pairs` in float32 and keep them, so that int8 is fitted to them."""
    import onnxruntime

    weights, config = load_weights(directory)
    session = onnxruntime.InferenceSession(
        _graph(weights, config, Precision.FLOAT32, {}), providers=["CPUExecutionProvider"]
    )
    names = [output.name for output in session.get_outputs()][1:]
    table, positions = weights[f"{_ENCODER}embeddings.word_embeddings.weight"], _positions(weights)
    greatest: dict[str, Floats] = {}
    for ids in pairs:
        embedded = table[np.asarray(ids)] + positions[: len(ids)]
        for name, values in zip(names, session.run(names, {"embedded": embedded[None]}), strict=True):
            seen = np.abs(values[0]).max(axis=0)
            greatest[name] = np.maximum(greatest.get(name, seen), seen)
    halves: dict[str, Any] = {name: values.astype(np.float16) for name, values in greatest.items()}
    np.savez_compressed(directory / ACTIVATIONS_FILE, **halves)
    said(f"量了 {len(pairs)} 对的激活值")
