"""Pages set in columns: the pieces of a page in the order in which a person reads them, column by column.

Knows boxes on a page; nothing of PDF, OFD or OCR engines, nor of what the words say.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import accumulate, takewhile
from statistics import median

from corpus.loaders.placed import Placed, as_rows

# All distances in characters. Chosen so that cells of a table, a signature at the right, and lists of names in two
# rows are no columns: running text fills its lines, they do not (tests/corpus/test_columns.py has each).
_NARROWEST = 10  # a column
_GUTTER = 0.8  # the least distance between two columns
_SHORT = 2.2  # a line may end so much before its column does: no line begins with a closing mark
_FULL_SHARE, _FULL_IN_EACH = 0.3, 0.2  # of the lines of both columns and of each that reach the right edge
_LEAST_LINES = 3  # in each of two columns side by side
_MIDDLE = (0.25, 0.75)  # of the width of the text, between which the gutter lies
_CROSSING = 0.4  # of the pieces, at most, run across the gutter: titles, pictures' captions, whole paragraphs


def in_columns(pieces: Sequence[Placed], depth: int = 0) -> list[Placed] | None:
    """The pieces column by column, each with the edges of its column; None for a page without columns.

    What runs across the gutter parts the columns above it from those below. A piece that an engine made of two
    lines side by side is parted at its gap. Columns within columns are found too, three in all.
    """
    parts = [part for piece in pieces for part in _parted(piece)]
    if len(parts) < 2 * _LEAST_LINES or depth > 2:
        return None
    size = median(piece.height for piece in parts)
    gutter = _gutter(parts, size)
    if gutter is None:
        return None
    bands = [_with_heading(band, size) for band in _bands(parts, gutter)]
    ordered: list[Placed] = []
    found = False
    for across, left, right in bands:
        ordered += [piece for row in as_rows(across) for piece in row]
        if _are_running(left, right, size):
            found = True
            for column in (left, right):
                edges = (min(piece.left for piece in column), max(piece.right for piece in column))
                within = in_columns(column, depth + 1) or [
                    dataclasses.replace(piece, column=edges) for row in as_rows(column) for piece in row
                ]
                ordered += within
        else:
            ordered += [piece for row in as_rows((*left, *right)) for piece in row]
    return ordered if found else None


def _parted(piece: Placed) -> list[Placed]:
    """`piece` cut at its wide gaps."""
    parts = []
    begin, left = 0, piece.left
    for end, right, following, next_left in piece.gaps:
        parts.append(dataclasses.replace(piece, text=piece.text[begin:end], left=left, right=right, gaps=()))
        begin, left = following, next_left
    parts.append(dataclasses.replace(piece, text=piece.text[begin:], left=left, gaps=()))
    return [part for part in parts if part.text.strip()]


def _gutter(pieces: Sequence[Placed], size: float) -> float | None:
    """The middle of the widest upright strip that the fewest pieces cross; None where too many cross all."""
    first, last = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    step = size / 4
    if last - first < 2 * _NARROWEST * size:
        return None
    crossing = [0] * (int((last - first) / step) + 2)
    for piece in pieces:
        crossing[int((piece.left - first) / step)] += 1
        crossing[int((piece.right - first) / step) + 1] -= 1
    crossing = list(accumulate(crossing))
    low, high = (int(share * len(crossing)) for share in _MIDDLE)
    least = min(crossing[low:high])
    if least > _CROSSING * len(pieces):
        return None
    widest, begin = (0, 0), None
    for place in range(low, high + 1):
        if place < high and crossing[place] == least:
            begin = place if begin is None else begin
        elif begin is not None:
            widest = max(widest, (place - begin, begin))
            begin = None
    width, begin_of = widest
    return first + (begin_of + width / 2) * step if width * step >= _GUTTER * size else None


_Band = tuple[list[Placed], list[Placed], list[Placed]]  # across the gutter, then left and right of it below


def _bands(pieces: Sequence[Placed], gutter: float) -> list[_Band]:
    """From top to bottom: what runs across, then what stands on either side until the next that does."""
    bands: list[_Band] = [([], [], [])]
    for piece in sorted(pieces, key=lambda item: -item.top):
        across, left, right = bands[-1]
        if piece.left < gutter < piece.right:
            if left or right:
                bands.append(([piece], [], []))
            else:
                across.append(piece)
        else:
            (left if piece.right <= gutter else right).append(piece)
    return bands


def _with_heading(band: _Band, size: float) -> _Band:
    """`band` with what stands above both columns, set in from either, among what runs across: of three columns
    the title is above the second."""
    across, left, right = band
    first, second = _heading_lines(left, right, size), _heading_lines(right, left, size)
    return [*across, *left[:first], *right[:second]], left[first:], right[second:]


def _heading_lines(one: Sequence[Placed], other: Sequence[Placed], size: float) -> int:
    """How many pieces at the top of `one` are above all of `other` and set in from the edge of `one`."""
    if not one or not other:
        return 0
    edge, beside = min(piece.left for piece in one) + 2.5 * size, max(piece.top for piece in other)
    heading = takewhile(lambda piece: piece.bottom >= beside and piece.left > edge, one)
    return sum(1 for _ in heading)


def _are_running(left: Sequence[Placed], right: Sequence[Placed], size: float) -> bool:
    """Whether two columns hold running text: enough lines, wide enough, enough of them full."""
    lines = reached = 0
    for column in (left, right):
        rows = as_rows(column)
        if len(rows) < _LEAST_LINES:
            return False
        begin, end = min(piece.left for piece in column), max(piece.right for piece in column)
        full = sum(row[-1].right >= end - _SHORT * size for row in rows)
        if end - begin < _NARROWEST * size or full < max(2, _FULL_IN_EACH * len(rows)):
            return False
        lines, reached = lines + len(rows), reached + full
    return reached >= _FULL_SHARE * lines
