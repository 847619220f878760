"""Found passages put in a better order by a model that reads question and passage together.

Knows hits and scores; the qa package's own reader plugs in through the same `Reranker` protocol.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Protocol

from index.schema import EncoderFailure, Hit, HitSource


class Reranker(Protocol):
    """Judges how well passages answer a question."""

    def relevance(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """A value for each of `passages`, higher is better; any scale."""
        ...


class CrossEncoderReranker:
    """A cross-encoder by its sentence-transformers name or directory."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder

            self._model: Any = CrossEncoder(name, device="cpu")
        except Exception as error:  # the library raises whatever its parts raise
            detail = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            raise EncoderFailure(
                f"重排模型「{name}」加载不了（{detail}）", "请检查名称或目录，或去掉这个设置"
            ) from error

    def relevance(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """See `Reranker`."""
        if not passages:
            return []
        scores = self._model.predict([(question, text) for text in passages], show_progress_bar=False)
        return [float(score) for score in scores]


def rerank(question: str, hits: Sequence[Hit], reranker: Reranker, k: int) -> tuple[Hit, ...]:
    """The best `k` of `hits` by `reranker`, ranked from 1; what was looked up exactly stays in front."""
    exact = [hit for hit in hits if HitSource.EXACT in hit.sources]
    rest = [hit for hit in hits if HitSource.EXACT not in hit.sources]
    scores = reranker.relevance(question, [f"{hit.passage.path.full}\n{hit.passage.text}" for hit in rest])
    judged = sorted(zip(scores, rest, strict=True), key=lambda pair: (-pair[0], pair[1].rank))
    ordered = [(hit.score, hit) for hit in exact] + [(float(score), hit) for score, hit in judged]
    return tuple(
        dataclasses.replace(hit, score=score, rank=rank)
        for rank, (score, hit) in enumerate(ordered[:k], start=1)
    )
