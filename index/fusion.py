"""Several rankings become one.

Knows positions and scores alone; nothing of passages, words or vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Cormack, Clarke & Büttcher, 2009, "Reciprocal Rank Fusion outperforms Condorcet …": k = 60.
RANK_OFFSET = 60.0


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[int]], weights: Sequence[float] | None = None, offset: float = RANK_OFFSET
) -> dict[int, float]:
    """Item → Σ weight / (offset + rank), ranks from 1; the items of `rankings` are best first."""
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (offset + rank)
    return scores


def best_first(scores: Mapping[int, float]) -> list[int]:
    """The items by falling score; equal scores by item, so that the order is the same every time."""
    return sorted(scores, key=lambda item: (-scores[item], item))
