"""The items that a told sentence of an article only names: 依照前款第五项、第六项规定提取的, told with those items.

Knows one document's clause tree and what was told of it; nothing of questions.
"""

from __future__ import annotations

import re

from corpus.numerals import parse_numeral
from corpus.schema import Clause, ClauseKind, Document
from qa.generate.draft import Draft, quote_draft
from qa.sentences import Span, line_below

_ITEM = "第[一二三四五六七八九十]+项"
# 本法第二条第一款第二项 is of another article.
_NAMED = re.compile(
    rf"(?:前款|(?<!条)第(?P<paragraph>[一二三四五六七八九十]+)款|本条第(?P<own>[一二三四五六七八九十]+)款)"
    rf"(?P<items>{_ITEM}(?:(?:[、和或及至]|以及){_ITEM})*)"
)
_NUMBER = re.compile("(?P<to>至)?第(?P<number>[一二三四五六七八九十]+)项")
_MOST = 8  # items told


def referenced_items(document: Document, told: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The items of the same article that the sentences `told` name by number and that are not told; () where they name
    none."""
    found: list[Draft] = []
    quoted = {source.start for draft in told for source in draft.sources}
    for draft in told:
        quote = draft.sources[0].quote if len(draft.sources) == 1 else ""
        for named in _NAMED.finditer(quote):
            paragraph = parse_numeral(named["paragraph"] or named["own"] or "")
            items = _items_before(document, draft.sources[0].start, paragraph)
            for number in _numbers(named["items"]):
                item = items.get(number)
                if item is not None and item.start not in quoted:
                    text = document.text[item.start : item.end].strip()
                    found.append(quote_draft(document, Span(item.start, item.start + len(text), text), "\n"))
                    quoted.add(item.start)
    return tuple(found[:_MOST])


# What limits the list above it: 适用前款第（二）、（三）项的规定，应当以双方离婚为条件。
_LIMITS = re.compile(
    "(?:适用|具有|符合|属于|有)?前款(?:第|规定|所列|情形)[^。]*(?:应当以|条件|除外|不适用|不得|限于)"
)


def limit_behind(document: Document, told: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The paragraph behind a list that `told` ends with, where it limits that list; () where none does."""
    if len(told) < 2 or not told[-1].sources:
        return ()
    last = told[-1].sources[0]
    line = line_below(document.text, Span(last.start, last.end, last.quote))
    if line.start < last.end or not _LIMITS.match(line.text):
        return ()
    return (quote_draft(document, line, "\n"),)


def _numbers(items: str) -> list[int]:
    """第二项、第四项至第六项 as 2, 4, 5, 6."""
    numbers: list[int] = []
    for match in _NUMBER.finditer(items):
        value = parse_numeral(match["number"]) or 0
        first = numbers[-1] + 1 if match["to"] and numbers else value
        numbers += range(first, value + 1)
    return numbers


def _items_before(document: Document, place: int, paragraph: int | None) -> dict[int, Clause]:
    """The items of the article around `place` that stand before it, by number: those of its `paragraph`, else the nearest
    of each."""
    articles = [
        clause
        for clause in document.clauses
        if clause.kind is ClauseKind.ARTICLE and clause.start <= place < clause.end
    ]
    start = max((article.start for article in articles), default=place)
    return {
        clause.path.steps[-1].number[0]: clause
        for clause in document.clauses
        if clause.kind is ClauseKind.ITEM
        and start <= clause.start < place
        and clause.path.steps[-1].number
        and (paragraph is None or _paragraph_of(clause) in (None, paragraph))
    }


def _paragraph_of(item: Clause) -> int | None:
    """The number of the paragraph that `item` stands in, None where its path gives none."""
    numbers = (
        step.number[0] for step in item.path.steps if step.level is ClauseKind.PARAGRAPH and step.number
    )
    return next(numbers, None)
