"""Answers from tables: the rows that are asked for, each told in words with its columns.

Knows candidates and their document; nothing of how they were chosen.
"""

from __future__ import annotations

import dataclasses

from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.generate.draft import Draft, quote_draft
from qa.tables import in_words


def rows_told(index: PassageIndex, best: Candidate, others: tuple[Candidate, ...]) -> tuple[Draft, ...]:
    """The row of a table that `best` stands in, told in words, with the others that are asked for by name; else ()."""
    if best.row is None:
        return ()
    document = index.document(best.hit.passage.document_id)
    named = (
        candidate.row
        for candidate in others
        if best.parts.tabled == candidate.parts.tabled == 1.0
        and candidate.hit.passage.document_id == document.id
    )
    rows = {row.span.start: row for row in (best.row, *named) if row is not None}
    return tuple(
        dataclasses.replace(
            quote_draft(document, row.span, "\n" if place else ""),
            text=in_words(row.header.text, row.span.text),
            table_header=row.header.text,
        )
        for place, (_, row) in enumerate(sorted(rows.items()))
    )
