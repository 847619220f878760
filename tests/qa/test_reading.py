"""What the reader says of hits: shares of the answer, and the order that it gives them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.schema import AuthorityTier, ClausePath, DocumentStatus, Passage
from index.schema import Hit, HitSource
from qa.reader.reader import Reader
from qa.reader.schema import Reading, Span
from qa.reading import Readings, read_hits
from qa.scoring import PLAIN, READ, Parts, score

LENGTH = 60


def hit(rank: int) -> Hit:
    passage = Passage(f"p{rank}", "d", ClausePath(), 100, 100 + LENGTH, "字" * LENGTH)
    tier, status = AuthorityTier.LAW, DocumentStatus.IN_FORCE
    return Hit(passage, "办法", "a.md", tier, status, 1.0, 0.5, rank, (HitSource.LEXICAL,))


class Believing:
    """Calibration alone: the probability is the logistic of the log-odds."""

    def relevance_probability(self, relevance: float) -> float:
        return 1 / (1 + math.exp(-relevance))


def readings(*made: tuple[float, tuple[Span, ...]]) -> Readings:
    return Readings(
        cast(Reader, Believing()), {f"p{n}": Reading(*reading) for n, reading in enumerate(made, start=1)}
    )


def test_the_best_span_in_a_sentence() -> None:
    found = readings((2.0, (Span(5, 9, -0.5), Span(20, 30, -1.0), Span(40, 44, -6.0))))
    assert found.best_span(hit(1), 100, 118) == (105, 109)
    assert found.best_span(hit(1), 108, 125) == (105, 109)
    assert found.best_span(hit(1), 110, 125) == (120, 130)
    assert found.best_span(hit(1), 135, 160) is None  # a guess
    assert found.best_span(hit(2), 100, 160) is None


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10), st.floats(-5, 0)), max_size=4),
    st.integers(0, LENGTH),
)
def test_shares_of_two_halves_are_the_whole(made: list[tuple[int, int, float]], cut: int) -> None:
    spans = tuple(Span(start, start + size, value - 1.5) for start, size, value in made)
    found = readings((0.0, spans))
    whole = sum(math.exp(span.score) for span in spans)
    first, second = found.answer(hit(1), 100, 100 + cut), found.answer(hit(1), 100 + cut, 100 + LENGTH)
    assert 0 <= first <= 1
    assert first + second == pytest.approx(whole, abs=1e-9)


def test_without_a_reader_nothing_is_said() -> None:
    hits = (hit(2), hit(1))
    nothing = read_hits(None, "问", hits)
    assert not nothing
    assert (nothing.relevance(hits[0]), nothing.answer(hits[0], 0, 999), nothing.log_odds(hits[0])) == (
        0,
        0,
        0,
    )


@pytest.mark.model
def test_hits_that_were_not_read_answer_least(small_reader: Path) -> None:
    hits = tuple(hit(n) for n in range(1, 4))
    found = read_hits(Reader(small_reader), "谁提交？", hits[:2])
    assert set(found.by_passage) == {"p1", "p2"}
    assert found.log_odds(hits[2]) < found.log_odds(hits[0])


def test_a_score_is_the_weighed_sum() -> None:
    ones = Parts(*([1.0] * len(Parts.__dataclass_fields__)))
    for weights in (PLAIN, READ):
        assert score(ones, weights) == pytest.approx(
            sum(getattr(weights, name) for name in Parts.__dataclass_fields__)
        )
    assert (PLAIN.relevance, PLAIN.answer) == (0, 0)
