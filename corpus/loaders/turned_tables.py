"""Tables that go on over a page: one table with one header, and a row that the page parts made one again.

Knows lines with their pages; nothing of where they stood.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from corpus.lines import Line, LineKind
from corpus.loaders.blocks import CELL_GAP, cells_of

_FURNITURE = 14  # characters: — 3 —, 第 3 页 共 10 页
_NUMBER = re.compile("[0-9]")


def joined_tables(lines: Sequence[Line]) -> list[Line]:
    """`lines` with each table that begins at the top of a page as one table with that at the end of the page before,
    where both have as many columns: without the header that is printed again, and a parted row made whole."""
    result: list[Line] = []
    header = ""  # of the table that the last row belongs to
    for line in lines:
        last = _last_row(result, line) if line.kind is LineKind.HEADER_ROW else None
        if last is None:
            header = line.text if line.kind is LineKind.HEADER_ROW else header
            result.append(line)
            continue
        if line.text == header:
            continue
        above, cells = cells_of(result[last].text), cells_of(line.text)
        if _is_rest(above, cells):
            whole = CELL_GAP.join(first + rest for first, rest in zip(above, cells, strict=True))
            result[last] = dataclasses.replace(result[last], text=whole)
        else:
            result.append(dataclasses.replace(line, kind=LineKind.ROW, spaced=False))
    return result


def _last_row(lines: Sequence[Line], line: Line) -> int | None:
    """Where the last row of the page before `line` is, with nothing but page furniture behind it and as many cells."""
    for at in range(len(lines) - 1, -1, -1):
        each = lines[at]
        if each.kind is LineKind.TEXT and len(each.text) <= _FURNITURE and _NUMBER.search(each.text):
            continue
        fits = each.kind is not LineKind.TEXT and each.page == line.page - 1
        return at if fits and len(cells_of(each.text)) == len(cells_of(line.text)) else None
    return None


def _is_rest(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether `cells` are the rest of the row `above`: words alone, where every number stood on the page before."""
    numbers = [at for at, cell in enumerate(above) if _NUMBER.search(cell)]
    return bool(numbers) and any(cells) and not any(cells[at] for at in numbers)
