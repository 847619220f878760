"""Splits a stretch of a document into sentences with exact offsets.

Knows nothing of questions or relevance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A sentence ends at 。！？ (with the quotes and brackets that close behind it), at a ； or at a line's end.
_END = re.compile(r"[。！？!?][”’」』）)》]*|；|;|\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """`document.text[start:end] == text`; no white space at either end."""

    start: int
    end: int
    text: str


def split_sentences(text: str, offset: int = 0) -> tuple[Span, ...]:
    """The sentences of `text`, in order; `offset` is added to every position.

    Sentences and the white space between them rebuild `text`. A lone 、-number or Markdown marker stays with
    the sentence it introduces, because only 。！？； and line ends separate.
    """
    spans: list[Span] = []
    begin = 0
    for match in _END.finditer(text):
        _append(spans, text, begin, match.end(), offset)
        begin = match.end()
    _append(spans, text, begin, len(text), offset)
    return tuple(spans)


_LONGEST_SENTENCE = 300  # characters that are told together beyond a semicolon


def to_full_stops(text: str, span: Span) -> Span:
    """`span` of `text` with what semicolons part from it on its line: the punishment is often behind one."""
    line = text.rfind("\n", 0, span.start) + 1
    start = max(line, *(text.rfind(mark, line, span.start) + 1 for mark in "。！？"))
    start += len(text[start : span.start]) - len(text[start : span.start].lstrip())
    ends = [text.find(mark, span.end - 1) for mark in "。！？\n"]
    end = min((place + 1 for place in ends if place >= 0), default=len(text))
    whole = text[start:end].rstrip()
    if len(whole) > _LONGEST_SENTENCE or len(whole) <= len(span.text):
        return span
    return Span(start, start + len(whole), whole)


def line_around(text: str, span: Span) -> Span:
    """The line of `text` that `span` stands on, without the white space around it."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : len(text) if end < 0 else end]
    start += len(line) - len(line.lstrip())
    whole = line.strip()
    return Span(start, start + len(whole), whole)


def line_below(text: str, line: Span) -> Span:
    """The next line of `text` below `line` that is not blank; empty where there is none."""
    rest = text[line.end :]
    start = line.end + len(rest) - len(rest.lstrip())
    return line_around(text, Span(start, start, ""))


# What opens an item at the beginning of its line; a pattern.
# What stands before the first sentence of an article, a part or an item and is none of it.
NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零0-9]+条(?:之[一二三四五六七八九十])?|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、]|[一二三四五六七八九十]+、)\s*"
)
ITEM_MARK = r"[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、)）]|[①-⑳]|[-•·▪]"
_ITEM_LINE = re.compile(rf"\s*(?:{ITEM_MARK}|[a-z][)）.])")
_MOST_LINES_UP = 40
_LONGEST_ANNOUNCEMENT = 120


def announcement_of(text: str, span: Span) -> str:
    """The sentence that announces the list in which `span` is an item (…应当符合下列条件：); "" where it is in none."""
    start = text.rfind("\n", 0, span.start) + 1
    if not _ITEM_LINE.match(text, start):
        return ""
    for _ in range(_MOST_LINES_UP):
        end = len(text[:start].rstrip()) if start else 0
        start = text.rfind("\n", 0, end) + 1
        if end == 0:
            return ""
        if not _ITEM_LINE.match(text, start):
            break
    sentence = split_sentences(text[start:end], start)[-1].text
    return sentence if sentence.endswith(("：", ":")) and len(sentence) <= _LONGEST_ANNOUNCEMENT else ""


def _append(spans: list[Span], text: str, begin: int, end: int, offset: int) -> None:
    stretch = text[begin:end]
    stripped = stretch.strip()
    if stripped:
        start = begin + len(stretch) - len(stretch.lstrip())
        spans.append(Span(offset + start, offset + start + len(stripped), stripped))
