"""HTML to lines: the element that holds the prose, without menus, with tables as rows and headings as such.

Judges elements by their words and links, for any site; line-level debris is left to cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.failures import EmptyDocument
from corpus.lines import Line, LineKind, LoadedText
from corpus.loaders.blocks import collapse, table_lines
from corpus.loaders.deep_html import BLOCKS, is_cut_off, plain_lines
from corpus.loaders.encodings import declared_encoding, decode_text
from corpus.loaders.html_table import data_rows
from corpus.settings import LimitSettings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    "script style noscript template nav footer aside form select option button input textarea iframe object svg "
    "canvas video audio map head title meta link base dialog".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PROSE = re.compile("[，。；：、！？]")
_META_NAMES = {
    "pubdate": "发布日期", "publishdate": "发布日期", "article:published_time": "发布日期", "date": "发布日期",
    "keywords": "关键词", "contentsource": "来源", "source": "来源", "articletitle": "标题", "og:title": "标题",
    "author": "作者", "filenum": "发文字号",
}  # fmt: skip
_LABELS = "发文机关|发布机构|发文字号|文 *号|成文日期|发文日期|发布日期|施行日期|主题分类"
_LABELLED = re.compile(rf"({_LABELS}) *[:：] *([^\s:：|]{{2,60}})")
_LABEL = re.compile(f"(?:{_LABELS}|索 *引 *号|有效性|公开方式|公开类别|组配分类) *[:：]?")
_SITE_NAME = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,30}$")
_MAIN_SHARE = 0.75  # of the page's prose must be in the main element
_ARTICLE_SHARE = 0.2  # of the page's prose makes the only article element the page's text
_LINK_SHARE = 0.8  # of a block's characters in links make it a link


@dataclass(slots=True)
class _Block:
    """A run of words between block elements. `links` counts the characters inside links."""

    text: str
    element: HtmlElement
    links: int = 0
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def load(name: str, content: bytes, limits: LimitSettings) -> LoadedText:  # noqa: ARG001
    """The lines of an HTML page's main content. Raises `EmptyDocument` for a page without words."""
    from lxml import etree, html

    text = _decode(name, content)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    plain = (
        plain_lines(text)
        if root is None or is_cut_off(text, len(collapse("".join(map(str, root.itertext())))))
        else None
    )
    if root is None or plain is not None:
        return LoadedText(tuple(Line(line) for line in plain or ()))
    blocks = _Walker().blocks(root)
    header = (*_header(root), *_labelled(blocks))
    if not blocks:
        raise EmptyDocument(f"「{name}」里没有正文", "请确认网页已完整保存，而不是只有框架")
    kept = [block for block in _main_blocks(root, blocks) if not _is_information_box(block)]
    lines = list(_lines(kept))
    title = _title(root, header, lines, blocks)
    if title:
        lines.insert(0, Line(title, level=1))
    dropped = len(blocks) - len(kept)
    return LoadedText(tuple(lines), header, counts=(("page_chrome", dropped),) if dropped else ())


def _decode(name: str, content: bytes) -> str:
    declared = declared_encoding(content)
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        declared = (
            "gb18030"
            if declared in ("gb2312", "gbk", "gb_2312-80")
            else "big5hkscs"
            if declared == "big5"
            else declared
        )
        try:
            return content.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # the page says one thing and is another: found out below
    return decode_text(name, content)


class _Walker:
    """Walks the tree in document order and gathers blocks."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._words: list[str] = []
        self._links = 0
        self._level = 0

    def blocks(self, root: HtmlElement) -> list[_Block]:
        """Every block of words below `root`."""
        self._walk(root, False)
        self._close(root)
        return self._blocks

    def _close(self, element: HtmlElement) -> None:
        text = collapse("".join(self._words))
        if text:
            self._blocks.append(_Block(text, element, self._links, self._level))
        self._words, self._links = [], 0

    def _add(self, words: str | None, linked: bool) -> None:
        if words:
            self._words.append(words)
            self._links += len(words.strip()) if linked else 0

    def _walk(self, element: HtmlElement, linked: bool) -> None:
        tag = element.tag
        if (
            not isinstance(tag, str)
            or (tag in _SKIPPED and tag not in ("head",))
            or tag == "head"
            or _is_hidden(element)
        ):
            return
        if tag == "table" and (rows := data_rows(element)):
            self._close(element)
            self._blocks.append(_Block("", element, rows=rows))
            return
        block = tag in BLOCKS
        owner = element if block else (element.getparent() if element.getparent() is not None else element)
        if block or tag == "br":
            self._close(owner)
        level_before = self._level
        self._level = _HEADINGS.get(tag, self._level)
        linked = linked or tag == "a"
        self._add(element.text, linked)
        for child in element:
            self._walk(child, linked)
            self._add(child.tail, linked)
        if block:
            self._close(element)
        self._level = level_before


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _prose(block: _Block) -> int:
    """Characters of running text: with punctuation, not in links."""
    if block.rows:
        return sum(len(cell) for row in block.rows for cell in row)
    if block.links > 0.5 * len(block.text):
        return 0
    return len(block.text) if len(block.text) >= 15 and _PROSE.search(block.text) else 0


def _main_blocks(root: HtmlElement, blocks: list[_Block]) -> list[_Block]:
    """The blocks of the deepest element that holds most of the prose (of the article), without runs of links."""
    weights: dict[HtmlElement, int] = {}
    total = 0
    for block in blocks:
        prose = _prose(block)
        total += prose
        element: HtmlElement | None = block.element if prose else None
        while element is not None:
            weights[element] = weights.get(element, 0) + prose
            element = element.getparent()
    main = _only_article(root, weights, total)
    total = weights.get(main, 0)
    while total:
        below = [child for child in main if weights.get(child, 0) >= _MAIN_SHARE * total]
        if not below or below[0].tag in ("p", "table", "tr", "td", "ul", "ol", "li", "span", "font"):
            break
        main = below[0]
    inside = [block for block in blocks if _is_inside(block.element, main)]
    return _without_link_runs(inside)


def _only_article(root: HtmlElement, weights: dict[HtmlElement, int], total: int) -> HtmlElement:
    """The page's only `article` (HTML Living Standard, 4.3.2), if it has a fair part of the prose; else the page."""
    found = [element for element in root.iter("article") if weights.get(element, 0)]
    return found[0] if len(found) == 1 and weights[found[0]] >= _ARTICLE_SHARE * total else root


def _is_inside(element: HtmlElement, main: HtmlElement) -> bool:
    while element is not None:
        if element is main:
            return True
        element = element.getparent()
    return False


def _without_link_runs(blocks: list[_Block]) -> list[_Block]:
    """`blocks` without three or more links in a row: menus and lists of other pages."""
    kept: list[_Block] = []
    run: list[_Block] = []
    for block in blocks:
        if (
            not block.rows
            and block.links >= _LINK_SHARE * len(block.text)
            and not block.text.startswith("附件")
        ):
            run.append(block)
            continue
        kept += run if len(run) < 3 else []
        run = []
        kept.append(block)
    return kept + (run if len(run) < 3 else [])


def _lines(blocks: list[_Block]) -> Iterator[Line]:
    for block in blocks:
        if block.rows:
            yield from table_lines(block.rows)
        else:
            yield Line(block.text, level=block.level, spaced=True)


def _header(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = (meta.get("content") or "").strip()
        if name in _META_NAMES and value:
            yield _META_NAMES[name], value


def _labelled(blocks: list[_Block]) -> Iterator[tuple[str, str]]:
    """What the information box of a government page says: 发文字号：…, in text or in the cells of a table."""
    for block in blocks:
        words = " ".join(cell for row in block.rows for cell in row) if block.rows else block.text
        if len(words) > 600:
            continue
        for found in _LABELLED.finditer(words):
            yield found[1].replace(" ", ""), found[2]
        for row in block.rows:
            for name, value in pairwise(row):
                if _LABEL.fullmatch(name) and value and not _LABEL.fullmatch(value):
                    yield re.sub("[ :：]", "", name), value


def _is_information_box(block: _Block) -> bool:
    """Whether the block is a table of which most rows name what a page is: 文号 | … | 发布日期 | …."""
    named = sum(any(_LABEL.fullmatch(cell) for cell in row) for row in block.rows)
    return named > len(block.rows) / 2


def _title(
    root: HtmlElement, header: tuple[tuple[str, str], ...], lines: list[Line], blocks: list[_Block]
) -> str | None:
    """The page's title where the main element does not begin with one already."""
    named = dict(header).get("标题") or next((b.text for b in blocks if b.level == 1), None)
    if named is None:
        node = root.find(".//title")
        named = _SITE_NAME.sub("", collapse(node.text_content())) if node is not None else ""
    named = collapse(named)
    if not 4 <= len(named) <= 120:
        return None
    bare = re.sub(r"\s", "", named)
    opening = "".join(re.sub(r"\s", "", line.text) for line in lines[:8] if line.kind is LineKind.TEXT)
    return None if bare in opening else named
