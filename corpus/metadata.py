"""What is known about a document: issuers, 文号, dates, validity, tier, each with its reason.

Reads text and the file's own header; changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.lines import Line
from corpus.roles import NUMBER
from corpus.schema import AuthorityTier, DocumentStatus
from corpus.structure import Role


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `Document` that describe it."""

    title: str
    issuers: tuple[str, ...] = ()
    number: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: DocumentStatus = DocumentStatus.UNKNOWN
    tier: AuthorityTier = AuthorityTier.UNKNOWN
    keywords: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


def read_metadata(
    name: str, lines: Sequence[Line], roles: Sequence[Role], header: Sequence[tuple[str, str]]
) -> Metadata:
    """The metadata of a document; `name` is its file name, used where the text gives no title."""
    title = next((line.text for line, role in zip(lines, roles, strict=True) if role is Role.TITLE), name)
    number = None
    for line in lines[:30]:
        if found := NUMBER.search(line.text):
            number = found[0]
            break
    return Metadata(title=title, number=number)
