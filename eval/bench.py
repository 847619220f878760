"""How fast is it: every stage beside a plain baseline in the same run, and how each grows with size.

Puts measurements together; the input is made in `eval.bench_corpus`, the clocks are in `eval.bench_measure`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.settings import Settings, load_settings
from eval import bench_naive
from eval.bench_measure import growth, machine, median_ms, once_ms
from eval.bench_reading import reading_stages
from eval.schema import EvaluationError

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000), (1_000, 10_000)
RANK_BM25_AT_MOST = 12_000  # its scores are a Python loop over all passages: minutes beyond
SEED = 7
ROOT = Path(__file__).resolve().parent.parent

Say = Callable[[str], None]
Stage = dict[str, Any]


def bench(
    sizes: Sequence[int] | None = None, *, quick: bool = False, say: Say = lambda _: None
) -> dict[str, Any]:
    """Measure everything; the object of `python -m eval bench --json`.

    `stages` have ours and baseline in milliseconds and `ratio`, baseline / ours: above 1, we are faster. One with a
    `unit` treats `size` of them.
    """
    chosen = tuple(sorted(set(sizes))) if sizes else (QUICK_SIZES if quick else SIZES)
    repeats = 3 if quick else 5
    settings = load_settings()
    stages: list[Stage] = []
    with tempfile.TemporaryDirectory(prefix="wence-bench-") as folder:
        say("读取与清洗 …")
        stages.append(_loading(settings, repeats))
        for row in reading_stages(settings, Path(folder) / "reading", repeats, SEED):
            stage = _stage(row["name"], row["ours"], row["baseline"], row["baseline_name"], row["units"])
            stages.append(stage | {"unit": row["unit"]})
        say("向量编码 …")
        encoding, vectors = _encoding(settings, repeats)
        stages += encoding
        by_size: dict[int, dict[str, float | None]] = {}
        for size in chosen:
            say(f"{size} 段 …")
            by_size[size] = _at_size(Path(folder) / str(size), settings, size, vectors, repeats, stages)
        say("冷启动 …")
        cold = _cold_start(Path(folder) / "cold", settings, 3)
        stages.append(
            _stage(
                "cold_answer",
                cold["qa_answer_ms"],
                bench_naive.naive_cold_start(3),
                "sentence-transformers，只编码",
                1,
            )
        )
    costs = [name for name in next(iter(by_size.values())) if name.endswith(("_ms", "_mib"))]
    return {
        "machine": machine(),
        "repeats": repeats,
        "stages": stages,
        "sizes": {str(size): costs_at for size, costs_at in by_size.items()},
        "growth": {
            name: growth([(size, float(row[name] or 0)) for size, row in by_size.items()]) for name in costs
        },
        "cold_start": cold,
    }


def _stage(name: str, ours: float, baseline: float, baseline_name: str, size: int) -> Stage:
    return {
        "name": name,
        "size": size,
        "ours_ms": round(ours, 3),
        "baseline_ms": round(baseline, 3),
        "baseline": baseline_name,
        "ratio": round(baseline / ours, 3) if ours else None,
    }


def _loading(settings: Settings, repeats: int) -> Stage:
    from corpus import load_document
    from eval.bench_corpus import policy_file

    path = policy_file()
    ours = median_ms(lambda: load_document(path, settings), repeats)
    plain = median_ms(
        lambda: [part.strip() for part in path.read_text(encoding="utf-8").split("\n\n") if part.strip()],
        repeats,
    )
    return _stage("load_clean_structure", ours, plain, "只读文件、按空行切开", len(path.read_bytes()))


def _encoding(settings: Settings, repeats: int) -> tuple[list[Stage], Any]:
    """Batches of the policy's sentences and single questions, beside a sentence-transformers loop."""
    from eval.bench_child import QUERIES
    from eval.bench_corpus import policy_sentences
    from index import load_encoder
    from index.bundled import PASSAGE_PROMPT, QUERY_PROMPT, model_directory

    texts = policy_sentences()[:32]
    encoder = load_encoder(settings)
    ours = median_ms(lambda: encoder.encode_passages(texts), repeats)
    question = median_ms(lambda: encoder.encode_queries(QUERIES[:1]), repeats * 2)
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    plain: Any = SentenceTransformer(str(model_directory()), device="cpu")

    def one(prompt: str, text: str) -> Any:
        return plain.encode([prompt + text], normalize_embeddings=True, show_progress_bar=False)

    loop = median_ms(lambda: [one(PASSAGE_PROMPT, text) for text in texts], repeats // 2)
    single = median_ms(lambda: one(QUERY_PROMPT, QUERIES[0]), repeats * 2)
    name = "sentence-transformers 逐条"
    return [
        _stage("encode_passages", ours, loop, name, len(texts)),
        _stage("encode_question", question, single, name, 1),
    ], encoder.encode_passages(texts)


def _at_size(
    folder: Path, settings: Settings, size: int, vectors: Any, repeats: int, stages: list[Stage]
) -> dict[str, float | None]:
    from eval.bench_corpus import build_at_size, write_corpus
    from index import open_index

    paths = write_corpus(folder / "documents", size, SEED)
    own = replace(settings, home=folder / "home")
    seconds = build_at_size(own, paths, vectors, SEED)
    index = open_index(own)
    stages += _searching(index, vectors, repeats)
    child = _child(own.home)
    ours = {**child, "write_ms": 1000 * seconds["preparing"] + 1000 * seconds["writing"]}
    if index.passage_count() <= RANK_BM25_AT_MOST:
        for cost, plain in bench_naive.naive_costs(index, folder, repeats).items():
            name = cost.replace("write", "build").removesuffix("_ms") + "_index"
            stages.append(_stage(name, ours[cost], plain, bench_naive.NAME, index.passage_count()))
    megabytes = sum(item.stat().st_size for item in own.home.rglob("*") if item.is_file()) / 1024**2
    return {
        "passages": float(index.passage_count()),
        "read_ms": round(1000 * seconds["reading"], 1),
        "prepare_ms": round(1000 * seconds["preparing"], 1),
        "write_ms": round(1000 * seconds["writing"], 1),
        "open_ms": round(child["open_ms"], 2),
        "search_ms": round(child["search_ms"], 2),
        "answer_ms": round(child["answer_ms"], 2),
        "resident_mib": round(child["resident_mib"] or child["peak_mib"], 1),
        "disk_mib": round(megabytes, 1),
    }


def _searching(index: Any, vectors: Any, repeats: int) -> list[Stage]:
    """Both ways of finding by themselves, over the same vectors and the same tokens as their baselines."""
    import numpy as np

    from eval.bench_child import QUERIES
    from index import dense, lexical, tokens

    directory, size = index.generation.directory, index.passage_count()
    near = dense.read_dense(directory / "dense")
    matrix = np.array(near.vectors, dtype=np.float32)
    query = vectors[0]

    def brute_force() -> Any:
        scores = matrix @ query
        top = np.argpartition(-scores, 10)[:10]
        return top[np.argsort(-scores[top])]

    found = [
        _stage(
            "dense_search",
            median_ms(lambda: near.search(query, 10), repeats * 2),
            median_ms(brute_force, repeats * 2),
            "NumPy 全量内积",
            size,
        )
    ]
    if size <= RANK_BM25_AT_MOST and find_spec("rank_bm25") is not None:  # a development requirement
        from rank_bm25 import BM25Okapi

        def words(text: str) -> list[str]:
            folded = tokens.fold(text)
            return [*tokens.words(folded), *tokens.pairs(folded)]

        texts = [
            words(passage.text) for summary in index.documents() for passage in index.passages(summary.id)
        ]
        plain = BM25Okapi(texts)
        worded = lexical.read_lexical(directory / "lexical", size)
        asked = words(QUERIES[0])
        weights = {tokens.token_id(token): 1.0 for token in asked}
        found.append(
            _stage(
                "lexical_search",
                median_ms(lambda: worded.scores(weights), repeats * 2),
                median_ms(lambda: plain.get_scores(asked), repeats),
                "rank_bm25",
                size,
            )
        )
    return found


def _child(home: Path) -> Mapping[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "eval.bench_child", str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EvaluationError(f"测速的子进程失败（{done.stderr.strip()[-300:]}）", "请先运行 make test 排查")
    content: Mapping[str, Any] = json.loads(done.stdout)
    return content


def _cold_start(home: Path, settings: Settings, repeats: int) -> dict[str, float]:
    """A fresh process over the policy that ships: until the first answer, and what --help takes."""
    from eval.bench_child import QUERIES
    from eval.bench_corpus import policy_file
    from index import build_index

    own = replace(settings, home=home)
    build = once_ms(lambda: build_index(own, [policy_file()]))

    def command(*arguments: str) -> Callable[[], object]:
        line = [sys.executable, "-m", *arguments]
        return lambda: subprocess.run(line, cwd=ROOT, capture_output=True, check=True)

    return {
        "build_policy_ms": round(build, 1),
        "qa_help_ms": round(median_ms(command("qa", "--help"), repeats), 1),
        "qa_answer_ms": round(median_ms(command("qa", QUERIES[0], "--home", str(home)), repeats), 1),
        "index_search_ms": round(
            median_ms(command("index", "search", QUERIES[0], "--home", str(home)), repeats), 1
        ),
    }
