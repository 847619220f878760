"""The types that leave `qa`: turns, sentences with their citations, answers, and the events of a stream.

Knows nothing of how answers are found or shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.schema import ClausePath, WenceError
from index.schema import Hit


class QuestionFailure(WenceError):
    """A question that cannot be worked on: empty, or far too long."""


class GeneratorFailure(WenceError):
    """A language model cannot be loaded or did not answer."""


class AnswerStatus(StrEnum):
    """What became of a question. Refusal is a value, never an exception or a phrase."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"
    ERROR = "error"


class Support(StrEnum):
    """Whether the cited text carries a sentence."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"


class Stage(StrEnum):
    """What the assistant is doing right now."""

    RETRIEVING = "retrieving"
    READING = "reading"
    VERIFYING = "verifying"

    @property
    def label(self) -> str:
        """The Chinese word a reader sees."""
        return {"retrieving": "检索", "reading": "阅读", "verifying": "核对"}[self.value]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked before, and what it was taken to mean and answered with."""

    question: str
    standalone_question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact characters a sentence rests on: `document.text[start:end] == quote`.

    `marker` counts from 1 within an answer.
    """

    marker: int
    document_id: str
    title: str
    source: str
    path: ClausePath
    start: int
    end: int
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer. `text` holds no markers; `citations` are markers.

    `lead` is what stands before it when the answer is put together ("" within a paragraph, "\\n" for a new
    line, "\\n- " for a list item).
    """

    text: str
    citations: tuple[int, ...]
    support: Support = Support.SUPPORTED
    reason: str | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `timings` are (name, milliseconds).

    `confidence` in [0, 1] is the probability that the evidence answers, which refusal compares with the
    setting `answer.refusal`; None where nothing had to be judged (a clause by its number, metadata).
    """

    question: str
    standalone_question: str
    status: AnswerStatus
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    generator: str
    timings: tuple[tuple[str, float], ...] = ()
    confidence: float | None = None
    notice: str = ""  # how the question was understood, a fallback that was taken

    @property
    def text(self) -> str:
        """The answer as a person reads it, with [n] markers after each sentence's own words."""
        return "".join(sentence_text(sentence) for sentence in self.sentences).strip("\n")


def sentence_text(sentence: Sentence) -> str:
    """`sentence` with its lead and its [n] markers, the markers before a closing full stop's line end."""
    return sentence.lead + sentence.text + "".join(f"[{marker}]" for marker in sentence.citations)


@dataclass(frozen=True, slots=True)
class StageEvent:
    """The assistant entered a stage."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class SentenceEvent:
    """A checked sentence is ready, with the citations that it is the first to use."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """The whole answer; always the last event of a stream."""

    answer: Answer


AssistantEvent = StageEvent | SentenceEvent | AnswerEvent
