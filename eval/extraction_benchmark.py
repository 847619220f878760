"""The main text of web pages: ours beside trafilatura, in characters kept and characters that do not belong.

`pip install trafilatura`, then `python -m eval.extraction_benchmark PATH …`: every document is set into the frames of
four kinds of site. Knows pages and texts; nothing of clauses.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from corpus import document_from_bytes, find_files, load_document
from corpus.command import print_json, run_command
from corpus.normal_form import comparison_form
from corpus.schema import DocumentError
from corpus.settings import Settings
from eval.overlap import RUN, covered

Extract = Callable[[str], str]
Frame = Callable[[str, Sequence[str]], str]

_MENU = (
    "首页",
    "机构概况",
    "新闻动态",
    "政务公开",
    "政策法规",
    "办事服务",
    "互动交流",
    "数据开放",
    "专题专栏",
    "English",
)
_RELATED = (
    "工业和信息化部召开全国工业和信息化工作会议", "国务院办公厅印发关于进一步优化营商环境的通知",
    "前三季度规模以上工业增加值同比增长百分之六", "国家发展改革委负责同志就有关问题答记者问",
    "我国新能源汽车产销量连续九年位居世界第一", "市场监管总局部署开展年终岁尾食品安全专项检查",
)  # fmt: skip
_TEASER = "记者从有关部门了解到，今年以来各地区各部门深入贯彻落实党中央决策部署，各项工作取得积极进展，点击查看全文。"
_FOOT = "主办单位：某某部办公厅　承办单位：某某部信息中心　网站标识码：bm00000001　京ICP备00000000号　京公网安备00000000000000号"


def _links(words: Sequence[str]) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/{number}.html">{word}</a></li>' for number, word in enumerate(words))
        + "</ul>"
    )


def _ministry(title: str, lines: Sequence[str]) -> str:
    """A ministry's page: menu, path, sharing, the article in paragraphs, related documents, footer."""
    body = "".join(f"<p>　　{escape(line)}</p>" for line in lines)
    return (
        f"<div class='header'>{_links(_MENU)}</div><div class='path'>当前位置：<a href='/'>首页</a> &gt; "
        f"<a href='/zc'>政策</a></div><div class='article'><h1>{escape(title)}</h1><div class='info'>"
        f"发布时间：2024-01-29　来源：某某司　字号：<a>大</a> <a>中</a> <a>小</a> <a>打印</a></div>"
        f"<div id='zoom'>{body}</div><div class='share'>分享到：<a>微信</a><a>微博</a></div></div>"
        f"<div class='related'><h3>相关文件</h3>{_links(_RELATED)}</div><div class='footer'>{_FOOT}</div>"
    )


def _breaks(title: str, lines: Sequence[str]) -> str:
    """An old page: lines parted by br inside one cell of a table that lays out the page, links beside it."""
    return (
        f"<table><tr><td colspan=2>{_links(_MENU)}</td></tr><tr><td width=160>{_links(_RELATED)}</td><td><center><b>"
        f"{escape(title)}</b></center><br>{'<br><br>'.join('　　' + escape(line) for line in lines)}</td></tr>"
        f"<tr><td colspan=2>{_FOOT}</td></tr></table>"
    )


def _portal(title: str, lines: Sequence[str]) -> str:
    """A news portal: teasers of other articles in paragraphs beside and below, comments, an app to be downloaded."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    teasers = "".join(
        f"<div class='item'><h4><a href='/n'>{word}</a></h4><p>{_TEASER}</p></div>" for word in _RELATED
    )
    return (
        f"<nav>{_links(_MENU)}</nav><main><article><h1>{escape(title)}</h1><p class='meta'>2024-01-29 10:00 来源：某某网"
        f"</p>{body}<p class='editor'>责任编辑：某某</p></article><aside>{teasers}</aside></main>"
        f"<section class='more'><h2>猜你喜欢</h2>{teasers}</section><div class='app'>扫描二维码下载客户端</div>"
        f"<footer><p>{_FOOT}</p></footer>"
    )


def _divisions(title: str, lines: Sequence[str]) -> str:
    """A page of a content management system: every line a div of spans, ten levels down, no p anywhere."""
    body = "".join(f"<div><span>{escape(line)}</span></div>" for line in lines)
    return (
        f"<div>{_links(_MENU)}</div>{'<div>' * 10}<div class='title'>{escape(title)}</div>{body}{'</div>' * 10}"
        f"<div><div>{_links(_RELATED)}</div><div><span>{_FOOT}</span></div></div>"
    )


FRAMES: dict[str, Frame] = {
    "部委": _ministry,
    "旧式表格": _breaks,
    "新闻门户": _portal,
    "内容管理系统": _divisions,
}


def page(frame: Frame, title: str, lines: Sequence[str]) -> str:
    """The whole page."""
    head = f'<meta charset="utf-8"><title>{escape(title)}_某某网</title><script>var a = "正文";</script>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{frame(title, lines)}</body></html>"


def ours(html: str) -> str:
    """What the loader and cleaning leave."""
    try:
        return document_from_bytes("a.html", html.encode(), Settings()).text
    except DocumentError:
        return ""


def trafilatura(html: str) -> str:
    """trafilatura with its defaults."""
    return str(importlib.import_module("trafilatura").extract(html) or "")


def scores(found: str, wanted: str) -> tuple[float, float]:
    """(precision, recall) in characters that stand in a common run, without white space and punctuation."""
    one, other = comparison_form(found), comparison_form(wanted)
    if not one:
        return 0.0, 0.0
    return sum(covered(one, other, RUN)) / len(one), sum(covered(other, one, RUN)) / len(other)


def measure(paths: Sequence[Path], extractors: dict[str, Extract]) -> list[dict[str, object]]:
    """A row for each frame and extractor: means over the documents."""
    documents = [load_document(path, Settings()) for path in paths]
    rows: list[dict[str, object]] = []
    for frame_name, frame in FRAMES.items():
        for name, extract in extractors.items():
            found, seconds = [], 0.0
            for document in documents:
                lines = [line for line in document.text.split("\n") if line]
                began = time.perf_counter()
                text = extract(
                    page(frame, document.title, [line for line in lines if line != document.title])
                )
                seconds += time.perf_counter() - began
                found.append(scores(text, f"{document.title}\n{document.text}"))
            precision, recall = np.mean(found, axis=0)
            rows.append(
                {"frame": frame_name, "extractor": name, "pages": len(documents), "precision": round(float(precision), 4),
                 "recall": round(float(recall), 4), "worst_recall": round(float(min(item[1] for item in found)), 4),
                 "pages_per_s": round(len(documents) / seconds, 1)}
            )  # fmt: skip
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.extraction_benchmark", description="网页正文提取的比较"
    )
    parser.add_argument("documents", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="每 N 份文件取一份")
    parser.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")
    options = parser.parse_args(arguments)

    def command() -> int:
        extractors: dict[str, Extract] = {"问策": ours}
        if find_spec("trafilatura") is not None:
            extractors["trafilatura"] = trafilatura
        rows = measure(find_files(options.documents)[:: options.every], extractors)
        if options.json:
            print_json({"rows": rows})
            return 0
        lines = [
            "| 网页 | 提取 | 页数 | 精确率 | 召回率 | 最低召回率 | 页 / 秒 |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        lines += ["| " + " | ".join(str(value) for value in row.values()) + " |" for row in rows]
        sys.stdout.write("\n".join(lines) + "\n")
        return 0

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
