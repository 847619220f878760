"""What follows training: activations for int8, and temperatures that make the scores probabilities.

Knows a trained reader and held-out examples; nothing of training.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from qa.reader.curve import platt
from qa.reader.model import TOKENIZER_FILE
from qa.reader.reader import CALIBRATION_FILE, Calibration, Reader
from qa.reader.runtime import calibrate
from qa.reader.schema import Example
from qa.reader.tokens import encode_pair
from qa.reader.vocabulary import read_tokenizer

_MEASURED = 160  # pairs whose activations are measured


def finish(directory: Path, development: Sequence[Example], said: Callable[[str], None]) -> Calibration:
    """Fit int8 and the calibration of the reader in `directory` on development examples; both are kept there."""
    tokenizer = read_tokenizer(directory / TOKENIZER_FILE)
    step = max(1, len(development) // _MEASURED)
    chosen = development[::step][:_MEASURED]
    calibrate(
        directory, [encode_pair(tokenizer, e.question, e.context, e.passage, 512).ids for e in chosen], said
    )
    (directory / CALIBRATION_FILE).unlink(missing_ok=True)
    reader = Reader(directory)
    relevance, support = [], []
    for example in development:
        if example.relevant is not None:
            (reading,) = reader.read(example.question, [(example.context, example.passage)], best=1)
            relevance.append((reading.relevance, example.relevant))
        if example.supported is not None:
            (probability,) = reader.support(example.question, [(example.context, example.passage)])
            clipped = min(max(probability, 1e-9), 1 - 1e-9)
            support.append((math.log(clipped / (1 - clipped)), example.supported))
    fitted = Calibration(*platt(relevance), *platt(support))
    (directory / CALIBRATION_FILE).write_text(
        json.dumps(dataclasses.asdict(fitted), indent=1), encoding="utf-8"
    )
    said(f"校准：{fitted}")
    return fitted
