"""A language model's text becomes drafts: its numbers are mapped back to passages, unknown ones removed.

Knows nothing of models; whether a draft is true is decided in `qa.verify`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.normal_form import comparison_form
from index.schema import Hit
from qa.excerpt import word_overlap
from qa.generate.draft import Draft, Source
from qa.schema import Support
from qa.sentences import split_sentences
from qa.verify import check_sentence

_MARKER = re.compile(r"[\[［【]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]］】]")
_AFTER_STOP = re.compile(r"([。！？；!?])((?:\s*[\[［【]\s*\d[\d\s,，、]*[\]］】])+)")
_LIST_ITEM = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.、)）])\s*")
_MARKDOWN = re.compile(r"!\[[^\]]*\]\([^)]*\)|\*\*|__|`|^#+\s*", re.MULTILINE)


def cited_drafts(text: str, evidence: Sequence[tuple[int, Hit]]) -> tuple[Draft, ...]:
    """The sentences of `text` with their sources.

    A number that no evidence bears is removed. A sentence without a number gets the passage that supports
    it, and none when no passage does, so that checking it fails.
    """
    hits = dict(evidence)
    # Models write the number before or after the full stop; before it, it stays with its sentence.
    tidy = _AFTER_STOP.sub(lambda match: match[2] + match[1], _MARKDOWN.sub("", text))
    drafts: list[Draft] = []
    end = 0
    for span in split_sentences(tidy):
        said = _LIST_ITEM.sub("", _MARKER.sub("", span.text)).strip()
        numbers = [int(n) for match in _MARKER.finditer(span.text) for n in re.findall(r"\d+", match[1])]
        cited = [hits[number] for number in dict.fromkeys(numbers) if number in hits]
        if not comparison_form(said):
            continue
        sources = tuple(_source(said, hit) for hit in cited or _supporting(said, evidence))
        lead = (
            "\n- "
            if _LIST_ITEM.match(span.text)
            else "\n"
            if drafts and "\n" in tidy[end : span.start]
            else ""
        )
        drafts.append(Draft(said, sources, lead))
        end = span.end
    return tuple(drafts)


def _supporting(sentence: str, evidence: Sequence[tuple[int, Hit]]) -> tuple[Hit, ...]:
    for _, hit in evidence:
        if check_sentence(sentence, hit.passage.text).support is Support.SUPPORTED:
            return (hit,)
    return ()


def _source(sentence: str, hit: Hit) -> Source:
    """The sentences of the passage that `sentence` rests on: the shortest run that carries as much as the whole."""
    spans = split_sentences(hit.passage.text, hit.passage.start)
    form = comparison_form(sentence)
    scores = [word_overlap(form, comparison_form(span.text)) for span in spans]
    best = max(range(len(spans)), key=scores.__getitem__)
    first = last = best
    whole = check_sentence(sentence, hit.passage.text).support
    while check_sentence(sentence, _text(hit, spans[first].start, spans[last].end)).support is not whole:
        if first > 0 and (last == len(spans) - 1 or scores[first - 1] >= scores[last + 1]):
            first -= 1
        elif last < len(spans) - 1:
            last += 1
        else:
            break
    start, end = spans[first].start, spans[last].end
    return Source(hit.passage.document_id, start, end, _text(hit, start, end))


def _text(hit: Hit, start: int, end: int) -> str:
    return hit.passage.text[start - hit.passage.start : end - hit.passage.start]
