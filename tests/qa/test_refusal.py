"""Whether the evidence answers depends on the kind of question too: near misses mostly lack a number."""

from __future__ import annotations

import dataclasses

import pytest

from qa import Assistant
from qa.answerability import answerability, features
from qa.evidence import Evidence, gather
from qa.question import QuestionKind, read_question
from qa.reader.reader import Reader, open_reader
from qa.refusal import judge
from qa.schema import AnswerStatus
from qa.sentence_vectors import SentenceVectors
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

MEASURES = """# 云溪市渔业发展措施

一、渔港建设

（一）建设渔港。到2032年，建成渔港3个，每个渔港补助80万元。

（二）培训渔民。由市农业农村局组织培训渔民，每人补助600元。

二、冷库

冷库由各渔港自行建设。冷库容量不低于5000吨。
"""
ASKED = "渔港的泊位数是多少？"  # which the measures do not say
SAID = "每个渔港补助多少万元？"  # far from nothing on any processor: odds are near neither 0 nor a rule's verdict
KINDS = (QuestionKind.DATE, QuestionKind.YES_NO, QuestionKind.FACT, QuestionKind.DEFINITION)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("town"), {"措施.md": MEASURES})


def found(town: Assistant, asked: str, *, read: bool = True) -> Evidence:
    """The evidence for `asked`, with what the reader that ships says of it or without."""
    reader: Reader | None = open_reader(town.settings.answer.reader) if read else None
    question = read_question(asked)
    hits = town.index.search(question.text, 8)
    return gather(town.index, question, hits, SentenceVectors(), reader)


def odds(town: Assistant, evidence: Evidence, kind: QuestionKind) -> float:
    """How likely the same evidence answers a question of `kind`."""
    usable = judge(town.index, evidence).usable
    asked = dataclasses.replace(evidence.question, kind=kind)
    return answerability(town.index, dataclasses.replace(evidence, question=asked), usable)


def test_all_else_equal_a_number_is_refused_first_and_a_list_last(town: Assistant) -> None:
    evidence = found(town, SAID)
    number, listed = (odds(town, evidence, kind) for kind in (QuestionKind.NUMBER, QuestionKind.LIST))
    assert 0 < number < listed < 1
    assert all(number < odds(town, evidence, kind) < listed for kind in KINDS)
    assert odds(town, evidence, QuestionKind.COMPARISON) >= listed
    assert odds(town, evidence, QuestionKind.SUMMARY) >= listed


def test_without_a_reader_the_kind_changes_nothing(town: Assistant) -> None:
    evidence = found(town, SAID, read=False)
    assert len({odds(town, evidence, kind) for kind in (QuestionKind.NUMBER, *KINDS)}) == 1


def test_the_best_sentence_counts_besides_the_likeliest_passage(town: Assistant) -> None:
    evidence = found(town, "渔民培训每人补助多少元？")
    usable = judge(town.index, evidence).usable
    passages = {candidate.hit.passage.id: candidate for candidate in usable}
    assert len(passages) > 1
    seen = {features(town.index, evidence, (first, *usable)).best_relevance for first in passages.values()}
    assert len(seen) == len(passages)
    assert features(town.index, evidence, usable).relevance == max(seen)


def test_nothing_usable_answers_nothing(town: Assistant) -> None:
    assert answerability(town.index, found(town, ASKED), ()) == 0.0


@pytest.mark.parametrize("asked", [SAID, "渔民培训每人补助多少？", "冷库容量不低于多少吨？"])
def test_what_is_said_is_answered(town: Assistant, asked: str) -> None:
    assert town.ask(asked).status is AnswerStatus.ANSWERED


@pytest.mark.parametrize("asked", [ASKED, "渔港的设计使用年限是多少年？", "冷库的电费每度补贴多少元？"])
def test_a_near_miss_is_refused(town: Assistant, asked: str) -> None:
    answer = town.ask(asked)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert "最接近的内容在《云溪市渔业发展措施》" in answer.text


def test_what_was_read_late_answers_only_where_it_is_as_good_as_the_best(town: Assistant) -> None:
    evidence = found(town, SAID)
    answer = judge(town.index, evidence).usable[0]
    better = dataclasses.replace(evidence.candidates[-1], score=answer.score + 0.02)
    for late, best, told in ((False, better, True), (True, better, False), (True, answer, True)):
        read = dataclasses.replace(answer, late=late)
        candidates = (read,) if best is answer else (best, read)
        judged = judge(town.index, dataclasses.replace(evidence, candidates=candidates))
        assert (read in judged.usable) is told
