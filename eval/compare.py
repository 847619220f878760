"""Whether one run is better than another, by paired bootstrap, and which questions changed sides.

Source: Efron & Tibshirani 1993, chapter 16; paired by question as in Koehn 2004 (significance tests for machine
translation). Knows two finished runs, nothing of how they were made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.aggregate import PERCENTILES, SEED, metric_values, resamples
from eval.measures import LATENCY, LOWER_IS_BETTER, METRICS, REFUSAL
from eval.report_data import Run
from eval.schema import EvaluationError


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A for one metric over the questions both runs asked. `significant`: the interval excludes 0."""

    metric: str
    a: float
    b: float
    difference: float
    low: float
    high: float
    n: int

    @property
    def significant(self) -> bool:
        return self.low > 0 or self.high < 0

    @property
    def worse(self) -> bool:
        """Significantly worse in B."""
        return self.low > 0 if self.metric in LOWER_IS_BETTER else self.high < 0


@dataclass(frozen=True, slots=True)
class Flipped:
    """A question that failed in one run and not in the other."""

    id: str
    type: str
    question: str
    better: bool
    failure_a: str | None
    failure_b: str | None
    answer_a: str
    answer_b: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side."""

    name_a: str
    name_b: str
    n: int
    differences: tuple[Difference, ...]
    flipped: tuple[Flipped, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


def compare(a: Run, b: Run, seed: int = SEED) -> Comparison:
    """Every metric's difference with its 95 % interval, both runs resampled by the same questions.

    Raises `EvaluationError` when the runs have no question in common.
    """
    of_a = {item["id"]: item for item in a.report["questions"]}
    of_b = {item["id"]: item for item in b.report["questions"]}
    shared = [identifier for identifier in of_a if identifier in of_b]
    if not shared:
        raise EvaluationError("两次评测没有相同 id 的题，无法比较", "请比较同一题集的两次结果")
    pairs = [(of_a[identifier], of_b[identifier]) for identifier in shared]
    differences = [found for name in METRICS if (found := _difference(name, pairs, seed)) is not None]
    return Comparison(
        a.name,
        b.name,
        len(shared),
        tuple(differences),
        tuple(
            _flipped(left, right, a, b)
            for left, right in pairs
            if bool(left["failure"]) != bool(right["failure"])
        ),
        tuple(identifier for identifier in of_a if identifier not in of_b),
        tuple(identifier for identifier in of_b if identifier not in of_a),
    )


def _difference(
    metric: str, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], seed: int
) -> Difference | None:
    rows = [
        (left, right)
        for left, right in ((_row(metric, a), _row(metric, b)) for a, b in pairs)
        if left is not None and right is not None
    ]
    if not rows or (metric in REFUSAL and not any(left[0] for left, _ in rows)):
        return None
    columns_a, columns_b = (np.array([row[side] for row in rows], dtype=float) for side in (0, 1))
    n = len(rows)
    whole = np.arange(n).reshape(1, n)
    value_a, value_b = (float(metric_values(metric, side, whole)[0]) for side in (columns_a, columns_b))
    samples = resamples(n, seed)
    drawn: npt.NDArray[np.float64] = metric_values(metric, columns_b, samples) - metric_values(
        metric, columns_a, samples
    )
    low, high = (float(bound) for bound in np.percentile(drawn, PERCENTILES))
    return Difference(
        metric,
        round(value_a, 4),
        round(value_b, 4),
        round(value_b - value_a, 4),
        round(low, 4),
        round(high, 4),
        n,
    )


def _row(metric: str, item: Mapping[str, Any]) -> list[float] | None:
    if metric in REFUSAL:
        return [float(not item["answerable"]), float(item["status"] == "no_evidence")]
    if metric in LATENCY:
        return [float(item["latency_ms"])]
    value = item["scores"].get(metric)
    return None if value is None else [float(value)]


def _flipped(left: Mapping[str, Any], right: Mapping[str, Any], a: Run, b: Run) -> Flipped:
    identifier = left["id"]
    texts = [
        run.answers[identifier].raw.get("answer", "") if identifier in run.answers else "" for run in (a, b)
    ]
    question = next(
        (str(run.answers[identifier].raw.get("question", "")) for run in (a, b) if identifier in run.answers),
        "",
    )
    return Flipped(
        identifier,
        left["type"],
        question,
        better=bool(left["failure"]),
        failure_a=left["failure"],
        failure_b=right["failure"],
        answer_a=str(texts[0]),
        answer_b=str(texts[1]),
    )


def dropped(comparison: Comparison, metrics: Sequence[str]) -> tuple[Difference, ...]:
    """Those of `metrics` that became significantly worse. Raises `EvaluationError` for an unknown name."""
    for name in metrics:
        if name not in METRICS:
            raise EvaluationError(f"没有名为 {name} 的指标", "可用的指标：" + "、".join(METRICS))
    wanted = set(metrics)
    return tuple(item for item in comparison.differences if item.metric in wanted and item.worse)


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """The object of `python -m eval compare --json`."""
    return {
        "run_a": comparison.name_a,
        "run_b": comparison.name_b,
        "n": comparison.n,
        "metrics": {
            item.metric: {
                "a": item.a,
                "b": item.b,
                "difference": item.difference,
                "low": item.low,
                "high": item.high,
                "n": item.n,
                "significant": item.significant,
                "worse": item.worse,
            }
            for item in comparison.differences
        },
        "flipped": [
            {
                "id": item.id,
                "type": item.type,
                "question": item.question,
                "change": "better" if item.better else "worse",
                "failure_a": item.failure_a,
                "failure_b": item.failure_b,
                "answer_a": item.answer_a,
                "answer_b": item.answer_b,
            }
            for item in comparison.flipped
        ],
        "only_a": list(comparison.only_a),
        "only_b": list(comparison.only_b),
    }


def comparison_table(comparison: Comparison) -> str:
    """A Markdown table for the terminal; a significant change is marked 升 or 降, by what is better."""
    lines = [
        f"| 指标 | {comparison.name_a} | {comparison.name_b} | 差 | 95 % 区间 | 题数 | |",
        "| --- | ---: | ---: | ---: | :---: | ---: | --- |",
    ]
    for item in comparison.differences:
        verdict = "变差" if item.worse else "变好" if item.significant else ""
        digits = 1 if item.metric in LATENCY else 3
        lines.append(
            f"| `{item.metric}` | {item.a:.{digits}f} | {item.b:.{digits}f} | {item.difference:+.{digits}f} "
            f"| {item.low:+.{digits}f} – {item.high:+.{digits}f} | {item.n} | {verdict} |"
        )
    return "\n".join(lines)
