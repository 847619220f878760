"""Answers where something stands: the clause's number and heading, and the sentence that made it the place.

Knows one document's clause tree; the sentence was chosen before.
"""

from __future__ import annotations

from corpus.schema import Clause, ClauseKind, Document
from qa.generate.draft import Draft, quote_draft
from qa.generate.outline import heading_span
from qa.sentences import Span, split_sentences

_KINDS = {
    "编": (ClauseKind.PART,),
    "章": (ClauseKind.CHAPTER,),
    "节": (ClauseKind.SECTION,),
    "条": (ClauseKind.ARTICLE,),
    "条款": (ClauseKind.ARTICLE,),
    "款": (ClauseKind.ARTICLE,),
    "项": (ClauseKind.ARTICLE,),
}
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
    wanted = [clause for clause in around if clause.kind in _KINDS.get(counter, ())]
    depth = (min if counter in _OUTERMOST else max)(len(clause.path.steps) for clause in wanted or around)
    clause = next(c for c in wanted or around if len(c.path.steps) == depth)
    innermost = max(around, key=lambda clause: len(clause.path.steps))
    openings = dict.fromkeys((_opening(document, clause), _opening(document, innermost)))
    drafts = [quote_draft(document, opening, "\n" if place else "") for place, opening in enumerate(openings)]
    if any(opening.start <= sentence.start and sentence.end <= opening.end for opening in openings):
        return tuple(drafts)
    return (*drafts, quote_draft(document, sentence, "\n"))


def _opening(document: Document, clause: Clause) -> Span:
    """The heading of `clause`; of an article, whose heading is its number alone, the first sentence."""
    if clause.kind is ClauseKind.ARTICLE or clause.heading_end <= clause.start:
        return split_sentences(document.text[clause.start : clause.end], clause.start)[0]
    return heading_span(document, clause)
