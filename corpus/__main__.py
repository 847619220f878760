"""`python -m corpus show FILE`: what a file became, as a tree a person judges at a glance, or as JSON.

Knows how a Document is shown; nothing of how it was made.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.command import print_json, run_command
from corpus.reading import load_document
from corpus.report import document_as_json, document_as_text
from corpus.settings import load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="把政策文件读成条款树")
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="显示一份文件的元数据、条款树和清洗报告")
    show.add_argument("file", type=Path, metavar="FILE", help="txt md html pdf docx ofd doc wps")
    show.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    show.add_argument("--text", action="store_true", help="条款后附上全部文字")
    options = parser.parse_args(arguments)
    return run_command(lambda: _show(options))


def _show(options: argparse.Namespace) -> int:
    document = load_document(options.file, load_settings())
    if options.json:
        print_json(document_as_json(document))
    else:
        print(document_as_text(document, whole=options.text, colour=sys.stdout.isatty()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
