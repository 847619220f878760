"""Lists in a document: the sentence that announces one, and the items below it.

Knows one document's lines and clause tree; nothing of questions.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from corpus.markers import Style, read_marker
from corpus.numerals import parse_numeral
from corpus.schema import Clause, ClauseKind, Document
from index.schema import PassageIndex
from qa.generate.draft import Draft, quote_draft
from qa.sentences import ITEM_MARK, Span, line_around, split_sentences, to_full_stops

_ITEM = re.compile(rf"\s*(?:{ITEM_MARK}|——|[一二三四五六七八九十]是)")
_NUMERALS = "一二三四五六七八九十"
_COUNTED_WITHIN = 2000  # characters
_MOST_ITEMS = 20
_LONGEST_LEAD = 160  # characters
_ANNOUNCING = re.compile("下列|以下|之一")
_COUNTED_NOUN = 2  # characters at the end of a heading: 条件, 情形, 材料
# A condition, or a thing without what is said of it.
_IS_HALF = re.compile(r"的[；;。]?$|^[^，,。；：]{2,25}[；;。]?$")
_ITEM_KINDS = (ClauseKind.ITEM, ClauseKind.SUBITEM)


def items_below(document: Document, announcing: Span) -> tuple[Draft, ...]:
    """The lines below an announcement that bear the marks of items: （一）…；（二）…. None of them has a mark like the
    announcement's own: （三）… goes on where （二）有下列情形之一的： ends."""
    drafts: list[Draft] = []
    start = announcing.end
    own = _style(line_around(document.text, announcing).text)
    for line in document.text[start:].splitlines(keepends=True):
        text = line.strip()
        if text and (not _ITEM.match(line) or _style(text) == own):
            break
        if text:
            first = start + line.index(text)
            drafts.append(quote_draft(document, Span(first, first + len(text), text), "\n"))
        start += len(line)
        if len(drafts) == _MOST_ITEMS:
            break
    return tuple(drafts)


def _style(line: str) -> Style | str:
    """How the item that `line` begins is marked, whichever number it has; the bullet of one without, "" of no item."""
    item, marker = _ITEM.match(line), read_marker(line)
    return "" if item is None else marker.style if marker else item.group()


def is_item(document: Document, span: Span) -> bool:
    """Whether `span` stands in an item of a list."""
    return bool(_items_around(document, span.start, span.end))


def _items_around(document: Document, start: int, end: int) -> list[Clause]:
    """The items that hold the characters from `start` to `end`, an item of an item among them."""
    return [
        clause
        for clause in document.clauses
        if clause.kind in _ITEM_KINDS and clause.start <= start and end <= clause.end
    ]


_NUMBERED = re.compile("^(?:(?P<is>[一二三四五六七八九十])是|第(?P<th>[一二三四五六七八九十])[，、])")


def _place_of(span: Span) -> int | None:
    """The place, from 0, that a sentence counts itself at (一是…, 第二，…); None where it does not."""
    match = _NUMBERED.match(span.text)
    return None if match is None else _NUMERALS.index(match["is"] or match["th"])


def numbered_after(document: Document, announcing: Span) -> tuple[Draft, ...]:
    """The sentences that count what `announcing` speaks of, where they follow it: 一是…。二是…。"""
    following = split_sentences(
        document.text[announcing.end : announcing.end + _COUNTED_WITHIN], announcing.end
    )
    counted: list[Span] = []
    for number, span in enumerate(following):
        place = _place_of(span)
        if place is None and number == 0:
            break
        if place is None:
            continue
        if place != len(counted):
            break  # another list begins
        counted.append(span)
    return _on_lines(document, counted) if len(counted) >= 2 else ()


# “一带两核三基地”: a name made of counted parts.
_NAME_OF_PARTS = re.compile(
    '[“"](?P<name>(?:[一二两三四五六七八九十][^一二两三四五六七八九十”"、，]{1,4}){2,5})[”"]'
)
_PART = re.compile('[一二两三四五六七八九十][^一二两三四五六七八九十”"]{1,4}')


def parts_named_after(document: Document, announcing: Span) -> tuple[Draft, ...]:
    """The sentences that tell, in turn, the parts of a name that `announcing` speaks of: “一带”即…。“两核”即…。; () where
    not all of them follow."""
    named = _NAME_OF_PARTS.search(announcing.text)
    if named is None:
        return ()
    parts = _PART.findall(named["name"])
    found: list[Span] = []
    told = 0
    for span in split_sentences(
        document.text[announcing.end : announcing.end + _COUNTED_WITHIN], announcing.end
    ):
        if told < len(parts) and parts[told] in span.text[: len(parts[told]) + 2]:
            told += 1
        elif told == 0 or told == len(parts):
            break
        found.append(span)
    return _on_lines(document, found) if told == len(parts) else ()


def parts_asked_for(document: Document, question: str) -> tuple[Draft, ...]:
    """The sentence that speaks of the name of parts that `question` gives, and those that tell its parts; () for none."""
    named = _NAME_OF_PARTS.search(question)
    if named is None:
        return ()
    for span in split_sentences(document.text):
        if named["name"] in span.text:
            parts = parts_named_after(document, span)
            if parts:
                return (quote_draft(document, span), *parts)
    return ()


def counted_around(document: Document, item: Span, asked: int = 0) -> tuple[Draft, ...]:
    """The sentences of one section that count 一是…。二是…。, `item` one of them; () where it is not.

    Where `asked` of them are asked for and `item` stands behind one (一是抓创新。面向六大方向…), as many are told, each with
    what stands behind it.
    """
    inside = _place_of(item) is None
    if inside and not asked:
        return ()
    sections = (ClauseKind.HEADING, ClauseKind.ARTICLE)
    bounds = [clause.start for clause in document.clauses if clause.kind in sections]
    start = max((each for each in bounds if each <= item.start), default=0)
    lists = list(_lists_in(document, start, start + _COUNTED_WITHIN))
    if not inside:
        around = next((counted for counted in lists if item in counted), [])
        return _on_lines(document, around) if len(around) >= 2 else ()
    around = next((counted for counted in reversed(lists) if counted[0].start <= item.start), [])
    if len(around) < 2 or len(around) != asked:
        return ()
    line = line_around(document.text, around[-1])
    end = min((each for each in bounds if each > item.start), default=line.end)
    ends = [*(span.start for span in around[1:]), min(end, line.end)]
    if item.start >= ends[-1]:
        return ()
    return tuple(
        quote_draft(document, span, "" if told else "\n")
        for first, last in zip(around, ends, strict=True)
        for told, span in enumerate(split_sentences(document.text[first.start : last], first.start))
    )


def points_of(document: Document, clause: Clause) -> tuple[Draft, ...]:
    """The sentences of `clause` that count its points: 一是强化技术供给。 二是…。; () where it counts none."""
    return _on_lines(document, next(_lists_in(document, clause.start, clause.end), []))


def _lists_in(document: Document, start: int, end: int) -> Iterator[list[Span]]:
    """Each run of sentences between two offsets that count themselves from the first on: 一是…。二是…。"""
    counted: list[Span] = []
    for span in split_sentences(document.text[start:end], start):
        place = _place_of(span)
        if place == 0 and counted:
            yield counted
            counted = []
        if place == len(counted):
            counted.append(span)
    if counted:
        yield counted


def _on_lines(document: Document, spans: Iterable[Span]) -> tuple[Draft, ...]:
    return tuple(quote_draft(document, span, "\n") for span in spans)


# 哪三步, 四个方面, 哪五件事: counted one by one.
_COUNT_ASKED = re.compile("(?P<count>[二两三四五六七八九十])(?:件事|步|个?方面|点|条|项|大|个)")


def count_asked(question: str) -> int:
    """How many points `question` asks for; 0 where it gives no number of them."""
    asked = _COUNT_ASKED.search(question)
    return (parse_numeral(asked["count"]) or 0) if asked else 0


def lead_of(document: Document, start: int, end: int) -> Span | None:
    """What announces the item that holds the characters from `start` to `end`: 下列凭证免征印花税：, or the heading
    above the items; None where they stand in no item, or nothing announces it.
    """
    items = _items_around(document, start, end)
    if not items:
        return None
    item = max(items, key=lambda clause: len(clause.path.steps))
    first = min(
        clause.start
        for clause in document.clauses
        if clause.kind is item.kind
        and clause.path.steps[:-1] == item.path.steps[:-1]
        and clause.start <= item.start
    )
    line_end = len(document.text[:first].rstrip())
    line_start = document.text.rfind("\n", 0, line_end) + 1
    last = split_sentences(document.text[line_start:line_end], line_start)[-1:]
    is_heading = any(
        clause.start <= line_start and clause.heading_end >= line_end for clause in document.clauses
    )
    if (
        not last
        or len(last[0].text) > _LONGEST_LEAD
        or not (is_heading or last[0].text.endswith(("：", ":")))
    ):
        return None
    return whole_lead(document, last[0])


def whole_lead(document: Document, lead: Span) -> Span:
    """`lead` with the clauses before it that announce the same: 有下列情形之一的，责令改正；情节严重的，吊销许可证："""
    whole = to_full_stops(document.text, lead)
    return whole if _ANNOUNCING.search(whole.text[: lead.start - whole.start]) else lead


def list_around(document: Document, item: Span, question: str = "") -> tuple[Draft, ...]:
    """The whole list in which `item` stands, with the sentence that announces it, or with the heading above it where
    `question` names what that counts (1.3 申报主体基本条件, asked for 哪些基本条件); () where neither is.
    """
    lead = lead_of(document, item.start, item.end)
    if lead is None or not (lead.text.endswith(("：", ":")) or lead.text[-_COUNTED_NOUN:] in question):
        return ()
    items = items_below(document, lead)
    return (quote_draft(document, lead), *items) if items else ()


def with_leads(index: PassageIndex, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """`drafts` with what announces an item before the first of its items that says only half without it.

    （三）伪造证件的； is the half of a rule, （二）中型企业，补助比例不超过30%； is one.
    """
    told: set[tuple[str, int]] = set()
    result: list[Draft] = []
    for draft in drafts:
        lead = _lead_needed(index, draft)
        if lead is not None and (lead.sources[0].document_id, lead.sources[0].start) not in told:
            result.append(lead)
            draft = dataclasses.replace(draft, lead="\n")
        result.append(draft)
        told |= {(s.document_id, s.start) for each in result[-2:] for s in each.sources}
    return tuple(result)


def _lead_needed(index: PassageIndex, draft: Draft) -> Draft | None:
    """What announces the item that `draft` quotes, where the item says only half without it."""
    if not draft.sources or not _IS_HALF.search(draft.sources[0].quote):
        return None
    source = draft.sources[0]
    document = index.document(source.document_id)
    lead = lead_of(document, source.start, source.end)
    return None if lead is None else quote_draft(document, lead, draft.lead)
