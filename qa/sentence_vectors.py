"""Vectors of sentences that were read before, so that a document's sentences are encoded once, not per question.

Knows texts and vectors; nothing of questions or passages.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.schema import Encoder, FloatArray

KEPT = 50_000  # sentences; 75 MB at 384 dimensions


class SentenceVectors:
    """A bounded memory of sentence vectors, the longest unused forgotten first. Safe to use from several threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._vectors: OrderedDict[str, FloatArray] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> FloatArray:
        """(n, dimension) float32 rows of length 1, in the order of `texts`; n must not be 0.

        `encoder` must be the same in every call.
        """
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
            for text in known:
                self._vectors.move_to_end(text)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, encoder.encode_passages(missing), strict=True))
            with self._lock:
                self._vectors.update((text, known[text]) for text in missing)
                while len(self._vectors) > self._kept:
                    self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
