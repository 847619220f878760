"""The process in which files are read: so much memory, so much time for each, one answer for each request.

Run by `corpus.reading` as `python -m corpus.reading_child LIMITS`; knows its two pipes, nothing of formats.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import IO, Any

from corpus.document import document_from_bytes
from corpus.failures import DamagedDocument
from corpus.reading import OUT_OF_MEMORY, memory_failure
from corpus.record import to_record
from corpus.schema import DocumentError
from corpus.settings import LimitSettings, Settings

# Longer than the parent waits: the alarm ends what the parent, killed meanwhile, can no longer end.
_GRACE_SECONDS = 5


def limit_memory(megabytes: int) -> None:
    """Let this process and its children map no more than `megabytes`, where the system can hold them to it.

    RLIMIT_AS: an allocation beyond it fails, instead of driving the machine into swapping. macOS knows the
    limit and does not keep it; Windows does not know it.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))


def _is_starved(error: BaseException | None) -> bool:
    """Whether a library says that it could not allocate: Python, ONNX Runtime (std::bad_alloc), Pillow."""
    said = str(error).lower()
    return isinstance(error, MemoryError) or "alloc" in said or "out of memory" in said


def _answer(request: dict[str, Any], content: bytes, limits: LimitSettings) -> tuple[str, bytes]:
    """("document", its record) or ("failure", [class, problem, remedy])."""
    name = str(request["name"])
    register = Path(request["register"]) if request["register"] else None
    try:
        document = document_from_bytes(name, content, Settings(limits=limits), register=register)
        return "document", to_record(document)
    except MemoryError:
        failure: DocumentError = memory_failure(name, limits.memory_megabytes)
    except DocumentError as error:
        # A loader takes a failed allocation inside its library for a damaged file.
        failure = memory_failure(name, limits.memory_megabytes) if _is_starved(error.__cause__) else error
    except Exception as error:  # whatever a format's library raises on bytes its author never saw
        failure = (
            memory_failure(name, limits.memory_megabytes)
            if _is_starved(error)
            else DamagedDocument(
                f"读「{name}」时出错（{type(error).__name__}）", "文件可能已损坏，请另存一份后再试"
            )
        )
    record = [type(failure).__name__, failure.problem, failure.remedy]
    return "failure", json.dumps(record, ensure_ascii=False).encode()


def serve(requests: IO[bytes], answers: IO[bytes], limits: LimitSettings) -> None:
    """Answer requests until there are no more: a line of JSON with `size`, then as many bytes."""
    for line in iter(requests.readline, b""):
        request = json.loads(line)
        content = requests.read(request["size"])
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, max(0.0, limits.seconds) + _GRACE_SECONDS)
        kind, answer = _answer(request, content, limits)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(json.dumps({"kind": kind, "size": len(answer)}).encode() + b"\n" + answer)
        answers.flush()


def main(arguments: str) -> int:
    """Set the limits, keep the pipe to the parent for answers alone, serve."""
    limits = LimitSettings(**json.loads(arguments))
    limit_memory(limits.memory_megabytes)
    try:
        with os.fdopen(os.dup(1), "wb") as answers:
            os.dup2(2, 1)  # what a library prints must not come between two answers
            serve(sys.stdin.buffer, answers, limits)
    except MemoryError:  # in taking the file in or giving the document out
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
