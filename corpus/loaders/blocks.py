"""Tables and white space as HTML, DOCX and OFD share them.

Knows rows of cells and words; no markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line, LineKind

_SPACE = re.compile("[ \t\r\n\f]+")
_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
_BROKEN = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t]*(?=[{_WIDE}])")
CELL_GAP = " | "


def cells_of(row: str) -> list[str]:
    """The cells of a row as `table_lines` writes it, without the space around them; the text itself where it is no row."""
    return [cell.strip() for cell in row.split(CELL_GAP.strip())]


def collapse(text: str) -> str:
    """`text` with runs of white space made one space; a source line break between Chinese characters is none."""
    if "\n" in text:
        text = _BROKEN.sub("", text)
    return _SPACE.sub(" ", text).strip()


def table_lines(rows: Sequence[Sequence[str]], page: int = 0) -> list[Line]:
    """The rows of a table as lines, the first as its header; rows without words are left out."""
    lines: list[Line] = []
    for row in rows:
        cells = [collapse(cell.replace("\n", " ")) for cell in row]
        if any(cells):
            kind = LineKind.ROW if lines else LineKind.HEADER_ROW
            lines.append(Line(CELL_GAP.join(cells).strip(), page=page, kind=kind, spaced=not lines))
    return lines
