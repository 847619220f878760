"""What every generator emits: a sentence and the exact characters it rests on.

Knows nothing of checking or numbering citations.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.schema import Document
from qa.sentences import Span


@dataclass(frozen=True, slots=True)
class Source:
    """Characters of a document: `index.document(document_id).text[start:end] == quote`."""

    document_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of an answer before it is checked. `lead` is as in `qa.schema.Sentence`.

    `own` marks a sentence of the program about its search, which claims nothing about a document.
    `table_header` is the header of the table whose row the sentence tells in words (`qa.tables.in_words`), else "".
    """

    text: str
    sources: tuple[Source, ...]
    lead: str = ""
    own: bool = False
    table_header: str = ""


def quote_draft(document: Document, span: Span, lead: str = "") -> Draft:
    """A draft that says exactly what `span` of `document` says."""
    return Draft(on_one_line(span.text), (Source(document.id, span.start, span.end, span.text),), lead)


def on_one_line(text: str) -> str:
    """`text` of a document as a sentence of an answer is shown."""
    return " ".join(text.split("\n"))
