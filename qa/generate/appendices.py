"""Which appendices a document has: 附件：1.申请表 2.承诺书, as its own list of them says.

Knows one document's text; the question only says whether they are asked for.
"""

from __future__ import annotations

import re

from corpus.schema import Document
from qa.generate.draft import Draft, quote_draft
from qa.generate.items import items_below
from qa.sentences import Span, line_around

_ASKED = re.compile(
    "(?:哪[几些]?个?|几[个份]|多少[个份]?|什么|啥)(?:样的)?附件|附件(?:都|分别|一共|共|里)?(?:是|有|包括|列了?|叫)(?:什么|哪|几|啥|多少)|(?:列出|列一下)[^，。？]{0,8}附件"
)
_FIRST = re.compile(r"^[ \u3000]*附件[：:][ \u3000]*(?=\S)", re.MULTILINE)


def appendices_asked(question: str) -> bool:
    """Whether `question` asks which appendices a document has."""
    return _ASKED.search(question) is not None


def appendix_drafts(document: Document) -> tuple[Draft, ...]:
    """The lines that name the appendices of `document`; () where it lists none."""
    first = _FIRST.search(document.text)
    if first is None:
        return ()
    line = line_around(document.text, Span(first.start(), first.end(), first.group()))
    return (quote_draft(document, line), *items_below(document, line))
