"""Averages and intervals: by hand, seeded, and with honest denominators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from eval.aggregate import measure, measure_all, measure_by_type
from eval.measures import METRICS, Scored, score
from eval.schema import Measured

if TYPE_CHECKING:
    from tests.eval.conftest import MakeAnswer, MakeQuestion

GOLD = "发展下一代操作系统，构筑安全可靠的数字底座。"


@pytest.fixture
def mixed(make_question: MakeQuestion, make_answer: MakeAnswer) -> list[Scored]:
    """Six answerable (four answered, two refused) and four unanswerable (three refused)."""
    good = {"sentences": [(GOLD, [1])], "citations": [(GOLD, "")], "hits": [GOLD]}
    answerable = [make_question(f"a{n}", quotes=[GOLD]) for n in range(6)]
    unanswerable = [make_question(f"u{n}", kind="near_miss") for n in range(4)]
    answers = [make_answer(f"a{n}", milliseconds=n, **(good if n < 4 else {})) for n in range(6)]
    answers += [make_answer(f"u{n}", milliseconds=10 + n, **(good if n == 0 else {})) for n in range(4)]
    return [
        score(question, answer) for question, answer in zip(answerable + unanswerable, answers, strict=True)
    ]


def test_refusal_by_hand(mixed: list[Scored]) -> None:
    assert measure(mixed, "refusal_precision").value == pytest.approx(3 / 5)
    assert measure(mixed, "refusal_recall").value == pytest.approx(3 / 4)
    assert measure(mixed, "refusal_f1").value == pytest.approx(2 * 0.6 * 0.75 / 1.35, abs=1e-4)
    assert measure(mixed, "refusal_f1").n == 10


def test_averages_count_the_refused(mixed: list[Scored]) -> None:
    measured = measure(mixed, "citation_precision")
    assert measured.value == pytest.approx(4 / 6, abs=1e-4)
    assert measured.n == 6


def test_latency_percentiles(mixed: list[Scored]) -> None:
    times = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13]
    assert measure(mixed, "latency_ms_p50").value == np.percentile(times, 50)
    assert measure(mixed, "latency_ms_p95").value == pytest.approx(np.percentile(times, 95), abs=0.1)


def test_a_metric_that_applies_to_nothing_has_no_value(mixed: list[Scored]) -> None:
    assert measure(mixed, "clause_accuracy") == Measured(None, None, None, 0)
    assert measure(mixed[:6], "refusal_recall") == Measured(None, None, None, 0)


def test_intervals_hold_the_value_and_repeat(mixed: list[Scored]) -> None:
    first, again = measure_all(mixed), measure_all(mixed)
    assert first == again
    assert list(first) == list(METRICS)
    assert measure_all(mixed, seed=1) != first
    for measured in first.values():
        if measured.value is not None and measured.low is not None and measured.high is not None:
            assert measured.low <= measured.value <= measured.high


def test_the_interval_narrows_like_the_root_of_n(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    """Against the normal approximation for a share: half width 1.96·sqrt(p(1-p)/n)."""
    scored = [
        score(
            make_question(f"{n}", quotes=[GOLD]),
            make_answer(f"{n}", **({"hits": [GOLD]} if n % 4 else {})),
        )
        for n in range(400)
    ]
    measured = measure(scored, "evidence_recall@1")
    assert measured.low is not None
    assert measured.high is not None
    assert (measured.high - measured.low) / 2 == pytest.approx(1.96 * (0.75 * 0.25 / 400) ** 0.5, rel=0.12)


def test_by_type_keeps_types_apart(mixed: list[Scored]) -> None:
    by_type = measure_by_type(mixed)
    assert list(by_type) == ["fact", "near_miss"]
    assert by_type["near_miss"]["refusal_recall"].value == 0.75
    assert by_type["near_miss"]["citation_precision"].value is None
