"""From how large a shared part two passages are a repost: precision and recall on reposts of laws made dirty.

`python -m eval.repost_benchmark LAWS --json`. Laws, not passages, are divided into the half that chooses and the half
that tells. Knows `corpus.repost_shares`; nothing of searching.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from corpus import find_files, load_document, repost_shares, split_passages
from corpus.command import print_json, run_command
from corpus.reposts import SHARED
from corpus.schema import Passage
from corpus.settings import Settings
from eval.schema import Split

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(2, 20))
# A wrong link hides a passage behind another law's: of what keeps wrong links below one in 200, the most is found.
WANTED_PRECISION = 0.995
SEED = 7
_LEAST = 40  # characters: what is shorter is a heading or a formula, and no repost is told by it
_PART = re.compile("[^，。；：！？\n]+[，。；：！？\n]*")
_OTHERS = "的了和与在对为中有是不人民国家应当依法规定工作部门管理机关单位企业社会服务安全"


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage of a law; `law` is its name without a date, so that its versions are one law."""

    law: str
    passage: Passage


def law_name(source: str) -> str:
    """行政处罚法(2021-01-22).md → 行政处罚法."""
    return re.sub(r"[（(]\d{4}-\d{2}-\d{2}[)）]$", "", PurePath(source).stem)


def side(law: str) -> Split:
    """The half a law belongs to, the same on every machine."""
    return Split.DEV if zlib.crc32(law.encode()) % 2 else Split.TEST


def read_passages(paths: Sequence[Path], settings: Settings) -> Iterator[Kept]:
    """The passages of the laws that are long enough to be recognised again."""
    for path in paths:
        document = load_document(path, settings)
        for passage in split_passages(document, settings.passages):
            if len(passage.text) >= _LEAST:
                yield Kept(law_name(document.source), passage)


def dirty_copy(text: str, dice: random.Random) -> str:
    """`text` as a repost has it: one character in 200 to 25 exchanged, at times a part left out, others put in, a
    heading before it or a note after it."""
    rate = dice.choice((0.005, 0.01, 0.02, 0.04))
    parts = _PART.findall(text)
    if len(parts) > 3 and dice.random() < 0.3:
        del parts[dice.randrange(len(parts))]
    if dice.random() < 0.3:
        parts.insert(
            dice.randrange(len(parts) + 1), dice.choice(("编者注，", "据悉，", "（略），", "记者了解到，"))
        )
    copied = "".join(
        dice.choice(_OTHERS) if "\u4e00" <= char <= "\u9fff" and dice.random() < rate else char
        for char in "".join(parts)
    )
    before = dice.choice(("", "", "法律原文：\n", "转自网络\n"))
    return before + copied + dice.choice(("", "", "（责任编辑：某某）", "\n来源：某某网"))


def measure(kept: Sequence[Kept], seed: int = SEED) -> list[dict[str, float]]:
    """Precision and recall at each threshold: every passage has one dirty copy in a document of its own.

    A link of a copy is right where it leads to its origin and wrong where it leads to another law; links to the
    same law in another place or another version are not counted, for they may be either.
    """
    dice = random.Random(seed)
    copies = [
        replace(
            item.passage,
            id=f"copy-{number}",
            document_id=f"copy-{item.passage.document_id}",
            text=dirty_copy(item.passage.text, dice),
        )
        for number, item in enumerate(kept)
    ]
    count = len(kept)
    right: list[float] = []
    wrong: list[float] = []
    for index, other, share in repost_shares([*(item.passage for item in kept), *copies]):
        if index < count <= other:  # from an origin to a copy: each such pair once
            if other - count == index:
                right.append(share)
            elif kept[other - count].law != kept[index].law:
                wrong.append(share)
    rows = []
    for threshold in THRESHOLDS:
        found, false = (sum(share >= threshold for share in shares) for shares in (right, wrong))
        precision = found / (found + false) if found + false else 1.0
        recall = found / count
        f1 = 2 * precision * recall / (precision + recall) if found else 0.0
        rows.append(
            {
                "threshold": threshold,
                "precision": round(precision, 4),
                "recall": round(recall, 4),
                "f1": round(f1, 4),
            }
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both halves; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.repost_benchmark", description="转载阈值的精确率和召回率"
    )
    parser.add_argument("laws", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="每 N 份文件取一份")
    parser.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")
    options = parser.parse_args(arguments)

    def command() -> int:
        kept = list(read_passages(find_files(options.laws)[:: options.every], Settings()))
        halves = {
            split: [item for item in kept if side(item.law) is split] for split in (Split.DEV, Split.TEST)
        }
        measured = {split: measure(items) for split, items in halves.items()}
        best = next(
            (row["threshold"] for row in measured[Split.DEV] if row["precision"] >= WANTED_PRECISION),
            THRESHOLDS[-1],
        )
        if options.json:
            content: dict[str, object] = {"used": SHARED, "chosen_on_dev": best}
            for split, rows in measured.items():
                content[split.value] = {"passages": len(halves[split]), "rows": rows}
            print_json(content)
            return 0
        lines = [
            f"开发半 {len(halves[Split.DEV])} 段，测试半 {len(halves[Split.TEST])} 段；开发半选出 {best}，现用 {SHARED}",
            "",
            "| 阈值 | 开发：精确率 | 召回率 | F1 | 测试：精确率 | 召回率 | F1 |",
            "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        ]
        for one, other in zip(measured[Split.DEV], measured[Split.TEST], strict=True):
            cells = (row[name] for row in (one, other) for name in ("precision", "recall", "f1"))
            lines.append(f"| {one['threshold']:.2f} | " + " | ".join(f"{cell:.4f}" for cell in cells) + " |")
        sys.stdout.write("\n".join(lines) + "\n")
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
