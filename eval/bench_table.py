"""The benchmark's measurements as Markdown tables for a person.

Knows the names of stages and costs; measures nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_STAGES = {
    "load_clean_structure": "读取、清洗、建条款树",
    "text_to_passages": "文本 → 段落",
    "pdf_to_passages": "PDF → 段落",
    "encode_passages": "编码段落",
    "encode_question": "编码一个问题",
    "dense_search": "向量检索",
    "lexical_search": "词语检索",
    "build_index": "建索引（向量已算好）",
    "open_index": "打开索引",
    "search_index": "检索一次（含编码问题）",
    "cold_answer": "新进程里答一题",
}

_COSTS = {
    "read_ms": "读取、清洗",
    "prepare_ms": "切分、分词",
    "write_ms": "写索引",
    "open_ms": "打开",
    "search_ms": "检索一次",
    "answer_ms": "回答一次",
    "resident_mib": "内存 MiB",
    "disk_mib": "磁盘 MiB",
}
_COLD = {
    "build_policy_ms": "首次建索引（含载入模型）",
    "qa_help_ms": "qa --help",
    "qa_answer_ms": "qa 问一题",
    "index_search_ms": "index search 一次",
}


def bench_table(content: Mapping[str, Any]) -> str:
    """The measurements as Markdown tables."""
    on = content["machine"]
    lines = [
        f"{on['processor']}，{on['cores']} 核，{on['memory_gib']} GiB 内存，{on['system']}，Python {on['python']}；"
        f"{content['repeats']} 次取中位数。",
        "",
        "| 环节 | 规模 | 问策（毫秒） | 基线（毫秒） | 基线 | 快几倍 |",
        "| --- | ---: | ---: | ---: | --- | ---: |",
    ]
    for stage in content["stages"]:
        lines.append(
            f"| {_STAGES[stage['name']]} | {stage['size']:,} | {stage['ours_ms']:.2f} | {stage['baseline_ms']:.2f} "
            f"| {stage['baseline']} | {stage['ratio']:.2f} |"
        )
    rated = [stage for stage in content["stages"] if "unit" in stage]
    if rated:
        lines += ["", "| 速度 | 单位 | 问策 | 基线 | 基线 |", "| --- | --- | ---: | ---: | --- |"]
    for stage in rated:
        ours, baseline = (1000 * stage["size"] / stage[cost] for cost in ("ours_ms", "baseline_ms"))
        unit = f"{stage['unit']} / 秒"
        lines.append(
            f"| {_STAGES[stage['name']]} | {unit} | {ours:,.0f} | {baseline:,.0f} | {stage['baseline']} |"
        )
    names = list(content["growth"])
    lines += [
        "",
        "向量取自真实段落加扰动（编码另测，见上表）；时间以毫秒计。",
        "",
        "| 段落数 | " + " | ".join(_COSTS[name] for name in names) + " |",
        "| ---: |" + " ---: |" * len(names),
    ]
    for size, row in content["sizes"].items():
        lines.append(f"| {int(size):,} | " + " | ".join(f"{row[name]:,.1f}" for name in names) + " |")
    slopes = ("—" if content["growth"][name] is None else f"{content['growth'][name]:.2f}" for name in names)
    lines.append("| 增长（双对数斜率） | " + " | ".join(slopes) + " |")
    cold = content["cold_start"]
    lines += [
        "",
        "冷启动（毫秒）：" + "，".join(f"{_COLD[name]} {value:,.0f}" for name, value in cold.items()),
    ]
    return "\n".join(lines)
