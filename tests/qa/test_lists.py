"""A list that is counted in the question is told whole, wherever in it the best sentence stands."""

from __future__ import annotations

import dataclasses

import pytest

from qa import Assistant
from qa.evidence import Candidate, gather
from qa.generate.lists import list_asked_for
from qa.question import QuestionKind, read_question
from qa.sentence_vectors import SentenceVectors
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

PLAN = """# 云溪市渔业技术推广方案

一、推进步骤

推广工作分步实施。一是抓创新。面向六个方向攻关渔业技术。二是精识别。建立渔业技术瞭望清单。三是促转化。组织渔业技术对接会。

二、保障

加强统筹。
"""
STEPS = "一是抓创新。面向六个方向攻关渔业技术。\n二是精识别。建立渔业技术瞭望清单。\n三是促转化。组织渔业技术对接会。"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("town"), {"方案.md": PLAN})


def candidates(town: Assistant, asked: str, first: str) -> tuple[Candidate, ...]:
    """What is read for `asked`, the sentence `first` put first."""
    question = read_question(asked)
    read = gather(town.index, question, town.index.search(question.text, 8), SentenceVectors()).candidates
    return tuple(sorted(read, key=lambda candidate: candidate.span.text != first))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("渔业技术推广分哪三步？", STEPS),
        ("渔业技术推广有哪三个方面？", STEPS),
        ("渔业技术推广有哪四个方面？", ""),  # as many are not counted
        ("渔业技术推广有哪些做法？", ""),
    ],
)
def test_the_steps_that_are_counted(town: Assistant, asked: str, said: str) -> None:
    question = dataclasses.replace(read_question(asked), kind=QuestionKind.LIST)
    bodies = candidates(town, asked, "建立渔业技术瞭望清单。")
    told = list_asked_for(town.index, question, bodies, 0.0)
    assert "".join(draft.lead + draft.text for draft in told).strip() == said
