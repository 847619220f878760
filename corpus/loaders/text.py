"""Plain text and Markdown to lines; the file's own header (**发布日期**: …) becomes (name, value) pairs.

Knows the markup only; what is debris or a clause is for others to judge.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePath

from corpus.lines import Line, LineKind, LoadedText
from corpus.loaders.blocks import CELL_GAP
from corpus.loaders.encodings import decode_text
from corpus.settings import LimitSettings

_HEADER = re.compile(r"\*\*([^*：:\n]{1,12})\*\*\s*[:：]\s*(.*)$|\*\*([^*：:\n]{1,12})[:：]\*\*\s*(.*)$")
# What a file says of itself, not a speaker (**主持人：**各位朋友) nor a field of a task (**责任单位：**市住建局).
_NAMES_METADATA = re.compile(
    r"标题|title|作者|author|责任编辑|来源(?:单位)?|出处|source|publisher|网址|(?:原文)?链接|url|分类|类别|主题词?|主题分类|关键[词字]|标签|keywords?|tags?"
    r"|状态|时效性|有效性|效力(?:级别|等级|层级)?|索引号|文件编号|发文字号|文号|发文号|日期|date|pubdate|publishdate"
    r"|(?:发布|发文|成文|印发|签发|公布|颁布|制定|生效|实施|施行|失效|废止|更新|修订|采集|抓取|爬取|下载|收录)(?:日期|时间|机构|机关|单位|部门)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"([-*_=])(?:[ \t]*\1){2,}$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
# HTML within Markdown (CommonMark 6.6): the words stay, the marks go.
_NEXT_CELL = re.compile(r"</t[dh]>\s*<t[dh][^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FRONT_PAIR = re.compile(r"([^\s:：#][^:：\n]{0,30})[:：]\s*(.*)$")
_BODY_TITLE = re.compile(r"(?:政策|文件|正文|公告|通知|新闻|法规|文章)?(?:全文|正文|内容|原文)$")
_LOOKS_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|\*\*[^*\n]{1,12}\*\*[:：])", re.MULTILINE)
_GAP = re.compile("[ \u00a0]{2,}|[ \u00a0]*[\u3000\t]+[ \u00a0\u3000\t]*")
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2
_NUMBERED = re.compile("第|[（(]?[一二三四五六七八九十]+[、）)]|[0-9]+[.、]|附")
_NUMBER = re.compile(r"[-−－–+]?[0-9.,]++(?![年月日、．.）)])|[-—－–]$")
_ROW_NUMBER = "序号"
INDENTS = " \u3000\t\u00a0"
_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")


def load(name: str, content: bytes, limits: LimitSettings) -> LoadedText:  # noqa: ARG001
    """The lines of a text file; Markdown is read as such whatever the file is called."""
    text = _LINE_BREAKS.sub("\n", decode_text(name, content))
    markdown = PurePath(name).suffix.lower() != ".txt" or _LOOKS_MARKDOWN.search(text) is not None
    return _markdown(text) if markdown else LoadedText(_plain(text))


def _plain(text: str) -> tuple[Line, ...]:
    lines = []
    spaced = False
    for page, part in enumerate(text.split("\f")) if "\f" in text else ((-1, text),):
        for raw in part.split("\n"):
            words = _without_frame(raw.strip())
            if words:
                lines.append(Line(words, page + 1, spaced=spaced, indented=raw[0] in INDENTS))
                spaced = False
            else:
                spaced = True
    return tuple(_with_rows(_with_cells(lines)))


_FRAME = re.compile("[│┃║]")
_FRAME_LINE = re.compile("[─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋│┃║ \u3000]+")


def _without_frame(words: str) -> str:
    """`words` without the frame that lines of a box are drawn with, the cells between its bars apart: │甲│乙│ is 甲 | 乙."""
    if not _FRAME_LINE.match(words):
        return words
    if _FRAME_LINE.fullmatch(words):
        return ""
    cells = [cell.strip() for cell in _FRAME.split(words.strip("│┃║ \u3000"))]
    return CELL_GAP.join(cells) if len(cells) > 1 else cells[0]


def _with_cells(lines: list[Line]) -> list[Line]:
    """`lines` with the cells of a table that is set with white space told apart as this project writes them (a | b).

    A table is a line of names and lines below it with as many cells, of which a column holds numbers, two at least, or
    three where there are but two columns: signatures, lists of names and contents are set so too.
    """
    cells = [_GAP.split(line.text) for line in lines]
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and len(cells[end]) == len(cells[at]) and not lines[end].spaced:
            end += 1
        rows = cells[at + 1 : end]
        wide = len(cells[at]) >= _FEWEST_CELLS
        narrow = len(cells[at]) == _FEWEST_CELLS - 1 and not any(_NUMBERED.match(row[0]) for row in rows)
        enough = (wide and len(rows) >= _FEWEST_ROWS) or (narrow and len(rows) > _FEWEST_ROWS)
        if enough and _has_numbers(cells[at], rows):
            for row in range(at, end):
                lines[row] = dataclasses.replace(lines[row], text=CELL_GAP.join(cells[row]))
        at = end
    return lines


def _has_numbers(header: list[str], rows: list[list[str]]) -> bool:
    """Whether below a header without numbers a column begins with one in every row; the first, where it counts the rows
    (序号)."""
    if any(_NUMBER.match(cell) for cell in header):
        return False
    if header[0] == _ROW_NUMBER and all(_NUMBER.match(row[0]) for row in rows):
        return True
    return any(all(_NUMBER.match(row[column]) for row in rows) for column in range(1, len(header)))


def _with_rows(lines: list[Line]) -> list[Line]:
    """Rows of a table as this project writes them (a | b) told by two or more with as many cells in a row."""
    if not any(CELL_GAP in line.text for line in lines):
        return lines
    cells = [line.text.count(CELL_GAP) for line in lines]
    for index, line in enumerate(lines):
        above = index > 0 and cells[index] > 0 and cells[index - 1] == cells[index]
        below = index + 1 < len(lines) and cells[index] > 0 and cells[index + 1] == cells[index]
        if above or below:
            lines[index] = dataclasses.replace(line, kind=LineKind.ROW if above else LineKind.HEADER_ROW)
    return lines


def _markdown(text: str) -> LoadedText:
    header: list[tuple[str, str]] = []
    if found := _FRONT_MATTER.match(text):
        pairs = [_FRONT_PAIR.match(row) for row in found[1].split("\n") if row.strip()]
        if all(pairs):
            header += [(pair[1].strip(), pair[2].strip().strip("\"'")) for pair in pairs if pair]
            text = text[found.end() :]
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    lines: list[Line] = []
    spaced, fenced, in_table, markup = False, False, False, 0
    for raw in text.split("\n"):
        words = raw.strip()
        if not words:
            spaced, in_table = True, False
            continue
        if words.startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if not fenced and (_RULE.match(words) if words[0] in "-*_=" else False):
            spaced, markup = True, markup + 1
            continue
        pair = _HEADER.match(words) if not fenced and words.startswith("**") else None
        if pair and _NAMES_METADATA.fullmatch(name := (pair[1] or pair[3]).strip()):
            header.append((name, (pair[2] or pair[4] or "").strip()))
            spaced, markup = True, markup + 1
            continue
        line = _markdown_line(words, spaced, in_table) if not fenced else Line(words, spaced=spaced)
        if line is None:
            markup += 1
            continue
        in_table = line.kind is not LineKind.TEXT
        if line.level and header and _BODY_TITLE.match(line.text):
            markup += 1
            continue
        lines.append(line)
        spaced = False
    return LoadedText(tuple(lines), tuple(header), counts=(("markdown_markup", markup),) if markup else ())


def _markdown_line(words: str, spaced: bool, in_table: bool) -> Line | None:
    level, kind = 0, LineKind.TEXT
    if "<" in words:
        words = _TAG.sub("", _NEXT_CELL.sub(" | ", words)).strip()
        if not words:
            return None
    first = words[0]
    if first == "#" and (found := _HEADING.match(words)):
        level, words = len(found[1]), found[2]
    elif first == ">":
        words = words.lstrip("> ")
    elif first == "|" and words.endswith("|") and len(words) > 1:
        if _TABLE_RULE.match(words):
            return None
        cells = [cell.strip() for cell in words.strip("|").split("|")]
        words = " | ".join(cells)
        kind = LineKind.ROW if in_table else LineKind.HEADER_ROW
    elif first in "-*+" and words[1:2] == " ":
        words = words[2:].lstrip()
    if "](" in words:
        words = _LINK.sub(r"\1", words)
    if "**" in words or "__" in words:
        words = _EMPHASIS.sub(r"\2", words)
    if "\\" in words:
        words = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>~])", r"\1", words)
    words = words.strip()
    return Line(words, level=level, kind=kind, spaced=spaced) if words else None
