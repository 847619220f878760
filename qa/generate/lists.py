"""When the answer is a list: what a chosen sentence announces, or the list that the chosen items are of.

Knows candidates and their document; nothing of how they were chosen.
"""

from __future__ import annotations

import re

from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.generate.draft import Draft, quote_draft
from qa.generate.items import items_below, lead_of, list_around, numbered_after
from qa.sentences import split_sentences
from qa.verify import number_value

# A sentence that announces how many follow, and names none of them: 实施加快培育未来产业的“六大计划”。
_ANNOUNCES = re.compile(
    r"(?P<count>[二两三四五六七八九十]|[2-9]|1[0-9])(?:大|个|项|条|类|方面|点|种|组)|如下|以下|下列"
)
# …标志性产品主要有两类。 says nothing without what follows.
ENDS_OPEN = re.compile(
    r"[：:]$|(?:有|为|分|是|括)(?:以下|如下)?(?:[二两三四五六七八九十]|[2-9])[个大]?[^，。、；]{0,6}(?:类|种|点|方面|项|特征|特点|阶段|路径|步|举措|措施)[。]$"
)
_LONGEST_LIST = 8


def announced_list(index: PassageIndex, best: Candidate) -> tuple[Draft, ...]:
    """The announcing sentence and the sentences that it announces; () when it names them itself."""
    document = index.document(best.hit.passage.document_id)
    if best.span.text.endswith(("：", ":")):
        items = items_below(document, best.span)
        return (quote_draft(document, best.span), *items) if items else ()
    if best.span.text.count("、") >= 2 and not ENDS_OPEN.search(best.span.text):
        return ()
    counted = numbered_after(document, best.span)
    if counted:
        return (quote_draft(document, best.span), *counted)
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


def share_a_list(index: PassageIndex, chosen: list[Candidate]) -> bool:
    """Whether all that was chosen stands in one list, its announcement included: then the list is the answer."""
    document = index.document(chosen[0].hit.passage.document_id)
    leads = [lead_of(document, candidate.span.start, candidate.span.end) for candidate in chosen]
    first = leads[0]
    return (
        first is not None
        and all(
            lead == first or candidate.span.start == first.start
            for lead, candidate in zip(leads, chosen, strict=True)
        )
        and bool(list_around(document, chosen[0].span))
    )
