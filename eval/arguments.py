"""The command line of `python -m eval`: what can be said, not what is done.

Imports nothing heavy, so that --help answers at once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

SPLITS = ("all", "dev", "test")


def parser() -> argparse.ArgumentParser:
    """The commands of the contract (section 4), and what was added to them since."""
    made = argparse.ArgumentParser(prog="python -m eval", description="问答有多好：评测、比较、测速")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _run(commands.add_parser("run", help="用一个题集评测，写出 report.json、report.html、answers.jsonl"))
    _compare(commands.add_parser("compare", help="比较两次评测，给出差值的区间和翻转的题"))
    _bench(commands.add_parser("bench", help="测量各环节的速度、内存，并与基线相比"))
    _draft(commands.add_parser("draft", help="从一个文件的条款拟出题目草稿，供人修改"))
    _robust(commands.add_parser("robust", help="把每道题加以扰动，或去掉证据，看回答是否还站得住"))
    _table(commands.add_parser("table", help="把一次评测的结果表写进 README 的标记之间"))
    _from_feedback(commands.add_parser("from-feedback", help="把读者标记过的回答变成题目草稿，供人修改"))
    _load(
        commands.add_parser(
            "load", help="许多读者同时提问：有没有错、串话、丢失，内存平不平；打印一个 JSON 对象"
        )
    )
    return made


def _asking(command: argparse.ArgumentParser) -> None:
    command.add_argument("questions", metavar="QUESTIONS.jsonl", type=Path, help="题集，每行一题")
    command.add_argument(
        "--documents", nargs="+", default=[], type=Path, metavar="PATH", help="先把这些文件或文件夹编入索引"
    )
    command.add_argument("--home", type=Path, metavar="DIR", help="索引所在的数据目录")
    command.add_argument("--generator", metavar="NAME", help="回答方式，如 extractive")
    command.add_argument("--split", choices=SPLITS, default="all", help="只用题集的一半：dev 或 test")
    command.add_argument("--limit", type=_positive, metavar="N", help="只问前 N 题")
    command.add_argument("--seed", type=int, metavar="N", help="自助法的随机种子")
    command.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} 不是正整数")
    return value


def _run(command: argparse.ArgumentParser) -> None:
    _asking(command)
    command.add_argument("--out", type=Path, metavar="DIR", help="结果写到哪个目录（默认 runs/题集名）")
    command.add_argument(
        "--set",
        dest="grid",
        action="append",
        default=[],
        metavar="SECTION.KEY=V1,V2",
        help="改变设置；给出多个值就逐一评测，可重复使用",
    )
    command.add_argument(
        "--judge", metavar="URL", help="另请一个 OpenAI 兼容的模型评忠实与有用（不进默认表）"
    )
    command.add_argument("--judge-model", metavar="NAME", help="评判模型的名字")


def _compare(command: argparse.ArgumentParser) -> None:
    command.add_argument("run_a", metavar="RUN_A", type=Path, help="基准的结果目录")
    command.add_argument("run_b", metavar="RUN_B", type=Path, help="新的结果目录")
    command.add_argument(
        "--fail-under-drop",
        nargs="+",
        default=[],
        metavar="METRIC",
        help="这些指标若显著变差，以状态 1 结束",
    )
    command.add_argument("--seed", type=int, metavar="N", help="自助法的随机种子")
    command.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")


def _bench(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sizes", nargs="+", type=_positive, metavar="N", help="测哪些规模的段落数（默认 1000 10000 100000）"
    )
    command.add_argument("--quick", action="store_true", help="只测 1000 和 10000 段，重复次数减半")
    command.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")


def _draft(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", metavar="DOCUMENT", type=Path, help="政策文件")
    command.add_argument("--out", type=Path, metavar="FILE", help="写到文件（默认打印到标准输出）")


def _robust(command: argparse.ArgumentParser) -> None:
    _asking(command)
    command.add_argument("--out", type=Path, metavar="DIR", help="把扰动后的题集与结果写到哪个目录")


def _table(command: argparse.ArgumentParser) -> None:
    command.add_argument("run", metavar="RUN", type=Path, help="结果目录，或其中的 report.json")
    command.add_argument("--readme", type=Path, metavar="FILE", help="写进这个文件的标记之间；不给则打印")
    command.add_argument(
        "--keep", type=Path, metavar="DIR", help="同时把 report.json 存到这个目录，供测试核对"
    )


def _from_feedback(command: argparse.ArgumentParser) -> None:
    command.add_argument("--home", type=Path, metavar="DIR", help="反馈所在的数据目录")
    command.add_argument(
        "--verdict", choices=("up", "down", "all"), default="all", help="只要说好的（up）或说不好的（down）"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="写到文件（默认打印到标准输出）")


def _load(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--documents",
        nargs="+",
        default=[],
        type=Path,
        metavar="PATH",
        help="被测的服务先加入这些文件或文件夹",
    )
    command.add_argument("--home", type=Path, metavar="DIR", help="被测的服务的数据目录（默认临时目录）")
    command.add_argument(
        "--questions", type=Path, metavar="FILE", help="题集，从中取问题（默认 eval/questions/policy.jsonl）"
    )
    command.add_argument("--users", type=_positive, default=50, metavar="N", help="同时提问的人数（默认 50）")
    command.add_argument("--seconds", type=_positive, default=300, metavar="N", help="多久（默认 300 秒）")
    command.add_argument(
        "--pause", type=float, default=1.0, metavar="S", help="每人读完一个回答后等几秒再问（默认 1）"
    )
    command.add_argument(
        "--kill", action="store_true", help="一半时杀掉服务再启动，其间不断加入文件；看已确认的有没有丢"
    )
