"""Pieces of text at places on a page become lines that know their indent, their margin and their row.

Knows geometry in points (y grows upwards, as in PDF); nothing of PDF, OFD or OCR engines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from statistics import median

from corpus.lines import Line, LineKind
from corpus.loaders.blocks import CELL_GAP
from corpus.loaders.columns import in_columns
from corpus.loaders.placed import Placed, as_rows, group_rows, same_row
from corpus.loaders.turned_tables import joined_tables

# Distances in characters. A Chinese paragraph is indented by two (GB/T 9704-2012, 7.3.3).
_INDENT = 1.2
_SHORT_OF_MARGIN = 2.2  # a full line may end so much early: no line begins with a closing mark
_CELL = 1.5  # a wider gap within a row separates cells
_WORD = re.compile("[!-~]{2,24}")
_LINES_OF_A_PAGE, _FULL_SHARE = 6, 0.6  # so many lines, so many of them full, show the margins of their page
_PARAGRAPH = 1.6  # line distances: a wider one separates paragraphs


def reading_order(pieces: Sequence[Placed]) -> list[Placed]:
    """Pieces column by column where a page has columns of running text, otherwise from top to bottom.

    What stands side by side without being either, neither read along rows by its engine nor running text,
    stays as it came.
    """
    columns = in_columns(pieces)
    if columns is not None:
        return columns
    beside = sum(
        1 for first, second in pairwise(pieces) if same_row(first, second) and second.left > first.right
    )
    rows = as_rows(pieces)
    crowded = sum(len(row) > 1 for row in rows)
    return (
        list(pieces)
        if crowded > 0.3 * len(rows) and beside < 0.5 * crowded
        else [p for row in rows for p in row]
    )


def page_lines(pages: Sequence[tuple[int, Sequence[Placed]]]) -> list[Line]:
    """The lines of (page number, pieces in reading order), joined to rows, with indents and margins."""
    rows_by_page = [(number, group_rows(pieces)) for number, pieces in pages]
    texts = [row for _, rows in rows_by_page for row in rows if row[0].kind is LineKind.TEXT]
    if not texts:
        return joined_tables(
            [Line(p.text, number, kind=p.kind) for number, rows in rows_by_page for row in rows for p in row]
        )
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
    columns: tuple[float, float] | None = None
    for number, rows in rows_by_page:
        above: list[Placed] | None = None
        margins = _margins(rows, (left, right), columns, size)
        columns = min((row[0].column for row in rows if row[0].column), default=columns)
        for row, following in zip_longest(rows, rows[1:]):
            if row[0].kind is not LineKind.TEXT:
                lines.append(
                    Line(row[0].text, number, kind=row[0].kind, spaced=row[0].kind is LineKind.HEADER_ROW)
                )
            else:
                gap = above[0].bottom - row[0].bottom if above is not None else 0.0
                begin, end = row[0].column or margins
                short = _SHORT_OF_MARGIN + (_unbroken(following[0].text) if following else 0)
                lines.append(
                    Line(
                        _row_text(row, size),
                        number,
                        spaced=gap > _PARAGRAPH * leading,
                        indented=row[0].left > begin + _INDENT * size,
                        full=row[-1].right >= end - short * size and row[0].left < begin + 4 * size,
                    )
                )
            above = row
    return joined_tables(lines)


def _unbroken(text: str) -> float:
    """The width of the Latin word or number at the head of `text`: no line breaks within it, so that the line before
    may have ended so much earlier."""
    found = _WORD.match(text)
    return 0.5 * len(found[0]) if found else 0.0


def _margins(
    rows: Sequence[Sequence[Placed]],
    margins: tuple[float, float],
    column: tuple[float, float] | None,
    size: float,
) -> tuple[float, float]:
    """The margins of a page: those of the document, unless its lines keep to others.

    `column` is the first column of the pages before: a last page may fill no more than part of it.
    """
    texts = [row for row in rows if row[0].kind is LineKind.TEXT and row[0].column is None]
    if not texts:
        return margins
    lefts, rights = [row[0].left for row in texts], sorted(row[-1].right for row in texts)
    if column and min(lefts) > column[0] - size and rights[-1] < column[1] + size:
        return column
    own = rights[int(0.95 * (len(rights) - 1))]
    full = sum(right >= own - _SHORT_OF_MARGIN * size for right in rights)
    if len(texts) >= _LINES_OF_A_PAGE and full >= _FULL_SHARE * len(texts):
        return _commonest(lefts, size), own
    return margins


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
