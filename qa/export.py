"""A conversation as a file to keep: Markdown, or a Word document, with numbered references.

Knows the contract objects of answers; nothing of where they were kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qa.presentation import reference

Record = Mapping[str, Any]

_MARKDOWN_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~$&])")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DISCLAIMER = "由问策根据所列文件整理，引用以原文为准。"


def to_markdown(title: str, records: Sequence[Record]) -> str:
    """The conversation in Markdown; what documents and readers wrote is escaped."""
    lines = [f"# {_plain(title)}", "", f"> {DISCLAIMER}", ""]
    for record in records:
        lines += [f"## {_plain(str(record['question']))}", ""]
        for text, markers, note in _sentences(record):
            lines += [
                f"{_plain(text)}{''.join(f'[^{_note(record, records, m)}]' for m in markers)}{note}",
                "",
            ]
    for number, record in enumerate(records, 1):
        for cited in record["citations"]:
            place = _plain(_reference(cited))
            lines.append(f"[^{number}-{cited['marker']}]: {place}：“{_plain(cited['quote'])}”")
    return "\n".join(lines).rstrip("\n") + "\n"


def to_docx(title: str, records: Sequence[Record]) -> bytes:
    """The conversation as a Word document; the references stand below each answer."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.add_heading(_clean(title), 0)
    document.add_paragraph(DISCLAIMER)
    for record in records:
        document.add_heading(_clean(str(record["question"])), 1)
        for text, markers, note in _sentences(record):
            paragraph = document.add_paragraph(_clean(text))
            for marker in markers:
                run: Any = paragraph.add_run(f"[{marker}]")
                run.font.superscript = True
            if note:
                paragraph.add_run(note)
        for cited in record["citations"]:
            quoted = f"[{cited['marker']}] {_reference(cited)}：“{cited['quote']}”"
            paragraph = document.add_paragraph(_clean(quoted))
            for part in paragraph.runs:
                part.font.size = Pt(10)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_NOTES = {"partial": "（部分有据）", "unsupported": "（未获条文支持）"}


def _sentences(record: Record) -> Iterator[tuple[str, Sequence[int], str]]:
    for sentence in record["sentences"]:
        yield str(sentence["text"]), sentence["citations"], _NOTES.get(str(sentence["support"]), "")


def _reference(cited: Mapping[str, Any]) -> str:
    return reference(str(cited["title"]), cited.get("number"), str(cited["clause"]), cited.get("page"))


def _note(record: Record, records: Sequence[Record], marker: int) -> str:
    """Markers count anew in every answer; a file's notes are told apart by the answer's place."""
    return f"{next(n for n, each in enumerate(records, 1) if each is record)}-{marker}"


def _plain(text: str) -> str:
    return _MARKDOWN_ACTIVE.sub(r"\\\1", " ".join(_clean(text).split()))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
