"""Makers of questions and recorded answers for the tests of `eval`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from eval.schema import Evidence, Question, Recorded, recorded_from_json

MakeQuestion = Callable[..., Question]
MakeAnswer = Callable[..., Recorded]


@pytest.fixture
def make_question() -> MakeQuestion:
    def make(
        identifier: str = "q",
        *,
        quotes: Sequence[str] = (),
        points: Sequence[Sequence[str]] = (),
        clause: str = "",
        kind: str = "fact",
    ) -> Question:
        """Answerable exactly when it has a quote."""
        return Question(
            id=identifier,
            question=f"问题{identifier}？",
            type=kind,
            answerable=bool(quotes),
            key_points=tuple(tuple(point) for point in points),
            evidence=tuple(Evidence("d.txt", quote) for quote in quotes),
            clause=clause,
        )

    return make


@pytest.fixture
def make_answer() -> MakeAnswer:
    def make(
        identifier: str = "q",
        *,
        sentences: Sequence[tuple[str, Sequence[int]]] = (),
        citations: Sequence[tuple[str, str]] = (),
        hits: Sequence[str] = (),
        status: str | None = None,
        milliseconds: float = 1.0,
        support: str = "supported",
    ) -> Recorded:
        """`sentences` are (text, markers); `citations` are (quote, clause), marked 1, 2, …"""
        record: dict[str, Any] = {
            "id": identifier,
            "question": f"问题{identifier}？",
            "status": status or ("answered" if sentences else "no_evidence"),
            "answer": "".join(text for text, _ in sentences),
            "sentences": [
                {"text": text, "citations": list(markers), "support": support, "reason": None}
                for text, markers in sentences
            ],
            "citations": [
                {"marker": at, "source": "d.txt", "clause": clause, "quote": quote, "title": "t"}
                for at, (quote, clause) in enumerate(citations, start=1)
            ],
            "hits": [
                {"source": "d.txt", "clause": "", "text": text, "score": 1.0 / at}
                for at, text in enumerate(hits, 1)
            ],
            "generator": "extractive",
            "timings": {"total_ms": milliseconds},
        }
        return recorded_from_json(record)

    return make
