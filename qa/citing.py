"""Numbers the citations of drafted sentences and checks each sentence against what it cites.

Knows nothing of retrieval or of how the drafts came about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus import clause_at
from index.schema import PassageIndex
from qa.generate.draft import Draft, Source
from qa.generate.joined import joined
from qa.schema import Citation, Sentence, Support
from qa.tables import in_words
from qa.verify import Check, check_sentence


class Citing:
    """The citations of one answer as it grows, numbered from 1 in order of first use."""

    def __init__(self, index: PassageIndex, carries: Callable[[str, str], float] | None = None) -> None:
        """`carries` is as in `qa.verify.check_sentence`."""
        self._index, self._carries = index, carries
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the sentences that were kept."""
        return tuple(self._citations)

    def checked(self, draft: Draft) -> Sentence:
        """The draft as a checked sentence; its citations are numbered and kept."""
        if not draft.sources and draft.own:
            return Sentence(draft.text, (), lead=draft.lead)
        check = self.check(draft)
        markers: dict[int, None] = {}
        for source in draft.sources:
            key = (source.document_id, source.start, source.end)
            if key not in self._numbers:
                self._numbers[key] = len(self._numbers) + 1
                self._citations.append(_citation(self._index, self._numbers[key], source))
            markers[self._numbers[key]] = None
        return Sentence(draft.text, tuple(markers), check.support, check.reason, draft.lead)

    def check(self, draft: Draft) -> Check:
        """Whether the sources carry the draft; nothing is kept."""
        if draft.table_header and any(_is_row(draft, source.quote) for source in draft.sources):
            return Check(Support.SUPPORTED)
        return check_sentence(draft.text, "\n".join(source.quote for source in draft.sources), self._carries)


def _is_row(draft: Draft, quote: str) -> bool:
    """Whether the draft says, cell for cell, what a row of `quote` says below its header."""
    return any(in_words(draft.table_header, row) == draft.text for row in quote.split("\n"))


def checked_sentences(
    index: PassageIndex, drafts: Sequence[Draft]
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The drafts as checked sentences, and the citations they use; neighbours in a clause share one."""
    citing = Citing(index)
    return tuple(citing.checked(draft) for draft in joined(index, drafts)), citing.citations


def _citation(index: PassageIndex, marker: int, source: Source) -> Citation:
    document = index.document(source.document_id)
    return Citation(
        marker=marker,
        document_id=document.id,
        title=document.title,
        source=document.source,
        path=clause_at(document, source.start, source.end),
        start=source.start,
        end=source.end,
        quote=source.quote,
        page=document.page_of(source.start),
    )
