"""The reader as a reranker of the index.

Knows the two interfaces alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.schema import FloatArray
from qa.reader.reader import Reader
from qa.reader.tokens import CONTEXT_LENGTH

# Log-odds of the reader that one unit of the fused score is worth. On the development halves a smaller weight puts the
# right clause of policies lower than search alone does, and a larger one changes nothing: answers therefore keep the order
# of search, and this is for measuring.
FUSED_WEIGHT = 30.0


class ReaderReranker:
    """See `index.rerank.Reranker`."""

    fused_weight = FUSED_WEIGHT

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def scores(self, query: str, passages: Sequence[tuple[str, str]]) -> FloatArray:
        """The reader's log-odds that each passage answers."""
        shortened = [(context[-CONTEXT_LENGTH:], text) for context, text in passages]
        readings = self._reader.read(query, shortened, best=1)
        return np.array([reading.relevance for reading in readings], np.float32)
