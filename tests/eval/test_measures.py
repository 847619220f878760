"""Every metric on cases worked by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from eval.failures import Failure, failure_of
from eval.measures import METRICS, score

if TYPE_CHECKING:
    from tests.eval.conftest import MakeAnswer, MakeQuestion

GOLD = "打造未来产业瞭望站，利用人工智能、先进计算等技术精准识别和培育高潜能未来产业。"
OTHER = "举办未来产业创新创业大赛，激发各界创新动能。"
FAR = "发展下一代操作系统，构筑安全可靠的数字底座。"


def test_a_perfect_answer_scores_one_everywhere(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    question = make_question(quotes=[GOLD], points=[["瞭望站"], ["人工智能"]], clause="四（一）1")
    scores = score(
        question, make_answer(sentences=[(GOLD, [1])], citations=[(GOLD, "四（一）1")], hits=[GOLD])
    ).scores
    assert scores
    assert all(value == 1.0 for value in scores.values())


def test_ranks_are_ir_measures_own(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    question = make_question(quotes=[GOLD])
    scores = score(question, make_answer(hits=[FAR, OTHER, GOLD])).scores
    assert scores["evidence_recall@1"] == 0.0
    assert scores["evidence_recall@3"] == 1.0
    assert scores["mrr@10"] == pytest.approx(1 / 3)
    assert scores["ndcg@10"] == pytest.approx(1 / math.log2(4))


def test_a_missing_second_quote_keeps_ndcg_below_one(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    scores = score(make_question(quotes=[GOLD, OTHER]), make_answer(hits=[GOLD, FAR])).scores
    assert scores["evidence_recall@10"] == 0.5
    assert scores["mrr@10"] == 1.0
    assert scores["ndcg@10"] == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_a_question_without_a_result_scores_zero(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    question = make_question(quotes=[GOLD], points=[["瞭望站"]], clause="四（一）1")
    scores = score(question, make_answer(status="error")).scores
    assert scores
    assert not any(scores.values())
    assert set(scores) == {name for name in METRICS if not name.startswith(("refusal", "latency"))}


def test_citation_precision_counts_each_use(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    answer = make_answer(
        sentences=[(GOLD, [1]), (FAR, [2]), (OTHER, [3])], citations=[(GOLD, ""), (FAR, ""), (OTHER, "")]
    )
    scores = score(make_question(quotes=[GOLD, OTHER]), answer).scores
    assert scores["citation_precision"] == pytest.approx(2 / 3)
    assert scores["citation_recall"] == 1.0


def test_a_gold_quote_on_the_wrong_sentence_is_wrong(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    question = make_question(quotes=[GOLD, OTHER])
    swapped = make_answer(sentences=[(GOLD, [2]), (OTHER, [1])], citations=[(GOLD, ""), (OTHER, "")])
    assert score(question, swapped).scores["citation_precision"] == 0.0


def test_an_unused_citation_recalls_nothing(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    answer = make_answer(sentences=[(GOLD, [])], citations=[(GOLD, "")])
    assert score(make_question(quotes=[GOLD]), answer).scores["citation_recall"] == 0.0


def test_an_english_sentence_is_judged_by_its_quote_alone(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    answer = make_answer(sentences=[("An observatory for future industries.", [1])], citations=[(GOLD, "")])
    assert score(make_question(quotes=[GOLD]), answer).scores["citation_precision"] == 1.0


def test_clause_accuracy_needs_the_clause_and_the_text(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    question = make_question(quotes=[GOLD], clause="四（一）")
    right = make_answer(sentences=[(GOLD, [1])], citations=[(GOLD, "四（一）1")])
    elsewhere = make_answer(sentences=[(GOLD, [1])], citations=[(GOLD, "四（二）1")])
    unrelated = make_answer(sentences=[(FAR, [1])], citations=[(FAR, "四（一）1")])
    assert [score(question, item).scores["clause_accuracy"] for item in (right, elsewhere, unrelated)] == [
        1,
        0,
        0,
    ]


def test_key_points_are_all_required_with_alternatives(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    question = make_question(quotes=[GOLD], points=[["瞭望台", "瞭望站"], ["量子计算"]])
    assert score(question, make_answer(sentences=[(GOLD, [1])])).scores["key_point_recall"] == 0.5


def test_a_refusal_that_names_the_point_does_not_answer(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    refusal = make_answer(sentences=[("文件中没有找到瞭望站的内容。", [])], status="no_evidence")
    scores = score(make_question(quotes=[GOLD], points=[["瞭望站"]]), refusal).scores
    assert scores["key_point_recall"] == scores["answer_precision"] == scores["supported_rate"] == 0.0


@pytest.mark.parametrize(
    ("quotes", "answer", "failure"),
    [
        ([], {"sentences": [(FAR, [1])], "citations": [(FAR, "")]}, Failure.SHOULD_HAVE_REFUSED),
        ([], {}, None),
        ([GOLD], {"hits": [GOLD]}, Failure.REFUSED),
        ([GOLD], {"hits": [FAR]}, Failure.NOT_RETRIEVED),
        ([GOLD], {"status": "error"}, Failure.ERROR),
        ([GOLD], {"sentences": [(FAR, [])], "hits": [GOLD]}, Failure.NOT_CITED),
        ([GOLD], {"sentences": [(FAR, [1])], "citations": [(FAR, "")], "hits": [GOLD]}, Failure.CITED_WRONG),
        ([GOLD], {"sentences": [(GOLD, [1])], "citations": [(GOLD, "")], "hits": [GOLD]}, None),
    ],
    ids=lambda value: str(value)[:24],
)
def test_why_a_question_failed(
    make_question: MakeQuestion,
    make_answer: MakeAnswer,
    quotes: list[str],
    answer: dict[str, object],
    failure: Failure | None,
) -> None:
    assert failure_of(score(make_question(quotes=quotes), make_answer(**answer))) is failure


def test_an_answer_without_every_point_is_incomplete(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    question = make_question(quotes=[GOLD], points=[["瞭望站"], ["大赛"]])
    answer = make_answer(sentences=[(GOLD, [1])], citations=[(GOLD, "")], hits=[GOLD])
    assert failure_of(score(question, answer)) is Failure.INCOMPLETE


def test_a_row_told_with_its_columns_is_its_own_sentence(
    make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    row, told = "三级 | 55% | 60%", "三级，在职职工：55%；退休人员：60%。"
    question = make_question(quotes=[row])
    for said, right in ((told, 1.0), (told.replace("55", "75"), 0.0)):
        answer = make_answer(sentences=[(said, [1])], citations=[(row, "")])
        assert score(question, answer).scores["citation_precision"] == right
