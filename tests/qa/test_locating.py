"""Where something stands is asked for apart from what is to be found there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import document_from_bytes
from corpus.settings import Settings
from qa.generate.located import located_drafts
from qa.locating import place_asked, without_place
from qa.question import QuestionKind, read_question
from qa.sentences import Span


@pytest.mark.parametrize(
    ("question", "place", "rest"),
    [
        ("中试能力的要求写在重点任务第几条？", "条", "中试能力的要求写在重点任务？"),
        ("哪一条规定了免税凭证？", "条", "规定了免税凭证？"),
        ("罚则在哪一章？", "章", "罚则？"),
        ("“禁止焚烧”是第几条第几款来着？", "条", "“禁止焚烧”来着？"),
        ("金融支持是哪个部分讲的？", "部分", "金融支持讲的？"),
        ("哪条线路先建？", "", "哪条线路先建？"),
        ("哪一项措施最有效？", "", "哪一项措施最有效？"),
        ("第三条讲了什么？", "", "第三条讲了什么？"),
        ("农户自己掏哪部分？", "", "农户自己掏哪部分？"),
        ("有哪几条措施？", "", "有哪几条措施？"),
    ],
)
def test_place(question: str, place: str, rest: str) -> None:
    assert (place_asked(question), without_place(question)) == (place, rest)


def test_a_place_is_asked_for_without_its_words() -> None:
    question = read_question("营利性活动的禁止写在第几条？")
    assert (question.kind, question.place) == (QuestionKind.FACT, "条")
    assert "第几条" not in question.text


@given(st.text(max_size=60))
def test_nothing_is_added(question: str) -> None:
    assert len(without_place(question)) <= len(question)


TEXT = """测试产业发展意见

一、重点任务

（一）夯实基础

1.加强研究。支持高校开展研究，提升能力。

二、保障措施

各地要抓好落实。
"""


@pytest.mark.parametrize(
    ("counter", "told"),
    [
        ("条", ["1.加强研究。", "支持高校开展研究，提升能力。"]),
        ("部分", ["一、重点任务", "1.加强研究。", "支持高校开展研究，提升能力。"]),
    ],
)
def test_the_heading_and_the_sentence(counter: str, told: list[str]) -> None:
    document = document_from_bytes("意见.txt", TEXT.encode(), Settings())
    sentence = "支持高校开展研究，提升能力。"
    start = document.text.index(sentence)
    drafts = located_drafts(document, Span(start, start + len(sentence), sentence), counter)
    assert [draft.text for draft in drafts] == told


def test_no_number_no_place() -> None:
    document = document_from_bytes("短讯.txt", "测试短讯\n\n今天发布了一项政策。\n".encode(), Settings())
    sentence = "今天发布了一项政策。"
    start = document.text.index(sentence)
    assert located_drafts(document, Span(start, start + len(sentence), sentence), "条") == ()
