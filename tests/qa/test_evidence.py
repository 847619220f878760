"""Of a passage of many short sentences only those that share most are read, lest it keep out all behind it."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.evidence import Evidence, gather
from qa.question import read_question
from qa.sentence_vectors import SentenceVectors
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

MARKS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"
MANY = "".join(f"渔港{mark}区冷库已经建成。" for mark in MARKS)
REPORT = f"""# 云溪市渔港冷库报告

一、渔港冷库的建设

{MANY}全市渔港冷库容量共计5000吨。

二、渔港冷库的运行

渔港冷库由各镇自行运行。渔港冷库全年不间断供电。
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("report"), {"报告.md": REPORT})


def gathered(assistant: Assistant, asked: str) -> Evidence:
    question = read_question(asked)
    hits = assistant.index.search(question.text, 8)
    first = [hit for hit in hits if MARKS[0] in hit.passage.text]
    behind = [hit for hit in hits if hit not in first]
    return gather(assistant.index, question, (*first, *behind), SentenceVectors())


def test_a_passage_of_many_sentences_leaves_room_for_the_next(report: Assistant) -> None:
    candidates = gathered(report, "渔港冷库容量共计多少吨？").candidates
    read = [candidate.span.text for candidate in candidates]
    assert sum(MARKS[0] in candidate.hit.passage.text for candidate in candidates) == 7
    assert "全市渔港冷库容量共计5000吨。" in read  # the last of its passage, which shares most
    assert "渔港冷库全年不间断供电。" in read
