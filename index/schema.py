"""The types that leave `index`: hits, and the protocols of encoders and passage indexes.

Knows nothing of questions, answers or pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.schema import AuthorityTier, Document, DocumentStatus, Passage, WenceError

FloatArray = npt.NDArray[np.float32]


class IndexFailure(WenceError):
    """The index is missing, damaged, locked by another process, or was built with other settings."""


class EncoderFailure(WenceError):
    """An embedding model cannot be loaded or does not answer."""


class HitSource(StrEnum):
    """Which way a passage was found."""

    DENSE = "dense"
    LEXICAL = "lexical"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    `score` is for ordering within one result (higher is better); `similarity` is the cosine of the query
    and the passage in [-1, 1]. `also_in` names the ids of other documents that hold nearly the same
    passage. `rank` counts from 1.
    """

    passage: Passage
    title: str
    source: str
    tier: AuthorityTier
    status: DocumentStatus
    score: float
    similarity: float
    rank: int
    sources: tuple[HitSource, ...]
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which documents a search may return; None means no restriction. Dates compare with `issued_on`
    (or `effective_on`, or `published_on`, the first that is known) and exclude documents without one."""

    document_ids: frozenset[str] | None = None
    tiers: frozenset[AuthorityTier] | None = None
    statuses: frozenset[DocumentStatus] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the list of indexed documents."""

    id: str
    title: str
    source: str
    number: str | None
    issuers: tuple[str, ...]
    issued_on: date | None
    status: DocumentStatus
    tier: AuthorityTier
    passages: int
    characters: int


class Encoder(Protocol):
    """Text to unit vectors. `name` and `dimension` identify the vector space."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """(n, dimension) float32, rows of length 1."""
        ...

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """(n, dimension) float32, rows of length 1; `progress` is told how many texts are done."""
        ...


class PassageIndex(Protocol):
    """Where passages are found again. Safe to use from several threads at once."""

    @property
    def encoder(self) -> Encoder:
        """The encoder of the indexed vectors; readers score sentences with it."""
        ...

    def passage_frequencies(self, bigrams: Sequence[str]) -> tuple[int, ...]:
        """In how many passages each character pair (comparison form) stands: rarity weighs terms."""
        ...

    def search(self, query: str, k: int = 10, where: SearchFilter | None = None) -> tuple[Hit, ...]:
        """The best `k` passages, best first."""
        ...

    def document(self, document_id: str) -> Document:
        """The whole document; raises `IndexFailure` for an unknown id."""
        ...

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Every indexed document."""
        ...

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of one document in document order."""
        ...

    def passage_count(self) -> int:
        """How many passages are indexed."""
        ...
