"""DOCX to lines: paragraphs with Word's automatic numbers written out, tables as rows, headings by style.

Knows WordprocessingML (ECMA-376); what is a clause is for others to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.failures import DamagedDocument
from corpus.lines import Line, LoadedText
from corpus.loaders.archive import Archive
from corpus.loaders.blocks import table_lines
from corpus.numerals import to_chinese
from corpus.settings import LimitSettings

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Deleted text, field codes, text kept for old readers, and text boxes (read on their own).
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr",
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)  # fmt: skip
_CHINESE_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "koreanCounting", "chineseLegalSimplified"}
)  # fmt: skip


def load(name: str, content: bytes, limits: LimitSettings) -> LoadedText:
    """The lines of a DOCX file. Raises a `DocumentError` where it is encrypted, damaged or a bomb."""
    archive = Archive(name, content, limits)
    document = archive.xml("word/document.xml")
    if document is None:
        raise DamagedDocument(f"「{name}」不是 Word 文件", "请用 Word 或 WPS 另存为 docx 后再试")
    if document.tag.startswith(f"{{{_STRICT}}}"):
        raw = (archive.read("word/document.xml") or b"").replace(_STRICT.encode(), _TRANSITIONAL.encode())
        from lxml import etree

        document = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    reader = _Reader(
        _Numbering(archive.xml("word/numbering.xml")), _heading_levels(archive.xml("word/styles.xml"))
    )
    body = document.find(f"{_W}body")
    lines = tuple(reader.lines(body)) if body is not None else ()
    return LoadedText(lines, tuple(_properties(archive)))


def _properties(archive: Archive) -> Iterator[tuple[str, str]]:
    core = archive.xml("docProps/core.xml")
    for node in core if core is not None else ():
        if isinstance(node.tag, str) and node.tag.endswith("}keywords") and node.text:
            yield "关键词", node.text


def _heading_levels(styles: _Element | None) -> dict[str, tuple[int, str | None]]:
    """Style id -> (heading level or 0, numbering id)."""
    levels: dict[str, tuple[int, str | None]] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = style.find(f"{_W}name")
        label = (name.get(f"{_W}val") or "").lower() if name is not None else ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        found = re.match(r"(?:heading|标题) ?(\d)$", label)
        level = int(found[1]) if found else 1 if label in ("title", "标题") else 0
        if (
            not level
            and outline is not None
            and (value := outline.get(f"{_W}val", "9")).isdigit()
            and int(value) < 9
        ):
            level = int(value) + 1
        numbering = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        levels[style.get(f"{_W}styleId") or ""] = (
            level,
            numbering.get(f"{_W}val") if numbering is not None else None,
        )
    return levels


class _Numbering:
    """Word's automatic numbers: counts paragraphs per list and level and writes the number out."""

    def __init__(self, root: _Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {
            node.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl", "0")): self._level(level)
                for level in node.iter(f"{_W}lvl")
                if level.get(f"{_W}ilvl", "0").isdigit()
            }
            for node in root.iter(f"{_W}abstractNum")
        }
        for number in root.iter(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            if link is not None:
                self._levels[number.get(f"{_W}numId") or ""] = abstract.get(link.get(f"{_W}val"), {})

    @staticmethod
    def _level(node: _Element) -> tuple[str, str, int]:
        values = {}
        for key in ("numFmt", "lvlText", "start"):
            child = node.find(f"{_W}{key}")
            values[key] = (child.get(f"{_W}val") or "") if child is not None else ""
        start = int(values["start"]) if values["start"].isdigit() else 1
        return values["numFmt"] or "decimal", values["lvlText"], start

    def next(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of the list at `level`, as Word shows it; "" for a bullet."""
        levels = self._levels.get(number_id)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(number_id, {})
        form, text, start = levels[level]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if form in ("bullet", "none"):
            return ""

        def fill(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            other_form, _, other_start = levels.get(other, ("decimal", "", 1))
            return _numeral(counts.get(other, other_start), other_form)

        return re.sub(r"%(\d)", fill, text)


def _numeral(value: int, form: str) -> str:
    if form in _CHINESE_FORMATS:
        return to_chinese(value) if 0 <= value < 10_000 else str(value)
    if form.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = "".join(
            digits[value // size % 10]
            for size, digits in (
                (10, ("", "X", "XX", "XXX", "XL", "L")),
                (1, ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")),
            )
            if value < 60
        )
        return roman if form == "upperRoman" else roman.lower()
    return str(value)


class _Reader:
    """Goes through body elements in order."""

    def __init__(self, numbering: _Numbering, styles: dict[str, tuple[int, str | None]]) -> None:
        self._numbering, self._styles = numbering, styles
        self._spaced = False

    def lines(self, body: _Element) -> Iterator[Line]:
        """The lines of all paragraphs and tables below `body`."""
        for node in body:
            if node.tag == f"{_W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{_W}tbl":
                yield from self._table(node)
            elif node.tag == f"{_W}sdt" and (inner := node.find(f"{_W}sdtContent")) is not None:
                yield from self.lines(inner)
            elif node.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.lines(node)

    def _paragraph(self, paragraph: _Element) -> Iterator[Line]:
        text = "".join(_words(paragraph))
        level, number = self._level_and_number(paragraph) if text.strip() else (0, "")
        for position, part in enumerate(text.split("\n")):
            words = (number + part if position == 0 and not part.startswith(number or "\0") else part).strip()
            if words:
                yield Line(words, level=level if position == 0 else 0, spaced=self._spaced)
                self._spaced = False
            elif position == 0:
                self._spaced = True
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(
                above.tag.endswith("}Fallback") for above in box.iterancestors() if isinstance(above.tag, str)
            ):
                yield from self.lines(box)

    def _level_and_number(self, paragraph: _Element) -> tuple[int, str]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level, style_number = (
            self._styles.get(style.get(f"{_W}val") or "", (0, None)) if style is not None else (0, None)
        )
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and (value := outline.get(f"{_W}val", "9")).isdigit() and int(value) < 9:
            level = int(value) + 1
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        number_id, depth = style_number, 0
        if numbered is not None:
            identity, at = numbered.find(f"{_W}numId"), numbered.find(f"{_W}ilvl")
            number_id = identity.get(f"{_W}val") if identity is not None else style_number
            depth = (
                int(at.get(f"{_W}val", "0")) if at is not None and at.get(f"{_W}val", "0").isdigit() else 0
            )
        return level, self._numbering.next(number_id, depth) if number_id and number_id != "0" else ""

    def _table(self, table: _Element) -> Iterator[Line]:
        rows: list[list[str]] = []
        for row in table.iter(f"{_W}tr"):
            cells: list[str] = []
            for cell in row.iterchildren(f"{_W}tc"):
                merged, wide = _spans(cell)
                above = rows[-1][len(cells)] if merged and rows and len(cells) < len(rows[-1]) else ""
                words = " ".join("".join(_words(part)).strip() for part in cell.iter(f"{_W}p")).strip()
                cells += [words or above, *[""] * (wide - 1)]
            rows.append(cells)
        if max((sum(map(bool, row)) for row in rows), default=0) <= 1:  # a frame around text is no table
            for cell in table.iter(f"{_W}tc"):
                yield from self.lines(cell)
            return
        yield from table_lines(rows)
        self._spaced = True


def _spans(cell: _Element) -> tuple[bool, int]:
    """Whether `cell` goes on with the one above it (17.4.84), and over how many columns it reaches (17.4.17)."""
    merge, span = cell.find(f"{_W}tcPr/{_W}vMerge"), cell.find(f"{_W}tcPr/{_W}gridSpan")
    wide = span.get(f"{_W}val", "1") if span is not None else "1"
    goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
    return goes_on, min(int(wide), 100) if wide.isdigit() and int(wide) else 1


def _words(node: _Element) -> Iterator[str]:
    """The visible text of a paragraph in order; a line break within it is a line break."""
    for child in node:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif isinstance(tag, str):
            yield from _words(child)
