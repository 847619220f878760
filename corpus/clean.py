"""Cleaning: the only place where text changes. Every rule is named and counted.

Knows lines; nothing of formats, clauses or metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lines import Line


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean lines, and (rule, how often it acted) for the rules that acted."""

    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]


def clean_lines(lines: Sequence[Line]) -> CleanText:
    """The clean form of `lines`; cleaning it again changes nothing."""
    return CleanText(tuple(lines), ())


def join_lines(lines: Sequence[Line]) -> tuple[str, tuple[int, ...]]:
    """The text of `lines` and where each begins in it: a blank line stays where there was one."""
    parts: list[str] = []
    starts: list[int] = []
    offset = 0
    for line in lines:
        if parts:
            gap = "\n\n" if line.spaced else "\n"
            parts.append(gap)
            offset += len(gap)
        starts.append(offset)
        parts.append(line.text)
        offset += len(line.text)
    return "".join(parts), tuple(starts)
