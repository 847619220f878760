"""Files for tests: the same text as TXT, DOCX, HTML, text PDF, scanned PDF and OFD."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Sequence
from html import escape

from corpus.document import document_from_bytes
from corpus.schema import Document
from corpus.settings import Settings


def read(text: str, name: str = "a.txt") -> Document:
    """The document of a text."""
    return document_from_bytes(name, text.encode(), Settings())


def shorts(document: Document) -> list[tuple[str, str]]:
    """(kind, short path) of every clause that has one."""
    return [(clause.kind.value, clause.path.short) for clause in document.clauses if clause.path.short]


def _with_tables(lines: Sequence[str]) -> list[str | list[list[str]]]:
    """The lines, two or more rows of cells (a | b) in a row as one table."""
    found: list[str | list[list[str]]] = []
    for row, group in itertools.groupby(lines, lambda line: " | " in line):
        among = list(group)
        found += [[line.split(" | ") for line in among]] if row and len(among) > 1 else among
    return found


def as_docx(lines: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A DOCX of paragraphs and, where given, one table."""
    import docx

    document = docx.Document()
    for item in (*_with_tables(lines), *([rows] if rows else [])):
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        table = document.add_table(len(item), max(map(len, item)))
        for row, cells in enumerate(item):
            for column, cell in enumerate(cells):
                table.cell(row, column).text = cell
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _as_element(item: str | list[list[str]]) -> str:
    if isinstance(item, str):
        return f"<p>　　{escape(item)}</p>"
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in item)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def as_html(lines: Sequence[str]) -> bytes:
    """A page as ministries publish it: menu, article, related links, footer."""
    menu = "".join(f'<li><a href="/{number}">栏目{number}</a></li>' for number in range(9))
    body = "\n".join(map(_as_element, _with_tables(lines[1:])))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(lines[0])}_某某部</title>'
        f"<style>p{{color:red}}</style></head><body><div class='top'><ul>{menu}</ul></div>"
        f"<div class='article'><h1>{escape(lines[0])}</h1><div class='text'>{body}</div></div>"
        f"<div class='foot'><a href='/a'>网站地图</a><p>版权所有：某某部　京ICP备00000000号</p></div>"
        "<script>var a = '正文';</script></body></html>"
    ).encode()


def as_pdf(lines: Sequence[str], *, header: str = "内部资料", rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A text PDF with a running header, page numbers and indented paragraphs, set in an Adobe CID font."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    body = ParagraphStyle("body", fontName=font, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
    title = ParagraphStyle(
        "title", fontName=font, fontSize=20, leading=30, alignment=1, wordWrap="CJK", spaceAfter=18
    )

    def furniture(canvas: object, document: object) -> None:
        canvas.setFont(font, 12)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 40, f"— {document.page} —")  # type: ignore[attr-defined]
        canvas.drawString(80, A4[1] - 40, header)  # type: ignore[attr-defined]

    stream = io.BytesIO()
    template = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=80, rightMargin=80, topMargin=90, bottomMargin=90
    )
    flow: list[object] = [Paragraph(escape(lines[0]), title)]
    flow += [Paragraph(escape(line), body) for line in lines[1:]]
    if rows:
        flow.append(
            Table(
                [list(row) for row in rows],
                style=[("FONTNAME", (0, 0), (-1, -1), font), ("GRID", (0, 0), (-1, -1), 1, colors.black)],
            )
        )
    template.build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def as_scan(pdf: bytes, pages: int = 1) -> bytes:
    """The first pages of a PDF as images without any text, 150 dots per inch."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    images = [document[index].render(scale=150 / 72).to_pil().convert("L") for index in range(pages)]
    document.close()
    stream = io.BytesIO()
    images[0].save(stream, format="PDF", save_all=True, append_images=images[1:], resolution=150)
    return stream.getvalue()


def as_ofd(pages: Sequence[Sequence[str]]) -> bytes:
    """An OFD of one text object a line, 32 characters of 5 mm wide; `lines` are physical lines."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        references = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {space}><ofd:Pages>{references}</ofd:Pages></ofd:Document>"
        )
        for number, lines in enumerate(pages):
            objects = ""
            for row, line in enumerate(lines):
                indent = 10 if line.startswith("　　") else 0
                words = escape(line.strip("　"))
                objects += (
                    f'<ofd:TextObject ID="{row}" Boundary="{20 + indent} {20 + row * 8} {len(words) * 5} 5" Size="5">'
                    f'<ofd:TextCode X="0" Y="4">{words}</ofd:TextCode></ofd:TextObject>'
                )
            archive.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f"<ofd:Page {space}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
            )
    return stream.getvalue()
