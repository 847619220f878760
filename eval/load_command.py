"""A load from the command line's options: a server of its own is started, loaded and stopped.

Knows options and the pieces of a load.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.load import run_load
from eval.load_report import Load
from eval.load_server import LoadedServer
from eval.question_file import read_questions

QUESTIONS = Path(__file__).parent / "questions" / "policy.jsonl"


def load(options: argparse.Namespace, say: Callable[[str], None]) -> dict[str, Any]:
    """The report. Raises `EvaluationError` where the questions cannot be read or the server does not start."""
    questions = [each.question for each in read_questions(options.questions or QUESTIONS)]
    wanted = Load(options.users, float(options.seconds), max(0.0, options.pause), options.kill)
    with tempfile.TemporaryDirectory(prefix="wence-load-") as folder:
        server = LoadedServer(
            options.home or Path(folder) / "home", [each.resolve() for each in options.documents]
        )
        say(f"启动 {server.url}，日志 {server.log}")
        try:
            started = server.start()
            say(f"服务 {started:.1f} 秒后就绪；{wanted.users} 人提问 {wanted.seconds:.0f} 秒 …")
            report = run_load(server, wanted, questions, say)
        finally:
            server.stop()
    return {"start_seconds": round(started, 1), **report}
