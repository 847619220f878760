"""Puts the drafts of several questions together, so that nothing is told twice.

Knows drafts and what they rest on; nothing of questions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from qa.generate.draft import Draft, on_one_line


def with_more(told: tuple[Draft, ...], more: Sequence[Draft]) -> tuple[Draft, ...]:
    """`told` and those of `more` that rest on something else; a sentence that both tell of is told whole."""
    drafts = list(told)
    for draft in more:
        same = next((at for at, other in enumerate(drafts) if overlap(other, draft)), None)
        if same is None:
            drafts.append(dataclasses.replace(draft, lead="\n") if drafts and draft is more[0] else draft)
        elif draft.sources and not draft.table_header:
            longer = max(drafts[same], draft, key=lambda each: len(each.sources[0].quote))
            drafts[same] = dataclasses.replace(
                longer, text=on_one_line(longer.sources[0].quote), lead=drafts[same].lead
            )
    return tuple(drafts)


def overlap(one: Draft, other: Draft) -> bool:
    """Whether both rest on the same words, or one on a part of the other's."""
    if one.sources == other.sources or not (one.sources and other.sources):
        return one.sources == other.sources
    first, second = one.sources[0], other.sources[0]
    outer = (min(first.start, second.start), max(first.end, second.end))
    return first.document_id == second.document_id and outer in (
        (first.start, first.end),
        (second.start, second.end),
    )
