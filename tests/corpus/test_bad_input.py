"""Bad input: one Chinese line with reason and remedy, nothing lost, the rest of a batch goes on."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from corpus import (
    AddFailure,
    AddResult,
    Library,
    document_from_bytes,
    find_files,
    load_document,
    split_passages,
)
from corpus.failures import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    UnknownFormat,
    UnreadableFile,
)
from corpus.schema import DocumentError
from corpus.settings import LimitSettings, Settings
from tests.corpus.make import as_docx, as_pdf

GOOD = "某某意见\n为贯彻落实精神，现提出如下意见。".encode()


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(as_pdf(["某某意见", "正文。"]))))
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


BOMB = zip_of({"word/document.xml": b"<a>" + b" " * 450_000_000 + b"</a>"})
LAUGHS = zip_of(
    {
        "word/document.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha">'
        + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
        + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    }
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", EmptyDocument),
        ("a.txt", b" \n\r\n\t ", EmptyDocument),
        ("a.md", b"---\n---\n<!-- nothing -->\n", EmptyDocument),
        ("a.html", b"<html><body></body></html>", EmptyDocument),
        ("a.html", b"<html><script>var a</script></html>", EmptyDocument),
        ("a.txt", bytes(range(256)) * 40, DamagedDocument),
        ("a.txt", b"\x7fELF" + os.urandom(8000), DamagedDocument),
        ("a.xyz", GOOD, UnknownFormat),
        ("noname", GOOD, UnknownFormat),
        ("a.pdf", b"not a pdf", DamagedDocument),
        ("a.pdf", as_pdf(["某某意见", "正文。"])[:300], DamagedDocument),
        ("a.pdf", encrypted_pdf(), EncryptedDocument),
        ("a.docx", as_docx(["某某意见"])[:2000], DamagedDocument),
        ("a.docx", b"PK\x03\x04", DamagedDocument),
        ("a.docx", GOOD, DamagedDocument),
        ("a.docx", zip_of({"x": b"y"}), DamagedDocument),
        ("a.docx", zip_of({"word/document.xml": b"<w:document"}), DamagedDocument),
        ("a.docx", OLE, EncryptedDocument),
        ("a.docx", BOMB, DocumentTooLarge),
        ("a.ofd", zip_of({"x": b"y"}), DamagedDocument),
        ("a.ofd", b"junk", DamagedDocument),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_one_line_with_reason_and_remedy(name: str, content: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        document_from_bytes(name, content, Settings())
    line = str(caught.value)
    assert "\n" not in line
    assert name in line
    assert "；" in line
    assert line.endswith("。")
    assert any("\u4e00" <= char <= "\u9fff" for char in caught.value.remedy)


def test_entities_of_an_xml_bomb_are_not_expanded() -> None:
    start = time.monotonic()
    with pytest.raises(DocumentError):
        document_from_bytes("a.docx", LAUGHS, Settings())
    assert time.monotonic() - start < 5


def test_html_a_hundred_thousand_deep() -> None:
    depth = 100_000
    page = (
        "<html><body>"
        + "<div>" * depth
        + "为贯彻落实精神，现提出如下意见。"
        + "</div>" * depth
        + "</body></html>"
    )
    assert "现提出如下意见" in document_from_bytes("a.html", page.encode(), Settings()).text


def test_a_text_over_the_limits_is_refused_and_one_below_is_read() -> None:
    small = Settings(limits=LimitSettings(file_megabytes=1, characters=1000))
    with pytest.raises(DocumentTooLarge, match="file_megabytes"):
        document_from_bytes("a.txt", b"a" * 1_000_001, small)
    with pytest.raises(DocumentTooLarge, match="characters"):
        document_from_bytes("a.txt", "某某意见。\n".encode() * 500, small)
    assert document_from_bytes("a.txt", GOOD, small).title == "某某意见"


def test_a_text_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    start = time.monotonic()
    with pytest.raises(DocumentTooLarge):
        load_document(path, Settings())
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(
    "unit",
    ["会", "部", "（一）", "第一条", "第", "一是", "。", "，", "〔2024〕", "2024年1月1日", "首页 > ", "产(chǎn)", "?", "&", "Ã¤", "锛", "a ",
     "一 ", "| ", "**", "[](", "《", "1.1", "来源：", "\u3000", "附件", "目录\n", "二是", "一、\n", "1.\n", "（1）；\n"],
)  # fmt: skip
def test_no_pattern_takes_time_out_of_proportion(unit: str) -> None:
    """A title, a line and a file of one thing over and over: what backtracks would hang here."""
    start = time.process_time()
    for text in (
        unit * 26,
        unit * 80,
        unit * 3000,
        f"{unit * 60}\n" * 300,
        f"某某意见\n为了工作。{unit * 4000}结束。",
    ):
        try:
            document = document_from_bytes("a.txt", text.encode(), Settings())
        except DocumentError:
            continue
        split_passages(document, Settings().passages)
    assert time.process_time() - start < 10


def test_pages_over_the_limit() -> None:
    with pytest.raises(DocumentTooLarge, match=r"limits\.pages"):
        document_from_bytes(
            "a.pdf", as_pdf(["某某", *["正文。" * 60] * 30]), Settings(limits=LimitSettings(pages=2))
        )


def test_time_over_the_limit() -> None:
    with pytest.raises(DocumentTooLarge, match=r"limits\.seconds"):
        document_from_bytes("a.pdf", as_pdf(["某某", "正文。"]), Settings(limits=LimitSettings(seconds=-1)))


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="不存在"):
        load_document(tmp_path / "gone.txt", Settings())
    with pytest.raises(UnreadableFile, match="文件夹"):
        load_document(tmp_path, Settings())
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFile, match="普通文件"):
        load_document(pipe, Settings())
    with pytest.raises(UnreadableFile):
        find_files([tmp_path / "gone"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(GOOD)
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="权限"):
        load_document(path, Settings())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\windows\\a.txt", "/etc/cron.d/a.txt", "a/b/c.txt"]
)
def test_a_name_never_leaves_the_library(name: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    result = Library(home).add_bytes(name, GOOD, Settings())
    assert "/" not in result.document.source
    assert "\\" not in result.document.source
    assert all(home in path.parents for path in tmp_path.rglob("*") if path.is_file())


def test_a_batch_goes_on_and_keeps_what_it_has(tmp_path: Path) -> None:
    for name, content in (("a.txt", GOOD), ("b.txt", b""), ("c.docx", b"junk"), ("d.txt", GOOD + b"\nmore")):
        (tmp_path / name).write_bytes(content)
    library = Library(tmp_path / "home")
    results = list(library.add_all([*find_files([tmp_path]), tmp_path / "gone.txt"], Settings()))
    assert [type(result) for result in results] == [AddResult, AddFailure, AddFailure, AddResult, AddFailure]
    assert len(library.summaries()) == 2


def test_two_files_with_one_name_are_both_kept(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    for folder, words in (("x", "甲。"), ("y", "乙。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"某某意见\n{words}", encoding="utf-8")
        library.add(tmp_path / folder / "a.txt", Settings())
    assert len(library.summaries()) == 2


def test_find_files_walks_folders_and_leaves_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.png", ".hidden.txt", "~$lock.docx", "sub/d.pdf", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(GOOD)
    assert [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])] == [
        "a.md",
        "b.txt",
        "sub/d.pdf",
    ]
    assert find_files([tmp_path / "c.png", tmp_path / "b.txt", tmp_path / "b.txt"]) == (
        tmp_path / "c.png",
        tmp_path / "b.txt",
    )
