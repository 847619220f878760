"""A cited stretch of a document becomes what the source panel shows: paragraphs, marks, outline, reference.

Knows documents alone; gives plain values (no markup), so that the page can only show them as text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from corpus import clause_at
from corpus.report import RULE_WORDS
from corpus.schema import ClauseKind, Document
from qa.presentation import reference
from qa.tables import table_place

JsonObject = dict[str, object]

WINDOW = 12_000
"""Characters shown on each side of the cited ones; the rest is fetched when asked for."""
OUTLINE_LIMIT = 2_000
"""Entries of an outline at most; a code of law has about 1,500 articles."""

_OUTLINE_KINDS = frozenset(
    {
        ClauseKind.PART,
        ClauseKind.SUBPART,
        ClauseKind.CHAPTER,
        ClauseKind.SECTION,
        ClauseKind.ARTICLE,
        ClauseKind.HEADING,
        ClauseKind.APPENDIX,
    }
)


def source_view(
    document: Document, start: int, end: int, first: int | None = None, last: int | None = None
) -> JsonObject:
    """The paragraphs around `document.text[start:end]`, with exactly those characters marked.

    `first` and `last` bound the characters wanted instead of the usual window. Every paragraph is
    {"start", "heading", "damaged", "row", "pieces": [{"text", "cited", "strong"}]}, where "row" is "header" or "row" in a
    table and else ""; offsets count characters. Bounds outside the document are brought inside it.
    """
    length = len(document.text)
    start = min(max(start, 0), length)
    end = min(max(end, start), length)
    first = max(0, start - WINDOW) if first is None else min(max(first, 0), length)
    last = min(length, end + WINDOW) if last is None else min(max(last, first), length)
    paragraphs = [
        _paragraph(document, begin, stop, start, end)
        for begin, stop in _lines(document.text)
        if stop > first and begin < last
    ]
    path = clause_at(document, start, end)
    page = document.page_of(start)
    return {
        "document_id": document.id,
        "title": document.title,
        "source": document.source,
        "number": document.number,
        "issuers": list(document.issuers),
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "tier": document.tier.label,
        "status": document.status.label,
        "valid": document.status.value,
        "page": page,
        "clause": path.short,
        "clause_path": list(path.headings),
        "reference": reference(document.title, document.number, path.short, page),
        "start": start,
        "end": end,
        "quote": document.text[start:end],
        "paragraphs": paragraphs,
        "more_before": first if first > 0 else None,
        "more_after": last if last < length else None,
        "outline": outline(document),
        "cleaning": [[RULE_WORDS.get(rule, rule), count] for rule, count in document.cleaning],
        "damaged": len(document.damaged),
        "warnings": list(document.warnings),
    }


def outline(document: Document) -> list[JsonObject]:
    """The numbered and titled clauses in document order: {"heading", "start", "depth"}."""
    entries: list[JsonObject] = []
    for clause in document.clauses:
        if clause.kind in _OUTLINE_KINDS and clause.path.steps and clause.path.steps[-1].heading:
            step = clause.path.steps[-1]
            depth = sum(1 for above in clause.path.steps if above.level in _OUTLINE_KINDS) - 1
            entries.append({"heading": step.heading[:80], "start": clause.start, "depth": max(depth, 0)})
            if len(entries) == OUTLINE_LIMIT:
                break
    return entries


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that is not blank, without its line break."""
    position = 0
    for line in text.split("\n"):
        if line.strip():
            yield position, position + len(line)
        position += len(line) + 1


def _paragraph(document: Document, begin: int, stop: int, start: int, end: int) -> JsonObject:
    """A line cut where the cited characters and the clause's own heading begin and end."""
    heading_end = _heading_end(document, begin, stop)
    cuts = sorted({begin, stop, *(min(max(each, begin), stop) for each in (start, end, heading_end))})
    return {
        "start": begin,
        "heading": heading_end >= stop,
        "row": table_place(document, begin).value,
        "damaged": any(left < stop and right > begin for left, right in document.damaged),
        "pieces": [
            {"text": document.text[a:b], "cited": start <= a and b <= end, "strong": b <= heading_end}
            for a, b in pairwise(cuts)
        ],
    }


def _heading_end(document: Document, begin: int, stop: int) -> int:
    """Where the heading of the clause that begins this line ends; `begin` where it has none."""
    position = bisect_right(document.clauses, begin, key=lambda clause: clause.start)
    for clause in reversed(document.clauses[:position]):
        if clause.start < begin:
            break
        if clause.heading_end > begin:
            return min(clause.heading_end, stop)
    return begin
