"""Nearest vectors by inner product, with FAISS.

Knows rows of numbers; nothing of texts, encoders or passages.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.schema import FloatArray

BoolArray = npt.NDArray[np.bool_]
_VECTORS = "vectors.npy"


class DenseIndex:
    """Unit vectors by passage number; `search` is exact."""

    def __init__(self, vectors: FloatArray) -> None:
        self.vectors = vectors

    def search(self, query: FloatArray, k: int, allowed: BoolArray | None = None) -> list[tuple[int, float]]:
        """The `k` nearest (row, inner product), best first; only rows that `allowed` marks."""
        import faiss

        rows = np.flatnonzero(allowed) if allowed is not None else None
        vectors = self.vectors if rows is None else self.vectors[rows]
        if not len(vectors):
            return []
        scores, found = faiss.knn(
            query[None, :], np.ascontiguousarray(vectors), min(k, len(vectors)), faiss.METRIC_INNER_PRODUCT
        )
        places = found[0] if rows is None else rows[found[0]]
        return [(int(place), float(score)) for place, score in zip(places, scores[0], strict=True)]

    def similarities(self, query: FloatArray, rows: list[int]) -> list[float]:
        """The inner product of `query` with each of `rows`."""
        return [float(value) for value in self.vectors[rows] @ query] if rows else []


def write_dense(vectors: FloatArray, directory: Path) -> None:
    """Keep the rows of `vectors` in their order."""
    directory.mkdir(parents=True, exist_ok=True)
    np.save(directory / _VECTORS, vectors)


def read_dense(directory: Path) -> DenseIndex:
    """The index in `directory`, mapped from disk."""
    return DenseIndex(np.load(directory / _VECTORS, mmap_mode="r", allow_pickle=False))
