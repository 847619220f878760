"""BM25F in flat arrays agrees with the formula written out."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexical

FIELD = st.lists(st.integers(0, 9), max_size=6)
PASSAGES = st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1, max_size=8)


def written_out(passages: list[tuple[list[int], ...]], query: dict[int, float]) -> list[float]:
    size = len(passages)
    averages = [max(sum(len(p[f]) for p in passages) / size, 1.0) for f in range(3)]
    scores = []
    for passage in passages:
        score = 0.0
        for token, weight in query.items():
            holding = sum(any(token in field for field in other) for other in passages)
            frequency = 0.0
            for f, (field_weight, b) in enumerate(
                zip(lexical.FIELD_WEIGHTS, lexical.LENGTH_NORMALIZATION, strict=True)
            ):
                frequency += (
                    field_weight * passage[f].count(token) / (1 - b + b * len(passage[f]) / averages[f])
                )
            idf = math.log(1 + (size - holding + 0.5) / (holding + 0.5))
            score += weight * idf * frequency / (lexical.SATURATION + frequency)
        scores.append(score)
    return scores


@given(PASSAGES, st.dictionaries(st.integers(0, 12), st.floats(0.1, 2), max_size=5))
def test_scores_are_the_formula(passages: list[tuple[list[int], ...]], query: dict[int, float]) -> None:
    index = lexical.build_lexical(lexical.count_tokens(passages))
    np.testing.assert_allclose(index.scores(query), written_out(passages, query), rtol=1e-4, atol=1e-5)
    assert max(index.scores(query), default=0.0) <= index.attainable(query) + 1e-5


@given(PASSAGES, PASSAGES)
def test_joined_parts_are_the_whole(
    first: list[tuple[list[int], ...]], second: list[tuple[list[int], ...]]
) -> None:
    whole = lexical.count_tokens([*first, *second])
    joined = lexical.join_counts([lexical.count_tokens(first), lexical.count_tokens(second)])
    for name in ("starts", "tokens", "counts", "lengths"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(joined, name))


def test_frequencies_count_passages() -> None:
    index = lexical.build_lexical(lexical.count_tokens([([], [], [5, 5]), ([5], [], [7])]))
    assert index.frequencies([5, 7, 9]) == (2, 1, 0)


def test_written_and_read_is_the_same(tmp_path: Path) -> None:
    index = lexical.build_lexical(lexical.count_tokens([([1], [2], [3, 3]), ([], [], [3])]))
    lexical.write_lexical(index, tmp_path)
    read = lexical.read_lexical(tmp_path, 2)
    np.testing.assert_array_equal(index.scores({3: 1.0}), read.scores({3: 1.0}))


@pytest.mark.parametrize("query", [{}, {99: 1.0}], ids=["empty", "unknown"])
def test_nothing_to_find(query: dict[int, float]) -> None:
    assert not lexical.build_lexical(lexical.count_tokens([([], [], [1])])).scores(query).any()
    assert lexical.build_lexical(lexical.count_tokens([])).scores(query).shape == (0,)
