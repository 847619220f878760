"""How fast files are read: text and PDF to passages, beside what a first script would do with the same bytes.

Knows how reading is measured; the clocks are in `eval.bench_measure`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.settings import Settings
from eval.bench_measure import median_ms

TEXT_PASSAGES = 1_000  # about 100,000 characters in ten files
PDF_PAGES, LINES_ON_PAGE, CHARACTERS_IN_LINE = 40, 30, 34  # an A4 page of 12-point characters
WINDOW, OVERLAP = 300, 50  # characters: as long as our passages may be


def reading_stages(settings: Settings, folder: Path, repeats: int, seed: int) -> list[dict[str, Any]]:
    """Stages as in `eval.bench`, with `units` (characters, pages) of `unit`, from which the rate follows."""
    return [*_text(settings, folder, repeats, seed), *_pdf(settings, repeats)]


def _text(settings: Settings, folder: Path, repeats: int, seed: int) -> list[dict[str, Any]]:
    from corpus import document_from_bytes, split_passages
    from eval.bench_corpus import write_corpus

    files = [(path.name, path.read_bytes()) for path in write_corpus(folder, TEXT_PASSAGES, seed)]
    characters = sum(len(content.decode()) for _, content in files)

    def ours() -> None:
        for name, content in files:
            split_passages(document_from_bytes(name, content, settings), settings.passages)

    return [
        {
            "name": "text_to_passages", "unit": "字", "units": characters, "ours": median_ms(ours, repeats),
            "baseline": median_ms(lambda: [windows(content.decode()) for _, content in files], repeats),
            "baseline_name": f"每 {WINDOW} 字一段，重叠 {OVERLAP} 字",
        }
    ]  # fmt: skip


def windows(text: str) -> list[str]:
    """`text` in pieces of a fixed size, as the well-known splitters cut what has no spaces."""
    return [text[start : start + WINDOW] for start in range(0, len(text), WINDOW - OVERLAP)]


def _pdf(settings: Settings, repeats: int) -> list[dict[str, Any]]:
    from corpus import document_from_bytes, split_passages
    from eval.bench_corpus import policy_sentences

    content = text_pdf("".join(policy_sentences()), PDF_PAGES)
    ours = median_ms(
        lambda: split_passages(document_from_bytes("a.pdf", content, settings), settings.passages), repeats
    )
    baselines: dict[str, Callable[[], object]] = {"pdfminer.six，只取文字": lambda: _pdfminer(content)}
    if find_spec("pypdf") is not None:  # a development requirement
        baselines["pypdf，只取文字"] = lambda: _pypdf(content)
    return [
        {"name": "pdf_to_passages", "unit": "页", "units": PDF_PAGES, "ours": ours,
         "baseline": median_ms(work, max(1, repeats // 2)), "baseline_name": name}
        for name, work in baselines.items()
    ]  # fmt: skip


def _pdfminer(content: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(content))


def _pypdf(content: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def text_pdf(text: str, pages: int) -> bytes:
    """A text PDF of `pages` pages, filled with `text` over and over, in one of the CJK fonts that every viewer has
    (ISO 32000-1, 9.7.5.2: STSong-Light with the predefined CMap UniGB-UCS2-H)."""
    per_page = LINES_ON_PAGE * CHARACTERS_IN_LINE
    endless = text * (1 + pages * per_page // len(text))
    objects: list[bytes] = [b"", b""]  # catalogue and page tree, known last
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 752/Descent -271/CapHeight 737/StemV 58>>"
    )
    objects += [font, descendant, descriptor]
    kids = []
    for page in range(pages):
        words = endless[page * per_page : (page + 1) * per_page]
        lines = [
            words[start : start + CHARACTERS_IN_LINE] for start in range(0, per_page, CHARACTERS_IN_LINE)
        ]
        drawn = b"BT /F1 12 Tf 20 TL 90 740 Td " + b" ".join(
            b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T*" for line in lines
        )
        drawn += b" ET"
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, b" ".join(kids))
    return _as_file(objects)


def _as_file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            len(out),
        )
    )
