"""What is no question about documents gets one line that fits it."""

from __future__ import annotations

import pytest

from qa.question import QuestionKind, read_question
from qa.small_talk import small_talk_line


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("谢谢！", "不客气"),
        ("再见", "再见"),
        ("你好", "我是问策"),
        ("你能做什么？", "我是问策"),
        ("今天天气怎么样？", "没有找到天气"),
        ("明天會下雨嗎？", "没有找到天气"),
        ("周末气温多少度？", "没有找到天气"),
    ],
)
def test_one_line(said: str, line: str) -> None:
    assert read_question(said).kind is QuestionKind.SMALL_TALK
    assert line in small_talk_line(said)


@pytest.mark.parametrize("question", ["现在高温天气津贴每月多少元？", "最近下雨道路积水由谁负责清理？"])
def test_what_is_done_in_bad_weather_is_asked_of_documents(question: str) -> None:
    assert read_question(question).kind is not QuestionKind.SMALL_TALK
