"""Disturbs a question without changing what it asks: as people type, not as test authors do.

Knows questions alone. Every disturbance is deterministic for a seed, and leaves gold and history as they are.
"""

from __future__ import annotations

import functools
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from eval.schema import Question


class Disturbance(StrEnum):
    """A way of asking the same thing differently."""

    TYPO = "typo"
    TRADITIONAL = "traditional"
    COLLOQUIAL = "colloquial"
    THANKS = "thanks"
    WHITE_SPACE = "white_space"
    FULL_WIDTH = "full_width"
    FALSE_PREMISE = "false_premise"

    @property
    def label(self) -> str:
        """The Chinese words a reader sees."""
        return _LABELS[self]


_LABELS = {
    Disturbance.TYPO: "错一个字",
    Disturbance.TRADITIONAL: "换成繁体",
    Disturbance.COLLOQUIAL: "口语开头",
    Disturbance.THANKS: "末尾道谢",
    Disturbance.WHITE_SPACE: "夹杂空白",
    Disturbance.FULL_WIDTH: "全角字母数字",
    Disturbance.FALSE_PREMISE: "无关的错误前提",
}

# What a pinyin keyboard offers beside the wanted character.
_PAIRS = (
    "业叶 技计 术述 展站 目木 重众 点典 任认 务物 创窗 新心 金斤 融容 安按 全权 治制 理里 人仁 才材 场厂 景井 企起 "
    "基积 础楚 设社 施师 合和 作做 保宝 障章 措错 方房 向象 领岭 域玉"
)
_HOMOPHONES = {pair[0]: pair[1] for pair in _PAIRS.split()}
_OPENINGS = ("你好，麻烦帮我查一下，", "那个，我想问问哈，", "领导让我准备材料，请问")
_CLOSINGS = ("谢谢！", "，谢谢啦", "麻烦您了，谢谢")
_PREMISES = ("听说这个文件有一百多页，", "我记得文件是用英文起草的，", "同事说这个文件是手写的，")


def disturb(question: Question, disturbance: Disturbance, seed: int) -> Question | None:
    """The question disturbed, or None when the disturbance would leave it as it was."""
    mixed = zlib.crc32(f"{seed}/{disturbance.value}/{question.id}".encode())
    text = _DISTURBERS[disturbance](question.question, random.Random(mixed))
    return None if text == question.question else replace(question, question=text)


def disturb_all(questions: Sequence[Question], disturbance: Disturbance, seed: int) -> tuple[Question, ...]:
    """Every question that the disturbance changes."""
    disturbed = (disturb(question, disturbance, seed) for question in questions)
    return tuple(question for question in disturbed if question is not None)


def _typo(text: str, dice: random.Random) -> str:
    """One character replaced by one that sounds alike; two neighbours exchanged where none is known."""
    places = [place for place, char in enumerate(text) if char in _HOMOPHONES]
    if places:
        place = dice.choice(places)
        return text[:place] + _HOMOPHONES[text[place]] + text[place + 1 :]
    pairs = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not pairs:
        return text
    at = dice.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _traditional(text: str, _: random.Random) -> str:
    return _simplified_to_traditional()(text)


@functools.cache
def _simplified_to_traditional() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("s2t").convert
    return convert


def _colloquial(text: str, dice: random.Random) -> str:
    return dice.choice(_OPENINGS) + text


def _thanks(text: str, dice: random.Random) -> str:
    return text + dice.choice(_CLOSINGS)


def _white_space(text: str, dice: random.Random) -> str:
    """Blanks, tabs and ideographic spaces between characters, as copying from a PDF leaves them."""
    parts = [char + (dice.choice(" \t\u3000") if dice.random() < 0.2 else "") for char in text]
    return " " + "".join(parts) + "\n"


def _full_width(text: str, _: random.Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _false_premise(text: str, dice: random.Random) -> str:
    return dice.choice(_PREMISES) + text


_DISTURBERS: dict[Disturbance, Callable[[str, random.Random], str]] = {
    Disturbance.TYPO: _typo,
    Disturbance.TRADITIONAL: _traditional,
    Disturbance.COLLOQUIAL: _colloquial,
    Disturbance.THANKS: _thanks,
    Disturbance.WHITE_SPACE: _white_space,
    Disturbance.FULL_WIDTH: _full_width,
    Disturbance.FALSE_PREMISE: _false_premise,
}
