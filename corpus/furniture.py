"""Page numbers, and headers and footers that stand on page after page.

Looks at the first and last lines of pages alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from corpus.lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:[-—–－─·•~]{1,3}[ \u3000]*)?(?:第[ \u3000]*)?[0-9０-９ivxIVX]{1,4}(?:[ \u3000]*[页頁])?(?:[ \u3000]*[,，/／共]+[ \u3000]*(?:共[ \u3000]*)?[0-9]{1,4}[ \u3000]*[页頁]?)?(?:[ \u3000]*[-—–－─·•~]{1,3})?$"
)
_DASHED_NUMBER = re.compile(
    r"[-—–－─]{1,3}[ \u3000]*[0-9０-９]{1,4}[ \u3000]*[-—–－─]{1,3}$|第[ \u3000]*\d{1,4}[ \u3000]*页[ \u3000]*[,，/]?[ \u3000]*共[ \u3000]*\d{1,4}[ \u3000]*页$"
)
_DIGITS = re.compile(r"[0-9０-９一二三四五六七八九十]+")
_EDGE = 2  # lines looked at, at the top and at the bottom of a page
_SHARE = 0.5  # of the pages must have the line


def find_furniture(lines: Sequence[Line]) -> dict[int, str]:
    """(index, rule) of the lines that are page numbers, running headers or footers."""
    doomed = {
        i: "page_numbers"
        for i, line in enumerate(lines)
        if len(line.text) <= 24 and _DASHED_NUMBER.match(line.text)
    }
    pages = [
        [index for index, _ in group]
        for page, group in groupby(enumerate(lines), lambda item: item[1].page)
        if page
    ]
    if len(pages) < 2:
        return doomed
    edges = [(page[:_EDGE], page[-_EDGE:] if len(page) > _EDGE else []) for page in pages]
    numbered = [
        index
        for top, bottom in edges
        for index in {*top[:1], *bottom[-1:]}
        if _PAGE_NUMBER.match(lines[index].text)
    ]
    if len(numbered) >= max(2, _SHARE * len(pages)):
        doomed |= dict.fromkeys(numbered, "page_numbers")
    if len(pages) < 3:
        return doomed
    for side in (0, 1):
        seen = Counter(key for edge in edges for key in {_key(lines[index]) for index in edge[side]})
        for edge in edges:
            for index in edge[side]:
                key = _key(lines[index])
                if seen[key] >= max(3, _SHARE * (len(pages) - 1)) and len(key) <= 60 and index not in doomed:
                    doomed[index] = "repeated_headers"
    return doomed


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text.replace(" ", ""))
