"""Pieces of text at places on a page become lines that know their indent, their margin and their row.

Knows geometry in points (y grows upwards, as in PDF); nothing of PDF, OFD or OCR engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.lines import Line, LineKind
from corpus.loaders.blocks import CELL_GAP


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of one line of text and the box around it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    kind: LineKind = LineKind.TEXT

    @property
    def height(self) -> float:
        """The height of the box, about the size of a character."""
        return self.top - self.bottom


# Distances in characters. A Chinese paragraph is indented by two (GB/T 9704-2012, 7.3.3).
_INDENT = 1.2
_SHORT_OF_MARGIN = 2.2  # a full line may end so much early: no line begins with a closing mark
_CELL = 1.5  # a wider gap within a row separates cells
_PARAGRAPH = 1.6  # line distances: a wider one separates paragraphs


def reading_order(pieces: Sequence[Placed]) -> list[Placed]:
    """Pieces from top to bottom, unless they stand side by side in columns: then as they came."""
    beside = sum(
        1 for first, second in pairwise(pieces) if _same_row(first, second) and second.left > first.right
    )
    ordered = sorted(pieces, key=lambda piece: (-round(piece.top + piece.bottom), piece.left))
    rows = _rows(ordered)
    crowded = sum(len(row) > 1 for row in rows)
    return (
        list(pieces)
        if crowded > 0.3 * len(rows) and beside < 0.5 * crowded
        else [p for row in rows for p in row]
    )


def _same_row(first: Placed, second: Placed) -> bool:
    overlap = min(first.top, second.top) - max(first.bottom, second.bottom)
    return overlap > 0.5 * min(first.height, second.height)


def _rows(pieces: Iterable[Placed]) -> list[list[Placed]]:
    rows: list[list[Placed]] = []
    for piece in pieces:
        if rows and _same_row(rows[-1][-1], piece) and rows[-1][-1].kind is piece.kind is LineKind.TEXT:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def page_lines(pages: Sequence[tuple[int, Sequence[Placed]]]) -> list[Line]:
    """The lines of (page number, pieces in reading order), joined to rows, with indents and margins."""
    rows_by_page = [(number, _rows(pieces)) for number, pieces in pages]
    texts = [row for _, rows in rows_by_page for row in rows if row[0].kind is LineKind.TEXT]
    if not texts:
        return [
            Line(p.text, number, kind=p.kind) for number, rows in rows_by_page for row in rows for p in row
        ]
    size = median(piece.height for row in texts for piece in row) or 1.0
    left = _commonest([row[0].left for row in texts], size)
    rights = sorted(row[-1].right for row in texts)
    right = rights[int(0.95 * (len(rights) - 1))]
    distances = [
        above[0].bottom - below[0].bottom
        for _, rows in rows_by_page
        for above, below in pairwise(rows)
        if above[0].bottom > below[0].bottom
    ]
    leading = median(distances) if distances else 2 * size
    lines: list[Line] = []
    for number, rows in rows_by_page:
        above: list[Placed] | None = None
        for row in rows:
            if row[0].kind is not LineKind.TEXT:
                lines.append(
                    Line(row[0].text, number, kind=row[0].kind, spaced=row[0].kind is LineKind.HEADER_ROW)
                )
            else:
                gap = above[0].bottom - row[0].bottom if above is not None else 0.0
                lines.append(
                    Line(
                        _row_text(row, size),
                        number,
                        spaced=gap > _PARAGRAPH * leading,
                        indented=row[0].left > left + _INDENT * size,
                        full=row[-1].right >= right - _SHORT_OF_MARGIN * size
                        and row[0].left < left + 4 * size,
                    )
                )
            above = row
    return lines


def _commonest(values: Sequence[float], size: float) -> float:
    """The leftmost of the common left edges: paragraphs begin further right than they go on."""
    counts = Counter(round(value / size * 2) for value in values)
    common = [key for key, count in counts.items() if count >= max(2, 0.08 * len(values))]
    return min(common or counts) * size / 2


def _row_text(row: Sequence[Placed], size: float) -> str:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        text += (CELL_GAP if gap > _CELL * size else " " if gap > 0.3 * size else "") + piece.text
    return text
