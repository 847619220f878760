"""Lay legal questions answered over an index of laws: which articles are cited, and how long it takes.

`python -m eval.legal_answers LECOQA.jsonl --home DIR [--limit N]`: the half of the laws that nothing was fitted on.
Knows answers and gold articles; nothing of how answers come about.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.command import print_json, run_command
from corpus.schema import ClauseKind
from corpus.settings import load_settings
from eval.aggregate import resamples
from index import open_index
from qa import AnswerStatus, Assistant
from qa.reader.legal_questions import LegalQuestion, read_legal_questions
from qa.schema import Answer

_DATE = re.compile(r"[(（]\d{4}.*?[)）]$")


def cited_articles(answer: Answer) -> tuple[tuple[str, str], ...]:
    """(law without 中华人民共和国, 第三条) of every citation, in order, once each."""
    found = []
    for citation in answer.citations:
        articles = [step.label for step in citation.path.steps if step.level is ClauseKind.ARTICLE]
        law = _DATE.sub("", citation.title).removeprefix("中华人民共和国")
        found.append((law, articles[-1] if articles else ""))
    return tuple(dict.fromkeys(found))


def scores(question: LegalQuestion, answer: Answer) -> tuple[float, float, float]:
    """(answered, citation precision, citation recall) at article level; a refusal has no citation: 0 and 0."""
    cited = cited_articles(answer)
    if answer.status is not AnswerStatus.ANSWERED or not cited:
        return 0.0, 0.0, 0.0
    right = len(set(cited) & set(question.articles))
    return 1.0, right / len(cited), right / len(set(question.articles))


def measure(assistant: Assistant, questions: Sequence[LegalQuestion]) -> dict[str, object]:
    """Means with 95 % bootstrap intervals, and the latency in milliseconds."""
    assistant.ask("劳动合同应当具备哪些条款？")
    rows, spent = [], []
    for question in questions:
        begin = time.perf_counter()
        rows.append(scores(question, assistant.ask(question.question)))
        spent.append(1000 * (time.perf_counter() - begin))
    table = np.array(rows)
    found: dict[str, object] = {"n": len(rows)}
    for name, column in zip(("answered", "citation_precision", "citation_recall"), table.T, strict=True):
        low, high = np.percentile(column[resamples(len(column))].mean(axis=1), [2.5, 97.5])
        found[name] = [round(float(value), 4) for value in (column.mean(), low, high)]
    answered = table[table[:, 0] > 0]
    found["citation_precision_where_answered"] = (
        round(float(answered[:, 1].mean()), 4) if len(answered) else 0.0
    )
    found["latency_ms"] = {
        name: round(float(np.percentile(spent, share)), 1) for name, share in (("p50", 50), ("p95", 95))
    }
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the means as JSON."""
    made = argparse.ArgumentParser(
        prog="python -m eval.legal_answers", description="对法律问题的回答引用得对不对"
    )
    made.add_argument("file", type=Path, metavar="LECOQA.jsonl")
    made.add_argument("--home", type=Path, required=True, metavar="DIR", help="已索引法律的数据目录")
    made.add_argument("--limit", type=int, metavar="N", help="只问前 N 题")
    options = made.parse_args(arguments)

    def command() -> int:
        settings = load_settings([("home", options.home), ("answer.generator", "extractive")])
        questions = [q for q in read_legal_questions(options.file) if not q.development]
        print_json(measure(Assistant(open_index(settings), settings), questions[: options.limit]))
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
