"""Puts every question of a set to an assistant and records what it answers.

Knows the assistant by `ask` and `standalone` alone; scores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpus.schema import WenceError
from corpus.settings import Settings
from eval.schema import EvaluationError, Question, Recorded, recorded_from_json

if TYPE_CHECKING:
    from index.schema import PassageIndex
    from qa.schema import Answer, Turn


class Asked(Protocol):
    """What an evaluation needs of an assistant; `qa.Assistant` has it."""

    @property
    def index(self) -> PassageIndex: ...

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...

    def standalone(self, question: str, history: Sequence[Turn] = ()) -> str: ...


def prepare_index(settings: Settings, documents: Sequence[Path], *, exactly: bool = False) -> tuple[str, ...]:
    """Index `documents` in the home of `settings`; a line for each file that could not be read.

    `exactly` takes out what the home held before. Raises `EvaluationError` when no file could be read, and
    what `index.build_index` raises.
    """
    from index import build_index, open_index, remove_documents

    report = build_index(settings, documents)
    failures = tuple(f"{failure.path.name}：{failure.problem}" for failure in report.failures)
    given = {*report.added, *report.replaced, *report.unchanged}
    if not given:
        raise EvaluationError(
            f"--documents 里没有一份读得出来的文件（{failures[0] if failures else '没有找到文件'}）",
            "请检查文件格式和路径",
        )
    if exactly:
        others = [summary.id for summary in open_index(settings).documents() if summary.id not in given]
        if others:
            remove_documents(settings, others)
    return failures


def open_asked(settings: Settings) -> Asked:
    """The project's own assistant over the index of `settings.home`."""
    from qa import open_assistant

    return open_assistant(settings)


def record_answers(
    assistant: Asked, questions: Iterable[Question], progress: Callable[[], None] | None = None
) -> Iterator[Recorded]:
    """One `Recorded` a question, in order. An error of the program becomes an answer of status "error".

    The questions of `history` are not answered, only resolved one after the other to what they mean, as
    `python -m qa --history` does.
    """
    for question in questions:
        yield recorded_from_json({"id": question.id, **_answer_json(assistant, question)})
        if progress is not None:
            progress()


def _answer_json(assistant: Asked, question: Question) -> dict[str, Any]:
    from qa import answer_to_json
    from qa.assistant import error_answer
    from qa.schema import Turn

    history: list[Turn] = []
    try:
        for earlier in question.history:
            history.append(Turn(earlier, assistant.standalone(earlier, history)))
        return answer_to_json(assistant.ask(question.question, history))
    except WenceError as error:
        return answer_to_json(error_answer(question.question, error))
    except Exception as error:  # one crash must not lose the other answers; it counts as a failed question
        crash = EvaluationError(f"程序出错：{type(error).__name__}: {error}", "请把这道题报告给开发者")
        return answer_to_json(error_answer(question.question, crash))
