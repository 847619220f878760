"""What the reader is trained on and what it says of a pair of texts.

Knows nothing of models, files or where examples come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.schema import WenceError


class ReaderError(WenceError):
    """Weights, data or a question file that the reader cannot use."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question (or a statement) beside a passage, with what is known of the pair.

    `context` is the passage's title and clause path, read before it. `span` is the answer's place in
    `passage` in characters; `relevant` says whether the passage answers; `supported` whether it carries the
    statement. None: not known, and not trained on. `changed` is the place in `question` of what was changed to
    make it false. `source` names where the pair comes from.
    """

    question: str
    context: str
    passage: str
    span: tuple[int, int] | None
    relevant: bool | None
    supported: bool | None
    source: str
    changed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a passage that may be the answer: `passage[start:end]`, with its score (a log-odds)."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of one (question, passage): log-odds that it answers, and the best spans."""

    relevance: float
    spans: tuple[Span, ...]
