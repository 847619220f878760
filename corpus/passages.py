"""Clauses become passages: what is indexed and found as one.

Knows the clause tree and sizes; nothing of searching beyond the words it adds for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.clauses import ClauseLookup, lookup_for
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
        ClauseKind.APPENDIX,
        ClauseKind.TABLE,
    }
)
_SENTENCE_END = re.compile(r"[。！？；!?;][”’」』）)》]*|\n+")
_LEAD_LENGTH = 80  # characters of an introducing sentence that are indexed with the list it introduces


@dataclass(frozen=True, slots=True)
class IndexedFields:
    """The words a passage is found by: its document's title, its clause path, its own text.

    `headings` also holds the sentence that introduces a list, or a table's header row, where the passage
    has only a later piece of it.
    """

    title: str
    headings: str
    text: str


def indexed_fields(document: Document, passage: Passage) -> IndexedFields:
    """What is indexed for `passage`; title and headings are added here and never to `Passage.text`."""
    headings = passage.path.full
    lead = _lead(document, passage)
    return IndexedFields(
        document.title, f"{headings} › {lead}" if headings and lead else headings or lead, passage.text
    )


def _lead(document: Document, passage: Passage) -> str:
    """The words above a list item or a table row that the passage begins with; "" for any other passage."""
    lookup = lookup_for(document)
    chain = lookup.chain_at(passage.start)
    if len(chain) < 2 or chain[-1].kind not in (ClauseKind.ITEM, ClauseKind.SUBITEM, ClauseKind.ROW):
        return ""
    above, own = chain[-2], chain[-1]
    if own.kind is ClauseKind.ROW:
        header = lookup.first_child(above)
        return document.text[header.start : header.end] if header and header.start < passage.start else ""
    first = lookup.first_child(above)
    words = document.text[above.heading_end : first.start].strip() if first else ""
    return words[-_LEAD_LENGTH:] if words and above.start < passage.start else ""


def split_passages(document: Document, settings: PassageSettings) -> tuple[Passage, ...]:
    """The passages of `document` in order; they and the white space between them are its text.

    A passage lies within one numbered clause; headings without words of their own stand before the first
    words below them. Its path is that of the deepest clause that holds it (without those headings).
    """
    lookup = lookup_for(document)
    passages = []
    for start, body, end in _pieces(document, lookup, settings):
        text = document.text[start:end]
        identity = hashlib.sha256(f"{document.id}\0{start}\0{text}".encode()).hexdigest()[:16]
        passages.append(Passage(identity, document.id, lookup.path_at(body, end), start, end, text))
    return tuple(passages)


def _pieces(
    document: Document, lookup: ClauseLookup, settings: PassageSettings
) -> Iterator[tuple[int, int, int]]:
    """(start, start without leading headings, end) of every passage."""
    text = document.text
    pending: tuple[int, int] | None = None  # headings that wait for the first words below them
    for start, end, owner in _segments(document, settings.size):
        alone = owner is not None and owner.heading_end >= end
        below = pending is not None and owner is not None and lookup.holds(pending[0], owner)
        if pending is not None and owner is not None and not below:
            yield pending[0], pending[0], pending[1]
            pending = None
        if alone and owner is not None and owner.end > end:
            pending = (start, end) if pending is None else (pending[0], end)
            continue
        for number, (piece_start, piece_end) in enumerate(_split(text, start, end, settings, lookup)):
            first = pending[0] if number == 0 and pending is not None else piece_start
            yield first, piece_start, piece_end
        pending = None
    if pending is not None:
        yield pending[0], pending[0], pending[1]


def _segments(document: Document, size: int) -> Iterator[tuple[int, int, Clause | None]]:
    """(start, end, the clause that begins there) between boundaries, without outer white space."""
    text = document.text
    marks = _boundaries(document, size)
    for position, (start, owner) in enumerate(marks):
        end = marks[position + 1][0] if position + 1 < len(marks) else len(text)
        words = text[start:end]
        stripped = words.strip()
        if stripped:
            start += len(words) - len(words.lstrip())
            yield start, start + len(stripped), owner


def _boundaries(document: Document, size: int) -> list[tuple[int, Clause | None]]:
    """Where a new passage must begin: (offset, the clause that begins there; None after one has ended)."""
    marks: list[tuple[int, Clause | None]] = [(0, None)]
    listed_until = 0  # the end of a list that stays with its introducing sentence
    signed = False
    clauses = document.clauses
    text = document.text
    for index, clause in enumerate(clauses):
        kind = clause.kind
        step = clause.path.steps[-1]
        boundary = kind in _BOUNDARIES
        if kind is ClauseKind.HEADING:
            boundary = (
                bool(step.number)
                or clause.end > clause.heading_end + size
                or clause.heading_end >= clause.end
                or _stands_alone(text, clause)
            )
        elif kind is ClauseKind.ITEM and step.number and not step.label.startswith("第") and step.label:
            if clause.start >= listed_until:
                listed_until = _list_end(text, clauses, index, size)
            boundary = clause.start >= listed_until
        elif kind is ClauseKind.SIGNATURE:
            boundary, signed = not signed, True
        elif kind in (ClauseKind.PARAGRAPH, ClauseKind.PREAMBLE) and marks[-1][1] is not None:
            owner = marks[-1][1]
            if clause.start >= owner.end:
                marks.append((clause.start, None))
        if kind is not ClauseKind.SIGNATURE:
            signed = False
        if boundary:
            marks.append((clause.start, clause))
    return marks


def _stands_alone(text: str, clause: Clause) -> bool:
    """Whether a heading has a line of its own."""
    return text[clause.heading_end : clause.heading_end + 1] == "\n"


def _list_end(text: str, clauses: tuple[Clause, ...], index: int, size: int) -> int:
    """Where the list that begins with item `index` ends, if it can stay with the sentence that introduces it;
    0 where it cannot: nothing introduces it, or both together are too long for one passage."""
    first = clauses[index]
    lead_end = first.start
    while lead_end > 0 and text[lead_end - 1].isspace():
        lead_end -= 1
    if text[lead_end - 1 : lead_end] not in ("：", ":"):
        return 0
    lead_start = text.rfind("\n", 0, lead_end) + 1
    depth, end = len(first.path.steps), first.end
    for clause in clauses[index + 1 :]:
        if len(clause.path.steps) < depth or (
            len(clause.path.steps) == depth and clause.kind is not ClauseKind.ITEM
        ):
            break
        end = max(end, clause.end)
        if end - lead_start > size:
            return 0
    return end if end - lead_start <= size else 0


def _split(
    text: str, start: int, end: int, settings: PassageSettings, lookup: ClauseLookup
) -> list[tuple[int, int]]:
    """`text[start:end]` cut into pieces of at most `settings.size` characters where sentences allow.

    A cut between lines or clauses is taken before one between sentences if the piece is then at least a
    third full; a clause's heading stays with its first words.
    """
    size = settings.size
    if end - start <= size:
        return [(start, end)]
    pieces: list[tuple[int, int]] = []
    piece_start, last_sentence, last_line = start, start, start
    for cut, line in _cuts(text, start, end, lookup):
        while cut - piece_start > size:
            if last_line - piece_start >= max(1, size // 3):
                stop = last_line
            elif last_sentence > piece_start:
                stop = last_sentence
            elif cut - piece_start > 2 * size:  # a sentence without an end: cut it by length
                stop = piece_start + size
            else:
                break
            pieces.append((piece_start, stop))
            piece_start = stop
        last_sentence = cut
        if line:
            last_line = cut
    if piece_start < end:
        pieces.append((piece_start, end))
    trimmed = []
    for first, stop in pieces:
        words = text[first:stop]
        stripped = words.strip()
        if stripped:
            first += len(words) - len(words.lstrip())
            trimmed.append((first, first + len(stripped)))
    if len(trimmed) > 1 and trimmed[-1][1] - trimmed[-1][0] < settings.minimum:
        trimmed[-2:] = [(trimmed[-2][0], trimmed[-1][1])]
    return trimmed


def _cuts(text: str, start: int, end: int, lookup: ClauseLookup) -> Iterator[tuple[int, bool]]:
    """(offset, whether a line or clause ends there) of every place where `text[start:end]` may be cut."""
    clauses = lookup.starting_in(start, end)
    starts = {clause.start for clause in clauses}
    headings = {clause.heading_end for clause in clauses if clause.heading_end > clause.start}
    cut = start
    for found in _SENTENCE_END.finditer(text, start, end):
        cut = found.end()
        if cut not in headings:
            yield cut, text[cut - 1] == "\n" or cut in starts
    if cut < end:
        yield end, True
