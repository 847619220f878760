"""Nearest vectors by size: every vector compared, and FAISS clusters, at 1,000 to 1,000,000 vectors.

`python -m eval.dense_benchmark --home DIR` takes the real vectors of an index and perturbs them to every size; each
size is built and searched in processes of its own. Knows vectors only; nothing of texts or answers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.command import print_json, run_command
from corpus.settings import load_settings
from eval.bench_corpus import perturbed_vectors
from eval.bench_measure import machine, peak_memory, resident_memory
from eval.schema import EvaluationError
from index.schema import FloatArray

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WAYS = ("exact", "clusters")
SEED = 7
_AT_ONCE = 50_000  # vectors perturbed together: 150 MB of float64
_NEAREST = 10
_LEAST_CLUSTERED = 4_000  # below, 4·√n clusters have too few vectors each to be trained (FAISS wants 39)
ROOT = Path(__file__).resolve().parent.parent


def real_vectors(home: Path) -> FloatArray:
    """(passages, dimension): the vectors that the index in `home` searches."""
    from index.snapshot import current_generation

    generation = current_generation(home)
    if generation is None:
        raise EvaluationError(f"「{home}」里还没有索引", f"请先运行 python -m index build … --home {home}")
    return np.asarray(np.load(generation.directory / "dense" / "vectors.npy", mmap_mode="r"))


def question_vectors(path: Path, count: int) -> FloatArray:
    """(≤ count, dimension): the questions of a file of JSON lines, encoded as a search encodes them."""
    from index import load_encoder

    rows = path.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(row)["question"] for row in rows if row.strip()]
    step = max(1, len(questions) // count)
    return load_encoder(load_settings()).encode_queries(questions[::step][:count])


def between_vectors(vectors: FloatArray, count: int) -> FloatArray:
    """(count, dimension): where there are no questions, points on the way from one vector to another."""
    dice = np.random.default_rng(SEED)
    one, other = dice.choice(len(vectors), (2, count))
    mixed = 0.7 * vectors[one] + 0.3 * vectors[other]
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), np.float32)


def write_vectors(real: FloatArray, count: int, path: Path) -> None:
    """`count` vectors: the real ones first, then perturbed copies of them, mapped to `path` as they are made."""
    written = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=(count, real.shape[1]))
    kept = min(count, len(real))
    chosen = np.sort(np.random.default_rng(SEED).choice(len(real), kept, replace=False))
    written[:kept] = real[chosen]
    for start in range(kept, count, _AT_ONCE):
        size = min(_AT_ONCE, count - start)
        written[start : start + size] = perturbed_vectors(np.asarray(real), size, SEED + start)
    written.flush()


def build(vectors: Path, directory: Path, way: str) -> dict[str, Any]:
    """Build one index; seconds, mebibytes on disk and at the highest."""
    from index.dense import write_dense

    loaded = np.load(vectors)
    began = time.perf_counter()
    write_dense(loaded, directory, 0 if way == "clusters" else len(loaded))
    seconds = time.perf_counter() - began
    size = sum(item.stat().st_size for item in directory.iterdir()) / 1024**2
    return {
        "build_s": round(seconds, 2),
        "build_peak_mib": round(peak_memory()),
        "disk_mib": round(size, 1),
    }


def search(directory: Path, queries: FloatArray) -> dict[str, Any]:
    """Search one index; milliseconds, mebibytes, and the share of the exact ten nearest that is found."""
    import faiss

    from index.dense import read_dense

    began = time.perf_counter()
    index = read_dense(directory)
    opened = time.perf_counter() - began
    index.search(queries[0], _NEAREST)
    times, found = [], []
    for query in queries:
        began = time.perf_counter()
        found.append({row for row, _ in index.search(query, _NEAREST)})
        times.append(1000 * (time.perf_counter() - began))
    resident = resident_memory() or peak_memory()
    _, exact = faiss.knn(queries, np.ascontiguousarray(index.vectors), _NEAREST, faiss.METRIC_INNER_PRODUCT)
    shared = [len(one & set(other.tolist())) / _NEAREST for one, other in zip(found, exact, strict=True)]
    p50, p95 = np.percentile(times, [50, 95])
    clusters = index._clusters
    return {
        "open_ms": round(1000 * opened, 1),
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "recall@10": round(float(np.mean(shared)), 4),
        "resident_mib": round(resident),
        "clusters": int(clusters.nlist) if clusters is not None else None,
        "probed": int(clusters.nprobe) if clusters is not None else None,
    }


def benchmark(
    real: FloatArray, queries: FloatArray, sizes: Sequence[int], threads: int, folder: Path
) -> list[dict[str, Any]]:
    """A row for each size and way."""
    limit = load_settings().index.exact_passages
    np.save(folder / "queries.npy", queries)
    rows = []
    for size in sizes:
        vectors = folder / "vectors.npy"
        write_vectors(real, size, vectors)
        for way in WAYS:
            if way == "clusters" and size < _LEAST_CLUSTERED:
                continue
            directory = folder / f"{size}-{way}"
            made = _child(["build", str(vectors), str(directory), way], threads)
            asked = _child(["search", str(directory), str(folder / "queries.npy")], threads)
            chosen = (way == "exact") == (size <= limit)
            rows.append({"vectors": size, "way": way, "by_default": chosen, **made, **asked})
            for item in directory.iterdir():
                item.unlink()
    return rows


def _child(arguments: Sequence[str], threads: int) -> Mapping[str, Any]:
    line = [sys.executable, "-m", "eval.dense_benchmark", "--threads", str(threads), "--step", *arguments]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EvaluationError(f"测量的子进程失败（{done.stderr.strip()[-300:]}）", "请检查内存和磁盘空间")
    content: Mapping[str, Any] = json.loads(done.stdout)
    return content


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a Markdown table; the way that the settings choose is bold."""
    lines = [
        "| 向量数 | 方式 | 建立（秒） | 建立峰值 MiB | 磁盘 MiB | 检索内存 MiB | p50 毫秒 | p95 毫秒 | recall@10 |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        way = "逐个比较" if row["way"] == "exact" else f"{row['clusters']:,} 类，查 {row['probed']}"
        name = f"**{way}**" if row["by_default"] else way
        lines.append(
            f"| {row['vectors']:,} | {name} | {row['build_s']:.1f} | {row['build_peak_mib']:,} | {row['disk_mib']:,.0f} "
            f"| {row['resident_mib']:,} | {row['p50_ms']:.2f} | {row['p95_ms']:.2f} | {row['recall@10']:.4f} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, or one step of it; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.dense_benchmark", description="向量检索随规模的变化"
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="取哪个索引的真实向量（默认 .wence）")
    parser.add_argument(
        "--questions", type=Path, metavar="FILE.jsonl", help="用这些问题查（默认取两个向量之间）"
    )
    parser.add_argument("--count", type=int, default=200, metavar="N", help="查多少次（默认 200）")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="FAISS 的线程数（默认全部）")
    parser.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)

    def command() -> int:
        import faiss

        if options.threads:
            faiss.omp_set_num_threads(options.threads)
        if options.step:
            name, *rest = options.step
            print_json(
                build(Path(rest[0]), Path(rest[1]), rest[2])
                if name == "build"
                else search(Path(rest[0]), np.load(rest[1]))
            )
            return 0
        settings = load_settings([("home", options.home)] if options.home else [])
        real = real_vectors(settings.home)
        queries = (
            question_vectors(options.questions, options.count)
            if options.questions
            else between_vectors(real, options.count)
        )
        with tempfile.TemporaryDirectory(prefix="wence-dense-") as folder:
            rows = benchmark(real, queries, options.sizes, options.threads, Path(folder))
        if options.json:
            print_json(
                {"machine": machine(), "real_vectors": len(real), "queries": len(queries), "rows": rows}
            )
        else:
            sys.stdout.write(table(rows) + "\n")
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
