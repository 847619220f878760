"""`python -m index`: build, search, remove, list, info, verify.

Knows arguments and how results are printed; everything else is asked of the package.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.command import COULD_NOT, DONE, print_json, run_command
from corpus.settings import Settings, load_settings

if TYPE_CHECKING:
    from index.build import BuildReport

_STAGE_NAMES = {"reading": "读取", "preparing": "切分", "embedding": "编码", "writing": "写入"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit status."""
    options = _parser().parse_args(arguments)

    def command() -> int:
        overrides = [("home", options.home)] if options.home else []
        status: int = options.run(load_settings(overrides), options)
        return status

    return run_command(command)


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--home", metavar="DIR", help="文库和索引所在的文件夹（默认 .wence）")
    shared.add_argument("--json", action="store_true", help="标准输出只打印一个 JSON 对象")
    parser = argparse.ArgumentParser(prog="python -m index", description="建立、搜索和维护索引。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    build = commands.add_parser("build", parents=[shared], help="加入或更新文件和文件夹，并重建索引")
    build.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    build.set_defaults(run=_build)
    search = commands.add_parser("search", parents=[shared], help="搜索")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="最多几条（默认 10）")
    search.set_defaults(run=_search)
    remove = commands.add_parser("remove", parents=[shared], help="移除文件")
    remove.add_argument("documents", nargs="+", metavar="DOCUMENT_ID")
    remove.set_defaults(run=_remove)
    for name, run, text in (
        ("list", _list, "列出文件"),
        ("info", _info, "索引的概况"),
        ("verify", _verify, "检查索引是否完好"),
    ):
        commands.add_parser(name, parents=[shared], help=text).set_defaults(run=run)
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("要一个正整数")
    return value


def _build(settings: Settings, options: argparse.Namespace) -> int:
    from index.build import build_index

    return _report(options, lambda shown: build_index(settings, options.paths, **shown))


def _remove(settings: Settings, options: argparse.Namespace) -> int:
    from index.build import remove_documents

    return _report(options, lambda shown: remove_documents(settings, options.documents, **shown))


def _report(options: argparse.Namespace, run: Callable[[dict[str, Any]], BuildReport]) -> int:
    from index.progress import ProgressDisplay

    with ProgressDisplay(_STAGE_NAMES) as display:
        report = run({"progress": display, "waiting": lambda: _say("另一个进程正在更新这个索引，等它完成……")})
    for failure in report.failures:
        _say(f"跳过 {failure.path}：{failure.problem}")
    if options.json:
        print_json(
            {
                "added": report.added,
                "replaced": report.replaced,
                "unchanged": report.unchanged,
                "removed": report.removed,
                "failures": [{"path": str(item.path), "problem": item.problem} for item in report.failures],
                "documents": report.documents,
                "passages": report.passages,
                "embedded": report.embedded,
                "generation": report.generation,
                "seconds": {name: round(value, 3) for name, value in report.seconds},
            }
        )
    else:
        took = "，".join(f"{_STAGE_NAMES[name]} {value:.1f} 秒" for name, value in report.seconds)
        print(
            f"新增 {len(report.added)}，更新 {len(report.replaced)}，未变 {len(report.unchanged)}，"
            f"移除 {len(report.removed)}，跳过 {len(report.failures)}；"
            f"共 {report.documents} 份文件、{report.passages} 个段落，新编码 {report.embedded} 个（{took}）"
        )
    nothing_read = report.failures and not (report.added or report.replaced or report.unchanged)
    return COULD_NOT if nothing_read else DONE


def _search(settings: Settings, options: argparse.Namespace) -> int:
    from index.local import open_index
    from index.present import hit_to_json

    hits = open_index(settings).search(options.query, options.k)
    if options.json:
        print_json({"query": options.query, "hits": [hit_to_json(hit) for hit in hits]})
        return DONE
    for hit in hits:
        text = " ".join(hit.passage.text.split())
        shown = text if len(text) <= 120 else text[:119] + "…"
        print(f"{hit.rank:>2}. 《{hit.title}》{hit.passage.path.short}  {hit.score:.4f}\n    {shown}")
    if not hits:
        _say("没有找到")
    return DONE


def _list(settings: Settings, options: argparse.Namespace) -> int:
    from index.local import open_index

    documents = open_index(settings).documents()
    if options.json:
        print_json(
            {
                "documents": [
                    {
                        "id": item.id, "title": item.title, "source": item.source, "number": item.number,
                        "issuers": item.issuers,
                        "issued_on": item.issued_on.isoformat() if item.issued_on else None,
                        "status": item.status.value, "tier": item.tier.value,
                        "passages": item.passages, "characters": item.characters,
                    }
                    for item in documents
                ]
            }
        )  # fmt: skip
    else:
        for item in documents:
            print(f"{item.id}  {item.passages:>5} 段  {item.tier.label}  {item.title}（{item.source}）")
    return DONE


def _info(settings: Settings, options: argparse.Namespace) -> int:
    from index.inspect import describe

    facts = describe(settings)
    if options.json:
        print_json(facts)
    else:
        for name, value in facts.items():
            print(f"{name}: {value}")
    return DONE


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    from index.inspect import find_problems

    problems = find_problems(settings)
    if options.json:
        print_json({"ok": not problems, "problems": list(problems)})
    elif not problems:
        print("索引完好")
    for problem in problems:
        _say(problem)
    if problems:
        _say(f"请运行 python -m index build --home {settings.home} 重建。")
    return COULD_NOT if problems else DONE


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
