"""Files are read within limits of memory and time: in a child process, unless their size alone bounds both.

Knows processes and limits; nothing of formats, which `corpus.document` knows.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path, PurePath
from types import TracebackType

from corpus import failures
from corpus.document import document_from_bytes, read_bytes
from corpus.failures import DamagedDocument, DocumentTooLarge
from corpus.record import from_record
from corpus.schema import Document, DocumentError
from corpus.settings import LimitSettings, Settings
from corpus.status import find_register

_ROOT = Path(__file__).resolve().parent.parent
_PLAIN_TEXT = frozenset((".txt", ".md", ".markdown"))
# Plain text up to this size is read here: nothing in it unpacks, so its size bounds what it takes, and a batch of
# small texts waits for no process. Measured: law text 0.3 s and 15 MB, the worst made (「1.」 on every line) 6 s and
# 230 MB.
_BOUNDED_BYTES = 1_000_000
OUT_OF_MEMORY = 77  # exit status of the child
_TRAP, _KILL = 5, 9  # signals; Windows has no names for them


def memory_failure(name: str, megabytes: int) -> DocumentTooLarge:
    """The error of a file that wants more memory than it may have."""
    return DocumentTooLarge(
        f"读「{name}」要用的内存超过上限 {megabytes} MB", "请拆分文件，或调大设置 limits.memory_megabytes"
    )


def load_document(path: Path, settings: Settings) -> Document:
    """The document in the file `path`.

    Raises a subclass of `DocumentError` where the file cannot be read, is over a limit, or holds no text.
    """
    with LimitedReader(settings) as reader:
        return reader.read(path.name, read_bytes(path, settings), find_register(path))


class LimitedReader:
    """Reads one file after another; a context manager, whose child process starts when a file needs it.

    A file that goes over a limit costs the child, and the next file gets a new one. For one thread.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: _Child | None = None

    def __enter__(self) -> LimitedReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def read(self, name: str, content: bytes, register: Path | None = None) -> Document:
        """The document in `content`; see `corpus.document.document_from_bytes`.

        Raises a subclass of `DocumentError`, `DocumentTooLarge` for a file that takes more than
        `limits.memory_megabytes` or `limits.seconds`.
        """
        too_large = len(content) > self._settings.limits.file_megabytes * 1_000_000
        bounded = PurePath(name).suffix.lower() in _PLAIN_TEXT and len(content) <= _BOUNDED_BYTES
        if bounded or too_large:
            return document_from_bytes(name, content, self._settings, register=register)
        if self._child is None:
            self._child = _Child(self._settings.limits)
        try:
            return self._child.read(name, content, register)
        finally:
            if self._child.has_ended:
                self._child = None


class _Child:
    """A process of `corpus.reading_child` and its two pipes."""

    def __init__(self, limits: LimitSettings) -> None:
        self._limits = limits
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))),
            # Every arena of the C library and every thread of a library for numbers takes address space.
            "MALLOC_ARENA_MAX": "2",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "corpus.reading_child", json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # so that what it starts (LibreOffice) ends with it, and Ctrl-C is ours alone
        )

    @property
    def has_ended(self) -> bool:
        """Whether it can read no more."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End it and whatever it has started."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def read(self, name: str, content: bytes, register: Path | None) -> Document:
        """See `LimitedReader.read`; the process is ended where it did not answer in time."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        clock = threading.Timer(max(0.0, self._limits.seconds), stop)
        clock.daemon = True
        clock.start()
        try:
            kind, answer = self._ask(name, content, register)
        except (OSError, ValueError):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)  # its own status, before it is made to end
            status = self._process.poll()
            self.end()
            raise self._failure(name, late.is_set(), status) from None
        except BaseException:  # Ctrl-C: an answer still to come would be taken for the next file's
            self.end()
            raise
        finally:
            clock.cancel()
        if late.is_set():
            self.end()
        if kind == "document":
            return from_record(answer)
        failure, problem, remedy = json.loads(answer)
        error: DocumentError = getattr(failures, failure)(problem, remedy)
        raise error

    def _ask(self, name: str, content: bytes, register: Path | None) -> tuple[str, bytes]:
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        where = str(register.resolve()) if register else None
        requests.write(json.dumps({"name": name, "register": where, "size": len(content)}).encode() + b"\n")
        requests.write(content)
        requests.flush()
        head = json.loads(answers.readline())  # ValueError where the process has gone
        answer = answers.read(head["size"])
        if len(answer) < head["size"]:
            raise ValueError("the answer is cut off")
        return head["kind"], answer

    def _failure(self, name: str, late: bool, status: int | None) -> DocumentError:
        """Why the process went without an answer."""
        if late:
            return DocumentTooLarge(
                f"读「{name}」超过 {self._limits.seconds} 秒", "请拆分文件，或调大设置 limits.seconds"
            )
        # A library in C that cannot allocate aborts, traps (PDFium), or is killed by the system.
        starved = {OUT_OF_MEMORY, *(-number for number in (signal.SIGABRT, signal.SIGILL, _TRAP, _KILL))}
        if status in starved:
            return memory_failure(name, self._limits.memory_megabytes)
        return DamagedDocument(
            f"读「{name}」的进程中断了（状态 {status}）", "文件可能已损坏，请另存一份后再试"
        )
