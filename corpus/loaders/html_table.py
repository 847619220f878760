"""The cells of an HTML table of data, its spans filled; a table that only lays out the page is none.

Knows table elements only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.loaders.blocks import collapse

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def data_rows(table: HtmlElement) -> tuple[tuple[str, ...], ...]:
    """The cells of a table of data; () for a table that only lays out the page."""
    if table.find(".//table") is not None:
        return ()
    rows: list[tuple[str, ...]] = []
    carried: dict[int, tuple[int, str]] = {}  # column -> (rows it still spans, its text)
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while len(cells) in carried:
                _carry(cells, carried)
            text = collapse(" ".join(cell.itertext()))
            if len(text) > 600:
                return ()
            column = len(cells)
            cells.append(text)
            span = _span(cell, "rowspan")
            if span > 1:
                carried[column] = (span - 1, text)
            cells += [""] * (_span(cell, "colspan") - 1)
        while len(cells) in carried:
            _carry(cells, carried)
        rows.append(tuple(cells))
    wide = sum(sum(bool(cell) for cell in row) >= 2 for row in rows)
    return tuple(rows) if len(rows) >= 2 and wide * 2 >= len(rows) else ()


def _carry(cells: list[str], carried: dict[int, tuple[int, str]]) -> None:
    column = len(cells)
    left, text = carried[column]
    cells.append(text)
    if left > 1:
        carried[column] = (left - 1, text)
    else:
        del carried[column]


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), 100) if value.isdigit() and int(value) else 1
