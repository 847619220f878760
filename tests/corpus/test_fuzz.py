"""Ten thousand damaged files through every loader: a Document with its invariants, or one clear line; no hang."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest

from corpus import Library, split_passages
from corpus.document import document_from_bytes
from corpus.schema import DocumentError
from corpus.settings import LimitSettings, Settings
from tests.corpus.make import as_docx, as_html, as_ofd, as_pdf

LINES = [
    "某某管理办法", "某部发〔2024〕1号", "各有关单位：", "第一章 总则", "第一条 为了规范管理，制定本办法。",
    "第二条 有下列情形之一的，应当备案：", "（一）生產(chǎn)的；", "（二）销售 2025 年产品的。", "一、重点任务",
    "1.加强谋划。把握趋势。一是抓创新。二是促转化。", "附件：1.申请表", "某某部", "2024年1月1日", "相关阅读", "另一篇文章",
]  # fmt: skip
TEXT = "\n\n".join(LINES)
SETTINGS = Settings(limits=LimitSettings(file_megabytes=5, seconds=20))
BASES: dict[str, tuple[bytes, ...]] = {
    "txt": (TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-16"), TEXT.encode("big5", "ignore")),
    "md": (
        f"# {TEXT}\n\n**来源**: x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n<!-- c -->\n```\nx\n```".encode(),
    ),
    "html": (
        as_html(LINES),
        b"<html><body>" + as_html(LINES) + b"<table><tr><td rowspan=2>a<td>b<tr><td>c</table>",
    ),
    "docx": (as_docx(LINES, [["a", "b"], ["c", "d"]]),),
    "ofd": (as_ofd([LINES[:8], LINES[8:]]),),
    "pdf": (as_pdf(LINES), as_pdf(LINES, rows=[["甲", "乙"], ["1", "2"], ["3", "4"]])),
}
COUNTS = {"txt": 3600, "md": 3000, "html": 2000, "docx": 500, "ofd": 600, "pdf": 400}
TOKENS = [
    b"\0", b"\xff", b"\xef\xbf\xbd", b"<", b">", b"&#x110000;", b"&ldquo;", b"\n", b"\r", b"\f", b"|", b"#", b"**", b"]]>",
    "第".encode(), "（一）".encode(), "一、".encode(), "附件".encode(), "\u200b".encode(), "\ud7ff".encode(), b"\xed\xa0\x80",
    b"<table>", b"<div>" * 50, b"</", b"obj", b"stream", b"9" * 30, b"%", b"\xe7",
]  # fmt: skip


def mutate(content: bytes, chance: random.Random) -> bytes:
    """A few cuts, swaps, repeats, foreign tokens and flipped bytes."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if not data:
            break
        at = chance.randrange(len(data))
        kind = chance.randrange(6)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + chance.choice((1, 3, 40, 400))]
        elif kind == 2:
            data[at:at] = chance.choice(TOKENS)
        elif kind == 3:
            piece = bytes(data[at : at + chance.choice((2, 30, 300))])
            data[at:at] = piece * chance.choice((1, 2, 20))
        elif kind == 4:
            data[at : at + 8] = bytes(chance.randrange(256) for _ in range(8))
        else:
            del data[chance.randrange(len(data)) :]
    return bytes(data)


def mutate_part(content: bytes, chance: random.Random) -> bytes:
    """A container with one part mutated, so that damage goes deeper than the directory."""
    source = zipfile.ZipFile(io.BytesIO(content))
    names = source.namelist()
    victim = chance.choice([name for name in names if name.endswith("xml")])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            part = source.read(name)
            archive.writestr(name, mutate(part, chance) if name == victim else part)
    return stream.getvalue()


@pytest.mark.parametrize("form", sorted(COUNTS))
def test_damaged_files_give_a_document_or_one_line(form: str) -> None:
    chance = random.Random(f"wence {form}")
    read = 0
    refusals: list[str] = []
    for number in range(COUNTS[form]):
        base = chance.choice(BASES[form])
        deep = form in ("docx", "ofd") and number % 2
        content = mutate_part(base, chance) if deep else mutate(base, chance)
        start = time.monotonic()
        try:
            document = document_from_bytes(f"a.{form}", content, SETTINGS)
        except DocumentError as error:
            refusals.append(str(error))
        else:
            read += 1
            position = 0
            for passage in split_passages(document, SETTINGS.passages):
                assert document.text[passage.start : passage.end] == passage.text
                assert not document.text[position : passage.start].strip()
                position = passage.end
            assert not document.text[position:].strip()
            assert all(0 <= c.start <= c.heading_end <= c.end <= len(document.text) for c in document.clauses)
        assert time.monotonic() - start < 20
    assert read > 0
    assert read + len(refusals) == COUNTS[form]
    assert not any("\n" in line for line in refusals)


def test_ten_thousand_files() -> None:
    assert sum(COUNTS.values()) >= 10_000


def test_a_damaged_batch_loses_nothing_kept(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    kept = library.add_bytes("good.txt", TEXT.encode(), SETTINGS).document
    chance = random.Random("wence batch")
    for number in range(60):
        form = chance.choice(sorted(COUNTS))
        path = tmp_path / f"{number}.{form}"
        path.write_bytes(mutate(chance.choice(BASES[form]), chance))
    for _ in library.add_all(sorted(tmp_path.glob("*.*")), SETTINGS):
        pass
    assert library.get(kept.id) == kept
