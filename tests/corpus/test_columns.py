"""Pages in columns are read column by column, however the program that made them wrote them down."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import document_from_bytes, find_files
from corpus.loaders.columns import in_columns
from corpus.loaders.layout import page_lines, reading_order
from corpus.loaders.placed import Placed
from corpus.normal_form import comparison_form
from corpus.schema import Document
from corpus.settings import Settings
from tests.corpus.make import read, shorts

LOG = logging.getLogger(__name__)  # the measured numbers: pytest --log-cli-level=INFO
FONT = "STSong-Light"
SENTENCE = (
    "企业应当建立健全管理制度，明确责任部门和责任人员，依法履行备案、报告等义务，并接受主管部门的监督检查。"
)
LINES = [
    "某某管理办法",
    "第一章 总则",
    f"第一条 为了规范管理，制定本办法。{SENTENCE * 2}",
    f"第二条 有下列情形之一的，{SENTENCE[:-1]}：",
    f"（一）从事生产、销售活动的，{SENTENCE[:-1]}；",
    f"（二）从事进出口活动的。{SENTENCE * 3}",
    f"{SENTENCE * 4}",
    "第二章 监督管理",
    *(f"第{number}条 {SENTENCE * 2}" for number in "三四五六七八九"),
    "第十条 本办法自2024年1月1日起施行。",
]
Set = list[tuple[float, float, str]]  # x, y, words: a page as a printer sets it


def set_in_columns(lines: Sequence[str], columns: int, *, title_across: bool) -> list[Set]:
    """Pages of A4 with 10-point characters, paragraphs indented by two, lines of as many as a column holds."""
    size, leading, gutter, left, top, bottom = 10.0, 16.0, 24.0, 50.0, 780.0, 60.0
    width = int((595 - 2 * left - (columns - 1) * gutter) / columns / size)
    pages: list[Set] = [[]]
    x, y, column = left, top, 0
    if title_across:
        pages[0].append((595 / 2 - len(lines[0]) * size / 2, top, lines[0]))
        y = top = top - 2 * leading
    for line in lines[1:] if title_across else lines:
        words = f"　　{line}"
        while words:
            cut = width
            while words[cut : cut + 1] and words[cut] in "，。；：、":  # no line begins with a closing mark
                cut -= 1
            indent = len(words) - len(words.lstrip("　"))
            pages[-1].append((x + indent * size, y, words[:cut].strip("　")))
            words = words[cut:]
            y -= leading
            if y < bottom:
                column += 1
                if column == columns:
                    pages.append([])
                    column, top = 0, 780.0
                x, y = left + column * (width * size + gutter), top
    return pages


def drawn(pages: Sequence[Set], order: Callable[[Set], Set]) -> bytes:
    """A PDF of the pages, their lines written in `order`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in pages:
        canvas.setFont(FONT, 10)
        for x, y, words in order(page):
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


ORDERS: dict[str, Callable[[Set], Set]] = {
    "by column": lambda page: page,
    "by row": lambda page: sorted(page, key=lambda item: (-item[1], item[0])),
    "backwards": lambda page: page[::-1],
}


def load(content: bytes) -> Document:
    return document_from_bytes("a.pdf", content, Settings())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("across", [True, False], ids=["title across", "title in column"])
def test_columns_are_read_one_after_another(order: str, columns: int, across: bool) -> None:
    lines = [*LINES[:-1], *LINES[2:-1:4], *LINES[2:-1:3], LINES[-1]]
    document = load(drawn(set_in_columns(lines, columns, title_across=across), ORDERS[order]))
    wanted = read("\n".join(lines))
    assert shorts(document) == shorts(wanted)
    assert comparison_form(document.text) == comparison_form(wanted.text)
    assert len(document.text.split()) == len(wanted.text.split())


def test_a_page_of_columns_among_whole_ones() -> None:
    """A gazette: one text across the page, the next in two columns."""
    whole, parted = LINES[:8], LINES[8:]
    pages = [*set_in_columns(whole, 1, title_across=True), *set_in_columns(parted, 2, title_across=False)]
    document = load(drawn(pages, ORDERS["by row"]))
    assert shorts(document) == shorts(read("\n".join(LINES)))
    assert comparison_form(document.text) == comparison_form("".join(LINES))


ROWS = [
    ("序号", "任务名称", "牵头单位"),
    *((str(n), f"第{n}项重点任务的名称", "某某司") for n in range(1, 13)),
]
NOT_COLUMNS: dict[str, list[Placed]] = {
    "a table without rules": [
        Placed(cell, x, 700 - 20 * row, x + 10 * len(cell), 710 - 20 * row)
        for row, cells in enumerate(ROWS)
        for x, cell in zip((60, 120, 400), cells, strict=True)
    ],
    "names in two rows": [
        Placed(name, x, 700 - 20 * row, x + 10 * len(name), 710 - 20 * row)
        for row in range(10)
        for x, name in ((60, "某某科技有限公司"[: 4 + row % 5]), (320, "某某研究院"[: 3 + row % 3]))
    ],
    "a signature at the right": [
        *(Placed(SENTENCE[:40], 60, 700 - 20 * row, 460, 710 - 20 * row) for row in range(10)),
        Placed("某某部", 360, 480, 390, 490),
        Placed("2024年1月1日", 350, 460, 430, 470),
    ],
}


@pytest.mark.parametrize("name", NOT_COLUMNS)
def test_what_stands_side_by_side_is_not_always_columns(name: str) -> None:
    pieces = NOT_COLUMNS[name]
    assert in_columns(pieces) is None
    assert [piece.text for piece in reading_order(pieces)] == [piece.text for piece in pieces]


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(1, 40)),
        max_size=40,
    )
)
def test_no_piece_is_lost_whatever_the_page(places: list[tuple[int, int, int]]) -> None:
    pieces = [
        Placed(chr(0x4E00 + number) * width, x, y, x + 10 * width, y + 10)
        for number, (x, y, width) in enumerate(places)
    ]
    ordered = reading_order(pieces)
    assert sorted(piece.text for piece in ordered) == sorted(piece.text for piece in pieces)
    words = "".join(line.text for line in page_lines([(1, ordered)]))
    assert sorted(words.replace(" | ", "").replace(" ", "")) == sorted("".join(p.text for p in pieces))


@pytest.mark.data
def test_laws_in_two_columns(shared_data: Path) -> None:
    """Real words in two columns, written row by row: at least 99 % of clauses have the same path."""
    paths = [
        path
        for path in find_files([shared_data / "laws" / "行政法", shared_data / "laws" / "社会法"])
        if path.stat().st_size < 20_000
    ][:20]
    same = clauses = 0
    for path in paths:
        document = document_from_bytes(path.name, path.read_bytes(), Settings())
        lines = [line for line in document.text.split("\n") if line]
        made = load(drawn(set_in_columns(lines, 2, title_across=True), ORDERS["by row"]))
        wanted, found = Counter(shorts(document)), Counter(shorts(made))
        clauses += max(wanted.total(), found.total())
        same += (wanted & found).total()
    LOG.info(f"two columns: {same} of {clauses} clauses have the same path ({same / clauses:.5f})")
    assert len(paths) >= 10
    assert same / clauses >= 0.99
