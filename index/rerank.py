"""A second look at what was found: a cross-encoder reads the query beside each passage and reorders them.

Knows hits and scores; nothing of how they were found or what a question means.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.schema import EncoderFailure, FloatArray, Hit, HitSource


class Reranker(Protocol):
    """Reads pairs. `fused_weight` says how much of a hit's own score is added to what it says."""

    @property
    def fused_weight(self) -> float: ...

    def scores(self, query: str, passages: Sequence[tuple[str, str]]) -> FloatArray:
        """(n,) how well each (context, text) answers `query`; higher is better."""
        ...


class CrossEncoderReranker:
    """Any cross-encoder of `sentence-transformers`, by name or directory."""

    fused_weight = 0.0

    def __init__(self, name: str) -> None:
        """Raises `EncoderFailure` where it cannot be loaded."""
        try:
            from sentence_transformers import CrossEncoder

            self._model = CrossEncoder(name, device="cpu")
        except Exception as error:  # the libraries below have their own errors for every part
            raise EncoderFailure(
                f"重排模型「{name}」加载不了（{str(error).splitlines()[0]}）",
                "请检查 index.reranker 的名称或目录，或把它设为空",
            ) from error

    def scores(self, query: str, passages: Sequence[tuple[str, str]]) -> FloatArray:
        """See `Reranker`."""
        pairs = [(query, f"{context}\n{text}" if context else text) for context, text in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float32).reshape(len(pairs))


@functools.lru_cache(maxsize=2)
def load_reranker(name: str) -> Reranker:
    """The cross-encoder of that name, loaded once. Raises `EncoderFailure`."""
    return CrossEncoderReranker(name)


def context_of_hit(hit: Hit) -> str:
    """What is read before a hit's passage: title and clause path."""
    full = hit.passage.path.full
    return f"{hit.title} › {full}" if full else hit.title


def rerank(query: str, hits: Sequence[Hit], reranker: Reranker) -> tuple[Hit, ...]:
    """`hits` by what `reranker` says of them; what was looked up by its number stays first."""
    if not hits:
        return ()
    said = reranker.scores(query, [(context_of_hit(hit), hit.passage.text) for hit in hits])
    scored = [
        (HitSource.EXACT not in hit.sources, -(float(score) + reranker.fused_weight * hit.score), hit)
        for hit, score in zip(hits, said, strict=True)
    ]
    scored.sort(key=lambda item: (item[0], item[2].rank if not item[0] else 0, item[1], item[2].rank))
    return tuple(
        dataclasses.replace(hit, rank=rank, score=-negative)
        for rank, (_, negative, hit) in enumerate(scored, start=1)
    )
