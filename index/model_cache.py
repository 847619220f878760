"""Derived model directories in the user's cache: written aside, checked, renamed; a second process waits.

Knows directories and checksums; nothing of what is derived.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from index.schema import EncoderFailure

_MANIFEST = "manifest.json"


def cache_directory() -> Path:
    """$XDG_CACHE_HOME/wence or ~/.cache/wence."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "wence"


def cached_directory(name: str, write: Callable[[Path], None], megabytes: int) -> Path:
    """The complete directory `name` of the cache, filled by `write` where it is missing or damaged.

    Damage is noticed by size, and by checksum whenever a file's time is not the recorded one.
    Raises `EncoderFailure` where about `megabytes` cannot be written.
    """
    directory = cache_directory() / name
    if is_intact(directory):
        return directory
    from filelock import FileLock

    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{directory}.lock"):
            if not is_intact(directory):  # another process may have made it while this one waited
                _replace(directory, write)
    except OSError as error:
        raise EncoderFailure(
            f"自带模型写不到缓存「{directory.parent}」（{error.strerror or error}）",
            f"请腾出约 {megabytes} MB 空间，或用 XDG_CACHE_HOME 指到可写的目录",
        ) from error
    return directory


def is_intact(directory: Path) -> bool:
    """Whether every file that the manifest names is there as it was written."""
    try:
        manifest = json.loads((directory / _MANIFEST).read_text(encoding="utf-8"))
        for name, recorded in manifest["files"].items():
            state = (directory / name).stat()
            if state.st_size != recorded["size"]:
                return False
            if state.st_mtime_ns != recorded["mtime_ns"] and _sha256(directory / name) != recorded["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def _replace(directory: Path, write: Callable[[Path], None]) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f"{directory.name}.", dir=directory.parent))
    try:
        write(aside)
        _write_manifest(aside)
        shutil.rmtree(directory, ignore_errors=True)
        aside.rename(directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_manifest(directory: Path) -> None:
    files = {}
    for path in sorted(item for item in directory.rglob("*") if item.is_file()):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        state = path.stat()
        files[str(path.relative_to(directory))] = {
            "size": state.st_size,
            "mtime_ns": state.st_mtime_ns,
            "sha256": _sha256(path),
        }
    (directory / _MANIFEST).write_text(json.dumps({"files": files}, indent=2), encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
