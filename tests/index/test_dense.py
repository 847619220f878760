"""Clusters find what comparing everything finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.dense import read_dense, write_dense
from index.schema import FloatArray


@pytest.fixture(scope="module")
def vectors() -> FloatArray:
    """4,000 unit vectors around 60 centres, as the vectors of texts lie."""
    generator = np.random.default_rng(3)
    centres = generator.standard_normal((60, 32))
    points = centres[generator.integers(0, 60, 4000)] + 0.7 * generator.standard_normal((4000, 32))
    return np.asarray(points / np.linalg.norm(points, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("limit", [10_000, 100], ids=["exact", "clusters"])
def test_recall_and_order(tmp_path: Path, vectors: FloatArray, limit: int) -> None:
    write_dense(vectors, tmp_path, limit)
    index = read_dense(tmp_path)
    recalls = []
    for query in vectors[::80] * 0.8 + vectors[1::80] * 0.2:
        query = np.asarray(query / np.linalg.norm(query), np.float32)
        found = index.search(query, 10)
        exact = np.argsort(-(vectors @ query), kind="stable")[:10]
        recalls.append(len({row for row, _ in found} & set(exact.tolist())) / 10)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        for row, score in found:
            assert score == pytest.approx(float(vectors[row] @ query), abs=1e-5)
    assert np.mean(recalls) >= (1.0 if limit == 10_000 else 0.98)


@pytest.mark.parametrize("limit", [10_000, 100], ids=["exact", "clusters"])
def test_only_allowed_rows(tmp_path: Path, vectors: FloatArray, limit: int) -> None:
    write_dense(vectors, tmp_path, limit)
    index = read_dense(tmp_path)
    allowed = np.zeros(len(vectors), bool)
    allowed[[5, 17, 3999]] = True
    assert {row for row, _ in index.search(vectors[100], 10, allowed)} == {5, 17, 3999}
    assert index.search(vectors[100], 10, np.zeros(len(vectors), bool)) == []


def test_the_same_vectors_give_the_same_clusters(tmp_path: Path, vectors: FloatArray) -> None:
    for name in ("one", "other"):
        write_dense(vectors, tmp_path / name, 100)
    one, other = ((tmp_path / name / "clusters.faiss").read_bytes() for name in ("one", "other"))
    assert one == other
