"""OFD (GB/T 33190-2016) to lines: the text objects of each page at their places.

Reads the container's XML itself: no library that does is both maintained and permissively licensed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.failures import DamagedDocument, DocumentTooLarge
from corpus.lines import LoadedText
from corpus.loaders.archive import Archive
from corpus.loaders.layout import page_lines, reading_order
from corpus.loaders.placed import Placed
from corpus.settings import LimitSettings

if TYPE_CHECKING:
    from lxml.etree import _Element


def load(name: str, content: bytes, limits: LimitSettings) -> LoadedText:
    """The lines of an OFD file with page numbers. Raises a `DocumentError` where it is damaged or too large."""
    archive = Archive(name, content, limits)
    root = archive.xml("OFD.xml")
    entry = _first_text(root, "DocRoot") if root is not None else None
    document = archive.xml(entry.lstrip("/")) if entry else None
    if entry is None or document is None:
        raise DamagedDocument(f"「{name}」不是完好的 OFD", "请重新下载，或用阅读器另存为 PDF 后再试")
    folder = posixpath.dirname(entry.lstrip("/"))
    locations = [node.get("BaseLoc") or "" for node in document.iter("{*}Page")]
    if len(locations) > limits.pages:
        raise DocumentTooLarge(
            f"「{name}」有 {len(locations)} 页，超过上限 {limits.pages} 页",
            "请拆分文件，或调大设置 limits.pages",
        )
    pages = []
    for number, location in enumerate(locations, 1):
        part = (
            location.lstrip("/")
            if location.startswith("/")
            else posixpath.normpath(posixpath.join(folder, location))
        )
        page = archive.xml(part)
        pages.append((number, reading_order(list(_pieces(page))) if page is not None else []))
    return LoadedText(tuple(page_lines(pages)))


def _first_text(root: _Element, tag: str) -> str | None:
    node = next(root.iter(f"{{*}}{tag}"), None)
    return (node.text or "").strip() or None if node is not None else None


def _pieces(page: _Element) -> Iterator[Placed]:
    """The lines of a page. Boundary is x, y, width, height in millimetres with y growing downwards."""
    for item in page.iter("{*}TextObject"):
        try:
            left, top, width, height = (float(value) for value in (item.get("Boundary") or "").split()[:4])
            size = float(item.get("Size") or height)
        except ValueError:
            continue
        codes = [code for code in item.iter("{*}TextCode") if (code.text or "").strip()]
        for position, code in enumerate(codes):
            lower = -(top + height) if len(codes) == 1 else -(top + size * (position + 1))
            yield Placed((code.text or "").strip(), left, lower, left + width, lower + max(size, 0.1))
