"""Lines: what loaders hand to cleaning, and cleaning to structure.

A line is a paragraph as far as the format knows; holds no offsets, for these exist only once text is clean.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class LineKind(Enum):
    """What the format itself says of a line."""

    TEXT = "text"
    HEADER_ROW = "header_row"  # the first row of a table
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document.

    `page` counts from 1, 0 where there are no pages. `level` is the heading level that the format gives
    (1 for `#` and `h1`), 0 for none. `spaced` says that a blank line stood before it, `indented` that it begins
    with the space of a new paragraph, `full` that it reaches the right margin of its page, so that the
    paragraph may go on in the next line (PDF, OCR). `turns` are (offset in `text`, page that begins there).
    """

    text: str
    page: int = 0
    level: int = 0
    kind: LineKind = LineKind.TEXT
    spaced: bool = False
    indented: bool = False
    full: bool = False
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedText:
    """What a loader makes of a file: its lines, the (name, value) pairs of its own header, and warnings."""

    lines: tuple[Line, ...]
    header: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()  # (cleaning rule, how often the loader itself acted)


class Role(Enum):
    """What a line is in the document, where it is no part of the numbered body."""

    BODY = "body"
    TITLE = "title"
    PREAMBLE = "preamble"
    CONTENTS = "contents"  # 目录 and its entries
    HEADING = "heading"  # an unnumbered heading on a line of its own
    NOTE = "note"  # 附件：… named before the signature
    SIGNATURE = "signature"
    APPENDIX = "appendix"  # the line that begins an appendix
    APPENDIX_TITLE = "appendix_title"
