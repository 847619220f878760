"""Finding the clause that holds a character span.

Knows the clause tree alone.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from corpus.schema import Clause, ClausePath, Document


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
    """The path of the deepest clause that holds `document.text[start:end]`; empty where none does."""
    return lookup_for(document).path_at(start, end)
