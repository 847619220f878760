"""Cleaning: the only place where text changes. Every rule is named and counted.

Puts the rules in order; the rules themselves are in repair, mojibake, furniture, debris and wraps.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.debris import find_debris
from corpus.furniture import find_furniture
from corpus.lines import Line, LineKind
from corpus.mojibake import repair_mojibake
from corpus.repair import repair_characters
from corpus.wraps import join_torn

# Each pass only shortens or settles the text, so it comes to rest; real documents need two or three.
_MOST_PASSES = 8
DUPLICATE_LENGTH = 20  # characters: a shorter paragraph may well stand twice


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean lines, and (rule, how often it acted) for the rules that acted."""

    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]


def clean_lines(lines: Sequence[Line]) -> CleanText:
    """The clean form of `lines`; cleaning it again changes nothing."""
    counts: Counter[str] = Counter()
    current = list(lines)
    for _ in range(_MOST_PASSES):
        before = current
        current = _one_pass(current, counts)
        if current == before:
            break
    return CleanText(tuple(current), tuple(sorted(counts.items())))


def _one_pass(lines: list[Line], counts: Counter[str]) -> list[Line]:
    lines = _repaired(lines, counts)
    for rule in (find_furniture, find_debris, _find_duplicates):
        doomed = rule(lines)
        if doomed:
            counts.update(doomed.values())
            lines = _without(lines, doomed)
    lines, joined = join_torn(lines)
    if joined:
        counts["joined_lines"] += joined
    return lines


def _repaired(lines: list[Line], counts: Counter[str]) -> list[Line]:
    before = "\n".join([line.text for line in lines])
    text, mojibake = repair_mojibake(before)
    text, repaired = repair_characters(text)
    if mojibake:
        counts["mojibake_repaired"] += mojibake
    counts.update(repaired)
    if text == before:
        return lines
    result: list[Line] = []
    spaced = False
    for line, new in zip(lines, text.split("\n"), strict=True):
        stripped = new.strip()
        if not stripped:
            spaced = spaced or line.spaced
            continue
        if stripped != line.text or spaced:
            line = dataclasses.replace(line, text=stripped, spaced=line.spaced or spaced)
        spaced = False
        result.append(line)
    return result


def _without(lines: list[Line], doomed: dict[int, str]) -> list[Line]:
    """`lines` without the doomed ones; where some were, the next line counts as set apart.

    Page furniture stands between lines of one paragraph, so it sets nothing apart.
    """
    kept: list[Line] = []
    spaced: bool | None = None
    for index, line in enumerate(lines):
        if index in doomed:
            furniture = doomed[index] in ("page_numbers", "repeated_headers")
            spaced = (spaced or False) if furniture else True
            continue
        kept.append(line if spaced in (None, line.spaced) else dataclasses.replace(line, spaced=bool(spaced)))
        spaced = None
    return kept


def _find_duplicates(lines: Sequence[Line]) -> dict[int, str]:
    """Paragraphs that stand twice in a row, and a title repeated above the body."""
    doomed = {}
    previous: Line | None = None
    title = lines[0].text if lines else ""
    for index, line in enumerate(lines):
        text = line.text
        repeats_title = 0 < index <= 6 and text == title and len(text) >= 8
        if repeats_title or (
            previous is not None
            and text == previous.text
            and len(text) >= DUPLICATE_LENGTH
            and line.kind is LineKind.TEXT
        ):
            doomed[index] = "duplicated_paragraphs"
        else:
            previous = line
    return doomed


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
