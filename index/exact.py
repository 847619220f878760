"""Resolves what a question names against the clauses of the index: looked up, not guessed.

Knows names, numbers and clause keys; nothing of vectors, words or scores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.normal_form import comparison_form
from corpus.schema import AuthorityTier, DocumentStatus
from index.passage_store import PassageStore
from index.reference import Mentions, Reference, document_number_form

_FEW_DOCUMENTS = 20  # up to here a clause number without a document is looked for in all of them
_FEW_PASSAGES = 10  # quoted words that more passages hold say nothing about where to look
_PASSAGES_OF_CLAUSE = 30
_DOCUMENTS_SHOWN = 5  # of those that an ambiguous number may mean
_LOOSE_NAME = 20  # characters before a number in which a document may be named in short
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
    """The passages of `groups` go first, group by group; of the others, those of `documents` do.

    A group is one clause of one document, or all that holds one quoted phrase; within it, what else the
    question says decides.
    """

    groups: tuple[tuple[int, ...], ...] = ()
    documents: frozenset[int] = frozenset()

    @property
    def passages(self) -> tuple[int, ...]:
        """All that was looked up."""
        return tuple(dict.fromkeys(passage for group in self.groups for passage in group))


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

    def loosely_named_in(self, text: str) -> list[int]:
        """The documents whose title holds the last characters of `text` in their order: 算力意见 is
        关于推动算力发展的实施意见. As many characters as some title holds decide, four at least."""
        form = comparison_form(text).rstrip("的中里")[-_LOOSE_NAME:]
        found: list[int] = []
        candidates: Sequence[int] = range(len(self._titles))
        for length in range(4, len(form) + 1):
            candidates = [n for n in candidates if _is_subsequence(form[-length:], self._titles[n])]
            if not candidates:
                break
            found = list(candidates)
        return self._ordered(found) if len(found) <= _DOCUMENTS_SHOWN else []

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

    def tier(self, number: int) -> AuthorityTier:
        """What kind of source a document is."""
        return self._store.documents[number].tier

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
    kinds: frozenset[AuthorityTier] = frozenset(),
) -> ExactResult:
    """The passages and documents that `mentions` point at.

    `allowed` tells whether a document may be returned. `nearby` are documents that the question is about by
    other evidence, best first, and `kinds` the kinds of source that it asks for: they order what a number
    alone leaves ambiguous.
    """
    groups: list[tuple[int, ...]] = []
    documents: set[int] = set()
    for number in mentions.document_numbers:
        documents.update(filter(allowed, names.numbered(number)))
    named = [document for name in mentions.names for document in names.bearing(name)]
    documents.update(filter(allowed, named))
    for reference in mentions.references:
        candidates = list(
            filter(allowed, _candidates(reference, mentions, named, documents, names, nearby, kinds))
        )
        found = [(document, *_spans(reference, store.clauses(document))) for document in candidates]
        # A document in which the number stands below the heading that the question names is the one meant.
        surest = max((fit for _, fit, spans in found if spans), default=0)
        meant = [(document, spans) for document, fit, spans in found if spans and fit == surest]
        for document, spans in meant[:_DOCUMENTS_SHOWN]:
            for start, end in spans:
                groups.append(tuple(store.overlapping(document, start, end, _PASSAGES_OF_CLAUSE)))
    for phrase in mentions.phrases:
        held = store.containing(phrase, _FEW_PASSAGES + 1)
        if len(held) <= _FEW_PASSAGES:
            groups.append(tuple(held))
    return ExactResult(tuple(group for group in groups if group), frozenset(documents))


def _candidates(
    reference: Reference,
    mentions: Mentions,
    named: list[int],
    numbered: set[int],
    names: NameTable,
    nearby: Sequence[int],
    kinds: frozenset[AuthorityTier],
) -> list[int]:
    """Where a reference is looked for: the document named before it, else named anywhere, else all of a few."""
    if before := names.named_in(reference.before[-80:]):
        return before
    if named or numbered:
        return list(dict.fromkeys([*named, *sorted(numbered)]))
    if anywhere := names.named_in(mentions.text):
        return anywhere
    if loosely := names.loosely_named_in(reference.before):
        return loosely
    everything = names.all()
    if len(everything) > _FEW_DOCUMENTS:
        return []
    place = {document: rank for rank, document in enumerate(nearby)}
    # The policy itself before what is written about it; within that, what the question is about.
    return sorted(
        everything,
        key=lambda number: (
            names.tier(number) not in kinds, *names.authority(number)[:2], place.get(number, len(place))
        ),
    )  # fmt: skip


def _spans(
    reference: Reference, clauses: Sequence[tuple[str, str, int, int]]
) -> tuple[int, list[tuple[int, int]]]:
    """How surely the reference is to these clauses (1 where a named heading stands above), and their spans."""
    wanted = [f"{letter}{'-'.join(map(str, number))}" for letter, number in reference.steps]
    statute = [step for step in wanted if step[0] in "TKXM"]
    # A policy in numbered headings has no articles: its 第9条 is the heading 9.
    headings = [f"H{step[1:]}" for step in wanted] if wanted[-1][0] == "T" else []
    for steps in (wanted, statute, headings):
        fitting = [row for row in clauses if steps and _fits(steps, row[0].split("/")[1:])]
        if fitting:
            break
    else:
        return 0, []
    if steps[-1][0] != "H":
        return 0, [(start, end) for _, _, start, end in fitting]
    before = comparison_form(reference.before)
    # A heading's number counts below what the question names before it: 重点任务第（三）部分.
    above = [key for key, title, *_ in clauses if len(title) > 1 and comparison_form(title) in before]
    inside = [
        (start, end)
        for key, _, start, end in fitting
        if any(
            key.startswith(f"{outer}/") and key.count("/") == outer.count("/") + len(steps) for outer in above
        )
    ]
    if inside:
        return 1, inside
    depths = [key.count("/") for key, *_ in fitting]
    depth = max(depths) if steps is headings else min(depths)
    return 0, [(start, end) for key, _, start, end in fitting if key.count("/") == depth]


def _fits(wanted: Sequence[str], key: Sequence[str]) -> bool:
    """Whether `key` ends in the last wanted step and holds the others before it, in order."""
    if not key or key[-1] != wanted[-1]:
        return False
    rest = iter(key[:-1])
    return all(step in rest for step in wanted[:-1])


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _aliases(title: str) -> set[str]:
    """The names under which a document of this title may be called, in comparison form."""
    bare = _VERSION.sub("", title.strip().strip("《》"))
    found = {bare, _STATE.sub("", bare), _ABOUT.sub("", bare), _ABOUT.sub("", bare).replace("的", "")}
    if found_law := re.match(r"^中华人民共和国(.{1,20})法$", bare):
        found.add(f"{found_law[1]}法")
    return {form for form in map(comparison_form, found) if len(form) >= 2}
