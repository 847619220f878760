"""What the reader says of the hits of one question: which passages answer it, and where.

Knows hits and the reader; nothing of candidates, refusal or wording.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.rerank import context_of_hit
from index.schema import Hit
from qa.reader.reader import Reader
from qa.reader.schema import Reading
from qa.reader.tokens import CONTEXT_LENGTH

_SPANS = 4
_LIKELY = -3.0  # a span's log probability, below which it is a guess among many
_FLOOR = -10.0  # log-odds below it say nothing more


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read, by passage id; false where nothing was."""

    reader: Reader | None = None
    by_passage: Mapping[str, Reading] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_passage)

    def relevance(self, hit: Hit) -> float:
        """The probability that the hit's passage answers; 0 where it was not read."""
        reading = self.by_passage.get(hit.passage.id)
        return self.reader.relevance_probability(reading.relevance) if reading and self.reader else 0.0

    def log_odds(self, hit: Hit) -> float:
        """The reader's log-odds that the hit's passage answers, not below the floor; 0 where nothing was read."""
        if not self:
            return 0.0
        reading = self.by_passage.get(hit.passage.id)
        return max(_FLOOR, reading.relevance) if reading else _FLOOR

    def answer(self, hit: Hit, start: int, end: int) -> float:
        """How likely the answer stands between two offsets of the document, in [0, 1].

        The probability of each of the best spans, by the share of it that lies there.
        """
        reading = self.by_passage.get(hit.passage.id)
        total = 0.0
        for span in reading.spans if reading else ():
            first, last = span.start + hit.passage.start, span.end + hit.passage.start
            inside = max(0, min(last, end) - max(first, start))
            total += math.exp(span.score) * inside / max(1, last - first)
        return min(1.0, total)

    def best_span(self, hit: Hit, start: int, end: int) -> tuple[int, int] | None:
        """The likeliest answer that overlaps [start, end) of the document, in its offsets; None where none is likely."""
        reading = self.by_passage.get(hit.passage.id)
        places = [
            (span.score, span.start + hit.passage.start, span.end + hit.passage.start)
            for span in (reading.spans if reading else ())
            if span.score > _LIKELY
        ]
        inside = [(score, first, last) for score, first, last in places if first < end and last > start]
        return max(inside)[1:] if inside else None


def read_hits(reader: Reader | None, question: str, hits: Sequence[Hit]) -> Readings:
    """What `reader` says of the hits; nothing without a reader."""
    if reader is None or not hits:
        return Readings()
    pairs = [(context_of_hit(hit)[-CONTEXT_LENGTH:], hit.passage.text) for hit in hits]
    readings = reader.read(question, pairs, _SPANS)
    return Readings(reader, {hit.passage.id: reading for hit, reading in zip(hits, readings, strict=True)})
