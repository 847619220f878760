"""Passages that stand nearly word for word in several documents: reposts are linked to one another.

Compares words alone; knows nothing of vectors or searching.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.normal_form import comparison_form
from corpus.schema import AuthorityTier, Passage

# Two passages are reposts if they share so much of the shorter one, counted in characters of whole parts of
# sentences: the least share at which at most one link in 200 is wrong, chosen on half of the laws with dirty copies
# (`python -m eval.repost_benchmark`; the curve is in corpus/README.md).
SHARED = 0.5
_PART = re.compile("[^，。；：！？,;:!?\n]+")
_LEAST_PART = 6  # characters: shorter parts (的，本法所称) stand everywhere
_MOST_HOLDERS = 60  # a part in more passages is a formula and links nothing


@dataclass(frozen=True, slots=True)
class RepostGroup:
    """Passages of different documents with nearly the same words, the most authoritative first."""

    passages: tuple[Passage, ...]


def _parts(text: str) -> dict[bytes, int]:
    """Hash of each part of a sentence -> its length in characters."""
    parts: dict[bytes, int] = {}
    for found in _PART.finditer(text):
        form = comparison_form(found[0])
        if len(form) >= _LEAST_PART:
            parts[hashlib.blake2b(form.encode(), digest_size=8).digest()] = len(form)
    return parts


def repost_shares(passages: Sequence[Passage]) -> Iterator[tuple[int, int, float]]:
    """(place, place of a passage of another document, share of the shorter one's characters that both have).

    Each pair comes twice, once from either side. Passages three times as long as another are no repost of it. Time
    grows with the number of shared sentence parts, not with the square of the passages.
    """
    parts = [_parts(passage.text) for passage in passages]
    lengths = [sum(own.values()) for own in parts]
    holders: dict[bytes, list[int]] = defaultdict(list)
    for index, own in enumerate(parts):
        for key in own:
            holders[key].append(index)
    for index, own in enumerate(parts):
        shared: Counter[int] = Counter()
        for key, length in own.items():
            others = holders[key]
            if 1 < len(others) <= _MOST_HOLDERS:
                for other in others:
                    shared[other] += length
        document = passages[index].document_id
        for other, common in shared.items():
            shorter, longer = sorted((lengths[index], lengths[other]))
            if passages[other].document_id != document and common * 3 >= longer:
                yield index, other, common / shorter


def link_reposts(
    passages: Sequence[Passage], tiers: Mapping[str, AuthorityTier] | None = None
) -> dict[str, tuple[Passage, ...]]:
    """For every passage that has reposts, by its id: those in other documents, the most authoritative first.

    `tiers` gives the tier of a document id; documents not in it rank last.
    """
    tiers = tiers or {}
    linked: dict[str, list[Passage]] = defaultdict(list)
    for index, other, share in repost_shares(passages):
        if share >= SHARED:
            linked[passages[index].id].append(passages[other])
    return {
        identity: tuple(sorted(others, key=lambda p: _order(p, tiers))) for identity, others in linked.items()
    }


def _order(passage: Passage, tiers: Mapping[str, AuthorityTier]) -> tuple[int, str, int]:
    return tiers.get(passage.document_id, AuthorityTier.UNKNOWN).rank, passage.document_id, passage.start


def group_reposts(
    passages: Iterable[Passage], tiers: Mapping[str, AuthorityTier] | None = None
) -> tuple[RepostGroup, ...]:
    """The groups of passages that are linked, directly or through others, in order of their first passage."""
    every = tuple(passages)
    linked = link_reposts(every, tiers)
    by_id = {passage.id: passage for passage in every}
    seen: set[str] = set()
    groups = []
    for passage in every:
        if passage.id in seen or passage.id not in linked:
            continue
        group, waiting = [], [passage.id]
        while waiting:
            identity = waiting.pop()
            if identity not in seen:
                seen.add(identity)
                group.append(by_id[identity])
                waiting += [other.id for other in linked.get(identity, ())]
        groups.append(RepostGroup(tuple(sorted(group, key=lambda p: _order(p, tiers or {})))))
    return tuple(groups)
