"""One run of a question set: index the documents, ask, score, report, for one setting or a grid of them.

Knows how the parts of an evaluation follow one another; measures and draws nothing itself.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.settings import Settings
from eval.aggregate import SEED
from eval.ask import Asked, open_asked, prepare_index, record_answers
from eval.measures import Scored
from eval.report_data import report_content, score_all
from eval.schema import EvaluationError, Question, Recorded
from eval.verify_gold import gold_problems

Grid = tuple[tuple[str, tuple[str, ...]], ...]
Progress = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run produced; `documents` are (file name, text) of everything indexed."""

    report: dict[str, Any]
    scored: tuple[Scored, ...]
    answers: tuple[Recorded, ...]
    documents: tuple[tuple[str, str], ...]


def select(questions: Sequence[Question], split: str, limit: int | None = None) -> tuple[Question, ...]:
    """The questions of one split ("dev", "test" or "all"), the first `limit` of them.

    Raises `EvaluationError` when none is left.
    """
    kept = [item for item in questions if split == "all" or item.split == split][:limit]
    if not kept:
        raise EvaluationError(f"题集里没有属于 {split} 的题", "请用 --split all，或在题里写上 split")
    return tuple(kept)


def evaluation_home(home: Path, documents: Sequence[Path]) -> Path:
    """Where the index of exactly these documents is kept: beside the user's own, named by their content,
    so that embeddings are made once and documents of an earlier run never answer."""
    digest = hashlib.sha256()
    for path in sorted(item for given in documents for item in _files(given)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return home / "evaluation" / digest.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    return [item for item in path.rglob("*") if item.is_file()] if path.is_dir() else [path]


def settings_for(settings: Settings, documents: Sequence[Path], *, own_home: bool) -> Settings:
    """Settings that name the home to use; raises `EvaluationError` for a path that is not there."""
    for path in documents:
        if not path.exists():
            raise EvaluationError(f"找不到文件 {path}", "请检查 --documents 后面的路径")
    if not documents or own_home:
        return settings
    return replace(settings, home=evaluation_home(settings.home, documents))


def run(
    settings: Settings,
    questions: Sequence[Question],
    documents: Sequence[Path],
    *,
    question_file: str,
    split: str = "all",
    seed: int = SEED,
    progress: Progress | None = None,
) -> Finished:
    """Index `documents` (or take the index of `settings.home` when there are none), ask and score.

    Raises what `index` and `qa` raise when there is no index or no document can be read.
    """
    unread = prepare_index(settings, documents) if documents else ()
    assistant = open_asked(settings)
    texts = indexed_texts(assistant)
    # Loads the models, so that latency means a running program; `bench` measures the cold start.
    tuple(record_answers(assistant, questions[:1]))
    answers = tuple(record_answers(assistant, questions, progress))
    scored = score_all(questions, answers)
    report = report_content(
        scored,
        question_file=question_file,
        settings=settings,
        documents=[source for source, _ in texts],
        warnings=(*unread, *gold_problems(questions, [text for _, text in texts])),
        split=split,
        seed=seed,
    )
    return Finished(report, scored, answers, texts)


def indexed_texts(assistant: Asked) -> tuple[tuple[str, str], ...]:
    """(file name, text) of every document the assistant can answer from, the most authoritative first."""
    index = assistant.index
    summaries = sorted(index.documents(), key=lambda item: (item.tier.rank, item.source))
    return tuple((item.source, index.document(item.id).text) for item in summaries)


def parse_grid(assignments: Sequence[str]) -> Grid:
    """`section.key=v1,v2` as (name, values); raises `EvaluationError` for anything else."""
    grid = []
    for assignment in assignments:
        name, equals, values = assignment.partition("=")
        cells = tuple(value.strip() for value in values.split(",") if value.strip())
        if not equals or not name.strip() or not cells:
            raise EvaluationError(f"--set 后面的 {assignment!r} 看不懂", "请写成 passages.size=200,300,400")
        grid.append((name.strip(), cells))
    return tuple(grid)


def grid_cells(grid: Grid) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Every combination of the grid's values; one empty combination for an empty grid."""
    return tuple(
        tuple(zip((name for name, _ in grid), values, strict=True))
        for values in itertools.product(*(values for _, values in grid))
    )


def with_cell(settings: Settings, cell: Sequence[tuple[str, str]]) -> Settings:
    """Settings with one combination applied; raises `SettingsError` for an unknown name or value."""
    for name, value in cell:
        settings = settings.with_value(name, value)
    return settings
