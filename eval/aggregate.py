"""Scored questions to metrics with 95 % bootstrap intervals, whole and by type.

Knows nothing of files or of how a single answer is scored. Seeded: the same scores give the same intervals.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eval.measures import LATENCY, METRICS, REFUSAL, Scored
from eval.schema import Measured, Split

RESAMPLES = 2000  # Efron & Tibshirani 1993, section 14.3: at least 1000 for percentile intervals
SEED = 20240118
PERCENTILES = (2.5, 97.5)

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def resamples(n: int, seed: int = SEED, count: int = RESAMPLES) -> Indices:
    """(count, n) question numbers drawn with replacement."""
    return np.random.default_rng(seed).integers(0, n, size=(count, n))


def metric_columns(scored: Sequence[Scored], metric: str) -> Floats:
    """What a metric is computed from, a row a question to which it applies.

    (n, 1) for averages and latencies; (n, 2) for refusal: should refuse, did refuse. For refusal precision,
    recall and F1 every question applies, but only when the set has one that must be refused.
    """
    if metric in REFUSAL:
        rows = [[float(not item.question.answerable), float(item.recorded.refused)] for item in scored]
        return np.array(rows if any(row[0] for row in rows) else [], dtype=float).reshape(-1, 2)
    if metric in LATENCY:
        values = [item.recorded.milliseconds for item in scored]
    else:
        values = [item.scores[metric] for item in scored if metric in item.scores]
    return np.array(values, dtype=float).reshape(-1, 1)


def metric_values(metric: str, columns: Floats, samples: Indices) -> Floats:
    """The metric for every row of `samples`, which are row numbers of `columns`.

    Refusal as in RGB (Chen et al. 2024, arXiv 2309.01431): the positive class is "must be refused"; precision is
    0 when nothing was refused, recall is 0 in a resample with nothing to refuse, F1 their harmonic mean.
    """
    drawn = columns[samples]
    if metric in REFUSAL:
        should, did = drawn[..., 0], drawn[..., 1]
        both = (should * did).sum(axis=1)
        precision = _ratio(both, did.sum(axis=1))
        recall = _ratio(both, should.sum(axis=1))
        harmonic = _ratio(2 * precision * recall, precision + recall)
        return {"refusal_precision": precision, "refusal_recall": recall, "refusal_f1": harmonic}[metric]
    if metric in LATENCY:
        percentile = 50 if metric.endswith("p50") else 95
        return np.asarray(np.percentile(drawn[..., 0], percentile, axis=1), dtype=float)
    return np.asarray(drawn[..., 0].mean(axis=1), dtype=float)


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


def measure(scored: Sequence[Scored], metric: str, seed: int = SEED) -> Measured:
    """The metric's value with its percentile bootstrap interval over questions (Efron 1979)."""
    columns = metric_columns(scored, metric)
    n = len(columns)
    if not n:
        return Measured(None, None, None, 0)
    value = metric_values(metric, columns, np.arange(n).reshape(1, n))[0]
    low, high = np.percentile(metric_values(metric, columns, resamples(n, seed)), PERCENTILES)
    digits = 1 if metric in LATENCY else 4
    return Measured(round(float(value), digits), round(float(low), digits), round(float(high), digits), n)


def measure_all(scored: Sequence[Scored], seed: int = SEED) -> dict[str, Measured]:
    """Every metric of the contract, in its order."""
    return {metric: measure(scored, metric, seed) for metric in METRICS}


def measure_by_split(scored: Sequence[Scored], seed: int = SEED) -> dict[str, dict[str, Measured]]:
    """Every metric for the half that settings are chosen on and for the half that was kept back; empty for a set
    without halves."""
    halves = {split.value: [item for item in scored if item.question.split is split] for split in Split}
    return {name: measure_all(items, seed) for name, items in halves.items() if items}


def measure_by_type(scored: Sequence[Scored], seed: int = SEED) -> dict[str, dict[str, Measured]]:
    """Every metric for each type of question, types in order of first appearance."""
    types = dict.fromkeys(item.question.type for item in scored)
    return {
        kind: measure_all([item for item in scored if item.question.type == kind], seed) for kind in types
    }
