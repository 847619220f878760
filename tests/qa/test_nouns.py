"""What a question asks about, and whether a document names it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qa.nouns import is_never_named, is_of_another_kind, things_asked


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("人才购房补贴是多少万？", "购房"),
        ("园区装修费每平方米能补多少？", "装修费"),
        ("交易佣金怎么收？", "佣金"),
    ],
)
def test_a_thing_is_asked_about(question: str, things: str) -> None:
    assert things in things_asked(question)


@pytest.mark.parametrize(
    "question", ["未来产业的目标是多少？", "后果是什么？", "怎么办？", "", "补贴上限是多少？"]
)
def test_what_asks_for_a_form_or_is_on_everybodys_lips_is_no_thing(question: str) -> None:
    assert not set(things_asked(question)) - {"未来", "产业", "补贴"}


def test_the_first_question_of_a_process_is_read_as_any_other() -> None:
    """The dictionary is read when it is first needed, not before."""
    code = "from qa.nouns import things_asked; print(*things_asked('交易佣金怎么收？'))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "佣金" in told.stdout


def test_half_of_a_thing_is_enough_to_be_named() -> None:
    assert is_never_named("购房", "给予一次性创业补贴1万元。")
    assert not is_never_named("装修费", "装修补贴按面积计算。")


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("直播基地补助多少万元？", "对实训基地每年给予20万元补助。", True),
        ("直播基地补助多少万元？", "对直播基地每年给予20万元补助。", False),
        ("营运补贴是多少？", "给予运营补贴20万元。", False),
        ("基地补助多少万元？", "对实训基地每年给予20万元补助。", False),
        ("", "", False),
    ],
)
def test_another_kind_of_what_is_asked_about(question: str, sentence: str, other: bool) -> None:
    assert is_of_another_kind(question, sentence, sentence) is other


def test_a_kind_that_the_passage_names_is_the_same() -> None:
    passage = "直播基地和实训基地：对实训基地每年给予20万元补助。"
    assert not is_of_another_kind("直播基地补助多少万元？", "对实训基地每年给予20万元补助。", passage)
