"""What the library tells of its documents: what adding did, an entry, a version.

Knows fields only; nothing of how documents are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from corpus.schema import AuthorityTier, Document, DocumentError, DocumentStatus


class AddOutcome(StrEnum):
    """What adding a file did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class AddResult:
    """`replaced_id` is the version that stood there before; `same_text` are other documents with its text."""

    document: Document
    outcome: AddOutcome
    replaced_id: str | None = None
    same_text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddFailure:
    """A file of a batch that could not be added; the others go on."""

    path: Path
    error: DocumentError


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A kept document without its text."""

    id: str
    title: str
    source: str
    number: str | None
    issuers: tuple[str, ...]
    issued_on: date | None
    status: DocumentStatus
    tier: AuthorityTier
    characters: int


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it stood under one source; `replaced_at` is None for the one that stands now."""

    document_id: str
    source: str
    origin: str
    added_at: datetime
    replaced_at: datetime | None
