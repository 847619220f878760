"""A conversation leaves as Markdown and as a Word document, and both open again with all that was in it."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.export import DISCLAIMER, to_docx, to_markdown


def record(question: str, text: str, title: str = "某意见", clause: str = "四（一）1") -> dict[str, Any]:
    return {
        "question": question,
        "status": "answered",
        "sentences": [
            {"text": text, "citations": [1], "support": "supported", "reason": None},
            {"text": "另一句。", "citations": [], "support": "partial", "reason": "数字"},
        ],
        "citations": [
            {"marker": 1, "title": title, "clause": clause, "page": 3, "quote": text, "source": "某.txt"}
        ],
    }


def test_markdown_has_questions_sentences_and_numbered_references() -> None:
    written = to_markdown("金融支持", [record("怎么支持？", "加大投入。"), record("还有呢？", "风险补偿。")])
    assert written.startswith("# 金融支持\n")
    assert DISCLAIMER in written
    assert "加大投入。[^1-1]" in written
    assert "[^1-1]: 《某意见》四（一）1（第3页）：“加大投入。”" in written
    assert "[^2-1]: 《某意见》四（一）1（第3页）：“风险补偿。”" in written
    assert "另一句。（部分有据）" in written


def test_a_word_document_opens_with_the_same_content() -> None:
    opened = docx.Document(io.BytesIO(to_docx("金融支持", [record("怎么支持？", "加大投入。")])))
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert "怎么支持？" in text
    assert "加大投入。[1]" in text
    assert "[1] 《某意见》四（一）1（第3页）：“加大投入。”" in text


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=30, deadline=None)
def test_no_text_breaks_a_file_or_becomes_markup(question: str, text: str) -> None:
    written = to_markdown(question, [record(question, text, title=question)])
    assert not re.search(r"(?<!\\)[<>`!]", written.replace(f"> {DISCLAIMER}", ""))
    assert not re.search(r"(?<!\\)\[(?!\^\d+-\d+\])", written)
    assert docx.Document(io.BytesIO(to_docx(question, [record(question, text)]))).paragraphs
