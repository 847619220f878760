"""How well follow-ups become standalone: `python -m eval.followups [FILE] --documents PATH … [--rewriter TSV]`.

Knows pairs of follow-up and standalone question; nothing of how the rewriting works.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.command import print_json, run_command
from corpus.normal_form import comparison_form
from corpus.settings import load_settings
from eval.schema import EvaluationError
from index import build_index, open_index
from qa.assistant import Assistant
from qa.reader.evaluation import character_f1
from qa.schema import Turn

QUESTIONS = Path(__file__).with_name("questions") / "followups.jsonl"
_FIRST_HITS = 3


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that leans on `history`, and what it would be alone."""

    id: str
    history: tuple[str, ...]
    question: str
    standalone: str


def read_followups(path: Path) -> tuple[FollowUp, ...]:
    """The lines of the file. Raises `EvaluationError` where it is of another layout."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return tuple(FollowUp(r["id"], tuple(r["history"]), r["question"], r["standalone"]) for r in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{path} 不是追问题集（{error}）", "每行应有 id、history、question、standalone"
        ) from error


def measure(assistant: Assistant, followups: Sequence[FollowUp]) -> dict[str, object]:
    """The share rewritten exactly, and the share whose rewrite finds what the standalone question finds.

    Equivalent: the same first passage, or the standalone's first among the rewrite's first three and the other
    way round.
    """
    exact, equivalent, missed = 0, 0, []
    for item in followups:
        history: list[Turn] = []
        for question in item.history:
            history.append(Turn(question, assistant.standalone(question, history)))
        rewritten = assistant.standalone(item.question, history)
        same = comparison_form(rewritten) == comparison_form(item.standalone)
        found = same or _finds_the_same(assistant, rewritten, item.standalone)
        exact += same
        equivalent += found
        if not found:
            missed.append({"id": item.id, "question": item.question, "rewritten": rewritten})
    count = max(1, len(followups))
    return {
        "n": len(followups),
        "exact": round(exact / count, 4),
        "exact_or_equivalent": round(equivalent / count, 4),
        "missed": missed,
    }


def _finds_the_same(assistant: Assistant, one: str, other: str) -> bool:
    first, second = (
        [h.passage.id for h in assistant.index.search(text, _FIRST_HITS)] for text in (one, other)
    )
    return bool(first and second) and (first[0] == second[0] or (first[0] in second and second[0] in first))


def chit_chat(assistant: Assistant, path: Path) -> dict[str, object]:
    """Exact matches and character F1 on turn ⇥⇥ turn ⇥⇥ follow-up ⇥⇥ standalone lines of everyday talk."""
    rows = [line.split("\t\t") for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) == 4]
    exact, overlap = 0, 0.0
    for first, second, question, standalone in rows:
        rewritten = assistant.standalone(question, [Turn(first), Turn(second)])
        exact += comparison_form(rewritten) == comparison_form(standalone)
        overlap += character_f1(rewritten, standalone)
    count = max(1, len(rows))
    return {"n": len(rows), "exact": round(exact / count, 4), "f1": round(overlap / count, 4)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares as JSON."""
    made = argparse.ArgumentParser(prog="python -m eval.followups", description="追问补全得对不对")
    made.add_argument("file", type=Path, nargs="?", default=QUESTIONS, metavar="FOLLOWUPS.jsonl")
    made.add_argument("--documents", type=Path, nargs="+", default=[Path("corpus/documents")], metavar="PATH")
    made.add_argument("--rewriter", type=Path, metavar="TSV", help="另外量一份闲聊改写")
    options = made.parse_args(arguments)

    def command() -> int:
        with tempfile.TemporaryDirectory() as home:
            settings = load_settings([("home", home), ("answer.generator", "extractive")])
            build_index(settings, options.documents)
            assistant = Assistant(open_index(settings), settings)
            report = measure(assistant, read_followups(options.file))
            if options.rewriter:
                report["chit_chat"] = chit_chat(assistant, options.rewriter)
            print_json(report)
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
