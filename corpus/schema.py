"""The types that leave `corpus`, and the root of the project's errors.

Knows nothing of searching, answering or showing; imports the standard library alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WenceError(Exception):
    """Root of every error meant for a person: one line that says what is wrong and what to do.

    `problem` and `remedy` are complete Chinese phrases without closing punctuation; `str()` joins them.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}；{self.remedy}。"


class SettingsError(WenceError):
    """A setting that is unknown or has a value that cannot be used."""


class DocumentError(WenceError):
    """A file that cannot become a `Document`: unreadable, empty, too large, of an unknown format."""


class LibraryError(WenceError):
    """The kept documents cannot be read or written, or do not hold what was asked for."""


class DocumentStatus(StrEnum):
    """Validity of a document: 现行, 已修订, 已废止, 尚未施行, 未知."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese word a reader sees."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    DocumentStatus.IN_FORCE: "现行",
    DocumentStatus.AMENDED: "已修订",
    DocumentStatus.REPEALED: "已废止",
    DocumentStatus.NOT_YET_EFFECTIVE: "尚未施行",
    DocumentStatus.UNKNOWN: "效力未知",
}


class AuthorityTier(StrEnum):
    """How authoritative a source is; `rank` orders them, 0 first."""

    LAW = "law"
    OFFICIAL_POLICY = "official_policy"
    OFFICIAL_INTERPRETATION = "official_interpretation"
    NEWS = "news"
    COMMENTARY = "commentary"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for the most authoritative."""
        return list(AuthorityTier).index(self)

    @property
    def label(self) -> str:
        """The Chinese word a reader sees."""
        return _TIER_LABELS[self]


_TIER_LABELS = {
    AuthorityTier.LAW: "法律法规",
    AuthorityTier.OFFICIAL_POLICY: "政策原文",
    AuthorityTier.OFFICIAL_INTERPRETATION: "官方解读",
    AuthorityTier.NEWS: "新闻报道",
    AuthorityTier.COMMENTARY: "评论研究",
    AuthorityTier.UNKNOWN: "未分类",
}


class ClauseKind(StrEnum):
    """What a clause is in its document."""

    TITLE = "title"
    PREAMBLE = "preamble"  # front matter: 文号, addressee, adoption record
    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    ARTICLE = "article"  # 条, 条之一
    HEADING = "heading"  # 一、（一） 1. 第一 …, Markdown headings, unnumbered headings
    PARAGRAPH = "paragraph"  # a paragraph; a 款 where the parent is an article
    ITEM = "item"  # 项 of an article, 一是 … of a paragraph
    SUBITEM = "subitem"  # 目
    TABLE = "table"
    ROW = "row"
    SIGNATURE = "signature"
    APPENDIX = "appendix"  # 附件, 附录


@dataclass(frozen=True, slots=True)
class ClauseStep:
    """One step of a clause path.

    `number` is () for what bears no number, (12,) for 第十二条, (120, 1) for 第一百二十条之一.
    `label` is the number as a citation writes it (四, （二）, 2, 第十二条, 第二款); "" when it has none.
    `title` is the heading's own words, "" when it has none.
    `heading` is the line's head as the document writes it (四、重点任务, 2.提升创新能力, 第十二条).
    """

    level: ClauseKind
    number: tuple[int, ...]
    label: str
    title: str
    heading: str


@dataclass(frozen=True, slots=True)
class ClausePath:
    """The way from the document's root to a clause; the root itself is the empty path."""

    steps: tuple[ClauseStep, ...] = ()

    @property
    def short(self) -> str:
        """四（二）2, or 第三章第十二条第二款第四项; "" for text that stands under no numbered clause.

        2.1 of 第二部分 is 2.1: a decimal number says itself what it stands in; and 问6 and 专栏2
        are counted through their document.
        """
        labels = [step.label for step in self.steps]
        for at, step in enumerate(self.steps):
            above = self.steps[at - 1] if at else None
            if above is not None and "." in step.label.strip(".") and above.number == step.number[:1]:
                labels[at - 1] = ""
            if step.label.startswith(("问", "专栏")):
                labels[:at] = [""] * at
        return "".join(labels)

    @property
    def full(self) -> str:
        """四、重点任务 › （二）加快技术创新和产业化 › 2.提升创新能力."""
        return " › ".join(self.headings)

    @property
    def headings(self) -> tuple[str, ...]:
        """The parts of `full`, as the contract's `clause_path` lists them."""
        return tuple(step.heading for step in self.steps if step.heading)


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree; `document.text[start:end]` is the whole clause with all below it.

    Clauses are listed in document order, parents before children; spans nest.
    `heading_end` is where the clause's own heading ends (equal to `start` when it has none).
    """

    path: ClausePath
    kind: ClauseKind
    start: int
    end: int
    heading_end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the original: `document.text[start:end]` stood on page `number` (from 1)."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document as clean text with its clause tree and what is known about it.

    `id` is a hash of the content, so the same file gives the same id everywhere. All offsets of
    `clauses`, `pages` and `damaged` count characters of `text`.
    """

    id: str
    title: str
    source: str
    sha256: str
    text: str
    clauses: tuple[Clause, ...] = ()
    issuers: tuple[str, ...] = ()
    number: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: DocumentStatus = DocumentStatus.UNKNOWN
    tier: AuthorityTier = AuthorityTier.UNKNOWN
    keywords: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()  # (field, why it has its value)
    pages: tuple[Page, ...] = ()
    cleaning: tuple[tuple[str, int], ...] = ()  # (rule, how many times it acted)
    damaged: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page that holds the character at `offset`, or None where pages are unknown."""
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is indexed and found as one; `document.text[start:end] == text`."""

    id: str
    document_id: str
    path: ClausePath
    start: int
    end: int
    text: str
