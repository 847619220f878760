"""The report's charts as inline SVG, drawn by matplotlib.

Words in a chart are ASCII (metric names, numbers); Chinese captions belong to the page, so that no font of the
machine that draws can be missing. Knows nothing of HTML or files.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from eval.measures import LATENCY, Scored

BLUE, GREY, RED, GREEN = "#1d5fa8", "#8a94a0", "#b3261e", "#2f7d4f"


def confidence(item: Scored) -> float:
    """How sure the program was that it can answer: its own confidence where it states one, or else the
    highest similarity (or score) among the hits; 0 without hits."""
    stated = item.recorded.raw.get("confidence")
    if isinstance(stated, int | float):
        return float(stated)
    hits = item.recorded.raw.get("hits") or []
    return max((float(hit.get("similarity") or hit.get("score") or 0.0) for hit in hits), default=0.0)


def refusal_curve(scored: Sequence[Scored]) -> tuple[tuple[float, float], ...]:
    """(share of answerable questions refused, share of unanswerable questions refused) for every threshold
    on `confidence`, from refusing nothing (0, 0) to refusing everything (1, 1); empty without both kinds."""
    answerable = sorted(confidence(item) for item in scored if item.question.answerable)
    unanswerable = sorted(confidence(item) for item in scored if not item.question.answerable)
    if not answerable or not unanswerable:
        return ()
    points = [(0.0, 0.0)]
    for threshold in sorted({*answerable, *unanswerable}):
        points.append(
            (
                float(np.searchsorted(answerable, threshold, side="right")) / len(answerable),
                float(np.searchsorted(unanswerable, threshold, side="right")) / len(unanswerable),
            )
        )
    return tuple(points)


def area_under(points: Sequence[tuple[float, float]]) -> float:
    """The area under the curve: the chance that an unanswerable question is less sure than an answerable one."""
    return sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in itertools.pairwise(points))


def metrics_chart(report: Mapping[str, Any]) -> str:
    """Every share with its interval, as dots with error bars."""
    names = [
        name
        for name, measured in report["metrics"].items()
        if name not in LATENCY and measured["value"] is not None
    ]
    figure, axes = _figure(7.2, 0.31 * len(names) + 0.7)
    for row, name in enumerate(reversed(names)):
        measured = report["metrics"][name]
        axes.plot([measured["low"], measured["high"]], [row, row], color=GREY, linewidth=3, alpha=0.55)
        axes.plot([measured["value"]], [row], "o", color=BLUE, markersize=7)
    axes.set_yticks(range(len(names)), list(reversed(names)))
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.7, len(names) - 0.3)
    axes.grid(axis="x", color="#dde2e8")
    return _svg(figure)


def refusal_chart(scored: Sequence[Scored]) -> str:
    """The refusal curve, with the point at which the program really stands; "" without both kinds."""
    points = refusal_curve(scored)
    if not points:
        return ""
    figure, axes = _figure(4.6, 3.6)
    axes.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1)
    axes.step([x for x, _ in points], [y for _, y in points], where="post", color=BLUE, linewidth=2)
    rates = []
    for answerable in (True, False):
        kind = [item.recorded.refused for item in scored if item.question.answerable is answerable]
        rates.append(sum(kind) / len(kind))
    axes.plot([rates[0]], [rates[1]], "o", color=RED, markersize=9)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.04)
    axes.set_xlabel("answerable, refused")
    axes.set_ylabel("unanswerable, refused")
    axes.set_title(f"AUC {area_under(points):.3f}", fontsize=10)
    axes.grid(color="#eef1f4")
    return _svg(figure)


def latency_chart(scored: Sequence[Scored]) -> str:
    """The distribution of the answers' times with median and 95th percentile; the slowest hundredth is drawn in
    the last bar, so that one outlier does not press the rest together."""
    times = np.array([item.recorded.milliseconds for item in scored])
    figure, axes = _figure(4.6, 3.6)
    shown = np.minimum(times, np.percentile(times, 99))
    axes.hist(shown, bins=min(24, max(5, len(times) // 4)), color=BLUE, alpha=0.75)
    for percentile, color in ((50, GREEN), (95, RED)):
        at = float(np.percentile(times, percentile))
        axes.axvline(at, color=color, linewidth=2, label=f"p{percentile}: {at:.0f} ms")
    axes.legend(frameon=False)
    axes.set_xlabel("milliseconds")
    axes.set_ylabel("questions")
    return _svg(figure)


def _figure(width: float, height: float) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _svg(figure: Any) -> str:
    import matplotlib

    stream = io.StringIO()
    # A fixed salt and no date: the same run draws the same bytes.
    with matplotlib.rc_context({"svg.hashsalt": "wence", "svg.fonttype": "path"}):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]
