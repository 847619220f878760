"""The types of an evaluation: a question with its gold, an answer as it was recorded, a measured value.

Knows nothing of files, indexes or how answers are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.schema import WenceError


class EvaluationError(WenceError):
    """A question file, a run or a request that cannot be used."""


class Split(StrEnum):
    """Which half of a set a question belongs to: settings are chosen on `dev`, results reported on `test`."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim text of a source that answers a question; `document` is a file name, "" when unknown."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A scripted question with its gold.

    `key_points` are all required, each a tuple of alternatives. `clause` is the short path of the clause
    that answers ("" when not known). `history` holds the questions asked before.
    """

    id: str
    question: str
    type: str = "unspecified"
    history: tuple[str, ...] = ()
    answerable: bool = True
    key_points: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    clause: str = ""
    split: Split | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class RecordedSentence:
    """A sentence of a recorded answer; `citations` are markers."""

    text: str
    citations: tuple[int, ...]
    support: str


@dataclass(frozen=True, slots=True)
class RecordedCitation:
    """A citation of a recorded answer."""

    marker: int
    source: str
    clause: str
    quote: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """A retrieved passage of a recorded answer, in rank order."""

    source: str
    clause: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of answers.jsonl: what the metrics need of `python -m qa --json`, and the whole in `raw`."""

    id: str
    status: str
    sentences: tuple[RecordedSentence, ...]
    citations: tuple[RecordedCitation, ...]
    hits: tuple[RecordedHit, ...]
    milliseconds: float
    raw: Mapping[str, Any]

    @property
    def answered(self) -> bool:
        return self.status == "answered"

    @property
    def refused(self) -> bool:
        return self.status == "no_evidence"

    @property
    def text(self) -> str:
        """The sentences without their markers."""
        return "\n".join(sentence.text for sentence in self.sentences)


def recorded_from_json(record: Mapping[str, Any]) -> Recorded:
    """An answer object of the contract (section 4), with `id` added, as a `Recorded`.

    Raises `EvaluationError` when a required field is missing or of the wrong kind.
    """
    try:
        return Recorded(
            id=str(record["id"]),
            status=str(record["status"]),
            sentences=tuple(
                RecordedSentence(item["text"], tuple(item["citations"]), str(item["support"]))
                for item in record["sentences"]
            ),
            citations=tuple(
                RecordedCitation(
                    int(item["marker"]),
                    item["source"],
                    item.get("clause") or "",
                    item["quote"],
                    item.get("title", ""),
                )
                for item in record["citations"]
            ),
            hits=tuple(
                RecordedHit(item["source"], item.get("clause") or "", item["text"], float(item["score"]))
                for item in record["hits"]
            ),
            milliseconds=float(record.get("timings", {}).get("total_ms", 0.0)),
            raw=record,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvaluationError(
            f"回答记录 {record.get('id', '?')!r} 缺少字段或类型不对（{error!r}）",
            "请用 python -m eval run 重新生成 answers.jsonl",
        ) from error


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's value with its 95 % bootstrap interval; all None where no question can be scored."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    def to_json(self) -> dict[str, float | int | None]:
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}
