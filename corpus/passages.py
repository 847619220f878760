"""Clauses become passages: what is indexed and found as one.

Knows the clause tree and sizes; nothing of searching beyond the words it adds for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.clauses import ClauseLookup
from corpus.schema import Clause, ClauseKind, Document, Passage
from corpus.settings import PassageSettings

# A passage never reaches over the beginning of one of these.
_BOUNDARIES = frozenset(
    {
        ClauseKind.PART,
        ClauseKind.SUBPART,
        ClauseKind.CHAPTER,
        ClauseKind.SECTION,
        ClauseKind.ARTICLE,
        ClauseKind.HEADING,
        ClauseKind.APPENDIX,
        ClauseKind.SIGNATURE,
        ClauseKind.TABLE,
    }
)
_SENTENCE_END = re.compile(r"[。！？；!?][”’」』）)]*|\n+")


@dataclass(frozen=True, slots=True)
class IndexedFields:
    """The words a passage is found by: its document's title, its clause path, its own text."""

    title: str
    headings: str
    text: str


def indexed_fields(document: Document, passage: Passage) -> IndexedFields:
    """What is indexed for `passage`; title and headings are added here and never to `Passage.text`."""
    return IndexedFields(document.title, passage.path.full, passage.text)


def split_passages(document: Document, settings: PassageSettings) -> tuple[Passage, ...]:
    """The passages of `document` in order; they and the white space between them are its text."""
    lookup = ClauseLookup(document.clauses)
    passages = []
    for start, body, end in _pieces(document, settings):
        path = lookup.path_at(body, end)
        text = document.text[start:end]
        identity = hashlib.sha256(f"{document.id}\0{start}\0{text}".encode()).hexdigest()[:16]
        passages.append(Passage(identity, document.id, path, start, end, text))
    return tuple(passages)


def _pieces(document: Document, settings: PassageSettings) -> Iterator[tuple[int, int, int]]:
    """(start, start without leading headings, end) of every passage."""
    text = document.text
    pending: int | None = None  # where headings that wait for their first words begin
    for start, end, heading_only, childless in _segments(document):
        if heading_only and not childless:
            pending = start if pending is None else pending
            continue
        for number, (piece_start, piece_end) in enumerate(_split(text, start, end, settings)):
            first = pending if number == 0 and pending is not None else piece_start
            yield first, piece_start, piece_end
        pending = None


def _segments(document: Document) -> Iterator[tuple[int, int, bool, bool]]:
    """(start, end, is a heading alone, has no clause below it) between boundaries, without outer white space."""
    text, clauses = document.text, document.clauses
    marks: list[tuple[int, Clause | None]] = [(0, None)]
    for clause in clauses:
        if clause.kind in _BOUNDARIES and (
            clause.path.steps[-1].heading or clause.kind is not ClauseKind.HEADING
        ):
            marks.append((clause.start, clause))
        elif (
            clause.kind is ClauseKind.PARAGRAPH
            and marks[-1][1] is not None
            and clause.start >= marks[-1][1].end
        ):
            marks.append((clause.start, None))
    for position, (start, owner) in enumerate(marks):
        end = marks[position + 1][0] if position + 1 < len(marks) else len(text)
        words = text[start:end]
        if not words.strip():
            continue
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        alone = owner is not None and owner.heading_end >= end
        yield start, end, alone, owner is None or owner.end <= end


def _split(text: str, start: int, end: int, settings: PassageSettings) -> list[tuple[int, int]]:
    """`text[start:end]` cut into pieces of at most `settings.size` characters where sentences allow."""
    if end - start <= settings.size:
        return [(start, end)]
    cuts = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    if not cuts or cuts[-1] < end:
        cuts.append(end)
    pieces: list[tuple[int, int]] = []
    piece_start, last = start, start
    for cut in cuts:
        if cut - piece_start > settings.size and last > piece_start:
            pieces.append((piece_start, last))
            piece_start = last
        while cut - piece_start > 2 * settings.size:  # a sentence without an end: cut it by length
            pieces.append((piece_start, piece_start + settings.size))
            piece_start += settings.size
        last = cut
    if piece_start < end:
        pieces.append((piece_start, end))
    trimmed = []
    for first, stop in pieces:
        words = text[first:stop]
        if words.strip():
            first += len(words) - len(words.lstrip())
            trimmed.append((first, first + len(words.strip())))
    if len(trimmed) > 1 and trimmed[-1][1] - trimmed[-1][0] < settings.minimum:
        trimmed[-2:] = [(trimmed[-2][0], trimmed[-1][1])]
    return trimmed
