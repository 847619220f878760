"""Lines of clean text become the clause tree.

Reads text and line roles only; knows nothing of files, formats or metadata.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.inline import inline_items, title_length
from corpus.lines import Line, LineKind, Role
from corpus.markers import Marker, Style, read_marker
from corpus.numerals import to_chinese
from corpus.roles import counts_by_decimals
from corpus.schema import Clause, ClauseKind
from corpus.series import heading_in_series
from corpus.titles import DOCUMENT_KIND
from corpus.tree import Node, Tree

_STATUTE_KIND = {
    Style.PART: ClauseKind.PART,
    Style.SUBPART: ClauseKind.SUBPART,
    Style.CHAPTER: ClauseKind.CHAPTER,
    Style.SECTION: ClauseKind.SECTION,
    Style.DIVISION: ClauseKind.HEADING,
}
_OUTSIDE_KIND = {
    Role.TITLE: ClauseKind.TITLE,
    Role.NOTE: ClauseKind.PARAGRAPH,
    Role.SIGNATURE: ClauseKind.SIGNATURE,
}
_ARTICLE_TITLE = re.compile(
    r"【([^】]{1,40})】\s*|[（(]([^（）()\d一二三四五六七八九十]{2,16})[）)]\s*(?=\S)"
)
_APPENDIX = re.compile(r"(附[件录表图]?\s*[0-9０-９一二三四五六七八九十]{0,3})\s*[：:.、]?\s*(.{0,60})$")


def build_clauses(lines: Sequence[Line], starts: Sequence[int], roles: Sequence[Role]) -> tuple[Clause, ...]:
    """The clauses of a document whose line `i` begins at `starts[i]`, in document order, parents first."""
    builder = _Builder(lines, starts, roles)
    builder.run()
    return builder.tree.clauses()


class _Builder:
    """Goes through the lines once; `tree` grows."""

    def __init__(self, lines: Sequence[Line], starts: Sequence[int], roles: Sequence[Role]) -> None:
        self.lines, self.starts, self.roles = lines, starts, roles
        self.tree = Tree()
        self.decimals = counts_by_decimals(lines)
        self.last_article = 0
        self.last_arabic = self.running_arabic = 0
        self._seen_articles: frozenset[int] | None = None
        self.paragraph_count = 0  # 款 of the open article

    def run(self) -> None:
        for index, (line, start, role) in enumerate(zip(self.lines, self.starts, self.roles, strict=True)):
            if role is Role.BODY:
                self._body(index, line, start)
            else:
                self._outside(line, start, role)

    def _outside(self, line: Line, start: int, role: Role) -> None:
        """A line that is no part of the numbered body."""
        end = start + len(line.text)
        if role is Role.HEADING:
            self._plain_heading(line, start)
        elif role is Role.APPENDIX:
            self.tree.cut(0)
            self.last_article = self.last_arabic = self.running_arabic = 0
            found = _APPENDIX.match(line.text)
            label = found[1].replace(" ", "") if found else ""
            title = found[2] if found else line.text
            node = Node(ClauseKind.APPENDIX, start, end, end, -1, label=label, title=title, heading=line.text)
            self.tree.add(node, open_it=True)
        elif role is Role.APPENDIX_TITLE and (appendix := self.tree.top) is not None:
            appendix.heading_end = appendix.end = end
            appendix.title = line.text if appendix.label else appendix.title + line.text
            appendix.heading += f" {line.text}" if appendix.label else line.text
        else:
            if role not in (Role.PREAMBLE, Role.CONTENTS):
                self.tree.cut(0)
            node = Node(_OUTSIDE_KIND.get(role, ClauseKind.PREAMBLE), start, start, end, self.tree.parent())
            self.tree.add(node, open_it=False)

    def _plain_heading(self, line: Line, start: int) -> None:
        text, end = line.text, start + len(line.text)
        if self.tree.depth_of(ClauseKind.ARTICLE) is not None and len(text) > 5:
            self._paragraph(-1, line, start)
            return
        if len(text) <= 5 or text.startswith("《") or DOCUMENT_KIND.search(text):
            self.tree.cut(0)  # another document's title within this one
        self.tree.close_plain()
        node = Node(ClauseKind.HEADING, start, end, end, self.tree.parent(), title=text, heading=text)
        self.tree.add(node, open_it=True)

    def _body(self, index: int, line: Line, start: int) -> None:
        if line.kind is not LineKind.TEXT:
            self._row(index, line, start)
            return
        marker = read_marker(line.text, self.decimals)
        if marker is not None and self._fits(marker, line.text):
            if marker.style is Style.ARTICLE:
                self._article(line.text, start, marker)
            elif marker.style.statutory or marker.style is Style.DIVISION:
                self._division(line, start, marker)
            elif marker.style >= Style.ORDINAL:
                self._paragraph(index, line, start)
            elif self.tree.depth_of(ClauseKind.ARTICLE) is not None:
                self._item(line.text, start, marker)
            else:
                self._numbered(index, line, start, marker)
        elif line.level:
            self._level_heading(line, start)
        else:
            self._paragraph(index, line, start)

    def _fits(self, marker: Marker, text: str) -> bool:
        """Whether the number fits those before it: a cross-reference or an amount does not."""
        number = marker.number[0]
        if marker.style is Style.ARTICLE:
            if len(marker.number) > 1 or text[marker.end - 1] in " \u3000\t：:" or marker.end == len(text):
                return number > 0
            return number == 1 or bool(self._article_numbers() & {number - 1, number + 1})
        if marker.style is Style.ARABIC:
            # 6. may go on where 二、 stands between it and 5.: measures are counted through all sections.
            fits = 0 < number <= max(1, self.last_arabic + 3) or number == self.running_arabic + 1
            if fits:
                self.last_arabic = self.running_arabic = number
            return fits
        return True

    def _article_numbers(self) -> frozenset[int]:
        """The numbers of all lines that begin like an article: a true one has a neighbour among them."""
        if self._seen_articles is None:
            markers = [read_marker(line.text) for line in self.lines if line.text[0] == "第"]
            self._seen_articles = frozenset(m.number[0] for m in markers if m and m.style is Style.ARTICLE)
        return self._seen_articles

    def _article(self, text: str, start: int, marker: Marker) -> None:
        self.tree.make_room(marker)
        self.last_article, self.paragraph_count, self.last_arabic = marker.number[0], 0, 0
        heading_end, title = marker.end, ""
        if found := _ARTICLE_TITLE.match(text, marker.end):
            heading_end, title = found.end(), found[1] or found[2]
        end = start + len(text)
        heading = text[: marker.end].rstrip(" \u3000\t：:") + (
            text[marker.end : heading_end].rstrip() if title else ""
        )
        node = Node(
            ClauseKind.ARTICLE, start, start + heading_end, end, self.tree.parent(), marker.style,
            marker.number, marker.label, title, heading,
        )  # fmt: skip
        self.tree.add(node, open_it=True)
        if heading_end < len(text):
            self._article_paragraph(text[heading_end:], start + heading_end)

    def _article_paragraph(self, text: str, start: int) -> None:
        self.paragraph_count += 1
        label = f"第{to_chinese(self.paragraph_count)}款"
        node = Node(
            ClauseKind.PARAGRAPH, start, start, start + len(text), self.tree.parent(),
            None, (self.paragraph_count,), label,
        )  # fmt: skip
        parent = self.tree.add(node, open_it=True)
        self._inline(text, start, parent)

    def _item(self, text: str, start: int, marker: Marker) -> None:
        """A numbered line inside an article: 项, or 目 below a 项."""
        depth = self.tree.depth_of(ClauseKind.ARTICLE) or 0
        if self._continues_above(depth, text, start, marker):
            return
        if len(self.tree.stack) == depth + 1:  # the article has no words of its own
            self._article_paragraph("", start)
        for position in range(len(self.tree.stack) - 1, depth + 1, -1):
            if self.tree.nodes[self.tree.stack[position]].style is marker.style:
                self.tree.cut(position)
                break
        below_item = any(
            self.tree.nodes[index].kind is ClauseKind.ITEM for index in self.tree.stack[depth + 1 :]
        )
        kind = ClauseKind.SUBITEM if below_item else ClauseKind.ITEM
        number = marker.number[0]
        label = f"第{number}目" if below_item else f"第{to_chinese(number)}项"
        node = Node(
            kind, start, start + marker.end, start + len(text), self.tree.parent(), marker.style,
            marker.number, label, "", text[: marker.end].rstrip(),
        )  # fmt: skip
        self.tree.add(node, open_it=True)

    def _continues_above(self, depth: int, text: str, start: int, marker: Marker) -> bool:
        """Whether the number goes on a count that stands above the article (二、 after 一、 › 第一条)."""
        open_nodes = [self.tree.nodes[index] for index in self.tree.stack]
        within = [node.number[0] for node in open_nodes[depth + 1 :] if node.style is marker.style]
        if within and within[-1] + 1 == marker.number[0]:
            return False
        for position in range(depth - 1, -1, -1):
            above = open_nodes[position]
            if above.style is marker.style and above.number[0] + 1 == marker.number[0]:
                self.tree.cut(position)
                self._numbered(-1, Line(text), start, marker)
                return True
        return False

    def _division(self, line: Line, start: int, marker: Marker) -> None:
        self.tree.make_room(marker)
        text, end = line.text, start + len(line.text)
        if marker.style in (Style.PART, Style.DIVISION):
            self.last_article = self.last_article if self.tree.nodes else 0
        node = Node(
            _STATUTE_KIND[marker.style], start, end, end, self.tree.parent(), marker.style, marker.number,
            marker.label, text[marker.end :].strip(), text, line.level,
        )  # fmt: skip
        self.tree.add(node, open_it=True)

    def _numbered(self, index: int, line: Line, start: int, marker: Marker) -> None:
        text = line.text
        self.tree.make_room(marker)
        if marker.style < Style.ARABIC:
            self.last_arabic = self.last_arabic if marker.style is Style.CHINESE_PAREN else 0
        rest = text[marker.end :]
        length = title_length(rest, line.level, self.lines[index - 1].text if index > 0 else "")
        heading_end = marker.end + length
        title = rest[:length].rstrip("。 \u3000：:")
        heading = text[:heading_end].rstrip("。 \u3000：:") if title else text[: marker.end].rstrip()
        label = marker.label
        if marker.style is Style.DECIMAL and len(marker.number) > 1:
            top = self.tree.top
            if top is not None and top.style is Style.DECIMAL and marker.number[:-1] == top.number:
                label = f".{marker.number[-1]}"
        node = Node(
            ClauseKind.HEADING if title else ClauseKind.ITEM, start, start + heading_end, start + len(text),
            self.tree.parent(), marker.style, marker.number, label, title, heading, line.level,
        )  # fmt: skip
        if title and heading_end == len(text) and self._follows_colon(index):
            node.kind = ClauseKind.ITEM
        parent = self.tree.add(node, open_it=True)
        if heading_end < len(text):
            self._inline(text[heading_end:], start + heading_end, parent)

    def _follows_colon(self, index: int) -> bool:
        if index <= 0:
            return False
        before = self.lines[index - 1].text
        top = self.tree.nodes[-1]
        return before.endswith(("：", ":")) or (
            before.endswith(("；", ";"))
            and top.kind is ClauseKind.ITEM
            and top.end == self.starts[index - 1] + len(before)
        )

    def _level_heading(self, line: Line, start: int) -> None:
        end = start + len(line.text)
        self.tree.close_level(line.level)
        node = Node(
            ClauseKind.HEADING, start, end, end, self.tree.parent(),
            title=line.text, heading=line.text, level=line.level,
        )  # fmt: skip
        self.tree.add(node, open_it=True)

    def _row(self, index: int, line: Line, start: int) -> None:
        top = self.tree.top
        if top is None or top.kind is not ClauseKind.TABLE:
            node = Node(ClauseKind.TABLE, start, start, start, self.tree.parent())
            self.tree.add(node, open_it=True)
        end = start + len(line.text)
        self.tree.add(Node(ClauseKind.ROW, start, start, end, self.tree.parent()), open_it=False)
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if following is None or following.kind is not LineKind.ROW:
            self.tree.stack.pop()

    def _paragraph(self, index: int, line: Line, start: int) -> None:
        article = self.tree.depth_of(ClauseKind.ARTICLE)
        if article is not None:
            self.tree.cut(article + 1)
            self._article_paragraph(line.text, start)
            return
        text, end = line.text, start + len(line.text)
        length = heading_in_series(self.lines, self.roles, index)
        heading = text[:length].rstrip("。：:")
        node = Node(
            ClauseKind.HEADING if length else ClauseKind.PARAGRAPH, start, start + length, end,
            self.tree.parent(), title=heading.lstrip("—-"), heading=heading,
        )  # fmt: skip
        parent = self.tree.add(node, open_it=False)
        self._inline(text[length:], start + length, parent)

    def _inline(self, text: str, start: int, parent: int) -> None:
        for item in inline_items(text):
            node = Node(
                ClauseKind.ITEM, start + item.start, start + item.heading_end, start + item.end, parent,
                None, (item.number,), "", item.title, text[item.start : item.heading_end].rstrip("。，：；:,;"),
            )  # fmt: skip
            self.tree.add(node, open_it=False)
