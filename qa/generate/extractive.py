"""The default generator: composes the answer from the source's own sentences, without a language model.

Knows nothing of refusal, checking or citation numbers.
"""

from __future__ import annotations

import dataclasses
import re

from corpus.normal_form import comparison_form
from corpus.schema import Clause, ClauseKind, Document
from index.schema import PassageIndex
from qa.evidence import Candidate, Evidence
from qa.expected import shares_count
from qa.formula import asks_for_repeal, formula_asked
from qa.generate.disagreement import disagreement
from qa.generate.draft import Draft, Source, on_one_line, quote_draft
from qa.generate.items import is_item, parts_asked_for, with_leads
from qa.generate.labels import is_label
from qa.generate.lists import announced_list, list_asked_for, list_below, list_of_all
from qa.generate.located import located_drafts
from qa.generate.outline import (
    LONGEST_ANSWER,
    clause_drafts,
    heading_asked_about,
    heading_counted,
    headings_of_count,
    outline_drafts,
    parts_asked,
    plans_asked,
    text_drafts,
    without_heading,
)
from qa.generate.referenced import limit_behind, referenced_items
from qa.generate.rows import row_told, rows_told
from qa.generate.shortcomings import shortcomings_asked
from qa.generate.telling import told_of
from qa.imprint import ASKS_RESPONSIBLE, place_beside, responsible_for
from qa.mention import named_tier
from qa.question import QuestionKind
from qa.sentences import line_around, split_sentences

NAME = "extractive"

# How many sentences an answer of a kind may have, and how far below the best score a further one may lie.
# Fitted on the development halves of the shipped question sets.
_SENTENCES = {
    QuestionKind.FACT: (2, 0.018),
    QuestionKind.NUMBER: (1, 0.0),
    QuestionKind.DATE: (1, 0.0),
    QuestionKind.LIST: (3, 0.03),
    QuestionKind.DEFINITION: (2, 0.018),
    QuestionKind.YES_NO: (2, 0.018),
    QuestionKind.CLAUSE: (3, 0.03),
    QuestionKind.COMPARISON: (3, 0.036),
    QuestionKind.SUMMARY: (4, 0.06),
}
_OPENS_REFERENCES = (QuestionKind.LIST, QuestionKind.NUMBER, QuestionKind.FACT)
_COMPARED = 12  # candidates in which another document's word on the same is looked for
_HEADING_KINDS = {
    QuestionKind.LIST,
    QuestionKind.FACT,
    QuestionKind.CLAUSE,
    QuestionKind.DEFINITION,
    QuestionKind.SUMMARY,
}


def compose(index: PassageIndex, evidence: Evidence, usable: tuple[Candidate, ...]) -> tuple[Draft, ...]:
    """The sentences that answer, in reading order; () when there is nothing to quote."""
    # Whatever the heading of 实施细则由…负责解释 is, or of …是指…; and where something stands is no heading's text.
    by_sentence = evidence.question.place or (usable and (usable[0].parts.formal or usable[0].parts.defined))
    if evidence.question.kind in _HEADING_KINDS and not by_sentence:
        section = _section(index, evidence)
        if section:
            return section
    told = with_leads(index, _sentences(index, evidence, usable))
    if evidence.question.kind not in _OPENS_REFERENCES or not told or not told[0].sources:
        return told
    document = index.document(told[0].sources[0].document_id)
    return (*told, *referenced_items(document, told), *limit_behind(document, told))


def _section(index: PassageIndex, evidence: Evidence) -> tuple[Draft, ...]:
    """The clause whose heading is asked about, narrowed to the years and places that the question names."""
    for document_id in dict.fromkeys(hit.passage.document_id for hit in evidence.hits[:3]):
        document = index.document(document_id)
        if named_tier(evidence.question.text) not in (None, document.tier):
            continue
        text = evidence.question.text
        counted = heading_counted(document, text) or headings_of_count(document, text)
        if counted is not None:
            return clause_drafts(document, counted, listed=True)
        owned = shortcomings_asked(document, evidence.question.text)
        if owned:
            return owned
        plans = plans_asked(document, evidence.question.text)
        if plans is not None:
            return clause_drafts(document, plans, listed=True)
        if parts_asked(document, evidence.question.text):
            return outline_drafts(document)
        clause = heading_asked_about(document, evidence.question.text, evidence.weights)
        # 什么是职业教育 is answered below 什么是职业教育？, not by all that stands in the chapter of that name.
        defines = evidence.question.kind is not QuestionKind.DEFINITION or (
            clause is not None and _ASKING_HEADING.search(clause.path.steps[-1].title)
        )
        if clause is not None and defines:
            return _narrowed(document, clause, evidence)
    return ()


def _narrowed(document: Document, clause: Clause, evidence: Evidence) -> tuple[Draft, ...]:
    # What the title names holds for all of the document.
    anchors = [each for each in (*evidence.terms.years, *evidence.terms.places) if each not in document.title]
    if not anchors:
        listed = evidence.question.kind is QuestionKind.LIST
        announced = list_below(document, clause) if listed else ()
        if announced:
            return announced
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
    count, distance = _SENTENCES.get(evidence.question.kind, (2, 0.018))
    bodies = tuple(candidate for candidate in usable if not is_label(index, candidate)) or usable
    if not bodies:
        return ()
    best = bodies[0]
    if evidence.question.place:
        document = index.document(best.hit.passage.document_id)
        located = located_drafts(document, best.span, evidence.question.place)
        if located:
            return located
    if evidence.question.kind is QuestionKind.SUMMARY:
        whole = announced_list(index, best) or _clause_of(index.document(best.hit.passage.document_id), best)
        if whole:
            return whole
    parts = parts_asked_for(index.document(best.hit.passage.document_id), evidence.question.text)
    if parts:
        return parts
    if best.parts.defined:
        # 本条例所称市场主体，是指下列…： defines by the items below it.
        return announced_list(index, best) or (_draft(index, evidence, best, []),)
    rows = rows_told(index, evidence.question.text, best, bodies)
    if rows:
        return rows
    formula = formula_asked(evidence.question.text)
    if best.parts.formal and formula is not None and formula.is_of_document:
        document = index.document(best.hit.passage.document_id)
        repeals = asks_for_repeal(evidence.question.text)  # 自…施行。《…》同时废止。
        return (quote_draft(document, line_around(document.text, best.span) if repeals else best.span),)
    both = disagreement(index, evidence.question.kind, best, bodies[1:_COMPARED])
    if both:
        return both
    if evidence.question.kind is QuestionKind.DATE:
        dated = _dated(index, best)
        if dated:
            return dated
    if _ASKS_GOALS.search(evidence.question.text) and _OF_YEAR.match(best.span.text):
        document = index.document(best.hit.passage.document_id)
        line = line_around(document.text, best.span)
        if line.start == best.span.start and len(line.text) <= _GOALS_TOLD:
            return text_drafts(document, line.start, line.end)
    whole = list_asked_for(index, evidence.question, bodies, distance)
    if whole:
        return whole
    complete = best.span.text.count("、") >= 2 and shares_count(evidence.question.text, best.span.text)
    if evidence.question.kind is QuestionKind.LIST and complete:
        return (_draft(index, evidence, best, []),)  # it names as many as were asked for
    told_best = _draft(index, evidence, best, [])
    document = index.document(best.hit.passage.document_id)
    placed = place_beside(document, best.span) if _ASKS_WHERE.search(evidence.question.text) else None
    if placed is not None:
        return (told_best, quote_draft(document, placed, "\n"))
    charged = (
        responsible_for(document, best.span) if ASKS_RESPONSIBLE.search(evidence.question.text) else None
    )
    if charged is not None:
        return (told_best, quote_draft(document, charged, "\n"))
    if len(told_best.text) < len(best.span.text):
        return (told_best,)  # a part of it says all that is asked
    chosen = [best]
    listed = evidence.question.kind is QuestionKind.LIST or is_item(
        index.document(best.hit.passage.document_id), best.span
    )
    for candidate in bodies[1:]:
        if len(chosen) == count or candidate.score < best.score - distance:
            break
        if best.parts.formal > candidate.parts.formal:
            continue  # worded otherwise than what is asked for
        opens = candidate.span.text.endswith(("：", ":"))
        if not listed and (
            opens or is_item(index.document(candidate.hit.passage.document_id), candidate.span)
        ):
            continue  # of another list, an item or what announces it says nothing here
        if candidate.hit.passage.document_id == best.hit.passage.document_id and _adds(chosen, candidate):
            chosen.append(candidate)
    whole = list_of_all(index, chosen)
    if whole:
        return whole
    chosen.sort(key=lambda candidate: (candidate.hit.rank != best.hit.rank, candidate.span.start))
    told: dict[tuple[Source, ...], Draft] = {}
    for position, candidate in enumerate(chosen):
        draft = _draft(index, evidence, candidate, chosen[:position])
        told.setdefault(draft.sources, draft)  # two parts of a sentence of law are both told as the whole
    return tuple(told.values())


def _clause_of(document: Document, best: Candidate) -> tuple[Draft, ...]:
    """The smallest clause with a heading or number of its own around the sentence, told whole; () when it is long."""
    around = [
        clause
        for clause in document.clauses
        if clause.kind in (ClauseKind.HEADING, ClauseKind.ARTICLE)
        and clause.start <= best.span.start
        and best.span.end <= clause.end
    ]
    clause = min(around, key=lambda item: item.end - item.start, default=None)
    if clause is None or clause.end - clause.start > LONGEST_ANSWER:
        return ()
    return without_heading(clause, clause_drafts(document, clause, listed=False))


_ASKING_HEADING = re.compile(
    r"什么|含义|定义|概念|何谓|[？?]|(?:目标|任务|原则|措施|要求|重点|方向|路径|安排|保障)$"
)

# 2027年的目标是什么 is answered by all that 到2027年，… goes on to say.
_ASKS_GOALS = re.compile(
    "目标(?:都|分别)?(?:是|有|为|定)?(?:了|些)?(?:什么|哪些|啥)|目标(?:都|分别)?(?:是)?怎么(?:提|说|写|讲|定)|什么(?:样的)?目标|(?:达到|发展|建设|建)成(?:什么|啥)样"
)
_OF_YEAR = re.compile(r"到\s*(?:19|20)[0-9]{2}\s*年")
_GOALS_TOLD = 300  # characters

# 什么时候、在哪里开: the line below the time gives the place.
_ASKS_WHERE = re.compile("(?:在|到|去)?(?:哪里|哪儿|什么地方|何处)|地点")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年")


def _dated(index: PassageIndex, best: Candidate) -> tuple[Draft, ...]:
    """A sentence without a date after the one that dates its paragraph: 到2027年，…。形成…。; else ()."""
    if _YEAR.search(best.span.text):
        return ()
    document = index.document(best.hit.passage.document_id)
    start = document.text.rfind("\n", 0, best.span.start) + 1
    before = split_sentences(document.text[start : best.span.start], start)
    dating = next((span for span in reversed(before) if _YEAR.search(span.text)), None)
    return (quote_draft(document, dating), quote_draft(document, best.span)) if dating else ()


def _adds(chosen: list[Candidate], candidate: Candidate) -> bool:
    """Whether the sentence says something that those chosen do not; reposts say the same words again."""
    form = comparison_form(candidate.span.text)
    return all(
        form not in comparison_form(c.span.text) and comparison_form(c.span.text) not in form for c in chosen
    )


def _draft(index: PassageIndex, evidence: Evidence, candidate: Candidate, before: list[Candidate]) -> Draft:
    document = index.document(candidate.hit.passage.document_id)
    same_passage = bool(before) and before[-1].hit.passage.id == candidate.hit.passage.id
    if candidate.row is not None:
        return row_told(document, candidate.row, "\n" if before else "")
    span, text = told_of(document, evidence, candidate)
    draft = quote_draft(document, span, "" if same_passage or not before else "\n")
    return dataclasses.replace(draft, text=on_one_line(text))
