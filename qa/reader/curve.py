"""How well scores tell two kinds apart, and how they become probabilities.

Knows numbers alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def area(positive: Flags, scores: Floats) -> float | None:
    """The area under the ROC curve, ties counted half; None where all are of one kind."""
    if positive.all() or not positive.any():
        return None
    others = np.sort(scores[~positive])
    below = np.searchsorted(others, scores[positive], side="left")
    reached = np.searchsorted(others, scores[positive], side="right")
    return round(float((below + reached).sum() / (2 * len(others) * int(positive.sum()))), 4)


def platt(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """(t, b) for which sigmoid(x / t + b) has the least log loss on (x, truth) pairs (Platt, 1999), by Newton's steps."""
    values = np.column_stack([[value for value, _ in scored], np.ones(len(scored))])
    truth = np.array([float(known) for _, known in scored])
    weights = np.array([1.0, 0.0])

    def loss(tried: Floats) -> float:
        logits = values @ tried
        penalty = 1e-3 * float(((tried - [1.0, 0.0]) ** 2).sum()) / 2
        return float((np.logaddexp(0, logits) - truth * logits).sum()) + penalty

    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        gradient = values.T @ (chance - truth) + 1e-3 * (weights - [1.0, 0.0])
        curvature = (values * (chance * (1 - chance))[:, None]).T @ values + 1e-3 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        before = loss(weights)
        while float(np.abs(step).max()) >= 1e-6 and loss(weights - step) > before:
            step = step / 2  # a full step may overshoot where the curve is flat
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return 1 / max(float(weights[0]), 1e-3), float(weights[1])


def sigmoid(value: float) -> float:
    """The logistic function, without overflow."""
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))
