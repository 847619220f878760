"""Changes one fact of a text, so that what answered or supported it no longer does.

Knows kinds of facts (numbers, dates, bodies, places, names, modal force, negation); nothing of models.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from qa.terms import BODIES, BODY_NAMES, PLACES


class Change(StrEnum):
    """What was changed."""

    YEAR = "year"
    NUMBER = "number"
    PLACE = "place"
    BODY = "body"
    NAME = "name"
    MODAL = "modal"
    NEGATION = "negation"


_COMMON = frozenset({Change.MODAL, Change.NEGATION})  # nearly every sentence of law offers one of them
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|[^0-9]|$)")
_ARABIC = re.compile(
    r"(?<![0-9.])[0-9]{1,4}(?![0-9]|\.[0-9])(?=%|％|个|元|日|天|月|年|人|家|条|项|万|亿|倍|岁|名|次|吨|公里|小时)"
)
_CHINESE = re.compile(
    r"(?<![第一二三四五六七八九十百千万])[一二三四五六七八九十百]{1,4}(?=个月|日内|日以|年以|年内|元|万元|年|个|人以|倍|小时|周岁|次|家|分之)"
)
_NAME = re.compile(r"(?<=《)[^《》]{3,30}(?=》)")
_BODY = re.compile(
    f"(?:{'|'.join(sorted(BODY_NAMES, key=len, reverse=True))})(?!门)"  # 民政部门
)
_PLACE = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_MODAL = re.compile(r"应当|必须|可以|不得|禁止|鼓励|支持|探索")
_OTHER_MODALS: Mapping[str, tuple[str, ...]] = {
    "应当": ("可以", "不得", "鼓励"),
    "必须": ("可以", "不得"),
    "可以": ("应当", "不得", "必须"),
    "不得": ("可以", "应当"),
    "禁止": ("可以", "应当", "鼓励"),
    "鼓励": ("应当", "不得", "必须", "禁止"),
    "支持": ("禁止", "应当"),
    "探索": ("必须", "不得"),
}
_NEGATIVE = re.compile(
    r"不得|不予|不能|不应|没有|未经|未(?=[按依经能取])|不(?=[需承属符构影适])|无(?=[权效须需])"
)
_POSITIVE_FORMS = {
    "不得": "可以",
    "不予": "予以",
    "不能": "能够",
    "不应": "应",
    "没有": "有",
    "未经": "经",
    "未": "已",
    "不": "",
    "无": "有",
}
_AFFIRMATIVE = re.compile(r"予以|能够|属于|适用|具有|构成|承担|负责|有权|需要|符合|经(?=过)")
_NEGATIVE_FORMS = {
    "予以": "不予", "能够": "不能", "有权": "无权", "具有": "不具有", "属于": "不属于", "适用": "不适用", "构成": "不构成",
    "承担": "不承担", "负责": "不负责", "需要": "不需要", "符合": "不符合", "经": "未经",
}  # fmt: skip
_DIGITS = "一二三四五六七八九十"


def changed(text: str, kind: Change, chance: random.Random, avoid: str = "") -> str | None:
    """`text` with one fact of `kind` changed to one that does not stand in `avoid`; None where it has none."""
    pattern = _PATTERNS[kind]
    places = list(pattern.finditer(text))
    if not places:
        return None
    chosen = chance.choice(places)
    for _ in range(8):
        new = _REPLACE[kind](chosen.group(), chance)
        if new is not None and new != chosen.group() and not (new and new in avoid):
            return text[: chosen.start()] + new + text[chosen.end() :]
    return None


def every_change(text: str, chance: random.Random, avoid: str = "") -> Iterator[tuple[Change, str]]:
    """The possible changes of `text`, one for each kind that it offers: mostly the rarer kinds before the others."""
    kinds = list(Change)
    chance.shuffle(kinds)
    if chance.random() < 0.75:
        kinds.sort(key=lambda kind: kind in _COMMON)
    for kind in kinds:
        new = changed(text, kind, chance, avoid)
        if new is not None:
            yield kind, new


def changed_part(before: str, after: str) -> tuple[int, int]:
    """Where `after` differs from `before`; of a mere deletion, the characters beside it."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    if start < len(after) - end:
        return start, len(after) - end
    return max(0, start - 1), min(len(after), start + 1)


def swapped_noun(question: str, passage: str, others: Sequence[str], chance: random.Random) -> str | None:
    """`question` with a noun that stands in `passage` exchanged for one of `others` that does not.

    What is asked about is then something that the passage does not speak of.
    """
    nouns = [noun for noun in nouns_of(question) if noun in passage]
    if not nouns or not others:
        return None
    noun = max(nouns, key=len) if chance.random() < 0.6 else chance.choice(nouns)
    for _ in range(8):
        new = chance.choice(others)
        if new not in passage and new not in question:
            return question.replace(noun, new)
    return None


@functools.lru_cache(maxsize=1 << 16)
def nouns_of(text: str) -> tuple[str, ...]:
    """The nouns and names of `text` with two characters or more (jieba's parts of speech n…, eng)."""
    import jieba.posseg

    return tuple(
        pair.word
        for pair in jieba.posseg.cut(text, HMM=True)
        if len(pair.word) > 1 and (pair.flag[:1] == "n" or pair.flag in {"vn", "eng"})
    )


def _number(old: str, chance: random.Random) -> str | None:
    if old.isascii():
        value = int(old)
        return str(
            chance.choice([value + 1, value * 2, value + 5, max(1, value // 2), value + 10, value * 10])
        )
    if len(old) == 1:
        return chance.choice(_DIGITS)
    return chance.choice(
        ["三十", "六十", "十五", "九十", "二十", "十", "五", "四十五", "一百", "二百", "十二", "七"]
    )


_PATTERNS = {
    Change.YEAR: _YEAR,
    Change.NUMBER: re.compile(f"{_ARABIC.pattern}|{_CHINESE.pattern}"),
    Change.PLACE: _PLACE,
    Change.BODY: _BODY,
    Change.NAME: _NAME,
    Change.MODAL: _MODAL,
    Change.NEGATION: re.compile(f"{_NEGATIVE.pattern}|{_AFFIRMATIVE.pattern}"),
}
_NAMES = (
    "安全生产法", "产业结构调整指导目录", "数字中国建设整体布局规划", "公司法", "十四五数字经济发展规划", "突发事件应对法", "国家标准化发展纲要",
    "劳动合同法实施条例", "政府信息公开条例", "关于促进民营经济发展壮大的意见", "科学技术进步法", "优化营商环境条例", "中小企业促进法",
)  # fmt: skip


def _year(old: str, chance: random.Random) -> str | None:
    return str(int(old) + chance.choice([-5, -3, -2, -1, 1, 2, 3, 5, 8, 10]))


_REPLACE: Mapping[Change, Callable[[str, random.Random], str | None]] = {
    Change.YEAR: _year,
    Change.NUMBER: _number,
    Change.PLACE: lambda _old, chance: chance.choice(PLACES),
    Change.BODY: lambda old, chance: chance.choice(
        [
            name
            for full, short in BODIES.items()
            if full != old and old not in short
            for name in (full, short[0])
        ]
    ),
    Change.NAME: lambda _old, chance: chance.choice(_NAMES),
    Change.MODAL: lambda old, chance: chance.choice(_OTHER_MODALS[old]),
    Change.NEGATION: lambda old, _chance: (
        _POSITIVE_FORMS[old] if old in _POSITIVE_FORMS else _NEGATIVE_FORMS.get(old)
    ),
}
