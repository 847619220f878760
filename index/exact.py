"""Resolves what a question names against the clauses of the index: looked up, not guessed.

Knows names, numbers and clause keys; nothing of vectors, words or scores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.normal_form import comparison_form
from corpus.schema import DocumentStatus
from index.passage_store import PassageStore
from index.reference import Mentions, Reference, document_number_form

_FEW_DOCUMENTS = 20  # up to here a clause number without a document is looked for in all of them
_FEW_PASSAGES = 10  # quoted words that more passages hold say nothing about where to look
_PASSAGES_OF_CLAUSE = 5
_STATE = re.compile(r"^中华人民共和国")
_VERSION = re.compile(r"[(（][^()（）]*(?:年|修正|修订|试行|草案|\d{4})[^()（）]*[)）]$")
_ABOUT = re.compile(r"^.{2,80}?关于(?:印发)?")
_STATUS_ORDER = (
    DocumentStatus.IN_FORCE,
    DocumentStatus.AMENDED,
    DocumentStatus.UNKNOWN,
    DocumentStatus.NOT_YET_EFFECTIVE,
    DocumentStatus.REPEALED,
)


@dataclass(frozen=True, slots=True)
class ExactResult:
    """`passages` go first, in this order; of the others, those of `documents` do."""

    passages: tuple[int, ...] = ()
    documents: frozenset[int] = frozenset()


class NameTable:
    """The names under which the documents of a generation are known, each with the documents that bear it."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._aliases: dict[str, list[int]] = {}
        self._titles = [comparison_form(item.title) for item in store.documents]
        self._numbers: dict[str, list[int]] = {}
        for number, summary in enumerate(store.documents):
            for alias in _aliases(summary.title):
                self._aliases.setdefault(alias, []).append(number)
            if summary.number:
                self._numbers.setdefault(document_number_form(summary.number), []).append(number)
        self._longest = max(map(len, self._aliases), default=0)

    def bearing(self, name: str) -> list[int]:
        """The documents of the name in 《》: called so, or else whose title holds it."""
        form = comparison_form(name)
        if exact := self._aliases.get(form) or self._aliases.get(_STATE.sub("", form)):
            return self._ordered(exact)
        if len(form) < 4:
            return []
        return self._ordered(n for n, title in enumerate(self._titles) if form in title or title in form)

    def named_in(self, text: str) -> list[int]:
        """The documents whose name stands in `text`; of several, the one that stands last, the longest."""
        form = comparison_form(text)
        for end in range(len(form), 1, -1):
            for length in range(min(self._longest, end), 1, -1):
                if found := self._aliases.get(form[end - length : end]):
                    return self._ordered(found)
        return []

    def numbered(self, number: str) -> list[int]:
        """The documents with this document number; the words before it in a question may run into it."""
        return self._ordered(
            document
            for known, documents in self._numbers.items()
            if number.endswith(known) or known.endswith(number)
            for document in documents
        )

    def all(self) -> list[int]:
        """Every document, in the order in which ambiguous references show them."""
        return self._ordered(range(len(self._store.documents)))

    def authority(self, number: int) -> tuple[int, int, int]:
        """A smaller value for a document to be preferred: in force, then authoritative, then new."""
        summary, day = self._store.documents[number], self._store.dates[number]
        return _STATUS_ORDER.index(summary.status), summary.tier.rank, -(day.toordinal() if day else 0)

    def _ordered(self, numbers: Iterable[int]) -> list[int]:
        return sorted(dict.fromkeys(numbers), key=self.authority)


def resolve(
    mentions: Mentions,
    store: PassageStore,
    names: NameTable,
    allowed: Callable[[int], bool],
    nearby: Sequence[int],
) -> ExactResult:
    """The passages and documents that `mentions` point at.

    `allowed` tells whether a document may be returned. `nearby` are documents that the question is about by
    other evidence, best first: they order what a number alone leaves ambiguous.
    """
    passages: dict[int, None] = {}
    documents: set[int] = set()
    for number in mentions.document_numbers:
        documents.update(filter(allowed, names.numbered(number)))
    named = [document for name in mentions.names for document in names.bearing(name)]
    documents.update(filter(allowed, named))
    for reference in mentions.references:
        candidates = list(filter(allowed, _candidates(reference, mentions, named, documents, names, nearby)))
        for document in candidates:
            for start, end in _spans(reference, store.clauses(document)):
                for passage in store.overlapping(document, start, end, _PASSAGES_OF_CLAUSE):
                    passages.setdefault(passage)
    for phrase in mentions.phrases:
        held = store.containing(phrase, _FEW_PASSAGES + 1)
        if len(held) <= _FEW_PASSAGES:
            passages.update(dict.fromkeys(held))
    return ExactResult(tuple(passages), frozenset(documents))


def _candidates(
    reference: Reference,
    mentions: Mentions,
    named: list[int],
    numbered: set[int],
    names: NameTable,
    nearby: Sequence[int],
) -> list[int]:
    """Where a reference is looked for: the document named before it, else named anywhere, else all of a few."""
    if before := names.named_in(reference.before[-80:]):
        return before
    if named or numbered:
        return list(dict.fromkeys([*named, *sorted(numbered)]))
    if anywhere := names.named_in(mentions.text):
        return anywhere
    everything = names.all()
    if len(everything) > _FEW_DOCUMENTS:
        return []
    place = {document: rank for rank, document in enumerate(nearby)}
    # The policy itself before what is written about it; within that, what the question is about.
    return sorted(
        everything, key=lambda number: (*names.authority(number)[:2], place.get(number, len(place)))
    )


def _spans(reference: Reference, clauses: Sequence[tuple[str, str, int, int]]) -> list[tuple[int, int]]:
    """The spans of the clauses that `reference` fits, nearest fit first."""
    wanted = [f"{letter}{'-'.join(map(str, number))}" for letter, number in reference.steps]
    statute = [step for step in wanted if step[0] in "TKXM"]
    # A policy in numbered headings has no articles: its 第9条 is the heading 9.
    headings = [f"H{step[1:]}" for step in wanted] if wanted[-1][0] == "T" else []
    for steps in (wanted, statute, headings):
        if not steps:
            continue
        fitting = [row for row in clauses if _fits(steps, row[0].split("/")[1:])]
        if fitting:
            break
    else:
        return []
    if reference.steps[0][0] != "H":
        deepest = max(key.count("/") for key, *_ in fitting) if steps is headings else None
        return [(start, end) for key, _, start, end in fitting if deepest in (None, key.count("/"))]
    # A heading's number counts below what the question names before it: 重点任务第（三）部分.
    below = [
        (key, start, end)
        for key, title, start, end in clauses
        if len(title) > 1 and comparison_form(title) in comparison_form(reference.before)
    ]
    inside = [
        (start, end)
        for key, _, start, end in fitting
        for outer, first, last in below
        if key.startswith(f"{outer}/")
        and first <= start
        and end <= last
        and key.count("/") == outer.count("/") + len(steps)
    ]
    if inside:
        return inside
    depth = min(key.count("/") for key, *_ in fitting)
    return [(start, end) for key, _, start, end in fitting if key.count("/") == depth]


def _fits(wanted: Sequence[str], key: Sequence[str]) -> bool:
    """Whether `key` ends in the last wanted step and holds the others before it, in order."""
    if not key or key[-1] != wanted[-1]:
        return False
    rest = iter(key[:-1])
    return all(step in rest for step in wanted[:-1])


def _aliases(title: str) -> set[str]:
    """The names under which a document of this title may be called, in comparison form."""
    bare = _VERSION.sub("", title.strip().strip("《》"))
    found = {bare, _STATE.sub("", bare), _ABOUT.sub("", bare), _ABOUT.sub("", bare).replace("的", "")}
    if found_law := re.match(r"^中华人民共和国(.{1,20})法$", bare):
        found.add(f"{found_law[1]}法")
    return {form for form in map(comparison_form, found) if len(form) >= 2}
