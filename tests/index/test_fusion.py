"""Fusion is its formula; order is total."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import best_first, convex_fusion, reciprocal_rank_fusion


def test_reciprocal_ranks() -> None:
    scores = reciprocal_rank_fusion([[3, 1], [1]], offset=60)
    assert scores == {3: pytest.approx(1 / 61), 1: pytest.approx(1 / 62 + 1 / 61)}


def test_words_that_the_corpus_lacks_leave_it_to_the_vector() -> None:
    lexical, cosines = np.array([2.0, 0.0], np.float32), np.array([0.80, 0.86], np.float32)
    assert np.argmax(convex_fusion(lexical, 4.0, cosines)) == 0
    assert np.argmax(convex_fusion(lexical, 40.0, cosines)) == 1


@given(st.dictionaries(st.integers(0, 50), st.floats(-5, 5)))
def test_best_first_is_sorted_and_whole(scores: dict[int, float]) -> None:
    order = best_first(scores)
    assert sorted(order) == sorted(scores)
    assert [scores[item] for item in order] == sorted(scores.values(), reverse=True)
