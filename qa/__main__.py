"""python -m qa QUESTION: one answer on the command line, as text or as the contract's JSON.

Knows nothing of how answers come about.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.command import COULD_NOT, DONE, print_json, run_command
from corpus.settings import Settings, load_settings

GENERATORS = ("extractive", "local", "remote")


def parser() -> argparse.ArgumentParser:
    """The command line of the contract."""
    made = argparse.ArgumentParser(prog="python -m qa", description="向已建索引的政策文件提一个问题")
    made.add_argument("question", metavar="QUESTION", help="问题")
    made.add_argument(
        "--history",
        action="append",
        nargs="+",
        default=[],
        metavar="QUESTION",
        help="此前问过的问题，先问的在前",
    )
    made.add_argument("--generator", choices=GENERATORS, help="回答方式")
    made.add_argument("--home", type=Path, metavar="DIR", help="数据目录（默认 .wence）")
    made.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer and print; exit status as in the contract."""
    options = parser().parse_args(arguments)
    return run_command(lambda: _answer(options))


def _answer(options: argparse.Namespace) -> int:
    overrides: list[tuple[str, object]] = []
    if options.home is not None:
        overrides.append(("home", options.home))
    if options.generator is not None:
        overrides.append(("answer.generator", options.generator))
    settings: Settings = load_settings(overrides)
    from qa import AnswerStatus, Turn, answer_to_json, open_assistant

    assistant = open_assistant(settings)
    history: list[Turn] = []
    for earlier in (question for group in options.history for question in group):
        standalone = assistant.standalone(earlier, history)
        history.append(Turn(earlier, standalone))
    answer = assistant.ask(options.question, history)
    if options.json:
        print_json(answer_to_json(answer))
    else:
        print(answer.text)
        for citation in answer.citations:
            place = citation.path.full or "正文"
            print(f"[{citation.marker}] 《{citation.title}》{citation.path.short}  {place}")
    if answer.status is AnswerStatus.ERROR:
        print(answer.text, file=sys.stderr)
        return COULD_NOT
    return DONE


if __name__ == "__main__":
    sys.exit(main())
