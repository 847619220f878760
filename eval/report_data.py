"""The content of report.json: metrics, types, failures, scores of every question; and reading it back.

Knows nothing of HTML or of how answers are made. Holds no absolute path, no host name and no date, so that two
runs with the same answers give the same file.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.settings import Settings
from eval.aggregate import SEED, measure_all, measure_by_split, measure_by_type
from eval.failures import failure_of
from eval.measures import Scored, score
from eval.schema import EvaluationError, Question, Recorded, recorded_from_json

REPORT, ANSWERS, PAGE = "report.json", "answers.jsonl", "report.html"
FORMAT = 1


def score_all(questions: Sequence[Question], answers: Iterable[Recorded]) -> tuple[Scored, ...]:
    """Every question scored against the answer with its id.

    Raises `EvaluationError` when a question has no answer: a run that lost answers is not a result.
    """
    by_id = {answer.id: answer for answer in answers}
    missing = [question.id for question in questions if question.id not in by_id]
    if missing:
        raise EvaluationError(
            f"有 {len(missing)} 道题没有回答记录（如 {missing[0]}）", "请重新运行 python -m eval run"
        )
    return tuple(score(question, by_id[question.id]) for question in questions)


def report_content(
    scored: Sequence[Scored],
    *,
    question_file: str,
    settings: Settings,
    documents: Sequence[str] = (),
    warnings: Sequence[str] = (),
    split: str = "all",
    seed: int = SEED,
) -> dict[str, Any]:
    """The object of report.json. `metrics` and `by_type` hold value, low, high and n of each metric."""
    answerable = sum(item.question.answerable for item in scored)
    generators = sorted({str(item.recorded.raw.get("generator", "")) for item in scored})
    return {
        "format": FORMAT,
        "question_file": question_file,
        "split": split,
        "questions_asked": len(scored),
        "answerable": answerable,
        "unanswerable": len(scored) - answerable,
        "documents": list(documents),
        "generator": ", ".join(filter(None, generators)),
        "seed": seed,
        "metrics": {name: value.to_json() for name, value in measure_all(scored, seed).items()},
        "by_type": {
            kind: {name: value.to_json() for name, value in metrics.items()}
            for kind, metrics in measure_by_type(scored, seed).items()
        },
        "by_split": {
            half: {name: value.to_json() for name, value in metrics.items()}
            for half, metrics in measure_by_split(scored, seed).items()
        },
        "settings": settings_content(settings),
        "failures": [_failure(item) for item in scored if failure_of(item) is not None],
        "questions": [_question(item) for item in scored],
        "warnings": list(warnings),
    }


def settings_content(settings: Settings) -> dict[str, Any]:
    """Every setting that can change an answer; not the home, which names a place on one machine.

    A directory given as a model is named by its last part.
    """
    sections = dataclasses.asdict(settings)
    for unrelated in ("home", "limits", "server"):
        sections.pop(unrelated, None)
    return {
        name: {
            key: Path(value).name if isinstance(value, str) and os.path.isabs(value) else value
            for key, value in section.items()
            if "key" not in key  # a service's secret never enters a report
        }
        for name, section in sections.items()
    }


def _failure(item: Scored) -> dict[str, Any]:
    failure = failure_of(item)
    assert failure is not None
    return {
        "id": item.question.id,
        "type": item.question.type,
        "question": item.question.question,
        "reason": failure.value,
        "status": item.recorded.status,
    }


def _question(item: Scored) -> dict[str, Any]:
    failure = failure_of(item)
    return {
        "id": item.question.id,
        "type": item.question.type,
        "answerable": item.question.answerable,
        "status": item.recorded.status,
        "failure": failure.value if failure else None,
        "latency_ms": round(item.recorded.milliseconds, 1),
        "scores": {name: round(value, 4) for name, value in item.scores.items()},
    }


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run read back from its folder; `questions` keeps the question records as they were asked."""

    name: str
    report: Mapping[str, Any]
    answers: Mapping[str, Recorded]


def write_run(folder: Path, content: Mapping[str, Any], answers: Iterable[Recorded], page: str) -> None:
    """Write answers.jsonl, report.html and, last, report.json, each replaced whole.

    Raises `EvaluationError` when the folder cannot be written.
    """
    lines = "".join(json.dumps(dict(answer.raw), ensure_ascii=False) + "\n" for answer in answers)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / ANSWERS, lines)
        _replace(folder / PAGE, page)
        _replace(folder / REPORT, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise EvaluationError(f"结果写不进 {folder}（{error}）", "请用 --out 给一个可写的目录") from error


def keep_report(folder: Path, content: Mapping[str, Any]) -> None:
    """Write report.json alone, to be kept with the project. Raises `EvaluationError` when it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / REPORT, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise EvaluationError(f"结果写不进 {folder}（{error}）", "请用 --keep 给一个可写的目录") from error


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def read_run(folder: Path, *, with_answers: bool | None = True) -> Run:
    """A run's report and answers from its folder (or from the path of its report.json).

    `with_answers` None takes the answers where they are: a kept report has none.

    Raises `EvaluationError` when a file is missing or is not what `write_run` wrote.
    """
    folder = folder.parent if folder.name == REPORT else folder
    if with_answers is None:
        with_answers = (folder / ANSWERS).exists()
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        if not isinstance(report, dict) or report.get("format") != FORMAT:
            raise EvaluationError(
                f"{folder} 的 report.json 不是本版本写出的", "请重新运行 python -m eval run"
            )
        answers = {}
        if with_answers:
            for line in (folder / ANSWERS).read_text(encoding="utf-8").splitlines():
                recorded = recorded_from_json(json.loads(line))
                answers[recorded.id] = recorded
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise EvaluationError(
            f"{folder} 里没有 {missing}", "请给出 python -m eval run --out 写过的目录"
        ) from None
    except (OSError, ValueError) as error:
        raise EvaluationError(
            f"{folder} 的结果读不出来（{error}）", "请重新运行 python -m eval run"
        ) from error
    return Run(folder.name, report, answers)
