"""Generations on disk: written aside, checked, swapped in whole; one writer at a time.

Knows files, checksums and names; nothing of what a generation holds.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.schema import LibraryError
from index.schema import IndexFailure

FORMAT_VERSION = 1
_TOO_LITTLE = 1 << 20  # bytes free; the smallest index needs more to be written
_MANIFEST, _CURRENT = "manifest.json", "CURRENT"


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete generation: `manifest` holds what its writer said, and the checksums of its files."""

    number: int
    directory: Path
    manifest: Mapping[str, Any]


def current_generation(home: Path) -> Generation | None:
    """The generation that CURRENT names, or None where nothing was built yet.

    Raises `IndexFailure` where what CURRENT names cannot be read.
    """
    for _ in range(3):  # a writer may replace CURRENT and remove the old generation while we look
        try:
            name = (home / _CURRENT).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise damaged(home, str(error)) from error
        directory = home / "generations" / name
        try:
            manifest = json.loads((directory / _MANIFEST).read_text(encoding="utf-8"))
            if manifest["format"] != FORMAT_VERSION:
                raise damaged(home, f"格式是第 {manifest['format']} 版")
            return Generation(int(name), directory, manifest)
        except FileNotFoundError as error:
            missing = error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise damaged(home, str(error)) from error
    raise damaged(home, str(missing))


def current_stamp(home: Path) -> tuple[int, int] | None:
    """Changes whenever CURRENT is replaced; cheap enough for every search."""
    try:
        state = (home / _CURRENT).stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns


def damaged(home: Path, detail: str) -> IndexFailure:
    """The error of an index that cannot be read, with the command that mends it."""
    return IndexFailure(f"索引读不出来（{detail}）", f"请运行 python -m index build --home {home} 重建")


@contextlib.contextmanager
def writer_lock(home: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the only writer's place below `home`; `waiting` is called once if another process has it."""
    from filelock import FileLock, Timeout

    with disk_errors(home):
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "index.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def write_generation(home: Path, fill: Callable[[Path], Mapping[str, object]]) -> Generation:
    """Let `fill` write files into a new directory and return facts; then swap it in.

    The old generation stays current until the new one, with its manifest, is wholly on disk.
    Call under `writer_lock`. Raises `IndexFailure` for a full disk or missing rights; nothing changes then.
    """
    root = home / "generations"
    with disk_errors(home):
        root.mkdir(parents=True, exist_ok=True)
        numbers = [int(item.name) for item in root.iterdir() if item.name.isdigit()]
        number = max(numbers, default=0) + 1
        aside = root / f"{number}.writing"
        shutil.rmtree(aside, ignore_errors=True)
        try:
            aside.mkdir()
            facts = fill(aside)
            manifest = {"format": FORMAT_VERSION, **facts, "files": _checksums(aside)}
            _write_durably(aside / _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            _sync_directory(aside)
            aside.rename(root / str(number))
            _sync_directory(root)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        before = _pointed_at(home)
        _write_durably(home / f"{_CURRENT}.writing", f"{number}\n")
        (home / f"{_CURRENT}.writing").replace(home / _CURRENT)
        _sync_directory(home)
    # Readers may still be opening the one before.
    _remove_others(home, frozenset({str(number), before}))
    return Generation(number, root / str(number), manifest)


def _remove_others(home: Path, kept: frozenset[str]) -> None:
    """Drop what no reader will open any more; on POSIX, files that are mapped live on until unmapped."""
    for item in (home / "generations").iterdir():
        if item.name not in kept:
            shutil.rmtree(item, ignore_errors=True)


def _pointed_at(home: Path) -> str:
    try:
        return (home / _CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def check_files(generation: Generation) -> tuple[str, ...]:
    """One line for every file that is missing or does not have its checksum; empty when all is well."""
    problems = []
    for name, wanted in generation.manifest["files"].items():
        try:
            if _sha256(generation.directory / name) != wanted:
                problems.append(f"{name} 的校验和不符")
        except OSError as error:
            problems.append(f"{name} 读不出来（{error.strerror or error}）")
    return tuple(problems)


@contextlib.contextmanager
def disk_errors(home: Path) -> Iterator[None]:
    """Turn errors of the disk into one clear line."""
    try:
        yield
    except (OSError, sqlite3.Error, LibraryError) as error:
        # SQLite tells a full disk in several ways ("disk I/O error" among them): look at the disk itself.
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or _free_bytes(home) < _TOO_LITTLE:
            raise _full(home) from error
        if isinstance(error, LibraryError):
            raise
        detail = error.strerror if isinstance(error, OSError) else str(error)
        raise IndexFailure(
            f"「{home}」写不进去（{detail}）", "请检查磁盘和权限，或用 --home 换一个文件夹"
        ) from error


def _free_bytes(home: Path) -> int:
    while not home.exists() and home != home.parent:
        home = home.parent
    try:
        return shutil.disk_usage(home).free
    except OSError:
        return _TOO_LITTLE


def _full(home: Path) -> IndexFailure:
    return IndexFailure(f"「{home}」所在的磁盘满了，原有索引没有变", "请腾出空间后再运行一次")


def _checksums(directory: Path) -> dict[str, str]:
    files = sorted(item for item in directory.rglob("*") if item.is_file())
    for path in files:
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    return {str(path.relative_to(directory)): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_durably(path: Path, content: str) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
