"""How well verification tells true statements from changed ones: `python -m eval.verification --data DIR`.

Statements are made from passages of documents (a sentence shortened, introduced, or with one fact changed).
Knows nothing of how statements are checked.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.command import print_json, run_command
from qa.reader.data import is_held_out
from qa.reader.law_passages import SourcePassage, read_passages
from qa.reader.reader import Reader, open_reader
from qa.reader.support_pairs import statements_from
from qa.schema import Support
from qa.verify import check_sentence

PAIRS = 3000


@dataclass(frozen=True, slots=True)
class StatementPair:
    """A statement beside the passage that it cites; `change` is "" where it is true."""

    statement: str
    context: str
    passage: str
    supported: bool
    change: str


def statement_pairs(passages: Sequence[SourcePassage], count: int, seed: int) -> tuple[StatementPair, ...]:
    """At most `count` pairs, about half of them true, of passages in random order."""
    chance = random.Random(seed)
    order = list(passages)
    chance.shuffle(order)
    pairs: list[StatementPair] = []
    for passage in order:
        for statement in statements_from(passage.text, chance):
            pairs.append(
                StatementPair(
                    statement.text, passage.context, passage.text, statement.supported, statement.change
                )
            )
        if len(pairs) >= count:
            break
    return tuple(pairs[:count])


def accuracies(
    pairs: Sequence[StatementPair], accepts: Callable[[StatementPair], bool]
) -> dict[str, dict[str, float]]:
    """Accuracy and number by kind of change: of the changed statements together with as many true ones.

    For each kind, the mean of the share of its changed statements that are not accepted and of the share of
    all true statements that are: what half-and-half pairs would give.
    """
    right: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        right[pair.change or "true"].append(accepts(pair) == pair.supported)
    true = sum(right["true"]) / max(1, len(right["true"]))
    table = {"true": {"accuracy": round(true, 4), "n": len(right["true"])}}
    for change, outcomes in sorted(right.items()):
        if change != "true":
            caught = sum(outcomes) / len(outcomes)
            table[change] = {
                "accuracy": round((true + caught) / 2, 4),
                "caught": round(caught, 4),
                "n": len(outcomes),
            }
    everything = [outcome for outcomes in right.values() for outcome in outcomes]
    table["all"] = {
        "accuracy": round(sum(everything) / max(1, len(everything)), 4),
        "n": len(everything),
    }
    return table


def measure(data: Path, reader: Reader | None, pairs_wanted: int = PAIRS) -> dict[str, object]:
    """The rules alone, the reader alone and both, on seeds and laws that were kept from training; entailment as it is."""
    passages = [p for p in read_passages(data / "laws", _said) if is_held_out(p.law)]
    pairs = statement_pairs((*read_passages(data / "seeds", _said), *passages), pairs_wanted, seed=23)
    found: dict[str, object] = {
        "rules": accuracies(pairs, lambda p: _accepted(p, None)),
    }
    if reader is not None:
        found["reader"] = accuracies(
            pairs, lambda p: reader.support(p.statement, [(p.context, p.passage)])[0] >= 0.5
        )
        found["both"] = accuracies(pairs, lambda p: _accepted(p, reader))
    found["ocnli_gov_dev"] = entailment(data / "qa" / "ocnli-gov-dev.jsonl", reader)
    return found


def _accepted(pair: StatementPair, reader: Reader | None) -> bool:
    check = check_sentence(pair.statement, pair.passage, None if reader is None else reader.carries)
    return check.support is Support.SUPPORTED


def entailment(path: Path, reader: Reader | None) -> dict[str, object]:
    """On entailment pairs about government prose: how often "supported" means entailment, and how often it is found."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    known = [row for row in rows if row.get("label") in ("entailment", "neutral", "contradiction")]
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in known:
        check = check_sentence(row["hypothesis"], row["premise"], None if reader is None else reader.carries)
        counts[row["label"]][check.support.value] += 1
    right = sum(
        number
        for label, outcomes in counts.items()
        for support, number in outcomes.items()
        if (label == "entailment") == (support == Support.SUPPORTED.value)
    )
    return {"n": len(known), "accuracy": round(right / max(1, len(known)), 4), "counts": counts}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table as JSON."""
    made = argparse.ArgumentParser(
        prog="python -m eval.verification", description="核对的准确率：改动过的句子认不认得出来"
    )
    made.add_argument("--data", type=Path, required=True, metavar="DIR", help="含 qa/ 与 laws/ 的数据目录")
    made.add_argument("--model", default="", metavar="DIR", help="另外量一个阅读模型")
    made.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help="多少对句子（默认 3000）")
    options = made.parse_args(arguments)

    def command() -> int:
        print_json(measure(options.data, open_reader(options.model), options.pairs))
        return 0

    return run_command(command)


def _said(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
