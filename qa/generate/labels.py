"""What only says where to look: a title, a heading, a label alone on its line, the name of an attachment.

Knows one candidate and its document; nothing of questions.
"""

from __future__ import annotations

import re

from corpus.normal_form import comparison_form
from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.sentences import Span


def is_label(index: PassageIndex, candidate: Candidate) -> bool:
    """Whether the sentence is the document's title, a clause's heading, a label alone on its line or an attachment's
    name: it says where to look, not what is said there."""
    document = index.document(candidate.hit.passage.document_id)
    if _LABEL.match(candidate.span.text) and _fills_line(document.text, candidate.span):
        return True
    if _names_attachment(document.text, candidate.span):
        return True
    if comparison_form(candidate.span.text) in comparison_form(document.title):
        return True
    if candidate.span.text.endswith(("：", ":")):
        return False  # （二）有下列情形之一的，不予批准： is the half of what is below it
    return any(
        clause.start <= candidate.span.start and candidate.span.end <= clause.heading_end
        for clause in document.clauses
    )


_ATTACHMENT = re.compile(r"\s*(?:附件?[：:]?\s*)?[0-9]{1,2}\s*[.．、]\s*[^，。；：]+")
_MOST_ATTACHMENTS = 20


def _names_attachment(text: str, span: Span) -> bool:
    """Whether the line of `span` is one of those below 附件：, each a number and a title."""
    start = text.rfind("\n", 0, span.start) + 1
    for _ in range(_MOST_ATTACHMENTS):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else None].strip()
        if line and not _ATTACHMENT.fullmatch(line):
            return line.rstrip("：:") in ("附", "附件")
        if line.startswith("附"):
            return True
        if start == 0:
            return False
        start = text.rfind("\n", 0, start - 1) + 1
    return False


# 市管重点新型智库: words alone, without a number or a mark.
_LABEL = re.compile(r"^[\u4e00-\u9fff ]{2,25}$")


def _fills_line(text: str, span: Span) -> bool:
    before, after = text[: span.start].rstrip(" "), text[span.end :].lstrip(" ")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
