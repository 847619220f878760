"""Answers from tables: the rows that are asked for, each told in words with its columns.

Knows candidates and their document; nothing of how they were chosen.
"""

from __future__ import annotations

import dataclasses

from corpus.schema import Document
from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.generate.draft import Draft, quote_draft
from qa.tables import Row, in_words, rows_sharing


def rows_told(
    index: PassageIndex, question: str, best: Candidate, others: tuple[Candidate, ...]
) -> tuple[Draft, ...]:
    """The row of a table that `best` stands in, told in words, with the others that `question` asks for; else ()."""
    if best.row is None:
        return ()
    document = index.document(best.hit.passage.document_id)
    named = (
        candidate.row
        for candidate in others
        if best.parts.tabled == candidate.parts.tabled == 1.0
        and candidate.hit.passage.document_id == document.id
    )
    sharing = rows_sharing(document, best.row, question)
    asked = sharing or tuple(row for row in (best.row, *named) if row is not None)
    rows = {row.span.start: row for row in asked}
    return tuple(
        row_told(document, row, "\n" if place else "") for place, (_, row) in enumerate(sorted(rows.items()))
    )


def row_told(document: Document, row: Row, lead: str) -> Draft:
    """`row` of `document`, told in words."""
    quoted = quote_draft(document, row.span, lead)
    told = in_words(row.header.text, row.span.text)
    return dataclasses.replace(quoted, text=told, table_header=row.header.text)
