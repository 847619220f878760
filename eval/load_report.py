"""What a load showed: lost or mixed-up work, waiting times, growth of memory.

Knows what happened and what was kept; nothing of how either came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

MOST_GROWTH = 0.05
"""Of memory in the second half; what the issue allows."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much: `pause` is the seconds that a reader reads before asking on; `kill` ends the server half way."""

    users: int
    seconds: float
    pause: float
    kill: bool


@dataclass
class Tally:
    """What happened; what the server acknowledged must be there afterwards."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    interrupted: int = 0
    talks: dict[str, list[list[str]]] = field(default_factory=dict)  # by reader, in the order asked
    judged: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    memory: list[tuple[float, int]] = field(default_factory=list)  # seconds since the start, bytes
    restart_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on disk: conversations by reader, the reasons of feedback, the ids of documents."""

    talks: dict[str, list[list[str]]]
    judged: frozenset[str]
    documents: frozenset[str]


def lost_of(tally: Tally, kept: Kept) -> dict[str, list[str]]:
    """What was acknowledged and is not there, by kind; conversations that hold what their reader never asked, too.

    A conversation may be one question longer than was acknowledged: kept, and then the server was killed.
    """
    lost: dict[str, list[str]] = {"conversations": [], "strange": [], "feedback": [], "documents": []}
    for reader, talks in tally.talks.items():
        there = kept.talks.get(reader, [])
        for talk in talks:
            if talk and not any(each[: len(talk)] == talk and len(each) <= len(talk) + 1 for each in there):
                lost["conversations"].append(f"{reader}：{talk}")
        for each in there:
            if not any(each[: len(talk)] == talk and len(each) <= len(talk) + 1 for talk in talks):
                lost["strange"].append(f"{reader}：{each}")
    lost["feedback"] = sorted(tally.judged - kept.judged)
    lost["documents"] = sorted(tally.documents - kept.documents)
    return lost


def growth(memory: Sequence[tuple[float, int]]) -> float | None:
    """How much memory grew in the second half: the last tenth of the time over the tenth after the middle, less 1.

    Medians, so that one answer being worked on does not count. None of fewer than ten samples.
    """
    if len(memory) < 10:
        return None
    end = memory[-1][0]
    after_middle = [size for when, size in memory if end * 0.5 <= when < end * 0.6]
    last = [size for when, size in memory if when >= end * 0.9]
    if not after_middle or not last or not median(after_middle):
        return None
    return median(last) / median(after_middle) - 1


def percentile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank percentile; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * round(share * 100) // 100) - 1))]


def report_of(load: Load, tally: Tally, lost: dict[str, list[str]]) -> dict[str, Any]:
    """The numbers, and as `failures` one line for everything that must not happen."""
    grown = None if load.kill else growth(tally.memory)
    failures = [f"出错：{each}" for each in tally.errors] + [f"串话：{each}" for each in tally.mixed]
    failures += [f"丢失 {kind}：{each}" for kind, items in lost.items() for each in items]
    if grown is not None and grown > MOST_GROWTH:
        failures.append(f"内存在后半程增长 {grown:.1%}，超过 {MOST_GROWTH:.0%}")
    if not tally.whole:
        failures.append("没有一个问题得到回答")

    def milliseconds(values: Sequence[float], share: float) -> int | None:
        value = percentile(values, share)
        return None if value is None else round(value * 1000)

    sizes = [size for _, size in tally.memory if size]
    return {
        "users": load.users,
        "seconds": load.seconds,
        "pause": load.pause,
        "questions": len(tally.whole),
        "first_ms": {"p50": milliseconds(tally.first, 0.5), "p95": milliseconds(tally.first, 0.95)},
        "whole_ms": {"p50": milliseconds(tally.whole, 0.5), "p95": milliseconds(tally.whole, 0.95)},
        "memory_mib": {"first": sizes[0] >> 20, "last": sizes[-1] >> 20, "most": max(sizes) >> 20}
        if sizes
        else None,
        "memory_growth_second_half": None if grown is None else round(grown, 4),
        "restart_seconds": tally.restart_seconds,
        "interrupted": tally.interrupted,
        "acknowledged": {
            "conversations": sum(1 for talks in tally.talks.values() for talk in talks if talk),
            "feedback": len(tally.judged),
            "documents": len(tally.documents),
        },
        "lost": {kind: len(items) for kind, items in lost.items()},
        "failures": failures,
    }
