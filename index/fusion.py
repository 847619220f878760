"""Two kinds of evidence, words and meaning, become one ranking.

Knows scores alone; nothing of passages, words or vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.schema import FloatArray

# How much a cosine counts against the share of the question's words that a passage holds. Chosen on the
# development halves of the questions in eval/ (see index/README.md); anything from 2 to 4 is as good.
COSINE_WEIGHT = 3.0
# Cormack, Clarke & Büttcher, 2009, "Reciprocal Rank Fusion outperforms Condorcet …": k = 60.
RANK_OFFSET = 60.0


def convex_fusion(
    lexical: FloatArray, attainable: float, cosines: FloatArray, cosine_weight: float = COSINE_WEIGHT
) -> FloatArray:
    """`lexical / attainable + cosine_weight · cosines`, one value a candidate.

    `attainable` is the BM25 score that a passage with every word of the question, each any number of times,
    approaches: a question whose words the corpus does not have (another language, a misspelling) so trusts
    its vector, by itself (after Bruch, Gai & Ingber, 2023, "An Analysis of Fusion Functions for Hybrid
    Retrieval", which finds theoretical-minimum-maximum scaling better than ranks).
    """
    return np.asarray(lexical / max(attainable, 1e-9) + cosine_weight * cosines, np.float32)


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[int]], offset: float = RANK_OFFSET
) -> dict[int, float]:
    """Item → Σ 1 / (offset + rank), ranks from 1; the items of `rankings` are best first."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (offset + rank)
    return scores


def best_first(scores: Mapping[int, float]) -> list[int]:
    """The items by falling score; equal scores by item, so that the order is the same every time."""
    return sorted(scores, key=lambda item: (-scores[item], item))
