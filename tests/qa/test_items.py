"""An item that says half a rule is told with what announces it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import document_from_bytes
from corpus.schema import ClauseKind, Document
from corpus.settings import Settings
from qa.generate.items import (
    counted_around,
    is_item,
    items_below,
    lead_of,
    list_around,
    numbered_after,
    points_of,
)
from qa.sentences import Span, announcement_of, split_sentences

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


def test_the_list_around_an_item(law: Document) -> None:
    item = span(law, "（二）农民订立的合同。")
    assert [draft.text for draft in list_around(law, item)] == [
        "第二条 下列凭证免税：",
        "（一）凭证的副本；",
        "（二）农民订立的合同。",
    ]
    assert list_around(law, span(law, "第三条 测试应当记录。")) == ()


def test_items_are_told_from_sentences(law: Document) -> None:
    assert is_item(law, span(law, "（一）凭证的副本；"))
    assert not is_item(law, span(law, "第三条 测试应当记录。"))


def test_what_announces_an_item_by_its_lines(law: Document) -> None:
    assert announcement_of(law.text, span(law, "（二）农民订立的合同。")) == "第二条 下列凭证免税："
    assert announcement_of(law.text, span(law, "第三条 测试应当记录。")) == ""
    assert announcement_of("（一）孤立的一项。", Span(0, 8, "（一）孤立的一项。"[:8])) == ""
    text = "一、总则\n说明。\n（一）不是列举的一项。"
    assert announcement_of(text, Span(text.index("（一）"), len(text), "（一）不是列举的一项。")) == ""


@given(st.text(alphabet="（一）1.：;。\n甲乙", max_size=60), st.integers(0, 60))
def test_an_announcement_is_in_the_text(text: str, place: int) -> None:
    start = min(place, len(text))
    announcement = announcement_of(text, Span(start, len(text), text[start:]))
    assert announcement in text
    assert not announcement or announcement.endswith("：")


def test_sentences_that_count_what_was_announced() -> None:
    text = "推进办法\n\n提出三项举措。\n\n一是抓创新。面向前沿。二是精识别。三是促转化。\n\n围绕四方面部署。一是强化供给。二是打造产品。\n\n没有列举的一句。今天发布。\n"
    document = document_from_bytes("办法.txt", text.encode(), Settings())
    told = [draft.text for draft in numbered_after(document, span(document, "提出三项举措。"))]
    assert told == ["一是抓创新。", "二是精识别。", "三是促转化。"]
    assert numbered_after(document, span(document, "没有列举的一句。")) == ()


STEPS = """云溪市推进办法

一、分步推进

全市分三步推进。一是抓创新。面向六个方向攻关。二是精识别。建立瞭望清单。三是促转化。组织对接会。

二、四方面部署

一是强化供给。二是打造产品。
"""


@pytest.fixture(scope="module")
def steps() -> Document:
    return document_from_bytes("办法.txt", STEPS.encode(), Settings())


@pytest.mark.parametrize("item", ["面向六个方向攻关。", "建立瞭望清单。", "组织对接会。"])
def test_as_many_as_are_asked_for_are_told_with_what_stands_behind_each(steps: Document, item: str) -> None:
    told = counted_around(steps, span(steps, item), 3)
    assert "".join(draft.lead + draft.text for draft in told) == (
        "\n一是抓创新。面向六个方向攻关。\n二是精识别。建立瞭望清单。\n三是促转化。组织对接会。"
    )
    assert all(steps.text[s.start : s.end] == s.quote for draft in told for s in draft.sources)


@pytest.mark.parametrize(
    ("item", "asked"),
    [("面向六个方向攻关。", 0), ("面向六个方向攻关。", 4), ("全市分三步推进。", 3)],
)
def test_another_count_or_a_sentence_before_them_is_no_list(steps: Document, item: str, asked: int) -> None:
    assert counted_around(steps, span(steps, item), asked) == ()


@pytest.mark.parametrize("asked", [0, 2, 3])
def test_one_that_is_counted_itself_needs_no_count(steps: Document, asked: int) -> None:
    told = [draft.text for draft in counted_around(steps, span(steps, "二是打造产品。"), asked)]
    assert told == ["一是强化供给。", "二是打造产品。"]


def test_the_points_of_a_clause_are_counted_from_the_first() -> None:
    text = "推进办法\n\n一、年度任务\n\n今年做好三件事。一是修渔港。两年建成。二是培训渔民。三是清航道。\n\n二、其他\n\n二是建冷库。三是办渔市。\n"
    document = document_from_bytes("办法.txt", text.encode(), Settings())
    tasks, rest = (clause for clause in document.clauses if clause.kind is ClauseKind.HEADING)
    assert [draft.text for draft in points_of(document, tasks)] == [
        "一是修渔港。",
        "二是培训渔民。",
        "三是清航道。",
    ]
    assert points_of(document, rest) == ()


PLOTS = """# 测试宅基地通知

二、申请条件

（二）有下列情形之一的，不予批准：

1. 出卖原有住房后再申请的；

2. 面积已达到标准的。

（三）城镇居民不得申请。
"""
PENAL = """# 测试幼儿园法

第一条 幼儿园有下列情形之一的，责令限期改正，并予以警告；情节严重的，责令停止招生：

（一）组织入园考试的；

（二）挪用伙食费的。
"""


def test_a_list_ends_where_the_next_of_what_announced_it_begins() -> None:
    document = document_from_bytes("通知.md", PLOTS.encode(), Settings())
    below = items_below(document, span(document, "（二）有下列情形之一的，不予批准："))
    assert [draft.text for draft in below] == ["1. 出卖原有住房后再申请的；", "2. 面积已达到标准的。"]


def test_what_announces_is_told_with_all_that_it_announces() -> None:
    document = document_from_bytes("法.md", PENAL.encode(), Settings())
    item = span(document, "（二）挪用伙食费的。")
    lead = lead_of(document, item.start, item.end)
    assert lead is not None
    assert lead.text.startswith("第一条 幼儿园有下列情形之一的，责令限期改正")
    assert lead.text.endswith("情节严重的，责令停止招生：")
    assert document.text[lead.start : lead.end] == lead.text
