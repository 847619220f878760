"""The benchmark of vectors by size: real vectors stay real, both ways are measured, recall is against exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.dense_benchmark import benchmark, between_vectors, table, write_vectors
from index.schema import FloatArray


@pytest.fixture(scope="module")
def real() -> FloatArray:
    """2,000 unit vectors around 40 centres, as the vectors of texts lie."""
    dice = np.random.default_rng(5)
    centres = dice.standard_normal((40, 64))
    points = centres[dice.integers(0, 40, 2000)] + 0.8 * dice.standard_normal((2000, 64))
    return np.asarray(points / np.linalg.norm(points, axis=1, keepdims=True), np.float32)


def test_real_vectors_come_first_and_perturbed_ones_are_near_them(tmp_path: Path, real: FloatArray) -> None:
    write_vectors(real, 3_000, tmp_path / "v.npy")
    made = np.load(tmp_path / "v.npy")
    assert made.shape == (3_000, 64)
    np.testing.assert_array_equal(made[:2_000], real)
    np.testing.assert_allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    nearest = (made[2_000:] @ real.T).max(axis=1)
    assert 0.9 < nearest.min() < nearest.max() < 1
    write_vectors(real, 500, tmp_path / "few.npy")
    assert {row.tobytes() for row in np.load(tmp_path / "few.npy")} <= {row.tobytes() for row in real}


def test_both_ways_at_two_sizes(tmp_path: Path, real: FloatArray) -> None:
    rows = benchmark(real, between_vectors(real, 50), [1_000, 5_000], 1, tmp_path)
    assert [(row["vectors"], row["way"]) for row in rows] == [
        (1_000, "exact"), (5_000, "exact"), (5_000, "clusters"),
    ]  # fmt: skip
    assert [row["recall@10"] for row in rows[:2]] == [1.0, 1.0]
    assert rows[2]["recall@10"] >= 0.98
    assert rows[2]["clusters"] == int(4 * 5_000**0.5)
    assert all(row["p50_ms"] > 0 and row["p95_ms"] >= row["p50_ms"] and row["disk_mib"] > 0 for row in rows)
    assert [row["by_default"] for row in rows] == [True, True, False]
    assert "**逐个比较**" in table(rows)
    assert not list(tmp_path.glob("*/vectors.npy"))
