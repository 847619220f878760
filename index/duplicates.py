"""Hits that say nearly the same are shown once, from the most authoritative document.

Knows texts, vectors and an order of preference; nothing of how hits were found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.normal_form import comparison_form
from index.schema import FloatArray

# Vectors of the same words in another script or with another heading stay above this; it only saves comparing.
_SIMILAR = 0.93
# Broder, 1997, "On the resemblance and containment of documents": shingles shared by the two.
_RESEMBLANCE = 0.75
_SHINGLE = 4
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Group:
    """One thing said, by `shown` and, nearly the same, by `others`; members are places in the input."""

    shown: int
    others: tuple[int, ...]


def group_duplicates(
    texts: Sequence[str], vectors: FloatArray, owners: Sequence[int], preference: Callable[[int], object]
) -> list[Group]:
    """Groups of near-duplicates in the order of their first member.

    Only texts of different `owners` are duplicates of one another. `preference` gives a sortable value for
    a place; the smallest of a group is shown.
    """
    similar = vectors @ vectors.T
    shingles: dict[int, frozenset[str]] = {}
    groups: list[list[int]] = []
    for place in range(len(texts)):
        for members in groups:
            first = members[0]
            if (
                similar[place, first] >= _SIMILAR
                and owners[place] not in {owners[member] for member in members}
                and _resemble(texts, place, first, shingles)
            ):
                members.append(place)
                break
        else:
            groups.append([place])
    result = []
    for members in groups:
        shown = min(members, key=lambda place: (preference(place), place))
        result.append(Group(shown, tuple(member for member in members if member != shown)))
    return result


def _resemble(texts: Sequence[str], first: int, second: int, shingles: dict[int, frozenset[str]]) -> bool:
    for place in (first, second):
        if place not in shingles:
            form = comparison_form(texts[place])
            shingles[place] = frozenset(
                form[start : start + _SHINGLE] for start in range(max(1, len(form) - _SHINGLE + 1))
            )
    one, other = (frozenset(_NUMBER.findall(texts[place])) for place in (first, second))
    if one - other and other - one:
        return False  # they say other numbers: a reader must see both
    shared = len(shingles[first] & shingles[second])
    return shared >= _RESEMBLANCE * len(shingles[first] | shingles[second])
