"""Neighbouring sentences quoted from one clause rest on one stretch of it: one number, one highlight.

A clause told in six sentences is one source, not six; so is a paragraph with the items below it. Knows nothing of
checking or numbering.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from corpus import clause_at
from corpus.schema import ClauseKind, Document
from index.schema import PassageIndex
from qa.generate.draft import Draft, Source

_ITEMS = (ClauseKind.ITEM, ClauseKind.SUBITEM)
LONGEST = 600  # characters of a joined source: what is still read at a glance


def joined(index: PassageIndex, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts, where several in a row quote one clause without a gap each with the whole stretch as its source."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        last = groups[-1] if groups else []
        if last and _goes_on(index, last, draft):
            last.append(draft)
        else:
            groups.append([draft])
    return tuple(draft for group in groups for draft in _with_whole(index, group))


def _goes_on(index: PassageIndex, group: Sequence[Draft], draft: Draft) -> bool:
    if len(draft.sources) != 1 or len(group[-1].sources) != 1:
        return False
    first, before, source = group[0].sources[0], group[-1].sources[0], draft.sources[0]
    if source.document_id != before.document_id or source.start < before.end:
        return False
    document = index.document(source.document_id)
    return (
        source.end - first.start <= LONGEST
        and not document.text[before.end : source.start].strip()
        and _same_clause(document, first, source)
    )


def _same_clause(document: Document, first: Source, last: Source) -> bool:
    path = clause_at(document, first.start, last.end)
    if path != clause_at(document, first.start, first.end):
        return False
    below = clause_at(document, last.start, last.end).steps[len(path.steps) :]
    return all(step.level in _ITEMS for step in below)


def _with_whole(index: PassageIndex, group: Sequence[Draft]) -> Sequence[Draft]:
    if len(group) == 1:
        return group
    first, last = group[0].sources[0], group[-1].sources[0]
    text = index.document(first.document_id).text
    whole = Source(first.document_id, first.start, last.end, text[first.start : last.end])
    return [dataclasses.replace(draft, sources=(whole,)) for draft in group]
