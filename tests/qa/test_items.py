"""An item that says half a rule is told with what announces it."""

from __future__ import annotations

import pytest

from corpus import document_from_bytes
from corpus.schema import Document
from corpus.settings import Settings
from qa.generate.items import items_below, lead_of
from qa.sentences import Span, split_sentences

LAW = """# 测试税法

第一条 为了规范测试，制定本法。

第二条 下列凭证免税：

（一）凭证的副本；

（二）农民订立的合同。

第三条 测试应当记录。
"""


@pytest.fixture(scope="module")
def law() -> Document:
    return document_from_bytes("测试税法.md", LAW.encode(), Settings())


def span(document: Document, text: str) -> Span:
    start = document.text.index(text)
    return Span(start, start + len(text), text)


@pytest.mark.parametrize("item", ["（一）凭证的副本；", "（二）农民订立的合同。"])
def test_the_lead_of_an_item(law: Document, item: str) -> None:
    found = span(law, item)
    lead = lead_of(law, found.start, found.end)
    assert lead is not None
    assert lead.text == "第二条 下列凭证免税："
    assert law.text[lead.start : lead.end] == lead.text


def test_what_is_no_item_has_no_lead(law: Document) -> None:
    for sentence in ("第三条 测试应当记录。", "第二条 下列凭证免税："):
        found = span(law, sentence)
        assert lead_of(law, found.start, found.end) is None


def test_items_below(law: Document) -> None:
    announcing = next(s for s in split_sentences(law.text) if s.text.endswith("免税："))
    assert [draft.text for draft in items_below(law, announcing)] == [
        "（一）凭证的副本；",
        "（二）农民订立的合同。",
    ]
