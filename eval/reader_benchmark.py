"""Everything that the reader's model card reports, in one run: `python -m eval.reader_benchmark --data DIR [--home DIR]`.

Test sets that were never trained on. Knows the reader's doors; nothing of how it reads.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.command import print_json, run_command
from eval import verification
from eval.reader_near_misses import near_miss_pairs
from index.bert_graph import Precision
from qa.reader.curve import area
from qa.reader.data import is_held_out, law_examples
from qa.reader.evaluation import evaluate
from qa.reader.law_passages import SourcePassage, read_passages
from qa.reader.reader import WEIGHTS, Reader
from qa.reader.schema import Example

TEST_SETS = ("cmrc2018-dev", "expmrc-dev", "cjrc-dev", "dureader-checklist-dev")
_AGREEMENT_PAIRS, _PASSAGES_A_QUESTION, _TIMED_QUESTIONS = 2000, 20, 30
_BINS = 10


def measure(data: Path, directory: Path, limit: int | None) -> dict[str, object]:
    """The card's numbers; `limit` takes the first questions of every set alone."""
    memory = _megabytes()
    begin = time.perf_counter()
    reader = Reader(directory)
    opened = time.perf_counter() - begin
    passages = [p for p in read_passages(data / "laws", _said) if is_held_out(p.law)]
    examples = list(law_examples(passages, 600, 0, random.Random(11), _said))
    found: dict[str, object] = {"speed": speed(reader, passages, opened, memory)}
    for name in TEST_SETS:
        _said(name)
        found[name] = evaluate(reader, data / "qa" / f"{name}.json", limit)
    found["near_misses"] = near_misses(reader, data / "seeds")
    found["held_out_laws"] = made_questions(reader, examples)
    found["reliability"] = reliability(reader, examples)
    found["int8_and_float32"] = agreement(directory, reader, examples, passages)
    found["statements"] = verification.measure(data, reader)
    return found


def speed(
    reader: Reader, passages: Sequence[SourcePassage], opened: float, memory: float
) -> dict[str, float]:
    """Reading 20 passages of about 300 characters for one question: milliseconds at the median and p95."""
    long = [(p.context, p.text) for p in passages if 260 <= len(p.text) <= 320]
    chance = random.Random(5)
    reader.read("申请许可应当提交哪些材料？", long[:_PASSAGES_A_QUESTION])
    spent = []
    for _ in range(_TIMED_QUESTIONS):
        chosen = chance.sample(long, _PASSAGES_A_QUESTION)
        begin = time.perf_counter()
        reader.read("申请许可应当提交哪些材料？", chosen)
        spent.append(1000 * (time.perf_counter() - begin))
    return {
        "open_s": round(opened, 2),
        "p50_ms": round(statistics.median(spent), 1),
        "p95_ms": round(float(np.percentile(spent, 95)), 1),
        "more_memory_mb": round(_megabytes() - memory),
    }


def near_misses(reader: Reader, seeds: Path) -> dict[str, object]:
    """Answerable policy questions beside the same with one fact changed, each with the passage that answers the first."""
    pairs = near_miss_pairs(seeds)
    truth, scores = [], []
    for pair in pairs:
        for question, answers in ((pair.question, True), (pair.changed, False)):
            (reading,) = reader.read(question, [(pair.context, pair.passage)], best=1)
            truth.append(answers)
            scores.append(reading.relevance)
    return {"pairs": len(pairs), "auc": area(np.array(truth), np.array(scores))}


def made_questions(reader: Reader, examples: Sequence[Example]) -> dict[str, object]:
    """Questions made from laws that were kept from training, with passages that answer and that do not."""
    asked = [e for e in examples if e.relevant is not None]
    scores = [reader.read(e.question, [(e.context, e.passage)], best=1)[0].relevance for e in asked]
    return {
        "n": len(asked),
        "auc": area(np.array([bool(e.relevant) for e in asked]), np.array(scores)),
    }


def reliability(reader: Reader, examples: Sequence[Example]) -> list[dict[str, float]]:
    """By tenths of the calibrated probability: how many, their mean probability, and how many really answer."""
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for example in examples:
        if example.relevant is not None:
            (reading,) = reader.read(example.question, [(example.context, example.passage)], best=1)
            probability = reader.relevance_probability(reading.relevance)
            rows[min(_BINS - 1, int(probability * _BINS))].append((probability, example.relevant))
    return [
        {
            "n": len(row),
            "said": round(statistics.mean(p for p, _ in row), 3),
            "true": round(statistics.mean(float(t) for _, t in row), 3),
        }
        for row in rows
        if row
    ]


def agreement(
    directory: Path, reader: Reader, examples: Sequence[Example], passages: Sequence[SourcePassage]
) -> dict[str, float]:
    """How the default precision's reading compares with float32's: same best span, same order of two passages."""
    exact = Reader(directory, Precision.FLOAT32)
    chance = random.Random(9)
    asked = [e for e in examples if e.relevant]
    same_span, pairs, same_order, compared = 0, 0, 0, 0
    while pairs < _AGREEMENT_PAIRS:
        example = chance.choice(asked)
        read = [(example.context, example.passage)]
        read += [(p.context, p.text) for p in chance.sample(list(passages), _PASSAGES_A_QUESTION - 1)]
        one, other = reader.read(example.question, read, 1), exact.read(example.question, read, 1)
        pairs += len(read)
        same_span += sum(
            (a.spans[0].start, a.spans[0].end) == (b.spans[0].start, b.spans[0].end)
            for a, b in zip(one, other, strict=True)
        )
        for i in range(len(read)):
            for j in range(i):
                compared += 1
                same_order += (one[i].relevance > one[j].relevance) == (
                    other[i].relevance > other[j].relevance
                )
    return {
        "pairs": pairs,
        "same_best_span": round(same_span / pairs, 4),
        "same_order": round(same_order / compared, 4),
    }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _said(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the numbers as JSON."""
    made = argparse.ArgumentParser(
        prog="python -m eval.reader_benchmark", description="阅读模型卡片里的全部数字"
    )
    made.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="含 qa/、laws/ 与 seeds/ 的数据目录"
    )
    made.add_argument("--model", type=Path, default=WEIGHTS, metavar="DIR", help="模型目录（默认：随程序的）")
    made.add_argument("--limit", type=int, metavar="N", help="每个题集只用前 N 题")
    options = made.parse_args(arguments)

    def command() -> int:
        print_json(measure(options.data, options.model, options.limit))
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
