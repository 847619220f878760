"""Finding the clause that holds a character span.

Knows the clause tree alone.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from corpus.schema import Clause, ClauseKind, ClausePath, Document


class ClauseLookup:
    """Answers many `clause_at` questions about one document, each in logarithmic time."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self._starts = [clause.start for clause in clauses]
        self._parents: list[int] = []
        depths: list[int] = []  # the index of the last clause of every depth
        for index, clause in enumerate(clauses):
            depth = len(clause.path.steps)
            del depths[depth - 1 :]
            self._parents.append(depths[-1] if depths else -1)
            depths.append(index)

    def clause_at(self, start: int, end: int) -> Clause | None:
        """The deepest clause whose span holds `[start, end)`; None where only the document does."""
        index = bisect_right(self._starts, start) - 1
        while index >= 0:
            clause = self._clauses[index]
            if start < clause.end and end <= clause.end:
                return clause
            index = self._parents[index]
        return None

    def chain_at(self, offset: int) -> tuple[Clause, ...]:
        """The clauses that hold the character at `offset`, outermost first."""
        index = bisect_right(self._starts, offset) - 1
        chain: list[Clause] = []
        while index >= 0:
            clause = self._clauses[index]
            if offset < clause.end:
                chain.insert(0, clause)
            index = self._parents[index]
        return tuple(chain)

    def starting_in(self, start: int, end: int) -> Sequence[Clause]:
        """The clauses that begin in `[start, end)`."""
        return self._clauses[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def first_child(self, clause: Clause) -> Clause | None:
        """The first clause directly below `clause`."""
        index = bisect_right(self._starts, clause.start) - 1
        while index > 0 and self._clauses[index] is not clause:
            index -= 1
        following = index + 1
        if following < len(self._clauses) and self._parents[following] == index:
            return self._clauses[following]
        return None

    def holds(self, start: int, clause: Clause) -> bool:
        """Whether the clause that begins at `start` (the outermost such) is above `clause` or is it."""
        return any(above.start == start for above in self.chain_at(clause.start))

    def path_at(self, start: int, end: int) -> ClausePath:
        """The path of `clause_at`; the empty path for text outside every clause."""
        clause = self.clause_at(start, end)
        return clause.path if clause else ClausePath()


_LOOKUPS: OrderedDict[int, tuple[Sequence[Clause], ClauseLookup]] = OrderedDict()
_LOCK = threading.Lock()
_KEPT = 64


def lookup_for(document: Document) -> ClauseLookup:
    """The lookup of `document`, kept for the documents asked about last."""
    key = id(document.clauses)
    with _LOCK:
        kept = _LOOKUPS.get(key)
        if kept is not None and kept[0] is document.clauses:
            _LOOKUPS.move_to_end(key)
            return kept[1]
    lookup = ClauseLookup(document.clauses)
    with _LOCK:
        _LOOKUPS[key] = (document.clauses, lookup)
        while len(_LOOKUPS) > _KEPT:
            _LOOKUPS.popitem(last=False)
    return lookup


def clause_at(document: Document, start: int, end: int) -> ClausePath:
    """The path of the deepest clause that holds `document.text[start:end]`; empty where none does.

    The number of an article opens its first paragraph: 第七条 女职工…。 is 第七条第一款 where a second follows.
    """
    lookup = lookup_for(document)
    clause = lookup.clause_at(start, end)
    if clause is None:
        return ClausePath()
    first = lookup.first_child(clause) if clause.kind is ClauseKind.ARTICLE else None
    opens = first is not None and start < first.start < end <= first.end < clause.end
    if first is not None and opens and document.text[first.end : clause.end].strip():
        return first.path
    return clause.path
