"""How well and how fast passages are found: lay legal questions over all laws, and any question file.

`python -m eval.retrieval_benchmark articles LECOQA.jsonl --home DIR` or `evidence QUESTIONS.jsonl --home DIR`,
or `encoder TEXTS.txt`. Reads an index that is there; knows nothing of answers.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.command import run_command
from corpus.settings import load_settings
from eval.aggregate import resamples
from eval.measures import evidence_recall
from eval.question_file import read_questions
from eval.schema import Split
from index import open_index
from index.bert_graph import Precision
from index.exact import resolve
from index.local import LocalIndex
from index.reference import read_mentions
from index.rerank import rerank
from index.schema import Hit
from index.search import OpenGeneration, Ways, find
from qa.reader.legal_questions import development_laws, law_of
from qa.reader.reader import open_reader
from qa.reader.reranker import ReaderReranker

Floats = npt.NDArray[np.float64]
WAYS = {
    "lexical only": Ways(dense=False, exact=False, group=False),
    "dense only": Ways(lexical=False, exact=False, group=False, authority=0.0),
    "hybrid, by rank": Ways(by_rank=True, exact=False, group=False),
    "hybrid": Ways(exact=False, group=False),
    "hybrid + exact + grouping": Ways(),
}
WHOLE = "hybrid + exact + grouping"
READ = f"{WHOLE}, the first 30 reordered by the reader"
DEPTH = 30  # hits asked for, so that ten different articles are among them


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with, for every gold article, the numbers of the passages that are it."""

    question: str
    split: Split
    gold: tuple[frozenset[int], ...]


def read_articles(path: Path, opened: OpenGeneration) -> tuple[list[Asked], int]:
    """LeCoQA's questions with their articles as passages, and how many articles are not in the index.

    Laws, not questions, are divided between the halves: the next most frequent law goes to the smaller half.
    A gold article that is not in the index stays, with no passage: it counts as never found.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    halves = development_laws([row["articles"] for row in rows])  # the reader was trained on the first half
    cache: dict[str, frozenset[int]] = {}
    asked = []
    for row in rows:
        for article in row["articles"]:
            if article not in cache:
                found = resolve(read_mentions(article), opened.store, opened.names, lambda _: True, ())
                cache[article] = frozenset(found.passages)
        gold = tuple(cache[article] for article in row["articles"])
        asked.append(
            Asked(row["question"], Split.DEV if halves[law_of(row["articles"][0])] else Split.TEST, gold)
        )
    return asked, sum(not passages for passages in cache.values())


def article_scores(asked: Asked, ranking: Sequence[int], unit: Callable[[int], object]) -> dict[str, float]:
    """recall@{1,5,10} over the gold articles and binary nDCG@10; the passages of one article count once."""
    gold_of = {passage: place for place, passages in enumerate(asked.gold) for passage in passages}
    seen: dict[object, int | None] = {}
    for passage in ranking:
        gold = gold_of.get(passage)
        seen.setdefault(("gold", gold) if gold is not None else unit(passage), gold)
    found = list(seen.values())
    scores = {
        f"R@{k}": len({gold for gold in found[:k] if gold is not None}) / len(asked.gold) for k in (1, 5, 10)
    }
    gain = sum(1 / np.log2(rank + 1) for rank, gold in enumerate(found[:10], 1) if gold is not None)
    ideal = sum(1 / np.log2(rank + 1) for rank in range(1, min(10, len(asked.gold)) + 1))
    return scores | {"nDCG@10": float(gain / ideal)}


def measure_articles(path: Path, index: LocalIndex, limit: int | None) -> dict[str, object]:
    """Every way's scores on both halves, with the paired bootstrap of the best against each part."""
    opened = index._current().parts
    asked, missing = read_articles(path, opened)
    asked = asked[:limit] if limit else asked
    place = {hit_id: number for number, hit_id in enumerate(_passage_ids(opened))}
    articles = _article_of(opened)
    vectors = index.encoder.encode_queries([item.question for item in asked])
    scores: dict[str, list[dict[str, float]]] = {}
    reader = open_reader(index.settings.answer.reader)
    reranker = None if reader is None else ReaderReranker(reader)
    for name, ways in WAYS.items():
        scores[name] = []
        for item, vector in zip(asked, vectors, strict=True):
            hits = find(opened, item.question, vector, DEPTH, None, ways)
            ranking = [place[hit.passage.id, hit.passage.document_id] for hit in hits]
            scores[name].append(article_scores(item, ranking, articles.__getitem__))
            if ways is WAYS[WHOLE] and reranker is not None:
                read = rerank(item.question, hits, reranker)
                ranking = [place[hit.passage.id, hit.passage.document_id] for hit in read]
                scores.setdefault(READ, []).append(article_scores(item, ranking, articles.__getitem__))
    report: dict[str, object] = {"questions": len(asked), "articles_not_indexed": missing}
    for split in (Split.DEV, Split.TEST):
        rows = [number for number, item in enumerate(asked) if item.split is split]
        report[split.value] = _table(scores, rows)
        whole = [row for row in rows if all(asked[row].gold)]
        report[f"{split.value}, every gold article indexed"] = _table(scores, whole)
    return report


def _table(scores: Mapping[str, list[dict[str, float]]], rows: Sequence[int]) -> dict[str, object]:
    metrics = list(next(iter(scores.values()))[0])
    values = {
        name: {metric: np.array([items[row][metric] for row in rows]) for metric in metrics}
        for name, items in scores.items()
    }
    table: dict[str, object] = {"n": len(rows)}
    for name, columns in values.items():
        table[name] = {metric: round(float(column.mean()), 4) for metric, column in columns.items()}
    for part in ("lexical only", "dense only", "hybrid, by rank"):
        table[f"hybrid − {part}"] = {
            metric: difference(values["hybrid"][metric], values[part][metric]) for metric in metrics
        }
    if READ in values:
        table["reader − without"] = {
            metric: difference(values[READ][metric], values[WHOLE][metric]) for metric in metrics
        }
    return table


def difference(one: Floats, other: Floats) -> tuple[float, float, float]:
    """Mean difference with its 95 % paired percentile bootstrap interval (Efron 1979)."""
    gaps = (one - other)[resamples(len(one))].mean(axis=1)
    low, high = np.percentile(gaps, [2.5, 97.5])
    return round(float((one - other).mean()), 4), round(float(low), 4), round(float(high), 4)


def _passage_ids(opened: OpenGeneration) -> list[tuple[str, str]]:
    return [
        (passage.id, passage.document_id) for passage, _ in opened.store.passages(range(len(opened.owners)))
    ]


def _article_of(opened: OpenGeneration) -> list[object]:
    """For every passage the article it belongs to: the document and the path down to the article."""
    units: list[object] = []
    for number, (passage, document) in enumerate(opened.store.passages(range(len(opened.owners)))):
        steps = [step.number for step in passage.path.steps if step.level.value == "article"]
        units.append((document, steps[0]) if steps else number)
    return units


def measure_evidence(path: Path, index: LocalIndex) -> dict[str, object]:
    """evidence_recall@{1,3,5,10} of every way on both halves of a question file, and search times."""
    report: dict[str, object] = {}
    questions = [item for item in read_questions(path) if item.answerable and not item.history]
    for split in (Split.DEV, Split.TEST):
        chosen = [item for item in questions if item.split is split]
        rows: dict[str, object] = {"n": len(chosen)}
        for name, ways in WAYS.items():
            searching = LocalIndex(index.settings, ways)
            searching.warm_up()
            found: list[tuple[Hit, ...]] = []
            times = []
            for item in chosen:
                began = time.perf_counter()
                found.append(searching.search(item.question, 10))
                times.append(1000 * (time.perf_counter() - began))
            row = {
                f"@{k}": round(
                    float(
                        np.mean(
                            [
                                evidence_recall(item, [hit.passage.text for hit in hits[:k]])
                                for item, hits in zip(chosen, found, strict=True)
                            ]
                        )
                    ),
                    4,
                )
                for k in (1, 3, 5, 10)
            }
            p50, p95 = np.percentile(times, [50, 95])
            rows[name] = row | {"p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1)}
        report[split.value] = rows
    return report


def measure_encoder(texts: Sequence[str], queries: Sequence[str], precision: Precision) -> dict[str, object]:
    """The bundled encoder beside plain `SentenceTransformer.encode`, in turns; overlap@10 with float32."""
    from sentence_transformers import SentenceTransformer

    from index.bundled import model_directory
    from index.bundled_encoder import BundledEncoder

    plain = SentenceTransformer(str(model_directory()), device="cpu")
    fast, exact = BundledEncoder(precision), BundledEncoder(Precision.FLOAT32)
    turns: dict[str, list[float]] = {name: [] for name in ("fast", "plain", "fast_query", "plain_query")}

    def timed(name: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        work()
        turns[name].append(time.perf_counter() - began)

    fast.encode_passages(texts[:8]), plain.encode(list(texts[:8]))
    for _ in range(3):
        timed("fast", lambda: fast.encode_passages(texts))
        timed("plain", lambda: plain.encode(list(texts), prompt_name="passage", show_progress_bar=False))
    for query in queries:
        timed("fast_query", lambda query=query: fast.encode_queries([query]))  # type: ignore[misc]
        timed("plain_query", lambda query=query: plain.encode(query, prompt_name="query"))  # type: ignore[misc]
    best = [
        np.argsort(-(encoder.encode_queries(queries) @ encoder.encode_passages(texts).T), axis=1)[:, :10]
        for encoder in (fast, exact)
    ]
    overlap = np.mean([len(set(one) & set(other)) / 10 for one, other in zip(*best, strict=True)])
    middle = {name: float(np.median(times)) for name, times in turns.items()}
    return {
        "precision": precision.value,
        "texts": len(texts),
        "texts_per_second": {name: round(len(texts) / middle[name], 1) for name in ("fast", "plain")},
        "query_ms": {name: round(1000 * middle[f"{name}_query"], 1) for name in ("fast", "plain")},
        "overlap@10_with_float32": round(float(overlap), 4),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one measurement and print its JSON; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval_benchmark", description=__doc__)
    parser.add_argument("what", choices=["articles", "evidence", "encoder"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--home", default=None)
    parser.add_argument("--limit", type=int, default=None, help="the first N questions or texts only")
    parser.add_argument("--queries", type=Path, help="for `encoder`: LeCoQA rows whose questions are encoded")
    parser.add_argument(
        "--precision", choices=list(Precision), default=Precision.FLOAT32, help="of `encoder`"
    )
    options = parser.parse_args(arguments)

    def command() -> int:
        settings = load_settings([("home", options.home)] if options.home else [])
        if options.what == "articles":
            report = measure_articles(options.file, open_index(settings), options.limit)
        elif options.what == "evidence":
            report = measure_evidence(options.file, open_index(settings))
        else:
            lines = options.file.read_text(encoding="utf-8").splitlines()
            texts = [line.strip() for line in lines if line.strip()][: options.limit]
            rows = options.queries.read_text(encoding="utf-8").splitlines()[:100] if options.queries else []
            questions = [json.loads(row)["question"] for row in rows] or texts[:50]
            report = measure_encoder(texts, questions, Precision(options.precision))
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
