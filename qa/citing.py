"""Numbers the citations of drafted sentences and checks each sentence against what it cites.

Knows nothing of retrieval or of how the drafts came about.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import clause_at
from index.schema import PassageIndex
from qa.generate.draft import Draft, Source
from qa.schema import Citation, Sentence
from qa.verify import check_sentence


def checked_sentences(
    index: PassageIndex, drafts: Sequence[Draft]
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The drafts as checked sentences, and the citations they use, numbered from 1 in order of first use."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for draft in drafts:
        markers: dict[int, None] = {}
        for source in draft.sources:
            key = (source.document_id, source.start, source.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(_citation(index, numbers[key], source))
            markers[numbers[key]] = None
        if not draft.sources and draft.own:
            sentences.append(Sentence(draft.text, (), lead=draft.lead))
            continue
        check = check_sentence(draft.text, "\n".join(source.quote for source in draft.sources))
        sentences.append(Sentence(draft.text, tuple(markers), check.support, check.reason, draft.lead))
    return tuple(sentences), tuple(citations)


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
