"""The number at the head of a line: 第…编/章/节/条, 一、（一） 1.（1） 1.1 ① Ⅰ. 第一， 一是, 问1：, 附件.

Looks at one line alone: whether the number fits its neighbours is for `structure` to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.numerals import NUMERAL_CHARACTERS, parse_numeral


class Style(IntEnum):
    """How a clause is numbered; the value is the usual nesting, the outermost first (GB/T 9704-2012 7.3.3
    for 一、（一）1.（1）; 立法技术规范（试行）（一） for 编章节条款项目)."""

    DIVISION = 0  # 第一部分, 第一篇
    PART = 1
    SUBPART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    ROMAN = 9
    CHINESE = 10
    QUESTION = 11  # 问1：, counted through the sections
    CHINESE_PAREN = 12
    BOX = 13  # 专栏1, of a section and not of the item above it
    DECIMAL = 14  # 1.1, 1.1.1; also 1 where a document counts by decimals
    ARABIC = 15
    ARABIC_PAREN = 16
    CIRCLED = 17
    LETTER = 18
    ORDINAL = 19  # 第一，
    IS = 20  # 一是

    @property
    def statutory(self) -> bool:
        """Whether it is a unit of a law: 编, 分编, 章, 节, 条."""
        return Style.PART <= self <= Style.ARTICLE


@dataclass(frozen=True, slots=True)
class Marker:
    """The number a line begins with; `line[:end]` is the number with the space behind it."""

    style: Style
    number: tuple[int, ...]
    label: str
    end: int


_N = f"[{NUMERAL_CHARACTERS}]"
_GAP = "[ \u3000\t]"
_UNITS = {
    "编": Style.PART,
    "分编": Style.SUBPART,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "条": Style.ARTICLE,
    "部分": Style.DIVISION,
    "篇": Style.DIVISION,
}
_STATUTE = re.compile(
    rf"第{_GAP}*({_N}{{1,9}}){_GAP}*(分编|编|章|节|条|部分|篇)(?:之({_N}{{1,3}}))?(?:({_GAP}+)|[：:](?=.)|(?=(.))|$)"
)
# What stands behind a cross-reference and never behind an article's own number.
_REFERENCE = re.compile(
    "第[一二三四五六七八九十]+[款项章节条编]|[、，,。；;中的]|[和至到及或与](?:者)?(?:第|本|其他|前)|以及|之规定|规定(?!了)|所称|所列|所述|所指|所规定|"
    "修改为|改为|删去|修正|增加|项|款|条|内容|前款|情形|要求|以[上下外内]|及其|并[入列]|作为第|移[至到]|[）)》〉”]"
)
_SURE_REFERENCE = re.compile(
    "第[一二三四五六七八九十]+[款项]|[、，,。；;]|[和至、到]第|规定的|所称|所列|所述|所规定|修改为|改为|删去|中的"
)
_CHINESE = re.compile(rf"([一二三四五六七八九十百]{{1,4}}){_GAP}*[、．.]{_GAP}*")
_NOT_A_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}(?:[、和及至]|[类级等者产次审]|线|季度)")
_PAREN = re.compile(
    rf"[（(〔]{_GAP}*(?:([一二三四五六七八九十百]{{1,4}})|([0-9０-９]{{1,3}})|([a-zA-Z])|([ivxIVX]{{1,5}})){_GAP}*[)）〕]{_GAP}*[、.．]?{_GAP}*"
)
_DECIMAL = re.compile(
    r"(\d{1,2}(?:[.．]\d{1,2}){1,4})(?![\d.．])[.．、]?[ \u3000\t]*(?=[^\d\s%％.．、，,。；~～—-])"
)
_ARABIC = re.compile(r"([0-9０-９]{1,3})[ \u3000\t]*(?:[.．、](?![0-9０-９])|[)）])[ \u3000\t]*")
_BARE = re.compile(r"([1-9]\d?)[ \u3000\t]+(?=[^\W\d_a-zA-Z])")
_CIRCLED = re.compile(r"([①-⑳⑴-⒇⒈-⒛㈠-㈩㊀-㊉❶-❿])[ \u3000\t、.．]*")
_ROMAN = re.compile(r"([Ⅰ-Ⅻ]|[IVX]{1,5}(?=[.．、]))[ \u3000\t]*[.．、][ \u3000\t]*")
_LETTER = re.compile(r"([A-Za-z])[.．、)）](?=[ \u3000\t]*[^\W\da-zA-Z_])[ \u3000\t]*")
_QUESTION = re.compile(
    r"(?:问题?|Q)[ \u3000]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[ \u3000]?[：:、.．][ \u3000\t]*"
)
_LONGEST_BOX = 40  # characters of its heading
_BOX = re.compile(
    r"专栏[ \u3000]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![0-9中里的和、])[ \u3000\t：:]*(?=.)"
)
_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3})[，、,：][ \u3000\t]*")
_IS = re.compile(r"([一二三四五六七八九十]{1,3})(?:是|要)(?!否|不是)")

_FIRST = frozenset(
    "第问专（(〔一二三四五六七八九十0123456789０１２３４５６７８９"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩㊀㊁㊂❶❷❸❹❺❻❼❽❾❿"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
_CHINESE_FIRST = frozenset("一二三四五六七八九十")
_ARABIC_FIRST = frozenset("0123456789０１２３４５６７８９")


def read_marker(line: str, decimals: bool = False) -> Marker | None:
    """The number `line` begins with, or None. `decimals`: the document counts 1, 1.1, 1.1.1.

    A cross-reference (第三条规定的情形之一，) is no number of the line.
    """
    first = line[:1]
    if first not in _FIRST:
        return None
    if first == "第":
        return _read_statute(line) or _read_simple(_ORDINAL, Style.ORDINAL, line)
    if first in _CHINESE_FIRST:
        found = _CHINESE.match(line)
        if found:
            number = parse_numeral(found[1])
            if number is None or _NOT_A_HEADING.match(line, found.end()):
                return None
            return Marker(Style.CHINESE, (number,), found[1], found.end())
        return _read_simple(_IS, Style.IS, line)
    if first in "问Q" and (found := _QUESTION.match(line)):
        return _marker(Style.QUESTION, found[1], f"问{found[1]}", found.end())
    if first == "专":
        box = _BOX.match(line) if len(line) <= _LONGEST_BOX and line[-1] not in "。；，" else None
        return _marker(Style.BOX, box[1], f"专栏{box[1]}", box.end()) if box else None
    if first in "（(〔":
        return _read_parenthesised(line)
    if first in _ARABIC_FIRST:
        return _read_arabic(line, decimals)
    if found := _CIRCLED.match(line):
        return _marker(Style.CIRCLED, found[1], found[1], found.end())
    if found := _ROMAN.match(line):
        return _marker(Style.ROMAN, found[1], found[1], found.end())
    if found := _LETTER.match(line):
        return Marker(Style.LETTER, (ord(found[1].lower()) - 96,), found[1], found.end())
    return None


def _marker(style: Style, numeral: str, label: str, end: int) -> Marker | None:
    number = parse_numeral(numeral)
    return None if number is None else Marker(style, (number,), label, end)


def _read_simple(pattern: re.Pattern[str], style: Style, line: str) -> Marker | None:
    found = pattern.match(line)
    return _marker(style, found[1], "", found.end()) if found else None


def _read_statute(line: str) -> Marker | None:
    found = _STATUTE.match(line)
    if found is None:
        return None
    numeral, unit, sub, gap, following = found.groups()
    reference = _SURE_REFERENCE if gap or not following else _REFERENCE
    if reference.match(line, found.end()):
        return None
    number = parse_numeral(numeral)
    if number is None:
        return None
    numbers: tuple[int, ...] = (number,)
    label = f"第{numeral}{unit}"
    if sub:
        numbers += (parse_numeral(sub) or 0,)
        label += f"之{sub}"
    style = _UNITS[unit]
    if style is not Style.ARTICLE and (
        len(line) > 60 or (line[-1] in "。；，：;," and not (gap and len(line) <= 16))
    ):
        return None  # a sentence about a chapter, not its heading
    return Marker(style, numbers, label, found.end())


def _read_parenthesised(line: str) -> Marker | None:
    found = _PAREN.match(line)
    if found is None:
        return None
    chinese, arabic, letter, roman = found.groups()
    if chinese:
        return _marker(Style.CHINESE_PAREN, chinese, f"（{chinese}）", found.end())
    if arabic:
        return _marker(Style.ARABIC_PAREN, arabic, f"（{arabic}）", found.end())
    if letter and letter not in "ivxIVX":
        return Marker(Style.LETTER, (ord(letter.lower()) - 96,), f"（{letter}）", found.end())
    numeral = roman or letter
    return _marker(Style.ROMAN, numeral, f"（{numeral}）", found.end())


def _read_arabic(line: str, decimals: bool) -> Marker | None:
    if found := _DECIMAL.match(line):
        numbers = tuple(int(part) for part in re.split("[.．]", found[1]))
        if decimals:
            return Marker(Style.DECIMAL, numbers, found[1].replace("．", "."), found.end())
        return None
    if found := _ARABIC.match(line):
        number = parse_numeral(found[1])
        if number is None or found.end() == len(line):
            return None
        if line[found.end(1) :].lstrip(" \u3000\t")[0] in ")）":
            return Marker(Style.ARABIC_PAREN, (number,), f"{found[1]}）", found.end())
        style = Style.DECIMAL if decimals else Style.ARABIC
        return Marker(style, (number,), found[1], found.end())
    if decimals and (found := _BARE.match(line)) and len(line) <= 40 and line[-1] not in "。；，：":
        return Marker(Style.DECIMAL, (int(found[1]),), found[1], found.end())
    return None


DECIMAL_HEADING = re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})*[ \u3000\t]*[^\W\d_a-zA-Z]")
