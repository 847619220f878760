"""Documents that say the same with other numbers: both are given, the most authoritative and newest first.

Knows sentences and quantities; nothing of how the first answer was chosen.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.normal_form import comparison_form
from corpus.schema import AuthorityTier, Document
from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.excerpt import word_overlap
from qa.generate.draft import Draft, quote_draft
from qa.quantities import quantities
from qa.question import QuestionKind

_KINDS = frozenset({QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.FACT})
_NUMERALS = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿.%]+")
# The share of words in common, both ways and numbers left out, from which two sentences say the same of the same.
_SAME_WORDS = 0.7
_SAID = "各文件的说法不一致："


def disagreement(
    index: PassageIndex, kind: QuestionKind, best: Candidate, others: tuple[Candidate, ...]
) -> tuple[Draft, ...]:
    """The answers of all documents where one says what `best` says with other numbers; () where none does."""
    if kind not in _KINDS:
        return ()
    own = best.hit.passage.document_id
    differing: dict[str, Candidate] = {}
    for candidate in others:
        document_id = candidate.hit.passage.document_id
        if (
            document_id != own
            and document_id not in differing
            and _comparable(index.document(own), index.document(document_id))
            and _differ(best.span.text, candidate.span.text)
        ):
            differing[document_id] = candidate
    if not differing:
        return ()
    said = sorted(
        (best, *differing.values()), key=lambda c: _precedence(index.document(c.hit.passage.document_id))
    )
    drafts = [Draft(_SAID, (), own=True)]
    for candidate in said:
        drafts.append(quote_draft(index.document(candidate.hit.passage.document_id), candidate.span, "\n- "))
    return tuple(drafts)


def _comparable(one: Document, other: Document) -> bool:
    """Whether the two may speak of the same: two laws punish in the same words what is not the same."""
    if AuthorityTier.LAW not in (one.tier, other.tier):
        return True
    return comparison_form(one.title) == comparison_form(other.title)


def _differ(one: str, other: str) -> bool:
    """Whether two sentences say the same words with other numbers of the same units."""
    words, compared = (comparison_form(_NUMERALS.sub("", text)) for text in (one, other))
    if min(word_overlap(words, compared), word_overlap(compared, words)) < _SAME_WORDS:
        return False
    mine, theirs = quantities(one), quantities(other)
    units = {unit for _, unit in mine} & {unit for _, unit in theirs}
    return any({v for v, u in mine if u == unit} != {v for v, u in theirs if u == unit} for unit in units)


def _precedence(document: Document) -> tuple[int, int]:
    day = document.issued_on or document.published_on or document.effective_on or date.min
    return document.tier.rank, -day.toordinal()
