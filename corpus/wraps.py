"""Lines that a page or a fixed width tore become whole paragraphs again.

Judges widths, end marks and numbers; removes nothing but the break.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.lines import Line, LineKind
from corpus.markers import read_marker

_TERMINAL = frozenset("。！？；：…!?;:”’」』》】)）]")
_RECORD_END = re.compile("(?:通过|施行|公布|发布|批准|修正|修订)$")
_LATIN_END = re.compile("[A-Za-z0-9,.%]$")
_LATIN_START = re.compile("[A-Za-z0-9(]")
_LEADING_MARK = re.compile("[，。、；：！？”’）》】,.;:!?)%％]")
_OPENING = re.compile(
    "[【\\[•·●◆■—-]|附[件录表]|注[:：]|[（(]?[一二〇○零\\d]{4}年[一二三四五六七八九十\\d]{1,3}月[一二三四五六七八九十\\d]{1,3}日[）)]?$"
)
# A paragraph is taken to be torn across a blank line only if it is at least this long, in characters.
TORN_LENGTH = 30
LISTED_LENGTH = 20  # the same where it ends in the middle of a list
# So many unfinished lines of about one width show that a text is wrapped at that width.
_WRAPPED_LINES = 5


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width, in characters, at which a text was wrapped; None where lines are paragraphs."""
    unfinished = [
        len(line.text)
        for line, following in pairwise(lines)
        if len(line.text) >= 12 and line.text[-1] not in _TERMINAL and not following.spaced and not line.level
        and line.kind is LineKind.TEXT
    ]  # fmt: skip
    if len(unfinished) < _WRAPPED_LINES:
        return None
    width, _ = Counter(unfinished).most_common(1)[0]
    near = sum(width - 3 <= length <= width + 3 for length in unfinished)
    longer = sum(len(line.text) > width + 3 for line in lines)
    if near < 0.6 * len(unfinished) or near < 0.2 * len(lines) or longer > 0.05 * len(lines):
        return None
    return width


def join_torn(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """`lines` with torn paragraphs made whole, and how many breaks were removed."""
    width = wrap_width(lines)
    indents = sum(line.indented for line in lines) > 0.1 * len(lines)
    joined: list[Line] = []
    pieces: list[Line] = []
    count = 0
    for line in lines:
        if pieces and _goes_on(pieces[-1], line, width, indents):
            pieces.append(line)
            count += 1
            continue
        if pieces:
            joined.append(_whole(pieces))
        pieces = [line]
    if pieces:
        joined.append(_whole(pieces))
    return joined, count


def _goes_on(line: Line, following: Line, width: int | None, indents: bool) -> bool:
    """Whether the paragraph of `line` goes on in `following`.

    `width` is the text's wrapping width, `indents` whether its paragraphs begin with an indent.
    """
    last = line.text[-1]
    if line.kind is not LineKind.TEXT or following.kind is not LineKind.TEXT or line.level or following.level:
        return False
    if line.full and indents:  # the page's own layout tells
        return not following.indented and not following.spaced
    if last in "。！？" and not line.full and width is None:
        return False
    if _LEADING_MARK.match(following.text) and last not in _TERMINAL:
        return True
    if read_marker(following.text) is not None or _OPENING.match(following.text):
        return False
    if line.full:
        return not following.indented and not following.spaced and last not in "。！？"
    if width is not None and not following.spaced:
        at_margin = len(line.text) >= width - (0 if last in _TERMINAL else 3)
        return at_margin and not following.indented
    if following.spaced or (line.page != following.page and line.page):
        return _is_torn(line, following)
    return False


def _is_torn(line: Line, following: Line) -> bool:
    """Whether a page break or a blank line tore a sentence: prose without an end mark, then more prose."""
    text, more = line.text, following.text
    if (
        text[-1] in _TERMINAL
        or following.indented
        or len(text) < (LISTED_LENGTH if text[-1] in "、，" else TORN_LENGTH)
        or _RECORD_END.search(text)
    ):
        return False
    prose = "，" in text or "。" in text or text[-1] in "、，"
    return prose and more[-1] in _TERMINAL and ("，" in more or "。" in more)


def _whole(pieces: Sequence[Line]) -> Line:
    if len(pieces) == 1:
        return pieces[0]
    text = pieces[0].text
    turns = list(pieces[0].turns)
    page = turns[-1][1] if turns else pieces[0].page
    for piece in pieces[1:]:
        if (
            _LATIN_END.search(text)
            and _LATIN_START.match(piece.text)
            and (text[-1].isascii() and piece.text[0].isascii())
        ):
            text = text[:-1] if text.endswith("-") else text + " "
        if piece.page != page:
            page = piece.page
            turns.append((len(text), page))
        text += piece.text
    return dataclasses.replace(pieces[0], text=text, full=pieces[-1].full, turns=tuple(turns))
