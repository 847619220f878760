"""Structure inside one paragraph: 一是…二是…, 第一，…第二，…, and a heading that shares its line with text.

Looks at one paragraph alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.numerals import parse_numeral


@dataclass(frozen=True, slots=True)
class InlineItem:
    """`text[start:end]` is an item of the paragraph `text`; its heading is `text[start:heading_end]`."""

    number: int
    start: int
    heading_end: int
    end: int
    title: str


_IS = re.compile(
    r"(?:^|(?<=[。；：;:，,！]))[ \u3000]*(?P<head>(?P<number>[一二三四五六七八九十]{1,3})(?:是|要))"
)
_ORDINAL = re.compile(
    r"(?:^|(?<=[。；：;:！]))[ \u3000]*(?P<head>第(?P<number>[一二三四五六七八九十]{1,3})[，、,])"
)
_END_MARKS = frozenset("。；：！？;:!?，,、…”’）)")
SHORT_HEADING = 16  # characters: a numbered line of its own may end in 。 and still be a heading
# The first words up to a full stop are the item's heading if they are this short, in characters.
HEADING_LENGTH = 30
_FIRST_SENTENCE = re.compile(rf"[^。；！？\n]{{2,{HEADING_LENGTH}}}?。(?=.)")
_FIRST_WORDS = re.compile(r"[^。；，：:,;]{1,24}")
_SENTENCE_WORDS = re.compile(r"的[，,]|应当|不得|可以|必须|按照|依照|：|，.*，.*，")


def inline_items(text: str) -> tuple[InlineItem, ...]:
    """The items 一是, 二是 … (or 第一，第二，…) of a paragraph: at least two, numbered from one without a gap."""
    if "二是" in text or "二要" in text:
        pattern = _IS
    elif "第二，" in text or "第二、" in text:
        pattern = _ORDINAL
    else:
        return ()
    found: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if parse_numeral(match["number"]) == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return ()
    items = []
    ends = [match.start("head") for match in found[1:]] + [len(text)]
    for number, (match, end) in enumerate(zip(found, ends, strict=True), 1):
        start = match.start("head")
        while end > start and text[end - 1] in " \u3000":
            end -= 1
        length = run_in_heading(text[match.end("head") : end])
        words = _FIRST_WORDS.match(text, match.end("head"), end)
        heading_end = match.end("head") + length if length else (words.end() if words else match.end("head"))
        title = text[match.end("head") : heading_end].rstrip("。")
        items.append(InlineItem(number, start, heading_end, end, title))
    return tuple(items)


def run_in_heading(text: str) -> int:
    """The length of the heading that begins `text` and shares its line (加强前瞻谋划部署。把握…), 0 for none.

    The length includes the full stop.
    """
    found = _FIRST_SENTENCE.match(text)
    if found is None or _SENTENCE_WORDS.search(found[0]):
        return 0
    return found.end()


_SERIES = re.compile(
    r"(?:[—–-]{1,2}[ \u3000]*)?(?:[^。，；：:,;！？\s“”\"《》（）()0-9]){4,18}[。](?=.)|[—–-]{1,2}[ \u3000]*[^。，；\s]{4,24}[。：:](?=.)"
)


def series_heading(text: str) -> int:
    """The length of a short first sentence that may be one of a series of unnumbered headings, 0 for none."""
    found = _SERIES.match(text)
    return found.end() if found else 0


def title_length(rest: str, level: int, before: str) -> int:
    """How many characters of a numbered line, `rest` behind its number, are its heading; 0 where it has none.

    `level` is the heading level the format gives, 0 for none; `before` is the line above: the last item of
    a list ends in 。 and is no heading.
    """
    if level or (len(rest) <= 50 and rest and rest[-1] not in _END_MARKS):
        return len(rest)
    if rest.endswith(("）", ")", "”", "：", ":", "？", "?")) and len(rest) <= 50 and "。" not in rest:
        return len(rest)
    if rest.endswith("。") and len(rest) <= SHORT_HEADING and before[-1:] not in "；：;:":
        return 0 if "，" in rest or "；" in rest else len(rest)
    return run_in_heading(rest)
