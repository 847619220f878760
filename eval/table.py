"""Measured tables as Markdown: for the terminal, and for the README between its markers.

Knows nothing of how anything was measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.measures import LATENCY
from eval.schema import EvaluationError

BEGIN, END = "<!-- eval:begin -->", "<!-- eval:end -->"

# What each metric says to a reader, in the order of the table.
LABELS = {
    "evidence_recall@1": "前 1 段含有的证据",
    "evidence_recall@3": "前 3 段含有的证据",
    "evidence_recall@5": "前 5 段含有的证据",
    "evidence_recall@10": "前 10 段含有的证据",
    "mrr@10": "首个正确段落的倒数名次",
    "ndcg@10": "检索排序质量",
    "citation_precision": "引用中正确的比例",
    "citation_recall": "证据中被引用的比例",
    "clause_accuracy": "条款定位正确",
    "key_point_recall": "要点答全",
    "answer_precision": "回答文字落在证据内",
    "refusal_precision": "拒答中该拒的比例",
    "refusal_recall": "该拒的拒答了",
    "refusal_f1": "拒答 F1",
    "supported_rate": "回答句通过核对",
    "latency_ms_p50": "耗时中位数（毫秒）",
    "latency_ms_p95": "耗时 95 分位（毫秒）",
}


def show(metric: str, value: float | None) -> str:
    """A metric's number as a reader sees it: milliseconds whole, shares with three decimals, — for none."""
    if value is None:
        return "—"
    return f"{value:.0f}" if metric in LATENCY else f"{value:.3f}"


def interval(metric: str, measured: Mapping[str, Any]) -> str:
    """0.91 to 0.97 as the README writes it."""
    if measured["value"] is None:
        return "—"
    return f"{show(metric, measured['low'])} – {show(metric, measured['high'])}"


def metrics_table(report: Mapping[str, Any], *, latency: bool = True) -> str:
    """A Markdown table of every metric with its interval and the number of questions."""
    lines = ["| 指标 | 含义 | 值 | 95 % 区间 | 题数 |", "| --- | --- | ---: | :---: | ---: |"]
    for metric, label in LABELS.items():
        measured = report["metrics"][metric]
        if metric in LATENCY and not latency:
            continue
        lines.append(
            f"| `{metric}` | {label} | {show(metric, measured['value'])} | {interval(metric, measured)} "
            f"| {measured['n']} |"
        )
    return "\n".join(lines)


def readme_section(report: Mapping[str, Any]) -> str:
    """What stands between the README's markers, the markers included."""
    counts = (
        f"题集 `{report['question_file']}`：{report['questions_asked']} 题，其中 {report['unanswerable']} 题"
        f"文件里没有答案，应当拒答。生成方式 `{report['generator']}`。"
    )
    return f"{BEGIN}\n{counts}\n\n{metrics_table(report)}\n{_halves(report)}{END}"


def _halves(report: Mapping[str, Any]) -> str:
    """Both halves side by side, so that a reader can see how much tuning on `dev` flatters."""
    halves = report["by_split"]
    if set(halves) != {"dev", "test"}:
        return ""
    shown = ("citation_precision", "key_point_recall", "clause_accuracy", "refusal_f1")
    compared = "，".join(
        f"`{name}` {show(name, halves['test'][name]['value'])}（`dev` {show(name, halves['dev'][name]['value'])}）"
        for name in shown
    )
    return f"\n参数和阈值只在 `dev` 一半题上拟合（两半的个别错例都看过，只据此改过通用的缺陷），`test` 一半的结果：{compared}。\n"


def update_readme(readme: Path, report: Mapping[str, Any]) -> bool:
    """Put the table between the markers of `readme`; whether the file changed.

    Raises `EvaluationError` when the markers are not there exactly once, in order.
    """
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or text.count(BEGIN) != 1 or text.count(END) != 1:
        raise EvaluationError(
            f"{readme.name} 里没有成对的 {BEGIN} 与 {END}", "请先在要放表格的地方写上这两个标记"
        )
    changed = before + readme_section(report) + after
    if changed == text:
        return False
    readme.write_text(changed, encoding="utf-8")
    return True
