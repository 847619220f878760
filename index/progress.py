"""Progress of a build on standard error: a bar on a terminal, plain lines elsewhere.

Knows stage names and counts; nothing of what they count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Any

_SECONDS_BETWEEN_LINES = 10.0


class ProgressDisplay:
    """Call it with (stage, done, total)."""

    def __init__(self, names: Mapping[str, str], stream: Any = None) -> None:
        self._names = names
        self._stream = stream or sys.stderr
        self._bar: Any = None
        self._stage = ""
        self._began = self._told = time.monotonic()

    def __enter__(self) -> ProgressDisplay:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` of `stage` are finished."""
        if self._stream.isatty():
            self._draw(stage, done, total)
        else:
            self._tell(stage, done, total)

    def _draw(self, stage: str, done: int, total: int) -> None:
        from tqdm import tqdm

        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = tqdm(
                total=total, desc=self._names.get(stage, stage), unit="项", file=self._stream, leave=True
            )
        self._bar.update(done - self._bar.n)

    def _tell(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._told = stage, now, now
        if done == total or now - self._told < _SECONDS_BETWEEN_LINES:
            return
        self._told = now
        rate = done / max(now - self._began, 1e-9)
        remaining = f"，还需约 {(total - done) / rate:.0f} 秒" if rate else ""
        self._stream.write(f"{self._names.get(stage, stage)} {done}/{total}，每秒 {rate:.1f} 项{remaining}\n")
        self._stream.flush()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
