"""Other systems beside ours on the same questions, documents, model and machine, each in a process of its own.

`pip install -r requirements-peers.txt`, then `python -m eval.peers QUESTIONS.jsonl --documents PATH …`. Knows how a
system is measured; how it is built is in `eval.peer_systems`.
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

from corpus import find_files
from corpus.command import print_json, run_command
from corpus.normal_form import comparison_form
from eval.bench_measure import machine, peak_memory
from eval.measures import evidence_recall
from eval.peer_systems import SYSTEMS
from eval.question_file import read_questions
from eval.schema import EvaluationError, Evidence, Question

CUTOFFS = (1, 5)
NAMES = {
    "wence": "问策",
    "langchain": "LangChain（文档默认，1000 字）",
    "langchain-300": "LangChain（300 字）",
    "llamaindex": "LlamaIndex（文档默认，1024 词元）",
    "llamaindex-300": "LlamaIndex（300 词元）",
}
ROOT = Path(__file__).resolve().parent.parent


def read_asked(path: Path, documents: Sequence[Path], limit: int | None) -> list[Question]:
    """The answerable questions without a history, of a question file or of LeCoQA.

    A row of LeCoQA has the `texts` of its gold articles; it is asked where every one of them stands word for word in
    `documents` (in comparison form).
    """
    first = json.loads(path.read_text(encoding="utf-8").split("\n", 1)[0])
    if "texts" not in first:
        found = [item for item in read_questions(path) if item.answerable and not item.history]
        return found[:limit]
    held = "\n".join(comparison_form(file.read_text(encoding="utf-8")) for file in documents)
    asked = []
    for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
        row = json.loads(line)
        quotes = list(row["texts"].values())
        if quotes and all(comparison_form(quote) in held for quote in quotes):
            evidence = tuple(Evidence("", quote) for quote in quotes)
            asked.append(Question(str(row["id"]), row["question"], evidence=evidence))
    return asked[:limit]


def measure(name: str, questions: Sequence[Question], files: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Build one system and ask it everything. Times are wall times, without loading the model.

    `recall@k` is the share of the characters of the gold quotes in the first k hits; `hit_characters` is how long a
    hit is on average, for what is longer holds more.
    """
    build = SYSTEMS[name]
    _warm_up(build, files, folder)
    began = time.perf_counter()
    system = build(files, folder)
    seconds = time.perf_counter() - began
    system.search(questions[0].question)
    times, found = [], []
    for question in questions:
        began = time.perf_counter()
        found.append(list(system.search(question.question)))
        times.append(1000 * (time.perf_counter() - began))
    recalls = {
        f"recall@{k}": float(
            np.mean([evidence_recall(item, hits[:k]) for item, hits in zip(questions, found, strict=True)])
        )
        for k in CUTOFFS
    }
    p50, p95 = np.percentile(times, [50, 95])
    return {
        "system": name,
        "passages": system.passages,
        **{key: round(value, 4) for key, value in recalls.items()},
        "hit_characters": round(float(np.mean([len(text) for hits in found for text in hits]))),
        "build_s": round(seconds, 2),
        "passages_per_s": round(system.passages / seconds, 1),
        "characters_per_s": round(system.characters / seconds),
        "query_p50_ms": round(float(p50), 1),
        "query_p95_ms": round(float(p95), 1),
        "peak_mib": round(peak_memory()),
    }


def _warm_up(build: Any, files: Sequence[Path], folder: Path) -> None:
    """Index the smallest file aside: libraries are imported and the model is in the page cache."""
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        smallest = min(files, key=lambda path: path.stat().st_size)
        build([smallest], Path(aside)).search("总则")


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| 系统 | 段落 | 召回@1 | 召回@5 | 每条命中字数 | 建索引（秒） | 字 / 秒 | 查询 p50（毫秒） | 内存峰值 MiB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        lines.append(
            f"| {NAMES[row['system']]} | {row['passages']:,} | {row['recall@1']:.3f} | {row['recall@5']:.3f} "
            f"| {row['hit_characters']} | {row['build_s']:.1f} | {row['characters_per_s']:,} "
            f"| {row['query_p50_ms']:.1f} | {row['peak_mib']:,} |"
        )
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval.peers", description="与 LangChain、LlamaIndex 并排比较（同一模型、文件、机器）"
    )
    parser.add_argument(
        "questions", type=Path, metavar="QUESTIONS.jsonl", help="题集，或 LeCoQA 的 JSON Lines"
    )
    parser.add_argument("--documents", nargs="+", type=Path, required=True, metavar="PATH")
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    parser.add_argument("--limit", type=int, metavar="N", help="只问前 N 题")
    parser.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")
    parser.add_argument("--measured", choices=list(SYSTEMS), help=argparse.SUPPRESS)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the systems, or measure one; returns the exit status."""
    options = _parser().parse_args(arguments)

    def command() -> int:
        files = [path for path in find_files(options.documents) if path.suffix.lower() in (".txt", ".md")]
        questions = read_asked(options.questions, files, options.limit)
        if not questions:
            raise EvaluationError("没有可问的题", "请检查题集和文件是否相配")
        if options.measured:
            with tempfile.TemporaryDirectory(prefix="wence-peers-") as folder:
                print_json(measure(options.measured, questions, files, Path(folder)))
            return 0
        rows = [_child(name, options) for name in options.systems]
        if options.json:
            print_json({"machine": machine(), "questions": len(questions), "rows": rows})
        else:
            sys.stdout.write(f"{len(questions)} 问，{len(files)} 份文件\n\n{table(rows)}\n")
        return 0

    return run_command(command)


def _child(name: str, options: argparse.Namespace) -> Mapping[str, Any]:
    sys.stderr.write(f"{NAMES[name]} …\n")
    line = [sys.executable, "-m", "eval.peers", str(options.questions.resolve()), "--measured", name]
    line += ["--documents", *(str(path.resolve()) for path in options.documents)]
    line += ["--limit", str(options.limit)] if options.limit else []
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EvaluationError(
            f"{NAMES[name]} 没有跑成（{done.stderr.strip()[-300:]}）",
            "请运行 pip install -r requirements-peers.txt",
        )
    content: Mapping[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    return content


if __name__ == "__main__":
    sys.exit(main())
