"""A piece of text and the box around it, and pieces grouped to rows.

Knows geometry in points (y grows upwards, as in PDF); nothing of PDF, OFD or OCR engines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.lines import LineKind


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of one line of text and the box around it.

    `column` are the left and right edges of the column it stands in, None for a page without columns. `gaps` are
    its wide spaces: (where the words before end in `text`, their right edge, where the words after begin, their
    left edge).
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    kind: LineKind = LineKind.TEXT
    column: tuple[float, float] | None = None
    gaps: tuple[tuple[int, float, int, float], ...] = ()

    @property
    def height(self) -> float:
        """The height of the box, about the size of a character."""
        return self.top - self.bottom


def same_row(first: Placed, second: Placed) -> bool:
    """Whether two pieces stand beside one another."""
    overlap = min(first.top, second.top) - max(first.bottom, second.bottom)
    return overlap > 0.5 * min(first.height, second.height)


def group_rows(pieces: Iterable[Placed]) -> list[list[Placed]]:
    """Pieces in reading order as rows, each from left to right; a row of a table stays by itself."""
    rows: list[list[Placed]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        if (
            last is not None
            and same_row(last, piece)
            and last.kind is piece.kind is LineKind.TEXT
            and last.column == piece.column
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def as_rows(pieces: Iterable[Placed]) -> list[list[Placed]]:
    """Pieces in any order as rows from top to bottom."""
    return group_rows(sorted(pieces, key=lambda piece: (-round(piece.top + piece.bottom), piece.left)))
