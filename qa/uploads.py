"""Files that a reader brings become searchable documents, one after another, telling how far they are.

Knows a `PolicyService`; nothing of pages.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from corpus import AddOutcome
from corpus.schema import WenceError
from qa.service import PolicyService


class UploadState(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    READING = "reading"
    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The Chinese words a reader sees."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    UploadState.WAITING: "等待",
    UploadState.READING: "读取中…",
    UploadState.ADDED: "已加入",
    UploadState.UNCHANGED: "已有相同的文件",
    UploadState.REPLACED: "已替换旧版",
    UploadState.FAILED: "没有加入",
}
_OUTCOMES = {
    AddOutcome.ADDED: UploadState.ADDED,
    AddOutcome.UNCHANGED: UploadState.UNCHANGED,
    AddOutcome.REPLACED: UploadState.REPLACED,
}


@dataclass(frozen=True, slots=True)
class Upload:
    """One file; `problem` says why it was not added."""

    name: str
    state: UploadState = UploadState.WAITING
    problem: str = ""


@dataclass(frozen=True, slots=True)
class UploadProgress:
    """All files of one upload; `done` of `total` passages are embedded, `finished` when all can be asked."""

    uploads: tuple[Upload, ...]
    done: int = 0
    total: int = 0
    finished: bool = False
    problem: str = ""


def add_uploads(service: PolicyService, paths: Sequence[Path]) -> Iterator[UploadProgress]:
    """Add the files at `paths`, which are removed once read; a file that cannot be read leaves the rest alone."""
    uploads = [Upload(path.name) for path in paths]
    for number, path in enumerate(paths):
        uploads[number] = replace(uploads[number], state=UploadState.READING)
        yield UploadProgress(tuple(uploads))
        uploads[number] = _add(service, path)
    yield UploadProgress(tuple(uploads))
    if any(each.state in {UploadState.ADDED, UploadState.REPLACED} for each in uploads):
        yield from _refresh(service, tuple(uploads))
    else:
        yield UploadProgress(tuple(uploads), finished=True)


def _add(service: PolicyService, path: Path) -> Upload:
    try:
        result = service.add(path.name, path.read_bytes())
    except WenceError as error:
        return Upload(path.name, UploadState.FAILED, str(error))
    except OSError as error:
        return Upload(path.name, UploadState.FAILED, f"文件没有传完整（{error.strerror}）；请重新上传。")
    finally:
        path.unlink(missing_ok=True)
    return Upload(path.name, _OUTCOMES[result.outcome])


def _refresh(service: PolicyService, uploads: tuple[Upload, ...]) -> Iterator[UploadProgress]:
    """Build in a thread, so that its progress can be told while it goes on."""
    told: queue.SimpleQueue[UploadProgress] = queue.SimpleQueue()

    def build() -> None:
        problem = ""
        try:
            service.refresh(
                lambda stage, done, total: (
                    told.put(UploadProgress(uploads, done, total)) if stage == "embedding" else None
                )
            )
        except WenceError as error:
            problem = str(error)
        finally:
            told.put(UploadProgress(uploads, finished=True, problem=problem))

    # Not a daemon: a reader who closes the page must not leave files that are kept but cannot be asked.
    threading.Thread(target=build, name="uploads").start()
    while True:
        progress = told.get()
        yield progress
        if progress.finished:
            return
