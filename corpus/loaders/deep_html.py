"""The words of an HTML page whose tree is too deep to build: read tag by tag, without a stack.

Knows block elements only.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from corpus.loaders.blocks import collapse

BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 "
    "h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_TAG = re.compile(r"<(/?)(?:div|span|p|font|b|i|ul|li|table|tr|td|section|blockquote|center)\b")


class _PlainText(HTMLParser):
    """The words of a page whose tree is too deep to build; needs no stack."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("script", "style"):
            self.skipping += 1
        elif tag in BLOCKS or tag == "br":
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.skipping = max(0, self.skipping - 1)
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.lines[-1] += data


def plain_lines(text: str) -> list[str]:
    """The words of a page, a line for each block."""
    parser = _PlainText()
    parser.feed(text)
    parser.close()
    return [line for line in map(collapse, parser.lines) if line]


def is_cut_off(text: str, kept: int) -> bool:
    """Whether a tree parser gave up (libxml2 stops at a depth of 256): it kept far fewer characters."""
    if text.count("<") < 256:
        return False
    depth = deepest = 0
    for found in _TAG.finditer(text):
        depth += -1 if found[1] else 1
        deepest = max(deepest, depth)
    return deepest > 240 and sum(map(len, plain_lines(text))) > 1.2 * kept
