"""One running 问策: the open documents, the assistant over them, and what the page asks of both.

Knows no web framework: the page and the HTTP doors are given a `PolicyService`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from corpus import AddResult, Library
from corpus.schema import LibraryError, WenceError
from corpus.settings import Settings
from index import BuildReport, build_index, open_index, remove_documents
from index.schema import DocumentSummary, Hit, IndexFailure, PassageIndex, SearchFilter
from qa.assistant import Assistant, error_answer
from qa.choices import Access, Choices, ChoiceStore, access, choices_of, with_choices
from qa.contract import answer_to_json
from qa.conversations import Conversations
from qa.examples import example_questions, next_questions
from qa.exchange import Exchange
from qa.metrics import Metrics
from qa.originals import OriginalLinks
from qa.presentation import answer_markup, banner_markup, sentences_markup
from qa.schema import (
    Answer,
    AnswerEvent,
    AnswerStatus,
    AssistantEvent,
    Citation,
    Sentence,
    SentenceEvent,
    StageEvent,
    Turn,
)
from qa.source_view import JsonObject, source_view
from qa.talk import Talk

Progress = Callable[[str, int, int], None]  # stage, done, total
STARTING_DOCUMENTS = Path(__file__).resolve().parent.parent / "corpus" / "documents"
EXAMPLES = 4
EXAMPLE_DOCUMENTS = 4
FOLLOWING = 2
VERDICTS = frozenset({"up", "down"})
LONGEST_REASON = 600


class AnswerFailure(WenceError):
    """Something that nobody foresaw; the log has it."""


class PolicyService:
    """What the page and the API share. Safe to use from several threads at once."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.settings = (
            assistant.settings
        )  # of the start; what was chosen since is `assistant.settings.answer`
        self.metrics = Metrics(lambda: len(self.index.documents()), lambda: self.index.passage_count())
        self.conversations = Conversations(self.settings.home)
        self.originals = OriginalLinks(self.settings.home)
        self._examples: tuple[str, ...] | None = None
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._choosing = threading.Lock()

    @property
    def index(self) -> PassageIndex:
        return self.assistant.index

    def summaries(self) -> dict[str, DocumentSummary]:
        """The open documents by id."""
        return {summary.id: summary for summary in self.index.documents()}

    def search(self, query: str, k: int) -> tuple[Hit, ...]:
        """The best `k` passages."""
        self.metrics.searched()
        return self.index.search(query, k)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer; raises `QuestionFailure` for a question that cannot be worked on."""
        for event in self.stream(question, history):
            if isinstance(event, AnswerEvent):
                return event.answer
        raise AssertionError("a stream ends in an AnswerEvent")

    def stream(
        self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None
    ) -> Iterator[AssistantEvent]:
        """The events of one answer, counted."""
        began = time.perf_counter()
        for event in self.assistant.stream(question, history, where):
            if isinstance(event, AnswerEvent):
                self.metrics.answered(event.answer, time.perf_counter() - began)
            yield event

    def answer(self, talk: Talk, reader: str) -> Iterator[Talk]:
        """`talk` as the answer to its last question grows; it is kept before it is shown as complete."""
        where = None
        if talk.left_out:
            where = SearchFilter(document_ids=frozenset(self.summaries()) - talk.left_out)
        for exchange in self.exchange(talk.last_question, talk.turns, where):
            if exchange.turn is not None and exchange.record is not None and reader:
                self.conversations.save(
                    reader, talk.id, _kept_before(talk, len(talk.exchanges) - 1), exchange
                )
                exchange = replace(exchange, record=None)  # kept now: an open page need not hold it, too
            yield talk.answered(exchange)

    def judge(self, talk: Talk, position: int, verdict: str, reason: str, reader: str) -> None:
        """Keep what a reader says of the answer at `position`, with what made it. Raises `LibraryError`."""
        if verdict not in VERDICTS or not 0 <= position < len(talk.exchanges):
            raise LibraryError("没有这个回答", "请刷新页面后再试")
        versions = {
            "encoder": self.settings.index.encoder,
            **asdict(self.choices),
            "documents": sorted(self.summaries()),
        }
        record = talk.exchanges[position].record
        if record is None:
            record = self.conversations.record(reader, talk.id, _kept_before(talk, position))
        self.conversations.give_feedback(reader, verdict, reason[:LONGEST_REASON], record, versions)

    @property
    def choices(self) -> Choices:
        """The settings that questions are answered with now."""
        return choices_of(self.assistant.settings.answer)

    def choose(self, choices: Choices | None) -> None:
        """Answer with `choices` from now on and after a restart; None goes back to the settings of the start.

        Answers that are running end as they began. Raises `SettingsError`, `GeneratorFailure` or `LibraryError`,
        and then nothing has changed.
        """
        with self._choosing:
            settings = self.settings if choices is None else with_choices(self.settings, choices)
            assistant = Assistant(self.index, settings)
            ChoiceStore(self.settings.home).save(choices)
            self.assistant = assistant
        self._forget_examples()

    def banner(self) -> str:
        """The head of the page."""
        return banner_markup(self.index.documents(), self.index.passage_count())

    def exchange(
        self, question: str, history: Sequence[Turn] = (), where: SearchFilter | None = None
    ) -> Iterator[Exchange]:
        """The exchange as it grows; the last one is complete. An error becomes an answer that says it."""
        sentences: list[Sentence] = []
        citations: list[Citation] = []
        stage = None
        try:
            for event in self.stream(question, history, where):
                if isinstance(event, AnswerEvent):
                    yield self._complete(event.answer)
                    return
                if isinstance(event, StageEvent):
                    stage = event.stage
                elif isinstance(event, SentenceEvent):
                    sentences.append(event.sentence)
                    citations.extend(event.citations)
                yield Exchange(question, sentences_markup(sentences, citations), stage)
        except WenceError as error:
            yield self._complete(error_answer(question, error))
        except Exception as error:  # a reader must not wait for ever for an answer that will not come
            logging.getLogger("wence").error("a question failed", exc_info=error)
            failure = AnswerFailure("回答时出错了", "请再试一次，仍不行请看服务的日志")
            yield self._complete(error_answer(question, failure))

    def add(self, name: str, content: bytes) -> AddResult:
        """Keep an uploaded file; it is asked once `refresh` has run. Raises `DocumentError` or `LibraryError`."""
        return Library(self.settings.home).add_bytes(name, content, self.settings)

    def refresh(self, progress: Progress | None = None) -> BuildReport:
        """Make everything that was added searchable; answers that are running end on what they began with."""
        with self._writing:
            report = build_index(self.settings, (), progress=progress)
        self._forget_examples()
        return report

    def remove(self, document_id: str) -> None:
        """Take a document out. Raises `IndexFailure` for an unknown id."""
        with self._writing:
            remove_documents(self.settings, [document_id])
        self._forget_examples()

    def _forget_examples(self) -> None:
        with self._lock:
            self._examples = None

    def _complete(self, answer: Answer) -> Exchange:
        following: tuple[str, ...] = ()
        if answer.status is AnswerStatus.ANSWERED and answer.citations:
            cited = self.index.document(answer.citations[0].document_id)
            titled = len(self.index.documents()) > 1
            following = next_questions(answer, cited, titled=titled, count=FOLLOWING)
        turn = Turn(answer.question, answer.standalone_question, answer.text)
        body = answer_markup(answer, self.summaries())
        record = answer_to_json(answer)
        return Exchange(answer.question, body, turn=turn, following=following, record=record)

    def examples(self) -> tuple[str, ...]:
        """Questions to begin with, each of them tried; made once for the documents that are open."""
        with self._lock:
            if self._examples is None:
                opened = [self.index.document(each.id) for each in self.index.documents()[:EXAMPLE_DOCUMENTS]]
                self._examples = example_questions(opened, self.assistant.ask, EXAMPLES)
            return self._examples

    def get_source(self, wanted: Sequence[object]) -> JsonObject:
        """What the source panel shows for [document id, start, end, first, last]; {"error": …} otherwise.

        Called by the page's script with values that anyone may have made up.
        """
        try:
            document_id, *bounds = wanted
            start, end, first, last = (None if each is None else int(str(each)) for each in bounds)
            if start is None or end is None:
                raise ValueError("no characters are named")
        except (ValueError, TypeError):
            return {"error": "出处的地址不完整；请重新点一次引用。"}
        try:
            view = source_view(self.index.document(str(document_id)), start, end, first, last)
            page = view["page"] if isinstance(view["page"], int) else None
            return {**view, "original": self.originals.link(str(document_id), page)}
        except WenceError as error:
            return {"error": str(error)}


def _kept_before(talk: Talk, position: int) -> int:
    """Where the exchange at `position` is kept: what was stopped is shown, but not kept."""
    return sum(each.turn is not None for each in talk.exchanges[:position])


def open_service(
    settings: Settings, paths: Sequence[Path], progress: Progress, tell: Callable[[str], None]
) -> PolicyService:
    """A service over the index of `settings.home`, ready to answer.

    `paths` are added first; where there is no index, that of `STARTING_DOCUMENTS` is built, and one that does
    not fit the settings is built anew. `tell` gets a line for every file that could not be read.
    """
    try:
        index = open_index(settings)
    except IndexFailure as failure:
        empty = not Library(settings.home).summaries()
        if not empty:
            tell(f"{failure.problem}，现在重建。")
        paths = paths or ((STARTING_DOCUMENTS,) if empty else ())
        index = None
    if index is None or paths:
        for skipped in build_index(settings, paths, progress=progress).failures:
            tell(f"跳过 {skipped.path}：{skipped.problem}")
        index = index or open_index(settings)
    index.warm_up()
    service = PolicyService(Assistant(index, settings))
    kept = None if access(settings.server) is Access.NOBODY else ChoiceStore(settings.home).load()
    if kept is not None:
        try:
            service.choose(kept)
        except WenceError as error:
            tell(f"上次在网页上选的设置用不了，改用启动时的设置：{error}")
    # Trying the examples loads everything that a first answer would otherwise wait for.
    threading.Thread(target=service.examples, daemon=True, name="examples").start()
    return service
