"""The whole pipeline on a page: question → evidence → draft → check → answer.

Knows nothing of pages, servers or files; an index and settings are given to it.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Sequence

from corpus.schema import DocumentStatus, WenceError
from corpus.settings import Settings
from index.schema import Hit, PassageIndex, SearchFilter
from qa.citing import Citing, checked_sentences
from qa.drafting import Drafted, Drafting
from qa.followup import standalone_question
from qa.generate import extractive
from qa.generate.draft import Draft
from qa.generate.language_model import open_language_model, written_drafts
from qa.mention import names_document
from qa.question import Question, QuestionKind, read_question
from qa.reader.reader import open_reader
from qa.schema import (
    Answer,
    AnswerEvent,
    AnswerStatus,
    AssistantEvent,
    Citation,
    GeneratorFailure,
    Sentence,
    SentenceEvent,
    Stage,
    StageEvent,
    Support,
    Turn,
)
from qa.small_talk import small_talk_line
from qa.understanding import Understood, ways_to_read

_LOOKED_AT = 5  # hits among which the document that a follow-up is of is looked for


class Assistant:
    """Answers questions from one index. Safe to use from several threads at once."""

    def __init__(self, index: PassageIndex, settings: Settings) -> None:
        """Raises `GeneratorFailure` when the settings name a language model that cannot be opened."""
        self.index = index
        self.settings = settings
        self._model = open_language_model(settings.answer)
        self._reader = open_reader(settings.answer.reader)
        self._drafting = Drafting(index, settings.answer, self._reader)

    def ask(self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None) -> Answer:
        """The answer to `question`, which may lean on `history`. Raises `QuestionFailure` for an empty one."""
        for event in self.stream(question, history, where):
            if isinstance(event, AnswerEvent):
                return event.answer
        raise AssertionError("a stream ends in an AnswerEvent")

    def standalone(
        self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None
    ) -> str:
        """`question` as it would be asked without the turns before it."""
        return standalone_question(question, history, lambda text: self._first(text, where))

    def stream(
        self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None
    ) -> Iterator[AssistantEvent]:
        """Stages, checked sentences as they are ready, and last the whole answer."""
        begin = time.perf_counter()
        yield StageEvent(Stage.RETRIEVING)
        if read_question(question).kind is QuestionKind.SMALL_TALK:
            line = _own(small_talk_line(question))
            yield from _events(
                _answer(question, question, AnswerStatus.NO_EVIDENCE, (line,)), (("total_ms", _since(begin)),)
            )
            return
        standalone = self.standalone(question, history, where)
        retrieved = 0.0
        readings: list[tuple[Understood, Drafted]] = []
        for way in ways_to_read(standalone, self.index):
            inside = _within(where, way.within)
            hits = self._drafting.search(way.read, inside)
            if not readings:
                retrieved = _since(begin)
                yield StageEvent(Stage.READING)
            readings.append((way, self._drafting.read(way.read, hits, inside)))
            if not readings[-1][1].refusal:
                break
        way, reading = next((each for each in readings if not each[1].refusal), readings[0])
        answer = dataclasses.replace(
            _answer(
                question, way.standalone, AnswerStatus.NO_EVIDENCE, (_own(reading.refusal),), reading.hits
            ),
            confidence=reading.confidence,
            notice=way.notice,
        )
        told: tuple[Sentence, ...] = ()
        for event in self._write(answer, way.read, reading.drafts) if not reading.refusal else ():
            if isinstance(event, Answer):
                answer = event
            else:
                yield event
                told = (*told, event.sentence) if isinstance(event, SentenceEvent) else told
        yield StageEvent(Stage.VERIFYING)
        total = _since(begin)
        timings = (("retrieve_ms", retrieved), ("answer_ms", total - retrieved), ("total_ms", total))
        yield from _events(answer, timings, told)

    def _first(self, text: str, where: SearchFilter | None) -> Hit | None:
        """What is found first; of the first few, that of the kind of document that `text` names (实施意见)."""
        hits = self.index.search(text, _LOOKED_AT, where)
        named = (hit for hit in hits if names_document(text, hit.title, hit.tier))
        hit = next(named, hits[0] if hits else None)
        return dataclasses.replace(hit, similarity=hits[0].similarity) if hit else None

    def _write(
        self, answer: Answer, read: Question, drafts: tuple[Draft, ...]
    ) -> Iterator[AssistantEvent | Answer]:
        """The sentences as they are written and checked, and last the answer: a language model's where one is
        set and holds good, else the extractive one.
        """
        notice = answer.notice
        if self._model is not None:
            citing = Citing(self.index, None if self._reader is None else self._reader.carries)
            sentences: list[Sentence] = []
            shown = 0
            try:
                for draft in written_drafts(self._model, read.text, answer.hits, self.settings.answer):
                    if citing.check(draft).support is Support.UNSUPPORTED and not self.settings.answer.struck:
                        continue
                    sentence = citing.checked(draft)
                    sentences.append(sentence)
                    yield SentenceEvent(sentence, citing.citations[shown:])
                    shown = len(citing.citations)
            except GeneratorFailure as failure:
                notice = _joined(notice, f"{failure.problem}，以下是原文摘录")
            else:
                if any(sentence.support is not Support.UNSUPPORTED for sentence in sentences):
                    notice = _joined(notice, self._superseded(citing.citations))
                    name = self.settings.answer.generator
                    yield _answered(answer, tuple(sentences), citing.citations, name, notice)
                    return
                notice = _joined(notice, "大模型没有给出通过核对的回答，以下是原文摘录")
        extracted, citations = checked_sentences(self.index, drafts)
        notice = _joined(notice, self._superseded(citations))
        yield _answered(answer, extracted, citations, extractive.NAME, notice)

    def _superseded(self, citations: tuple[Citation, ...]) -> str:
        """Which of the cited documents are no longer, or not yet, in force; "" when all are."""
        cited = {c.document_id: self.index.document(c.document_id) for c in citations}
        return "；".join(
            f"《{document.title}》{document.status.label}"
            for document in cited.values()
            if document.status in _NOT_IN_FORCE
        )


def _within(where: SearchFilter | None, documents: frozenset[str] | None) -> SearchFilter | None:
    """`where` narrowed to `documents`, unless it leaves none of them."""
    allowed = where.document_ids if where is not None else None
    meant = documents if documents is None or allowed is None else documents & allowed
    if not meant:
        return where
    return dataclasses.replace(where or SearchFilter(), document_ids=meant)


_NOT_IN_FORCE = (DocumentStatus.AMENDED, DocumentStatus.REPEALED, DocumentStatus.NOT_YET_EFFECTIVE)


def error_answer(question: str, error: WenceError) -> Answer:
    """An answer that carries the one line of an error, for doors that must always return an answer."""
    return _answer(question, question, AnswerStatus.ERROR, (_own(str(error)),))


def _answer(
    question: str,
    standalone: str,
    status: AnswerStatus,
    sentences: tuple[Sentence, ...],
    hits: tuple[Hit, ...] = (),
) -> Answer:
    return Answer(question, standalone, status, sentences, (), hits, extractive.NAME)


def _answered(
    answer: Answer,
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...],
    generator: str,
    notice: str,
) -> Answer:
    return dataclasses.replace(
        answer,
        status=AnswerStatus.ANSWERED,
        sentences=sentences,
        citations=citations,
        generator=generator,
        notice=notice,
    )


def _events(
    answer: Answer, timings: tuple[tuple[str, float], ...], told: tuple[Sentence, ...] = ()
) -> Iterator[AssistantEvent]:
    """What was not `told` yet: its sentences, unless others were told before it, and the whole answer."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    seen: set[int] = set()
    for sentence in answer.sentences if not told else ():
        new = [marker for marker in sentence.citations if marker not in seen]
        seen.update(new)
        yield SentenceEvent(sentence, tuple(by_marker[marker] for marker in new))
    full = {"retrieve_ms": 0.0, "answer_ms": 0.0, **dict(timings)}
    yield AnswerEvent(dataclasses.replace(answer, timings=tuple(full.items())))


def _own(text: str) -> Sentence:
    """A sentence of the program about itself: it makes no claim about a document, so it cites none."""
    return Sentence(text, (), Support.SUPPORTED)


def _joined(first: str, second: str) -> str:
    return "；".join(part for part in (first, second) if part)


def _since(begin: float) -> float:
    """Milliseconds."""
    return (time.perf_counter() - begin) * 1000
