"""The cells of a grid of settings, side by side in one table.

Knows finished reports alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.table import LABELS, show

SHOWN = (
    "evidence_recall@5",
    "ndcg@10",
    "citation_precision",
    "key_point_recall",
    "clause_accuracy",
    "answer_precision",
    "refusal_f1",
    "latency_ms_p50",
)


def sweep_json(results: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """One object with a cell a combination: its settings, the folder of its report, its metrics."""
    return {
        "cells": [
            {"settings": item["settings"], "folder": item["folder"], "metrics": item["report"]["metrics"]}
            for item in results
        ]
    }


def sweep_table(results: Sequence[Mapping[str, Any]]) -> str:
    """A Markdown table, a row a combination; the best value of each column is bold."""
    names = list(results[0]["settings"])
    values = [[item["report"]["metrics"][metric]["value"] for metric in SHOWN] for item in results]
    best = []
    for column, metric in enumerate(SHOWN):
        known = [row[column] for row in values if row[column] is not None]
        pick = min if metric.startswith("latency") else max
        best.append(pick(known) if known else None)
    lines = [
        "| " + " | ".join([*names, *(LABELS[metric] for metric in SHOWN)]) + " |",
        "| " + " | ".join(["---"] * len(names) + ["---:"] * len(SHOWN)) + " |",
    ]
    for item, row in zip(results, values, strict=True):
        cells = [
            f"**{show(metric, value)}**" if value is not None and value == top else show(metric, value)
            for metric, value, top in zip(SHOWN, row, best, strict=True)
        ]
        lines.append("| " + " | ".join([*item["settings"].values(), *cells]) + " |")
    return "\n".join(lines)
