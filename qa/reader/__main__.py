"""python -m qa.reader train | evaluate | support: the reader's own command line.

Knows nothing of how reading or training work.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.command import DONE, print_json, run_command


def parser() -> argparse.ArgumentParser:
    """The command line of the reader."""
    made = argparse.ArgumentParser(prog="python -m qa.reader", description="中文阅读模型：训练与评测")
    commands = made.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="训练一个阅读模型；中断后再运行会接着训练")
    train.add_argument("--data", type=Path, required=True, metavar="DIR", help="含 qa/ 与 laws/ 的数据目录")
    train.add_argument("--out", type=Path, required=True, metavar="DIR", help="模型与检查点写到这里")
    train.add_argument("--minutes", type=float, default=60.0, metavar="N", help="训练多少分钟（默认 60）")
    train.add_argument(
        "--start", type=Path, metavar="DIR", help="从这个阅读模型接着训练（默认：自带的编码模型）"
    )
    train.add_argument("--others", type=int, metavar="N", help="专写题以外的例子只取 N 个（默认：全部）")
    train.add_argument("--rate", type=float, metavar="R", help="学习率")
    train.add_argument("--seed", type=int, default=7, help="随机种子")
    evaluate = commands.add_parser("evaluate", help="在 SQuAD 格式的题集上评测")
    evaluate.add_argument("file", type=Path, metavar="SQUAD.json")
    evaluate.add_argument("--model", type=Path, metavar="DIR", help="模型目录（默认：随程序的）")
    evaluate.add_argument("--limit", type=int, metavar="N", help="只用前 N 题")
    evaluate.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; exit status as in the contract."""
    options = parser().parse_args(arguments)
    command = {"train": _train, "evaluate": _evaluate}[options.command]
    return run_command(lambda: command(options))


def _train(options: argparse.Namespace) -> int:
    from qa.reader.data import prepare
    from qa.reader.finish import finish
    from qa.reader.training import Recipe, train

    data = prepare(options.data, options.seed, _said, options.others)
    recipe = Recipe(minutes=options.minutes, seed=options.seed, start=options.start)
    if options.rate:
        recipe = replace(recipe, learning_rate=options.rate)
    scores = train(data, options.out, recipe, _said)
    finish(options.out, data.development, _said)
    print_json(dict(scores))
    return DONE


def _evaluate(options: argparse.Namespace) -> int:
    from qa.reader.evaluation import evaluate
    from qa.reader.reader import WEIGHTS, Reader

    found = evaluate(Reader(options.model or WEIGHTS), options.file, options.limit)
    if options.json:
        print_json(found)
    else:
        for name, value in found.items():
            print(f"{name}: {value}")
    return DONE


def _said(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
