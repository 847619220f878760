"""Every format is read within limits of memory and time; over one, a clear line, and the batch goes on."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from pathlib import Path

import pytest

from corpus import AddFailure, AddResult, Library, LimitedReader, load_document
from corpus.document import document_from_bytes
from corpus.failures import DamagedDocument, DocumentTooLarge, EncryptedDocument
from corpus.schema import DocumentError
from corpus.settings import LimitSettings, Settings
from tests.corpus.make import as_docx, as_html, as_ofd, as_pdf

LINES = [
    "某某管理办法", "第一条 为了规范管理，制定本办法。", "第二条 有下列情形之一的，应当备案：", "（一）从事生产的；",
    "（二）从事销售的。", "第三条 本办法自2024年1月1日起施行。",
]  # fmt: skip
FILES = {
    "a.txt": "\n".join(LINES).encode(),
    "a.html": as_html(LINES),
    "a.docx": as_docx(LINES),
    "a.ofd": as_ofd([[f"　　{line}" for line in LINES]]),
    "a.pdf": as_pdf(LINES),
}
PARAGRAPH = "企业应当建立健全管理制度，明确责任部门和责任人员，依法履行备案、报告等义务。" * 4


def packed(name: str, content: bytes, part: str, wide: bytes) -> bytes:
    """The container `content` with the XML `part` in place of its own."""
    source = zipfile.ZipFile(io.BytesIO(content))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.namelist():
            archive.writestr(entry, wide if entry == part else source.read(entry))
    assert name.endswith((".docx", ".ofd"))
    return stream.getvalue()


def large(name: str) -> bytes:
    """A file of the format of `name` that takes a few hundred megabytes and several seconds."""
    kind = name.rpartition(".")[2]
    if kind == "txt":
        return "".join(f"第{number}项\n{PARAGRAPH}\n" for number in range(50_000)).encode()
    if kind == "html":
        return (
            "<html><body>"
            + "".join(f"<p>{number} {PARAGRAPH}</p>" for number in range(60_000))
            + "</body></html>"
        ).encode()
    if kind == "docx":
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        body = f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>" * 60_000
        part = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        return packed(name, FILES["a.docx"], "word/document.xml", part.encode())
    if kind == "ofd":
        item = (
            '<ofd:TextObject ID="1" Boundary="1 1 9 9" Size="5"><ofd:TextCode X="0" Y="4">'
            f"{PARAGRAPH}</ofd:TextCode></ofd:TextObject>"
        )
        layer = f"<ofd:Content><ofd:Layer>{item * 100_000}</ofd:Layer></ofd:Content>"
        part = f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{layer}</ofd:Page>'
        return packed(name, FILES["a.ofd"], "Doc_0/Pages/Page_0/Content.xml", part.encode())
    return large_pdf()


def large_pdf() -> bytes:
    """One page whose content stream, packed 500:1, draws the same words three million times."""
    import zlib

    drawing = b"BT /F1 9 Tf 50 50 Td " + b"(abc def) Tj 0 0 Td " * 3_000_000 + b"ET"
    stream = zlib.compress(drawing, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %b endobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


@pytest.mark.parametrize("name", sorted(FILES))
def test_limits_change_nothing_else(name: str, settings: Settings) -> None:
    with LimitedReader(settings) as reader:
        for _ in range(2):
            assert reader.read(name, FILES[name]) == document_from_bytes(name, FILES[name], settings)


@pytest.mark.parametrize("name", sorted(FILES))
def test_memory_over_the_limit(name: str, tmp_path: Path) -> None:
    """The large one is refused in one line that names the setting; what comes after it is read."""
    paths = [tmp_path / f"1{name}", *(tmp_path / f"2{other}" for other in sorted(FILES))]
    paths[0].write_bytes(large(name))
    for path, other in zip(paths[1:], sorted(FILES), strict=True):
        path.write_bytes(FILES[other])
    narrow = Settings(limits=LimitSettings(memory_megabytes=150))
    started = time.monotonic()
    results = list(Library(tmp_path / "home").add_all(paths, narrow))
    assert time.monotonic() - started < 110
    refused = results[0]
    assert isinstance(refused, AddFailure)
    assert isinstance(refused.error, DocumentTooLarge)
    assert "limits.memory_megabytes" in str(refused.error)
    assert paths[0].name in str(refused.error)
    assert "\n" not in str(refused.error)
    assert all(isinstance(result, AddResult) for result in results[1:])


@pytest.mark.parametrize("name", sorted(FILES))
def test_time_over_the_limit(name: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"1{name}", tmp_path / "2.txt"]
    paths[0].write_bytes(large(name))
    paths[1].write_bytes(FILES["a.txt"])
    started = time.monotonic()
    first, second = Library(tmp_path / "home").add_all(paths, Settings(limits=LimitSettings(seconds=1)))
    assert time.monotonic() - started < 30
    assert isinstance(first, AddFailure)
    assert "limits.seconds" in str(first.error)
    assert isinstance(second, AddResult)


def test_a_refusal_comes_back_as_it_was(settings: Settings) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(EncryptedDocument) as here:
        document_from_bytes("a.docx", content, settings)
    with LimitedReader(settings) as reader, pytest.raises(EncryptedDocument) as there:
        reader.read("a.docx", content)
    assert str(here.value) == str(there.value)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL], ids=["crash", "killed"])
def test_a_process_that_dies_costs_one_file(number: signal.Signals, settings: Settings) -> None:
    with LimitedReader(settings) as reader:
        reader.read("a.docx", FILES["a.docx"])
        assert reader._child is not None
        os.kill(reader._child._process.pid, number)
        with pytest.raises(DocumentError) as caught:
            reader.read("a.docx", FILES["a.docx"])
        assert isinstance(caught.value, DamagedDocument if number is signal.SIGSEGV else DocumentTooLarge)
        assert reader.read("a.docx", FILES["a.docx"]).title == LINES[0]


def test_no_process_is_left(settings: Settings) -> None:
    with LimitedReader(settings) as reader:
        reader.read("a.docx", FILES["a.docx"])
        assert reader._child is not None
        process = reader._child._process
        assert process.poll() is None
    assert process.poll() is not None


def test_small_text_starts_no_process(settings: Settings) -> None:
    with LimitedReader(settings) as reader:
        reader.read("a.md", FILES["a.txt"])
        assert reader._child is None


def test_the_register_beside_the_file_is_read(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "status.jsonl").write_text(
        '{"name": "某某管理办法", "publish": "2020-01-01", "valid_from": "2020-02-01", "expired": true}\n',
        encoding="utf-8",
    )
    for kind in ("txt", "docx"):
        path = tmp_path / f"某某管理办法(2020-01-01).{kind}"
        path.write_bytes(FILES[f"a.{kind}"])
        assert load_document(path, settings).status.value == "repealed"
