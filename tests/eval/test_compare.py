"""Two runs side by side: differences with paired intervals, flipped questions, and what CI may fail on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from corpus.settings import Settings
from eval.compare import compare, comparison_json, comparison_table, dropped
from eval.report_data import Run, report_content, score_all
from eval.schema import EvaluationError

if TYPE_CHECKING:
    from tests.eval.conftest import MakeAnswer, MakeQuestion

GOLD = "发展下一代操作系统，构筑安全可靠的数字底座。"
GOOD: dict[str, Any] = {"sentences": [(GOLD, [1])], "citations": [(GOLD, "")], "hits": [GOLD]}


def run_of(name: str, good: range, make_question: MakeQuestion, make_answer: MakeAnswer, n: int = 40) -> Run:
    """`n` questions, of which those in `good` are answered well; every fifth must be refused and is."""
    questions = [make_question(str(at), quotes=[] if at % 5 == 0 else [GOLD]) for at in range(n)]
    answers = [
        make_answer(str(at), milliseconds=10 + at, **(GOOD if at in good and at % 5 else {}))
        for at in range(n)
    ]
    report = report_content(score_all(questions, answers), question_file="q", settings=Settings())
    return Run(name, report, {answer.id: answer for answer in answers})


def test_a_run_equals_itself(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    run = run_of("a", range(30), make_question, make_answer)
    comparison = compare(run, run)
    assert all(item.difference == item.low == item.high == 0 for item in comparison.differences)
    assert not any(item.significant for item in comparison.differences)
    assert comparison.flipped == ()


def test_a_large_drop_is_significant_and_named(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    before = run_of("a", range(40), make_question, make_answer)
    after = run_of("b", range(16), make_question, make_answer)
    comparison = compare(before, after)
    assert [item.metric for item in dropped(comparison, ["citation_precision"])] == ["citation_precision"]
    assert dropped(comparison, []) == ()
    assert dropped(compare(after, before), ["citation_precision"]) == ()
    lost = [str(at) for at in range(16, 40) if at % 5]
    assert [item.id for item in comparison.flipped] == lost
    assert not any(item.better for item in comparison.flipped)
    assert comparison.flipped[0].answer_a == GOLD
    found = next(item for item in comparison.differences if item.metric == "citation_precision")
    assert found.difference == pytest.approx(found.b - found.a, abs=1e-3)
    assert found.low <= found.difference <= found.high


def test_a_single_lost_question_is_not_significant(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    before = run_of("a", range(40), make_question, make_answer)
    after = run_of("b", range(39), make_question, make_answer)
    comparison = compare(before, after)
    assert dropped(comparison, ["citation_precision", "key_point_recall"]) == ()
    assert len(comparison.flipped) == 1


def test_slower_is_worse(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    run = run_of("a", range(40), make_question, make_answer)
    slow = json.loads(json.dumps(run.report))
    for item in slow["questions"]:
        item["latency_ms"] += 1000
    comparison = compare(run, Run("slow", slow, run.answers))
    assert [item.metric for item in dropped(comparison, ["latency_ms_p50"])] == ["latency_ms_p50"]
    assert not dropped(compare(Run("slow", slow, run.answers), run), ["latency_ms_p50"])


def test_only_shared_questions_are_compared(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    larger = run_of("a", range(40), make_question, make_answer)
    smaller = run_of("b", range(40), make_question, make_answer, n=10)
    comparison = compare(larger, smaller)
    assert comparison.n == 10
    assert comparison.only_a == tuple(str(at) for at in range(10, 40))
    nothing = Run("c", dict(smaller.report) | {"questions": []}, {})
    with pytest.raises(EvaluationError, match="没有相同 id"):
        compare(larger, nothing)


def test_an_unknown_metric_is_named(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    run = run_of("a", range(40), make_question, make_answer)
    with pytest.raises(EvaluationError, match="没有名为 bleu 的指标"):
        dropped(compare(run, run), ["bleu"])


def test_what_is_printed(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    before = run_of("a", range(40), make_question, make_answer)
    after = run_of("b", range(16), make_question, make_answer)
    comparison = compare(before, after)
    content = comparison_json(comparison)
    json.dumps(content)
    assert isinstance(content["metrics"], dict)
    assert content["metrics"]["citation_precision"]["worse"] is True
    assert "| `citation_precision` |" in comparison_table(comparison)
    assert "变差" in comparison_table(comparison)
