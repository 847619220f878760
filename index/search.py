"""One search over one open generation: near, worded and exact, fused, duplicates grouped.

Knows how the ways of finding are put together; nothing of files, building or generations' change.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.schema import AuthorityTier
from index import tokens
from index.dense import BoolArray, DenseIndex
from index.duplicates import Group, group_duplicates
from index.exact import ExactResult, NameTable, resolve
from index.fusion import COSINE_WEIGHT, best_first, convex_fusion, reciprocal_rank_fusion
from index.lexical import LexicalIndex
from index.passage_store import PassageStore
from index.reference import read_mentions
from index.schema import DocumentSummary, FloatArray, Hit, HitSource, SearchFilter

CANDIDATES = 100  # of each way of finding, before fusion
_NAMED = 20  # of each way, inside the documents that the question names
_NAMED_BONUS = 0.5  # a share of the question's words that being named by it is worth
_FIRST = 10.0  # above every fused score
_SPARE = 10  # candidates beyond twice what was asked for, so that groups leave enough


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways of finding take part, and how much the rankings weigh; the defaults were chosen on the
    development half of `eval/retrieval_benchmark.py`."""

    dense: bool = True
    lexical: bool = True
    exact: bool = True
    group: bool = True
    by_rank: bool = False  # reciprocal rank fusion instead, for comparing
    cosine_weight: float = COSINE_WEIGHT
    authority: float = 0.05


@dataclass(frozen=True)
class OpenGeneration:
    """The parts of a generation, ready for searching. `owners[i]` is the document of passage i."""

    directory: Path
    store: PassageStore
    dense: DenseIndex
    lexical: LexicalIndex
    owners: npt.NDArray[np.uint32] = field(repr=False)

    @functools.cached_property
    def terms(self) -> frozenset[str]:
        """The policy dictionary of the corpus."""
        return frozenset(json.loads((self.directory / "terms.json").read_text(encoding="utf-8")))

    @functools.cached_property
    def names(self) -> NameTable:
        """Under which names the documents are known."""
        return NameTable(self.store)


def find(
    opened: OpenGeneration,
    query: str,
    vector: FloatArray | None,
    k: int,
    where: SearchFilter | None,
    ways: Ways,
) -> tuple[Hit, ...]:
    """The best `k` hits for `query`, whose vector is `vector` (None where `ways.dense` is off), best first."""
    allowed = allowed_passages(opened, where)
    if vector is None:
        vector = np.zeros(opened.dense.vectors.shape[1], np.float32)
    near = [row for row, _ in opened.dense.search(vector, CANDIDATES, allowed)] if ways.dense else []
    weights = query_weights(tokens.fold(query), opened.terms) if ways.lexical else {}
    scores = opened.lexical.scores(weights)
    worded = top_rows(scores, CANDIDATES, allowed)
    exact = _exact(opened, query, allowed, [*worded[:10], *near[:10]]) if ways.exact else ExactResult()
    named: list[int] = []
    if exact.documents:
        inside = np.isin(opened.owners, list(exact.documents))
        inside = inside if allowed is None else inside & allowed
        named = [row for row, _ in opened.dense.search(vector, _NAMED, inside)] if ways.dense else []
        named += top_rows(scores, _NAMED, inside)
    named += [row for row in exact.passages if allowed is None or allowed[row]]
    fused = _fused(opened, query, near, worded, named, scores, weights, vector, ways)
    for place, looked_up in enumerate(exact.groups):
        for row in looked_up:
            if row in fused and fused[row] < _FIRST:
                fused[row] += _FIRST * (len(exact.groups) - place)
    order = best_first(fused)[: 2 * k + _SPARE]
    passages = opened.store.passages(order)
    groups = _groups(opened, order, passages, frozenset(exact.passages) if ways.group else frozenset(order))
    similar = opened.dense.similarities(vector, [order[group.shown] for group in groups[:k]])
    found = [
        (HitSource.DENSE, set(near)),
        (HitSource.LEXICAL, set(worded)),
        (HitSource.EXACT, set(exact.passages)),
    ]
    hits = []
    for rank, (group, similarity) in enumerate(zip(groups[:k], similar, strict=True), start=1):
        members = [order[place] for place in (group.shown, *group.others)]
        passage, document = passages[group.shown]
        summary = opened.store.documents[document]
        others = dict.fromkeys(passages[place][0].document_id for place in group.others)
        hits.append(
            Hit(
                passage, summary.title, summary.source, summary.tier, summary.status,
                max(fused[row] for row in members), similarity, rank,
                tuple(source for source, rows in found if rows.intersection(members)), tuple(others),
            )
        )  # fmt: skip
    return tuple(hits)


def _exact(opened: OpenGeneration, query: str, allowed: BoolArray | None, near: Sequence[int]) -> ExactResult:
    """What the question names outright, among what may be returned."""
    mentions = read_mentions(query)
    if not mentions:
        return ExactResult()
    fits = None if allowed is None else set(np.unique(opened.owners[allowed]).tolist())
    nearby = list(dict.fromkeys(int(opened.owners[row]) for row in near))
    return resolve(
        mentions,
        opened.store,
        opened.names,
        lambda number: fits is None or number in fits,
        nearby,
        _asked_tiers(query),
    )


def _fused(
    opened: OpenGeneration,
    query: str,
    near: Sequence[int],
    worded: Sequence[int],
    named: Sequence[int],
    scores: FloatArray,
    weights: Mapping[int, float],
    vector: FloatArray,
    ways: Ways,
) -> dict[int, float]:
    """Every candidate's score."""
    if ways.by_rank:
        return reciprocal_rank_fusion([near, worded])
    rows = sorted({*near, *worded, *named})
    cosines = np.array(opened.dense.similarities(vector, rows), np.float32)
    if not ways.dense:
        cosines = np.zeros(len(rows), np.float32)
    attainable = opened.lexical.attainable(weights)
    values = convex_fusion(scores[rows], attainable, cosines, ways.cosine_weight)
    bonus = set(named)
    asked = _asked_tiers(query)
    return {
        row: float(value)
        + (_NAMED_BONUS if row in bonus else 0.0)
        + ways.authority * _standing(opened.store.documents[int(opened.owners[row])].tier, asked)
        for row, value in zip(rows, values, strict=True)
    }


# Words by which a question says what kind of source it asks about.
_TIER_WORDS = {
    AuthorityTier.OFFICIAL_INTERPRETATION: ("解读", "负责人说", "答记者问"),
    AuthorityTier.NEWS: ("新闻", "报道", "媒体", "记者", "日报"),
    AuthorityTier.COMMENTARY: ("智库", "专报", "研究报告", "评论", "专家认为", "报告认为"),
}


def _asked_tiers(query: str) -> frozenset[AuthorityTier]:
    folded = tokens.fold(query)
    return frozenset(tier for tier, words in _TIER_WORDS.items() if any(word in folded for word in words))


def _standing(tier: AuthorityTier, asked: frozenset[AuthorityTier]) -> float:
    """From 0 to 2: the kind that is asked for, or else the more authoritative, wins between near equals."""
    if asked:
        return 2.0 if tier in asked else 0.0
    return {0: 1.0, 1: 1.0, 2: 0.4}.get(tier.rank, 0.0)


def query_weights(folded: str, dictionary: frozenset[str]) -> dict[int, float]:
    """The token numbers of a folded query, each with how much it counts."""
    found = (*tokens.words(folded), *tokens.pairs(folded), *tokens.terms_of_query(folded, dictionary))
    return {tokens.token_id(token): 1.0 for token in found}


def top_rows(scores: FloatArray, count: int, allowed: BoolArray | None) -> list[int]:
    """The rows of the `count` greatest positive scores, best first, equal ones in their order."""
    if allowed is not None:
        scores = np.where(allowed, scores, 0)
    count = min(count, len(scores))
    if not count:
        return []
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    rows = np.flatnonzero((scores >= least) & (scores > 0))
    return [int(row) for row in rows[np.lexsort((rows, -scores[rows]))][:count]]


def allowed_passages(opened: OpenGeneration, where: SearchFilter | None) -> BoolArray | None:
    """Which passages a search may return; None for all."""
    if where is None or where == SearchFilter():
        return None
    days = zip(opened.store.documents, opened.store.dates, strict=True)
    fits = np.array([_fits(summary, day, where) for summary, day in days], dtype=bool)
    return np.asarray(fits[opened.owners], dtype=bool)


def _fits(summary: DocumentSummary, day: date | None, where: SearchFilter) -> bool:
    if where.document_ids is not None and summary.id not in where.document_ids:
        return False
    if where.tiers is not None and summary.tier not in where.tiers:
        return False
    if where.statuses is not None and summary.status not in where.statuses:
        return False
    if where.since is None and where.until is None:
        return True
    if day is None:
        return False
    return (where.since is None or day >= where.since) and (where.until is None or day <= where.until)


def _groups(
    opened: OpenGeneration,
    order: Sequence[int],
    passages: Sequence[tuple[object, int]],
    alone: frozenset[int],
) -> list[Group]:
    """Near-duplicates together; those of `alone` (named by the question, or all) stay as they are."""
    first = [Group(place, ()) for place, row in enumerate(order) if row in alone]
    rest = [place for place, row in enumerate(order) if row not in alone]
    if not rest:
        return first
    authority = opened.names.authority
    grouped = group_duplicates(
        [passages[place][0].text for place in rest],  # type: ignore[attr-defined]
        np.asarray(opened.dense.vectors[[order[place] for place in rest]]),
        [passages[place][1] for place in rest],
        lambda index: authority(passages[rest[index]][1]),
    )
    return first + [Group(rest[item.shown], tuple(rest[other] for other in item.others)) for item in grouped]
