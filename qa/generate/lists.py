"""When the answer is a list: what a chosen sentence announces, or the list that the chosen items are of.

Knows candidates and their document; nothing of how they were chosen.
"""

from __future__ import annotations

import re

from corpus.schema import Clause, Document
from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.expected import shares_count
from qa.generate.draft import Draft, quote_draft
from qa.generate.items import (
    count_asked,
    counted_around,
    items_below,
    lead_of,
    list_around,
    numbered_after,
    parts_named_after,
    whole_lead,
)
from qa.quantities import number_value
from qa.question import Question, QuestionKind
from qa.sentences import Span, line_around, split_sentences, to_full_stops

# A sentence that announces how many follow, and names none of them: 实施加快培育未来产业的“六大计划”。
_ANNOUNCES = re.compile(
    r"(?P<count>[二两三四五六七八九十]|[2-9]|1[0-9])(?:大|个|项|条|类|方面|点|种|组)|如下|以下|下列"
)
# …标志性产品主要有两类。 says nothing without what follows.
_ENDS_OPEN = re.compile(
    r"[：:]$|(?:有|为|分|是|括)(?:以下|如下)?(?:[二两三四五六七八九十]|[2-9])[个大]?[^，。、；]{0,6}(?:类|种|点|方面|项|特征|特点|阶段|路径|步|举措|措施)[。]$"
)
# 三步举措是什么: what is counted is to be told one by one.
_STEPS = re.compile("[两二三四五六七八九十几](?:步|项|大|条|点|个方面)")
# 挪用伙食费会受到哪些处罚: what the one case leads to, not all the cases that lead to it.
_WHAT_FOLLOWS = re.compile(
    "(?:受到?|有|面临|给予?|处以?)(?:什么|哪些|啥)(?:样的)?(?:行政)?(?:处罚|处理|处分|惩罚|后果)"
)
_LONGEST_LIST = 8
_SHORTEST_NAME = 3  # characters of a heading under whose name something is listed


def announced_list(index: PassageIndex, best: Candidate) -> tuple[Draft, ...]:
    """The announcing sentence and the sentences that it announces; () when it names them itself."""
    document = index.document(best.hit.passage.document_id)
    if best.span.text.endswith(("：", ":")):
        items = items_below(document, best.span)
        return (quote_draft(document, whole_lead(document, best.span)), *items) if items else ()
    if best.span.text.count("、") >= 2 and not _ENDS_OPEN.search(best.span.text):
        return ()
    counted = numbered_after(document, best.span)
    if counted:
        return (quote_draft(document, best.span), *counted)
    parts = parts_named_after(document, best.span)
    if parts:
        return (quote_draft(document, best.span), *parts)
    match = _ANNOUNCES.search(best.span.text)
    if match is None:
        return ()
    end = document.text.find("\n", best.span.end)
    rest = split_sentences(document.text[best.span.end : end if end >= 0 else None], best.span.end)
    count = int(number_value(match["count"]) or 0) if match["count"] else _LONGEST_LIST
    if len(rest) < min(count, 2):
        return ()
    spans = (best.span, *rest[: min(count, _LONGEST_LIST)])
    return tuple(quote_draft(document, span) for span in spans)


def list_below(document: Document, clause: Clause) -> tuple[Draft, ...]:
    """What a sentence below the heading of `clause` lists under that name: 管理模式包括：（一）…；（二）…。; () if none does."""
    title = clause.path.steps[-1].title if clause.path.steps else ""
    below = document.text[clause.heading_end : clause.end]
    announced = re.search(
        f"{re.escape(title)}(?:主要|具体)?(?:包括|分为|有|如下)[^，。；：]{{0,12}}[：:]", below
    )
    if len(title) < _SHORTEST_NAME or announced is None:
        return ()
    start, end = clause.heading_end + announced.start(), clause.heading_end + announced.end()
    opening = Span(start, end, document.text[start:end])
    if line_around(document.text, opening).end == end:
        items = items_below(document, opening)
        return (quote_draft(document, opening), *items) if items else ()
    return (quote_draft(document, to_full_stops(document.text, opening)),)


def list_asked_for(
    index: PassageIndex, question: Question, bodies: tuple[Candidate, ...], distance: float
) -> tuple[Draft, ...]:
    """The list that the best of `bodies` announces or is of, or that one within `distance` of it opens; () if none."""
    best = bodies[0]
    asked = question.kind is QuestionKind.LIST and not _WHAT_FOLLOWS.search(question.text)
    names_several = best.span.text.count("、") >= 2
    if asked or _STEPS.search(question.text) or _ENDS_OPEN.search(best.span.text):
        announced = announced_list(index, best)
        if announced:
            return announced
    if not asked:
        return ()
    document = index.document(best.hit.passage.document_id)
    counted = counted_around(document, best.span, count_asked(question.text))
    if counted:
        return counted
    near = [candidate for candidate in bodies if candidate.score >= best.score - distance]
    whole = list_around(document, best.span, question.text)
    # 主要有哪两类: what counts as many opens the list, whatever else fits a little better.
    counting = (
        c for c in near[1:] if _ENDS_OPEN.search(c.span.text) and shares_count(question.text, c.span.text)
    )
    counted = next(filter(None, (announced_list(index, c) for c in counting)), ())
    if counted and not shares_count(question.text, best.span.text):
        return counted
    # An item that names several itself may be all that is asked, unless what announces it fits nearly as well.
    if whole and (not names_several or any(c.span.start == whole[0].sources[0].start for c in near)):
        return whole
    holding = _list_holding(index, best, near[1:])
    if holding:
        return holding
    if names_several:
        return ()
    # Nearly as good, and it opens a list: that is what was asked for.
    opening = (
        candidate
        for candidate in near[1:]
        if candidate.parts.relevance >= best.parts.relevance and _ENDS_OPEN.search(candidate.span.text)
    )
    return next(filter(None, (announced_list(index, candidate) for candidate in opening)), ())


def _list_holding(index: PassageIndex, best: Candidate, near: list[Candidate]) -> tuple[Draft, ...]:
    """The list that one of `near` opens and `best` is of; () where none is."""
    for candidate in near:
        if not _ENDS_OPEN.search(candidate.span.text):
            continue
        whole = announced_list(index, candidate)
        if any(s.start <= best.span.start < s.end for draft in whole for s in draft.sources):
            return whole
    return ()


def list_of_all(index: PassageIndex, chosen: list[Candidate]) -> tuple[Draft, ...]:
    """The list in which all of several `chosen` stand, its announcement included: then it is the answer; () if none."""
    if len(chosen) < 2:
        return ()
    document = index.document(chosen[0].hit.passage.document_id)
    first, *others = (lead_of(document, c.span.start, c.span.end) for c in chosen)
    if first is None:
        return ()
    pairs = zip(others, chosen[1:], strict=True)
    one = all(lead == first or candidate.span.start == first.start for lead, candidate in pairs)
    return list_around(document, chosen[0].span) if one else ()
