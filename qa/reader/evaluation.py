"""How well the reader reads: any file in SQuAD layout, with questions that its text does not answer.

Knows answers and scores; nothing of training or retrieval.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.normal_form import simplify
from qa.reader.curve import Flags, Floats, area
from qa.reader.reader import Reader
from qa.reader.squad import SquadQuestion, read_squad


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What the reader says of one question: the best span's text and the log-odds that the text answers."""

    text: str
    relevance: float


def evaluate(reader: Reader, path: Path, limit: int | None = None) -> dict[str, object]:
    """`n`, `em`, `f1`, `answerability_auc`, `best_f1_with_refusal`, `ms_per_question` of a file in SQuAD layout.

    `em` and `f1` are means over the answerable questions; the area is None where all questions are of one
    kind; `best_f1_with_refusal` is the mean F1 over all questions when those below the best threshold are
    refused (a refused unanswerable question counts 1). Raises `ReaderError` for another layout.
    """
    questions = read_squad(path)[:limit]
    begin = time.perf_counter()
    answers = [read_answer(reader, question) for question in questions]
    spent = time.perf_counter() - begin
    exact = [
        max((float(normal(a.text) == normal(r)) for r in q.answers), default=0.0)
        for q, a in zip(questions, answers, strict=True)
    ]
    overlap = [
        max((character_f1(a.text, r) for r in q.answers), default=0.0)
        for q, a in zip(questions, answers, strict=True)
    ]
    answerable = np.array([q.answerable for q in questions], bool)
    relevance = np.array([a.relevance for a in answers])
    return {
        "n": len(questions),
        "em": _mean([value for value, q in zip(exact, questions, strict=True) if q.answerable]),
        "f1": _mean([value for value, q in zip(overlap, questions, strict=True) if q.answerable]),
        "answerability_auc": area(answerable, relevance),
        "best_f1_with_refusal": best_with_refusal(answerable, relevance, np.array(overlap)),
        "ms_per_question": round(1000 * spent / max(1, len(questions)), 1),
    }


def read_answer(reader: Reader, question: SquadQuestion) -> ReadAnswer:
    """The best span of the question's whole text."""
    (reading,) = reader.read(question.question, [("", question.context)], best=1)
    text = question.context[reading.spans[0].start : reading.spans[0].end] if reading.spans else ""
    return ReadAnswer(text, reading.relevance)


def normal(text: str) -> str:
    """Simplified, lower case, without white space and punctuation."""
    folded = simplify(unicodedata.normalize("NFKC", text)).lower()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "PSZC")


def character_f1(answer: str, reference: str) -> float:
    """F1 over the longest common substring of the normal forms, as CMRC 2018's script has it (Cui et al., 2019)."""
    one, other = normal(answer), normal(reference)
    shared = _longest_common(one, other)
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def _longest_common(one: str, other: str) -> int:
    best, row = 0, [0] * (len(other) + 1)
    for char in one:
        new = [0] * (len(other) + 1)
        for place, compared in enumerate(other, start=1):
            if char == compared:
                new[place] = row[place - 1] + 1
                best = max(best, new[place])
        row = new
    return best


def best_with_refusal(
    answerable: Flags,
    relevance: Floats,
    overlap: Floats,
) -> float:
    """The greatest mean F1 over all thresholds of `relevance` below which a question is refused."""
    if not len(overlap):
        return 0.0
    order = np.argsort(relevance)
    refused = np.concatenate([[0.0], np.cumsum(~answerable[order])])
    answered = np.concatenate([np.cumsum(overlap[order][::-1])[::-1], [0.0]])
    return round(float((refused + answered).max() / len(overlap)), 4)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
