"""Which lines are title, front matter, table of contents, signature or the head of an appendix.

Knows the conventions of official documents (GB/T 9704-2012); does not build clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line, LineKind
from corpus.markers import read_marker
from corpus.structure import Role

NUMBER = re.compile(
    r"[\u4e00-\u9fa5（）()]{1,30}[〔\[［【（(﹝]\s*(?:19|20)\d{2}\s*[〕\]］】）)﹞]\s*(?:第\s*)?\d{1,5}\s*号"
)
_DATE = re.compile(
    r"[（(]?[一二三四五六七八九〇○Ｏ零\d０-９]{4}\s*年\s*[一二三四五六七八九十\d０-９]{1,3}\s*月\s*[一二三四五六七八九十廿\d０-９]{1,3}\s*日"
)
_DATE_ALONE = re.compile(_DATE.pattern + r"[）)]?$")
_ADOPTION = re.compile(
    _DATE.pattern.removesuffix("日")
    + r"日?[^。]{0,160}(?:通过|修订|修正|公布|施行|发布|批准|决定》?|起施行)[）)]?$"
)
_CONTENTS = re.compile(r"目\s*[录錄次]$")
_APPENDIX = re.compile(r"附\s*[件録录錄]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?$")


def assign_roles(lines: Sequence[Line]) -> tuple[Role, ...]:
    """The role of every line."""
    roles = [Role.BODY] * len(lines)
    body = _front(lines, roles)
    _contents(lines, roles, body)
    _back(lines, roles, body)
    return tuple(roles)


def _front(lines: Sequence[Line], roles: list[Role]) -> int:
    """Mark title and front matter; the index of the first line of the body."""
    if not lines or lines[0].kind is not LineKind.TEXT or (not lines[0].level and read_marker(lines[0].text)):
        return 0
    roles[0] = Role.TITLE
    title = lines[0].text
    index = 1
    while index < min(len(lines), 60):
        line = lines[index]
        if line.kind is not LineKind.TEXT:
            break
        if line.text == title:
            roles[index] = Role.TITLE
        elif (
            NUMBER.fullmatch(line.text.strip("（）()"))
            or _ADOPTION.match(line.text)
            or _DATE_ALONE.match(line.text)
        ):
            roles[index] = Role.PREAMBLE
        elif line.text.endswith(("：", ":")) and not read_marker(line.text) and index < 12 and not line.level:
            roles[index] = Role.PREAMBLE
            return index + 1
        else:
            break
        index += 1
    return index


def _contents(lines: Sequence[Line], roles: list[Role], body: int) -> None:
    for index in range(body, len(lines)):
        if _CONTENTS.match(lines[index].text):
            break
    else:
        return
    first = lines[index + 1].text if index + 1 < len(lines) else ""
    end = next((i for i in range(index + 2, len(lines)) if lines[i].text == first), None)
    if end is None or end - index > 400:
        return
    for position in range(index, end):
        roles[position] = Role.CONTENTS


def _back(lines: Sequence[Line], roles: list[Role], body: int) -> None:
    """Mark signature blocks (a date alone, and the short names above it) and heads of appendices."""
    for index in range(body, len(lines)):
        text = lines[index].text
        if _DATE_ALONE.match(text) and roles[index] is Role.BODY:
            roles[index] = Role.SIGNATURE
            above = index - 1
            while above >= body and index - above <= 20 and _is_signer(lines[above]):
                roles[above] = Role.SIGNATURE
                above -= 1
        elif len(text) <= 8 and _APPENDIX.match(text):
            roles[index] = Role.APPENDIX


def _is_signer(line: Line) -> bool:
    text = line.text
    return (
        2 <= len(text) <= 40
        and line.kind is LineKind.TEXT
        and not line.level
        and text[-1] not in "。；：！？;:!?，,、"
        and read_marker(text) is None
    )
