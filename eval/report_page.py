"""report.html: one self-contained page that a manager can read.

Knows scored questions and the content of report.json; computes no metric and reads no file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from eval.charts import latency_chart, metrics_chart, refusal_chart
from eval.failures import Failure, failure_of
from eval.measures import LATENCY, Scored
from eval.report_failures import failure_section
from eval.table import LABELS, interval, show

HEADLINES = (
    ("citation_precision", "引用正确"),
    ("key_point_recall", "要点答全"),
    ("evidence_recall@10", "检索到证据"),
    ("clause_accuracy", "条款定位正确"),
    ("refusal_f1", "拒答 F1"),
    ("latency_ms_p50", "中位耗时（毫秒）"),
)
BY_TYPE = (
    "evidence_recall@10",
    "citation_precision",
    "citation_recall",
    "clause_accuracy",
    "key_point_recall",
    "answer_precision",
    "supported_rate",
    "refusal_recall",
)

HALVES = {"dev": "dev 一半", "test": "test 一半"}

STYLE = """
:root { color-scheme: light; --ink: #1c2430; --soft: #5b6673; --line: #dfe4ea; --blue: #1d5fa8; --paper: #fff; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f6f8; color: var(--ink);
  font: 16px/1.65 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 28px; margin: 0 0 4px; } h2 { font-size: 20px; margin: 36px 0 12px; }
p.lead { color: var(--soft); margin: 0 0 20px; }
section.box, .cards > div, details { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
section.box { padding: 18px 20px; overflow-x: auto; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
.cards > div { padding: 14px 16px; } .cards b { display: block; font-size: 30px; line-height: 1.25; color: var(--blue); }
.cards small, figcaption, .soft { color: var(--soft); font-size: 13.5px; }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.n { white-space: nowrap; } td:nth-child(2):not(.n) { min-width: 10em; } table.types th { font-weight: 600; font-size: 13px; line-height: 1.35; min-width: 74px; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.92em; }
figure { margin: 0; } figure svg { max-width: 100%; height: auto; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 16px; }
details { margin: 10px 0; } details > div { padding: 2px 18px 16px; }
summary { cursor: pointer; padding: 10px 16px; } summary .tag { margin-right: 10px; }
.tag { display: inline-block; padding: 0 9px; border-radius: 20px; font-size: 13px; background: #fde7e4; color: #8c1d18; }
.tag.ok { background: #e1f3e8; color: #1e5b38; }
h4 { margin: 14px 0 4px; font-size: 14px; color: var(--soft); font-weight: 600; }
blockquote { margin: 6px 0; padding: 8px 12px; border-left: 3px solid var(--line); background: #fafbfc; }
mark { background: #fff0a8; color: #111; padding: 0 1px; }
sup { color: var(--blue); } ol { margin: 4px 0; padding-left: 24px; }
@media print { body { background: #fff; } details { break-inside: avoid; } }
"""


def report_page(
    report: Mapping[str, Any], scored: Sequence[Scored], documents: Sequence[tuple[str, str]]
) -> str:
    """The whole page; `documents` are (file name, text) for showing evidence in its surroundings."""
    parts = [
        _head(report),
        _cards(report),
        _all_metrics(report),
        _charts(report, scored),
        _types(report),
        _failures(scored, documents),
        _conditions(report),
    ]
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>问策评测 · {escape(report['question_file'])}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _head(report: Mapping[str, Any]) -> str:
    return (
        f"<h1>问策评测报告</h1>\n<p class='lead'>题集 <code>{escape(report['question_file'])}</code>，"
        f"{report['questions_asked']} 题：{report['answerable']} 题可回答，{report['unanswerable']} 题文件里没有答案、"
        f"应当拒答。生成方式 <code>{escape(report['generator'])}</code>。数值下方与表中的区间是 95 % 置信区间（自助法，按题重抽样）。</p>\n"
    )


def _cards(report: Mapping[str, Any]) -> str:
    cards = []
    for metric, label in HEADLINES:
        measured = report["metrics"][metric]
        if measured["value"] is None:
            cards.append(f"<div>{label}<b>—</b><small>没有适用的题</small></div>")
            continue
        value, low, high = (_headline(metric, measured[key]) for key in ("value", "low", "high"))
        cards.append(f"<div>{label}<b>{value}</b><small>{low} – {high}<br>{measured['n']} 题</small></div>")
    return f"<div class='cards'>{''.join(cards)}</div>\n"


def _headline(metric: str, value: float) -> str:
    return f"{value:.0f}" if metric in LATENCY else f"{100 * value:.1f} %"


def _all_metrics(report: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{name}</code></td><td>{label}</td><td class='n'>{show(name, measured['value'])}</td>"
        f"<td class='n'>{interval(name, measured)}</td><td class='n'>{measured['n']}</td></tr>"
        for name, label in LABELS.items()
        for measured in (report["metrics"][name],)
    )
    return (
        "<h2>全部指标</h2>\n<section class='box'><table><tr><th>指标</th><th>含义</th><th class='n'>值</th>"
        f"<th class='n'>95 % 区间</th><th class='n'>题数</th></tr>{rows}</table></section>\n"
    )


def _charts(report: Mapping[str, Any], scored: Sequence[Scored]) -> str:
    figures = [
        f"<figure><figcaption>耗时分布（不含首次载入模型）：绿线为中位数，红线为 95 分位，最慢的百分之一并入末条</figcaption>{latency_chart(scored)}</figure>"
    ]
    curve = refusal_chart(scored)
    if curve:
        figures.insert(
            0,
            "<figure><figcaption>拒答曲线：把拒答的门槛由低调到高，横轴是误拒的可答题，纵轴是正确拒掉的无答案题；"
            f"越靠左上越好，红点是程序现在所处的位置</figcaption>{curve}</figure>",
        )
    return (
        "<h2>图示</h2>\n<section class='box'><figure><figcaption>各项指标与 95 % 区间</figcaption>"
        f"{metrics_chart(report)}</figure><div class='pair'>{''.join(figures)}</div></section>\n"
    )


def _types(report: Mapping[str, Any]) -> str:
    head = "".join(f"<th class='n'>{LABELS[name]}</th>" for name in BY_TYPE)
    rows = []
    for kind, metrics in report["by_type"].items():
        n = metrics["latency_ms_p50"]["n"]
        cells = "".join(_cell(metrics[name]) for name in BY_TYPE)
        rows.append(f"<tr><td><code>{escape(kind)}</code></td><td class='n'>{n}</td>{cells}</tr>")
    for half, metrics in report["by_split"].items():
        n = metrics["latency_ms_p50"]["n"]
        cells = "".join(_cell(metrics[name]) for name in BY_TYPE)
        rows.append(f"<tr><td>{HALVES[half]}</td><td class='n'>{n}</td>{cells}</tr>")
    return (
        f"<h2>按题型</h2>\n<section class='box'><table class='types'><tr><th>题型</th><th class='n'>题数</th>{head}</tr>"
        f"{''.join(rows)}</table></section>\n"
    )


def _cell(measured: Mapping[str, Any]) -> str:
    value = measured["value"]
    if value is None:
        return "<td class='n soft'>—</td>"
    # White at 1, deepening towards red at 0: weak spots are what the eye should find.
    shade = f"rgba(200, 60, 45, {0.5 * (1 - value):.2f})"
    return f"<td class='n' style='background:{shade}'>{value:.2f}</td>"


def _failures(scored: Sequence[Scored], documents: Sequence[tuple[str, str]]) -> str:
    groups = {reason: [item for item in scored if failure_of(item) is reason] for reason in Failure}
    total = sum(map(len, groups.values()))
    counted = "，".join(f"{reason.label} {len(items)}" for reason, items in groups.items() if items)
    intro = f"<p class='soft'>{counted}。点开可看问题、回答、应有的证据与检索结果。</p>" if total else ""
    body = "".join(failure_section(item, documents) for items in groups.values() for item in items)
    return f"<h2>没有答好的题（{total} / {len(scored)}）</h2>\n{intro}{body}"


def _conditions(report: Mapping[str, Any]) -> str:
    settings = "".join(
        f"<tr><td><code>{escape(section)}.{escape(name)}</code></td><td>{escape(str(value))}</td></tr>"
        for section, values in report["settings"].items()
        for name, value in values.items()
    )
    documents = "".join(f"<li>{escape(name)}</li>" for name in report["documents"])
    warnings = "".join(f"<li>{escape(line)}</li>" for line in report["warnings"])
    warned = f"<h4>提醒</h4><ul>{warnings}</ul>" if warnings else ""
    return (
        f"<h2>测试条件</h2>\n<section class='box'><h4>文件</h4><ul>{documents}</ul>{warned}"
        f"<h4>设置（随机种子 {report['seed']}）</h4><table>{settings}</table></section>\n"
    )
