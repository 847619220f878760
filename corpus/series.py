"""Unnumbered headings that share their lines with text and come in a series: 前瞻部署、梯次培育。顺应…

Looks at neighbouring paragraphs alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.inline import series_heading
from corpus.lines import Line, LineKind, Role
from corpus.markers import read_marker

_LEAST = 12  # characters: a shorter paragraph holds no heading and text


def heading_in_series(lines: Sequence[Line], roles: Sequence[Role], index: int) -> int:
    """The length of the heading that begins paragraph `index`, if a neighbouring paragraph has one too.

    One short first sentence is a sentence; several in a row are headings. 0 for none; `index` may be -1
    for a line that stands in no list of lines.
    """
    length = _length(lines, roles, index)
    if length and (_length(lines, roles, index - 1) or _length(lines, roles, index + 1)):
        return length
    return 0


def _length(lines: Sequence[Line], roles: Sequence[Role], index: int) -> int:
    if not 0 <= index < len(lines) or roles[index] is not Role.BODY:
        return 0
    line = lines[index]
    if line.level or line.kind is not LineKind.TEXT or len(line.text) < _LEAST:
        return 0
    return series_heading(line.text) if read_marker(line.text) is None else 0
