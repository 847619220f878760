"""Answers where something stands: the clause's number and heading, and the sentence that made it the place.

Knows one document's clause tree; the sentence was chosen before.
"""

from __future__ import annotations

from corpus.schema import Clause, ClauseKind, Document
from qa.clause_lookup import LEVELS
from qa.generate.draft import Draft, quote_draft
from qa.generate.outline import heading_span
from qa.sentences import Span, split_sentences, to_full_stops

_OUTERMOST = ("部分", "大部分")


def located_drafts(document: Document, sentence: Span, counter: str) -> tuple[Draft, ...]:
    """Where `sentence` stands, as far out as `counter` (条, 章, 部分) asks, and the sentence; () where no heading
    or article with a number is around it.
    """
    around = [
        clause
        for clause in document.clauses
        if clause.start <= sentence.start
        and sentence.end <= clause.end
        and clause.path.steps
        and clause.path.steps[-1].label
        and clause.kind not in (ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.SUBITEM)
    ]
    if not around:
        return ()
    # 款 and 项 are told by their article, which is the innermost there is.
    wanted = [clause for clause in around if clause.kind is LEVELS.get(counter)] or around
    place = (min if counter in _OUTERMOST else max)(wanted, key=_depth)
    openings = dict.fromkeys(_opening(document, clause) for clause in (place, max(around, key=_depth)))
    drafts = [quote_draft(document, opening, "\n" if n else "") for n, opening in enumerate(openings)]
    if any(opening.start <= sentence.start and sentence.end <= opening.end for opening in openings):
        return tuple(drafts)
    return (*drafts, quote_draft(document, to_full_stops(document.text, sentence), "\n"))


def _depth(clause: Clause) -> int:
    return len(clause.path.steps)


def _opening(document: Document, clause: Clause) -> Span:
    """The heading of `clause`; of an article, whose heading is its number alone, the first sentence."""
    if clause.kind is ClauseKind.ARTICLE or clause.heading_end <= clause.start:
        return split_sentences(document.text[clause.start : clause.end], clause.start)[0]
    return heading_span(document, clause)
