"""A server of one's own to be loaded: started, measured, killed and started again.

Knows processes and /proc; nothing of questions.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from eval.schema import EvaluationError

ROOT = Path(__file__).resolve().parent.parent
_READY_SECONDS = 1800.0  # a first start may have thousands of documents to index
_STOP_SECONDS = 60.0


class LoadedServer:
    """`python app.py` over `home` on a loopback port that stays the same across restarts."""

    def __init__(self, home: Path, documents: Sequence[Path]) -> None:
        self.home = home
        self._documents = documents
        self._process: subprocess.Popen[bytes] | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / f"{home.name}-server.log"

    def start(self) -> float:
        """Start and wait until it can answer; gives the seconds that took. Raises `EvaluationError`."""
        began = time.perf_counter()
        self.home.mkdir(parents=True, exist_ok=True)
        arguments = ["--home", str(self.home), "--port", str(self.port), *map(str, self._documents)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "app.py", *arguments],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._documents = ()  # a restart opens what is kept
        while time.perf_counter() - began < _READY_SECONDS:
            if self._process.poll() is not None:
                raise EvaluationError("被测的服务没有启动", f"请看它的日志 {self.log}")
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5):
                    return time.perf_counter() - began
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.kill()
        raise EvaluationError(f"被测的服务在 {_READY_SECONDS:.0f} 秒内没有就绪", f"请看它的日志 {self.log}")

    def resident_bytes(self) -> int:
        """Memory that the process and its children hold now; 0 where it is not running."""
        return 0 if self._process is None else sum(_resident(each) for each in _family(self._process.pid))

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        family = _family(self._process.pid)
        self._process.send_signal(how)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        for each in family[1:]:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _family(process: int) -> list[int]:
    """The process and everything it started that is still there."""
    family = [process]
    for each in family:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                family += map(int, children.read_text().split())
            except OSError:
                continue
    return family


def _resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
