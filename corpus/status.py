"""The register of validity that may lie beside a collection of laws: `status.jsonl`.

Knows the register's fields (name, publish, valid_from, expired); nothing of documents.
"""

from __future__ import annotations

import functools
import json
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from corpus.schema import DocumentStatus

FILE_NAME = "status.jsonl"
_LEVELS_UP = 3
_DATED_STEM = re.compile(r"(.*?)[（(](\d{4}-\d{2}-\d{2})[)）]$")


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register says of one version of a law."""

    status: DocumentStatus
    published_on: date | None
    effective_on: date | None
    reason: str


Register = dict[str, list[tuple[date | None, date | None, bool]]]


def find_register(path: Path) -> Path | None:
    """The `status.jsonl` beside `path` or up to three folders above it, or None."""
    folder = os.path.dirname(os.path.abspath(path))
    for _ in range(_LEVELS_UP + 1):
        candidate = os.path.join(folder, FILE_NAME)
        if os.path.isfile(candidate):
            return Path(candidate)
        folder = os.path.dirname(folder)
    return None


def look_up(register: Path, name: str) -> RegisterEntry | None:
    """What the register says of the file `name` (行政处罚法(2021-01-22).md); None where it is not listed.

    A version is repealed where the register says so, amended where a later version of the same name is listed.
    """
    stem = PurePath(name).stem
    found = _DATED_STEM.match(stem)
    title, published = (found[1], date.fromisoformat(found[2])) if found else (stem, None)
    versions = _read(str(register), register.stat().st_mtime_ns).get(title)
    if not versions:
        return None
    own = next((v for v in versions if v[0] == published), None)
    if own is None:
        if published is not None:
            return None
        own = max(versions, key=lambda version: version[0] or date.min)
    later = [v for v in versions if v[0] and own[0] and v[0] > own[0]]
    if later:
        newest = max(version[0] for version in later if version[0])
        return RegisterEntry(DocumentStatus.AMENDED, own[0], own[1], f"{FILE_NAME} 另有 {newest} 的版本")
    if own[2]:
        return RegisterEntry(DocumentStatus.REPEALED, own[0], own[1], f"{FILE_NAME} 记为失效")
    if own[1] and own[1] > date.today():
        return RegisterEntry(
            DocumentStatus.NOT_YET_EFFECTIVE, own[0], own[1], f"{FILE_NAME} 记施行日期 {own[1]}"
        )
    return RegisterEntry(DocumentStatus.IN_FORCE, own[0], own[1], f"{FILE_NAME} 记为现行")


@functools.lru_cache(maxsize=4)
def _read(path: str, modified: int) -> Register:  # noqa: ARG001 - a changed file is read anew
    register: Register = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                entry = (_date(row.get("publish")), _date(row.get("valid_from")), bool(row.get("expired")))
                register.setdefault(str(row["name"]), []).append(entry)
            except (ValueError, KeyError, AttributeError, TypeError):
                continue  # a damaged row says nothing; the others still do
    return register


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
