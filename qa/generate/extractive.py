"""The default generator: composes the answer from the source's own sentences, without a language model.

Knows nothing of refusal, checking or citation numbers.
"""

from __future__ import annotations

import re

from corpus.normal_form import comparison_form
from corpus.schema import Clause, Document
from index.schema import PassageIndex
from qa.evidence import Candidate, Evidence
from qa.expected import shares_count
from qa.generate.disagreement import disagreement
from qa.generate.draft import Draft, quote_draft
from qa.generate.outline import clause_drafts, heading_asked_about, text_drafts, without_heading
from qa.question import QuestionKind
from qa.sentences import split_sentences
from qa.verify import number_value

NAME = "extractive"

# How many sentences an answer of a kind may have, and how far below the best score a further one may lie.
# Fitted on the development halves of the shipped question sets.
_SENTENCES = {
    QuestionKind.FACT: (2, 0.027),
    QuestionKind.NUMBER: (1, 0.0),
    QuestionKind.DATE: (1, 0.0),
    QuestionKind.LIST: (3, 0.03),
    QuestionKind.DEFINITION: (2, 0.018),
    QuestionKind.YES_NO: (2, 0.018),
    QuestionKind.CLAUSE: (3, 0.03),
    QuestionKind.COMPARISON: (3, 0.036),
}
_COMPARED = 12  # candidates in which another document's word on the same is looked for
_HEADING_KINDS = {QuestionKind.LIST, QuestionKind.FACT, QuestionKind.CLAUSE, QuestionKind.DEFINITION}


def compose(index: PassageIndex, evidence: Evidence, usable: tuple[Candidate, ...]) -> tuple[Draft, ...]:
    """The sentences that answer, in reading order; () when there is nothing to quote."""
    if evidence.question.kind in _HEADING_KINDS:
        section = _section(index, evidence)
        if section:
            return section
    return _sentences(index, evidence, usable)


def _section(index: PassageIndex, evidence: Evidence) -> tuple[Draft, ...]:
    """The clause whose heading is asked about, narrowed to the years and places that the question names."""
    for document_id in dict.fromkeys(hit.passage.document_id for hit in evidence.hits[:3]):
        document = index.document(document_id)
        clause = heading_asked_about(document, evidence.question.text, evidence.weights)
        if clause is not None:
            return _narrowed(document, clause, evidence)
    return ()


def _narrowed(document: Document, clause: Clause, evidence: Evidence) -> tuple[Draft, ...]:
    anchors = (*evidence.terms.years, *evidence.terms.places)
    if not anchors:
        listed = evidence.question.kind is QuestionKind.LIST
        return without_heading(clause, clause_drafts(document, clause, listed=listed))
    for line in _lines(document, clause):
        if all(comparison_form(anchor) in comparison_form(document.text[slice(*line)]) for anchor in anchors):
            return text_drafts(document, *line)
    return ()


def _lines(document: Document, clause: Clause) -> list[tuple[int, int]]:
    lines, start = [], clause.start
    for line in document.text[clause.start : clause.end].splitlines(keepends=True):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line)
    return lines


def _sentences(index: PassageIndex, evidence: Evidence, usable: tuple[Candidate, ...]) -> tuple[Draft, ...]:
    count, distance = _SENTENCES.get(evidence.question.kind, (2, 0.027))
    bodies = tuple(candidate for candidate in usable if not _is_heading(index, candidate)) or usable
    if not bodies:
        return ()
    best = bodies[0]
    both = disagreement(index, evidence.question.kind, best, bodies[1:_COMPARED])
    if both:
        return both
    if evidence.question.kind is QuestionKind.LIST:
        announced = _announced(index, best)
        if announced:
            return announced
        if best.span.text.count("、") >= 2 and shares_count(evidence.question.text, best.span.text):
            return (_draft(index, best, []),)  # it names as many as were asked for: the list is complete
    chosen = [best]
    for candidate in bodies[1:]:
        if len(chosen) == count or candidate.score < best.score - distance:
            break
        if candidate.hit.passage.document_id == best.hit.passage.document_id and _adds(chosen, candidate):
            chosen.append(candidate)
    chosen.sort(key=lambda candidate: (candidate.hit.rank != best.hit.rank, candidate.span.start))
    return tuple(_draft(index, candidate, chosen[:position]) for position, candidate in enumerate(chosen))


# A sentence that announces how many follow, and names none of them: 实施加快培育未来产业的“六大计划”。
_ANNOUNCES = re.compile(
    r"(?P<count>[二两三四五六七八九十]|[2-9]|1[0-9])(?:大|个|项|条|类|方面|点|种|组)|如下|以下|下列"
)
_LONGEST_LIST = 8


def _announced(index: PassageIndex, best: Candidate) -> tuple[Draft, ...]:
    """The announcing sentence and the sentences that it announces; () when it names them itself."""
    match = _ANNOUNCES.search(best.span.text)
    if match is None or best.span.text.count("、") >= 2:
        return ()
    document = index.document(best.hit.passage.document_id)
    end = document.text.find("\n", best.span.end)
    rest = split_sentences(document.text[best.span.end : end if end >= 0 else None], best.span.end)
    count = int(number_value(match["count"]) or 0) if match["count"] else _LONGEST_LIST
    if len(rest) < min(count, 2):
        return ()
    spans = (best.span, *rest[: min(count, _LONGEST_LIST)])
    return tuple(quote_draft(document, span) for span in spans)


def _is_heading(index: PassageIndex, candidate: Candidate) -> bool:
    """Whether the sentence is a clause's heading: it says where to look, not what is said there."""
    document = index.document(candidate.hit.passage.document_id)
    return any(
        clause.start <= candidate.span.start and candidate.span.end <= clause.heading_end
        for clause in document.clauses
    )


def _adds(chosen: list[Candidate], candidate: Candidate) -> bool:
    """Whether the sentence says something that those chosen do not; reposts say the same words again."""
    form = comparison_form(candidate.span.text)
    return all(
        form not in comparison_form(c.span.text) and comparison_form(c.span.text) not in form for c in chosen
    )


def _draft(index: PassageIndex, candidate: Candidate, before: list[Candidate]) -> Draft:
    document = index.document(candidate.hit.passage.document_id)
    same_passage = bool(before) and before[-1].hit.passage.id == candidate.hit.passage.id
    return quote_draft(document, candidate.span, "" if same_passage or not before else "\n")
