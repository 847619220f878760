"""The source panel shows the document's own characters, and marks exactly those that are cited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import document_from_bytes, load_document
from corpus.schema import Document
from corpus.settings import Settings
from qa.source_view import WINDOW, source_view

POLICY = next((Path(__file__).resolve().parents[2] / "corpus" / "documents").glob("*.md"))


@pytest.fixture(scope="module")
def policy() -> Document:
    return load_document(POLICY, Settings())


def paragraphs(view: dict[str, Any]) -> list[dict[str, Any]]:
    return list(view["paragraphs"])


def marked(view: dict[str, Any]) -> str:
    return "\n\n".join(
        "".join(piece["text"] for piece in each["pieces"] if piece["cited"])
        for each in paragraphs(view)
        if any(piece["cited"] for piece in each["pieces"])
    )


def test_the_cited_characters_are_marked_with_title_path_and_neighbours(policy: Document) -> None:
    quote = "重点推进未来制造、未来信息、未来材料、未来能源、未来空间和未来健康六大方向产业发展"
    start = policy.text.index(quote)
    view = source_view(policy, start, start + len(quote))
    assert marked(view) == quote == view["quote"]
    assert view["clause"] == "四（一）1"
    assert view["clause_path"] == ["四、重点任务", "（一）全面布局未来产业", "1.加强前瞻谋划部署"]
    assert view["reference"] == f"《{policy.title}》（工信部联科〔2024〕12号）四（一）1"
    shown = ["".join(piece["text"] for piece in each["pieces"]) for each in paragraphs(view)]
    at = next(n for n, text in enumerate(shown) if quote in text)
    assert shown[at - 1] == "（一）全面布局未来产业"
    assert shown[at + 1] == "（二）加快技术创新和产业化"
    assert view["more_before"] is None
    assert view["more_after"] is None


def test_headings_are_told_from_text(policy: Document) -> None:
    view = source_view(policy, 0, 1)
    headings = ["".join(p["text"] for p in each["pieces"]) for each in paragraphs(view) if each["heading"]]
    assert "四、重点任务" in headings
    assert "（五）丰富应用场景" in headings
    strong = [
        each["pieces"][0] for each in paragraphs(view) if each["pieces"][0]["text"] == "2.提升创新能力。"
    ]
    assert strong[0]["strong"]


def test_the_outline_lists_the_numbered_clauses_with_their_depth(policy: Document) -> None:
    outline: list[dict[str, Any]] = source_view(policy, 0, 1)["outline"]  # type: ignore[assignment]
    by_heading = {each["heading"]: each for each in outline}
    assert by_heading["四、重点任务"]["depth"] == 0
    assert by_heading["（二）加快技术创新和产业化"]["depth"] == 1
    assert by_heading["2.提升创新能力"]["depth"] == 2
    starts = [each["start"] for each in outline]
    assert starts == sorted(starts)
    assert all(policy.text.startswith(each["heading"], each["start"]) for each in outline)


@given(start=st.integers(-10, 6000), length=st.integers(-5, 3000))
def test_every_stretch_is_shown_and_marked_as_it_stands(policy: Document, start: int, length: int) -> None:
    view = source_view(policy, start, start + length)
    low, high = int(str(view["start"])), int(str(view["end"]))
    assert 0 <= low <= high <= len(policy.text)
    for each in paragraphs(view):
        position = each["start"]
        for piece in each["pieces"]:
            stop = position + len(piece["text"])
            assert policy.text[position:stop] == piece["text"]
            assert piece["cited"] == (low <= position and stop <= high and position < stop)
            position = stop
    expected = "".join(policy.text[low:high].split())
    assert "".join(marked(view).split()) == expected


def test_a_long_document_is_shown_in_parts_that_join() -> None:
    body = "\n\n".join(f"第{n}段说的是第{n}件事。" * 20 for n in range(400))
    document = document_from_bytes("长文.txt", f"某个很长的报告\n\n{body}".encode(), Settings())
    middle = len(document.text) // 2
    view = source_view(document, middle, middle + 10)
    first, last = view["more_before"], view["more_after"]
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert middle - first == WINDOW
    before = source_view(document, middle, middle + 10, max(0, first - WINDOW), first)
    seen = {each["start"] for each in paragraphs(view)} | {each["start"] for each in paragraphs(before)}
    lines = [
        n for n in range(len(document.text)) if document.text[n - 1 : n] == "\n" and document.text[n] != "\n"
    ]
    wanted = {n for n in lines if first - WINDOW <= n < last}
    assert wanted <= seen


def test_the_rows_of_a_table_are_told_as_such() -> None:
    text = "# 某某办法\n\n标准见下表。\n\n| 对象 | 标准 |\n| --- | --- |\n| 甲类 | 5元 |\n| 乙类 | 6元 |\n\n甲 | 乙不是表。"
    document = document_from_bytes("表.md", text.encode(), Settings())
    view = source_view(document, document.text.index("甲类"), document.text.index("甲类") + 7)
    assert [each["row"] for each in paragraphs(view)] == ["", "", "header", "row", "row", ""]
