"""The whole pipeline on a page: question → evidence → draft → check → answer.

Knows nothing of pages, servers or files; an index and settings are given to it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import clause_at
from corpus.schema import WenceError
from corpus.settings import Settings
from index.schema import Hit, HitSource, PassageIndex, SearchFilter
from qa.evidence import gather
from qa.followup import standalone_question
from qa.generate import extractive
from qa.generate.draft import Draft, Source
from qa.generate.whole import whole_document_drafts
from qa.question import Question, QuestionKind, read_question
from qa.refusal import answerability, judge, refusal_sentence
from qa.schema import (
    Answer,
    AnswerEvent,
    AnswerStatus,
    AssistantEvent,
    Citation,
    Sentence,
    SentenceEvent,
    Stage,
    StageEvent,
    Support,
    Turn,
)
from qa.small_talk import small_talk_line
from qa.verify import check_sentence


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What reading the evidence gave: drafts, or the sentence that declines."""

    drafts: tuple[Draft, ...] = ()
    refusal: str | None = None
    confidence: float | None = None


class Assistant:
    """Answers questions from one index. Safe to use from several threads at once."""

    def __init__(self, index: PassageIndex, settings: Settings) -> None:
        self.index = index
        self.settings = settings

    def ask(self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None) -> Answer:
        """The answer to `question`, which may lean on `history`. Raises `QuestionFailure` for an empty one."""
        for event in self.stream(question, history, where):
            if isinstance(event, AnswerEvent):
                return event.answer
        raise AssertionError("a stream ends in an AnswerEvent")

    def stream(
        self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None
    ) -> Iterator[AssistantEvent]:
        """Stages, checked sentences as they are ready, and last the whole answer."""
        clock = _Clock()
        yield StageEvent(Stage.RETRIEVING)
        read = read_question(question)
        if read.kind is QuestionKind.SMALL_TALK:
            yield from self._finish(
                read, question, AnswerStatus.NO_EVIDENCE, (_own(small_talk_line(question)),), clock
            )
            return
        standalone = self.standalone(question, history, where)
        read = read_question(standalone)
        hits = self.index.search(standalone, self.settings.answer.passages, where)
        clock.mark("retrieve_ms")
        yield StageEvent(Stage.READING)
        outcome = self._read(read, hits)
        clock.mark("answer_ms")
        yield StageEvent(Stage.VERIFYING)
        sentences, citations = self._verified(outcome.drafts)
        clock.mark("verify_ms")
        status = AnswerStatus.ANSWERED
        if outcome.refusal is not None:
            status, sentences, citations = AnswerStatus.NO_EVIDENCE, (_own(outcome.refusal),), ()
        yield from self._finish(read, question, status, sentences, clock, hits, citations, outcome.confidence)

    def standalone(
        self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None
    ) -> str:
        """`question` as it would be asked without the turns before it."""
        return standalone_question(question, history, lambda text: self._first(text, where))

    def _first(self, text: str, where: SearchFilter | None) -> Hit | None:
        hits = self.index.search(text, 1, where)
        return hits[0] if hits else None

    def _read(self, read: Question, hits: tuple[Hit, ...]) -> _Outcome:
        """Draft an answer, or say why there is none."""
        drafts = whole_document_drafts(self.index, read, hits)
        if drafts:
            return _Outcome(drafts)
        evidence = gather(self.index, read, hits)
        judged = judge(self.index, evidence)
        exact = any(HitSource.EXACT in hit.sources for hit in hits)
        confidence = None if exact else answerability(evidence, judged.usable)
        if confidence is None or confidence >= self.settings.answer.refusal:
            drafts = extractive.compose(self.index, evidence, judged.usable)
        if not drafts:
            return _Outcome(refusal=refusal_sentence(evidence, judged.anchor), confidence=confidence)
        return _Outcome(drafts, confidence=confidence)

    def _verified(self, drafts: Sequence[Draft]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
        numbers: dict[tuple[str, int, int], int] = {}
        citations: list[Citation] = []
        sentences: list[Sentence] = []
        for draft in drafts:
            markers = []
            for source in draft.sources:
                key = (source.document_id, source.start, source.end)
                if key not in numbers:
                    numbers[key] = len(numbers) + 1
                    citations.append(self._citation(numbers[key], source))
                markers.append(numbers[key])
            check = check_sentence(draft.text, "\n".join(source.quote for source in draft.sources))
            sentences.append(Sentence(draft.text, tuple(markers), check.support, check.reason, draft.lead))
        return tuple(sentences), tuple(citations)

    def _citation(self, marker: int, source: Source) -> Citation:
        document = self.index.document(source.document_id)
        path = clause_at(document, source.start, source.end)
        page = document.page_of(source.start)
        return Citation(
            marker,
            document.id,
            document.title,
            document.source,
            path,
            source.start,
            source.end,
            source.quote,
            page,
        )

    def _finish(
        self,
        read: Question,
        asked: str,
        status: AnswerStatus,
        sentences: tuple[Sentence, ...],
        clock: _Clock,
        hits: tuple[Hit, ...] = (),
        citations: tuple[Citation, ...] = (),
        confidence: float | None = None,
    ) -> Iterator[AssistantEvent]:
        by_marker = {citation.marker: citation for citation in citations}
        told: set[int] = set()
        for sentence in sentences:
            new = [marker for marker in sentence.citations if marker not in told]
            told.update(new)
            yield SentenceEvent(sentence, tuple(by_marker[marker] for marker in new))
        yield AnswerEvent(
            Answer(
                question=asked,
                standalone_question=read.text,
                status=status,
                sentences=sentences,
                citations=citations,
                hits=hits,
                generator=extractive.NAME,
                timings=clock.timings(),
                confidence=confidence,
            )
        )


def error_answer(question: str, error: WenceError) -> Answer:
    """An answer that carries the one line of an error, for doors that must always return an answer."""
    return Answer(question, question, AnswerStatus.ERROR, (_own(str(error)),), (), (), extractive.NAME)


def _own(text: str) -> Sentence:
    """A sentence of the program about itself: it makes no claim about a document, so it cites none."""
    return Sentence(text, (), Support.SUPPORTED)


class _Clock:
    """Milliseconds between marks."""

    def __init__(self) -> None:
        self._begin = self._last = time.perf_counter()
        self._marks: list[tuple[str, float]] = []

    def mark(self, name: str) -> None:
        now = time.perf_counter()
        self._marks.append((name, (now - self._last) * 1000))
        self._last = now

    def timings(self) -> tuple[tuple[str, float], ...]:
        known = dict(self._marks)
        known.setdefault("retrieve_ms", 0.0)
        known.setdefault("answer_ms", 0.0)
        return (*known.items(), ("total_ms", (time.perf_counter() - self._begin) * 1000))
