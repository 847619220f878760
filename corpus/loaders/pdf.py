"""PDF to lines with page numbers; ruled tables as rows; pages without text go to OCR.

Text by pypdfium2 (measured: see corpus/README.md), tables by pdfplumber; both permissively licensed.
"""

from __future__ import annotations

import io
import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from corpus.failures import DamagedDocument, DocumentTooLarge, EncryptedDocument, MissingTool
from corpus.lines import Line, LineKind, LoadedText
from corpus.loaders import ocr
from corpus.loaders.blocks import table_lines
from corpus.loaders.layout import page_lines, reading_order
from corpus.loaders.placed import Placed
from corpus.settings import LimitSettings

if TYPE_CHECKING:
    import pypdfium2

_LOCK = threading.Lock()  # PDFium may be used by one thread at a time
_RULES = 6  # so many drawn paths on a page may be a table
_SCAN_CHARACTERS = 10  # a page with fewer characters and an image is a scan
_WIDE_LINE, _GAP = 16, 0.8  # characters: a line that may be two, and the space between the two
_OCR_SCALE = 200 / 72  # 200 dots per inch


def load(name: str, content: bytes, limits: LimitSettings) -> LoadedText:
    """The lines of a PDF. Raises a `DocumentError` where it is encrypted, damaged, over a limit, or scanned
    while OCR is not installed."""
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
            count = len(document)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise EncryptedDocument(f"「{name}」加了密码", "请去掉密码后再试") from error
            raise DamagedDocument(f"「{name}」不是完好的 PDF", "请重新下载或另存一份") from error
        with closing(document):
            if count > limits.pages:
                raise DocumentTooLarge(
                    f"「{name}」有 {count} 页，超过上限 {limits.pages} 页",
                    "请拆分文件，或调大设置 limits.pages",
                )
            try:
                return _read(name, content, document, limits)
            except pypdfium2.PdfiumError as error:
                raise DamagedDocument(f"「{name}」有读不出来的页", "请重新下载或另存一份") from error


def _read(name: str, content: bytes, document: pypdfium2.PdfDocument, limits: LimitSettings) -> LoadedText:
    deadline = time.monotonic() + limits.seconds
    pages: list[tuple[int, list[Placed]]] = []
    scanned: list[int] = []
    unread: list[int] = []
    tables = _Tables(content)
    with closing(tables):
        for index in range(len(document)):
            if time.monotonic() > deadline:
                raise DocumentTooLarge(
                    f"「{name}」读到第 {index + 1} 页已超过 {limits.seconds} 秒",
                    "请拆分文件，或调大设置 limits.seconds",
                )
            page = document[index]
            try:
                pieces = reading_order(list(_pieces(page)))
                if sum(len(piece.text) for piece in pieces) < _SCAN_CHARACTERS and _has_image(page):
                    if ocr.is_installed():
                        pieces = reading_order(ocr.read_image(page.render(scale=_OCR_SCALE).to_pil()))
                        scanned.append(index + 1)
                    else:
                        unread.append(index + 1)
                elif _ruled(page):
                    pieces = tables.put_rows(index, pieces, page.get_height())
            finally:
                page.close()
            pages.append((index + 1, pieces))
    lines = page_lines(pages)
    if unread and not lines:
        raise MissingTool(f"「{name}」是扫描件，需要文字识别", ocr.REMEDY)
    warnings = []
    if unread:
        warnings.append(f"第 {_numbers(unread)} 页是扫描图像，没有读出文字；{ocr.REMEDY}")
    if scanned:
        warnings.append(f"第 {_numbers(scanned)} 页由文字识别得来，可能有错字")
    return LoadedText(tuple(lines), warnings=tuple(warnings))


def _numbers(pages: list[int]) -> str:
    shown = "、".join(map(str, pages[:10]))
    return f"{shown} 等 {len(pages)}" if len(pages) > 10 else shown


def _pieces(page: pypdfium2.PdfPage) -> Iterator[Placed]:
    """The lines of a page as PDFium finds them, with the boxes of their first and last characters."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        exact = textpage.count_chars() == len(text)
        start = 0
        for raw in text.split("\n"):
            line = raw.rstrip("\r")
            words = line.strip()
            if words:
                first = start + len(line) - len(line.lstrip())
                last = start + len(line.rstrip()) - 1
                yield (
                    _placed(textpage, words, first, last) if exact else Placed(words, 0, -start, 0, 1 - start)
                )
            start += len(raw) + 1
    finally:
        textpage.close()


def _placed(textpage: pypdfium2.PdfTextPage, words: str, first: int, last: int) -> Placed:
    left, bottom, _, top = textpage.get_charbox(first, loose=True)
    _, _, right, _ = textpage.get_charbox(last, loose=True)
    top = max(top, bottom + 0.1)
    # PDFium makes one line of two that stand side by side in columns; such a line is long and has a wide space.
    wide = " " in words and right - left > _WIDE_LINE * (top - bottom)
    gaps = tuple(_gaps(textpage, words, first, top - bottom)) if wide else ()
    return Placed(words, left, bottom, right, top, gaps=gaps)


def _gaps(
    textpage: pypdfium2.PdfTextPage, words: str, first: int, size: float
) -> Iterator[tuple[int, float, int, float]]:
    for found in re.finditer(" +", words):
        _, _, before, _ = textpage.get_charbox(first + found.start() - 1, loose=True)
        after, _, _, _ = textpage.get_charbox(first + found.end(), loose=True)
        if after - before > _GAP * size:
            yield found.start(), before, found.end(), after


def _has_image(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as raw

    return next(iter(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,))), None) is not None


def _ruled(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as raw

    for number, _ in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)), 1):
        if number >= _RULES:
            return True
    return False


class _Tables:
    """Ruled tables of pages, found by pdfplumber, which is opened only if a page asks for it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def close(self) -> None:
        """Close what was opened."""
        if self._document is not None:
            with suppress(Exception):  # closing walks the pages of a file that may be damaged
                self._document.close()

    def put_rows(self, index: int, pieces: list[Placed], height: float) -> list[Placed]:
        """`pieces` of page `index` with those inside a table replaced by its rows."""
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity it can live with
        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._content))
            tables = self._document.pages[index].find_tables()
            found = [(table.bbox, table.extract()) for table in tables]
        except Exception:  # pdfminer raises whatever its parser meets; the words are read already
            return pieces
        for (left, top, right, bottom), rows in found:
            cells = [[(cell or "").replace("\n", "") for cell in row] for row in rows]
            lines = table_lines(cells)
            if len(lines) < 2 or max(len(row) for row in cells) < 2:
                continue
            upper, lower = height - top, height - bottom
            inside = [
                piece
                for piece in pieces
                if left - 2 <= (piece.left + piece.right) / 2 <= right + 2
                and lower - 2 <= (piece.top + piece.bottom) / 2 <= upper + 2
            ]
            if not inside or not _holds(lines, inside):
                continue
            position = pieces.index(inside[0])
            doomed = set(map(id, inside))
            step = (upper - lower) / len(lines)
            placed = [
                Placed(line.text, left, upper - step * (number + 1), right, upper - step * number, line.kind)
                for number, line in enumerate(lines)
            ]
            pieces = [
                *pieces[:position],
                *placed,
                *(piece for piece in pieces[position:] if id(piece) not in doomed),
            ]
        return pieces


def _holds(rows: list[Line], pieces: list[Placed]) -> bool:
    """Whether the rows have all the words of the pieces they replace: no word is lost to a wrong grid."""
    have = sorted("".join(row.text for row in rows).replace("|", "").replace(" ", ""))
    wanted = sorted("".join(piece.text for piece in pieces).replace("|", "").replace(" ", ""))
    return len(have) >= 0.98 * len(wanted) and any(row.kind is LineKind.ROW for row in rows)
