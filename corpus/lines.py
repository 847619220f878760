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
    (1 for `#` and `h1`), 0 for none. `spaced` says that a blank line stood before it. `wrapped` says that the
    line may be a piece of a paragraph that the format tore (PDF, OCR).
    """

    text: str
    page: int = 0
    level: int = 0
    kind: LineKind = LineKind.TEXT
    spaced: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class LoadedText:
    """What a loader makes of a file: its lines, the (name, value) pairs of its own header, and warnings."""

    lines: tuple[Line, ...]
    header: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()  # (cleaning rule, how often the loader itself acted)
