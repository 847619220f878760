"""Clocks and scales of the benchmark: medians of several runs, memory, the machine, growth.

Knows nothing of what is measured.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


def median_ms(work: Callable[[], object], repeats: int) -> float:
    """The median wall time of `work` in milliseconds, after one run that is not counted."""
    work()
    return statistics.median(_timed(work) for _ in range(repeats))


def once_ms(work: Callable[[], object]) -> float:
    """The wall time of a single run in milliseconds, for work too long to repeat."""
    return _timed(work)


def medians(work: Callable[[Item], object], items: Iterable[Item], repeats: int = 3) -> float:
    """The median over `items` of the median over `repeats`, in milliseconds."""
    return statistics.median(
        statistics.median(_timed(lambda item=item: work(item)) for _ in range(repeats))  # type: ignore[misc]
        for item in items
    )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def peak_memory() -> float:
    """The largest resident size of this process so far, in MiB."""
    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / unit


def resident_memory() -> float | None:
    """The resident size of this process now, in MiB; None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def machine() -> dict[str, object]:
    """What the numbers were measured on; no name that identifies one machine."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()


def growth(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of log(cost) over log(size): 1 grows with the size, 0 not at all; None below two sizes."""
    if len(points) < 2 or any(size <= 0 or cost <= 0 for size, cost in points):
        return None
    sizes, costs = (np.log(np.array(column)) for column in zip(*points, strict=True))
    return round(float(np.polyfit(sizes, costs, 1)[0]), 3)
