"""Items that a sentence only names by number are told with it."""

from __future__ import annotations

import pytest

from corpus import document_from_bytes
from corpus.schema import Document
from corpus.settings import Settings
from qa.generate.draft import Draft, quote_draft
from qa.generate.referenced import limit_behind, referenced_items
from qa.sentences import Span

LAW = """# 测试渔业法

第一条 下列船舶应当登记：

（一）渔船；

（二）渡船。

第二条 渔业资金来自下列来源：

（一）财政拨款；

（二）社会捐赠；

（三）培训收入；

（四）利息；

（五）场地租金；

（六）其他收入。

依照前款第二项、第四项至第六项提取的，不得超过百分之十。

依照前款第一项以及第三项提取的，应当公示。

依照本条第一款第九项提取的，应当报告。

提取资金应当记录。
"""


@pytest.fixture(scope="module")
def law() -> Document:
    return document_from_bytes("测试渔业法.md", LAW.encode(), Settings())


def told(document: Document, *sentences: str) -> tuple[Draft, ...]:
    """Drafts that quote `sentences`, each the beginning of a sentence up to its full stop or semicolon."""
    starts = [document.text.index(sentence) for sentence in sentences]
    spans = [Span(at, at + len(text), text) for at, text in zip(starts, sentences, strict=True)]
    return tuple(quote_draft(document, span) for span in spans)


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        (
            "依照前款第二项、第四项至第六项提取的，不得超过百分之十。",
            ["（二）社会捐赠；", "（四）利息；", "（五）场地租金；", "（六）其他收入。"],
        ),
        ("依照前款第一项以及第三项提取的，应当公示。", ["（一）财政拨款；", "（三）培训收入；"]),
        ("依照本条第一款第九项提取的，应当报告。", []),  # there is none such
        ("提取资金应当记录。", []),
    ],
)
def test_the_items_of_the_same_article(law: Document, sentence: str, items: list[str]) -> None:
    found = referenced_items(law, told(law, sentence))
    assert [draft.text for draft in found] == items
    assert all(law.text[s.start : s.end] == s.quote for draft in found for s in draft.sources)
    assert all(draft.lead == "\n" for draft in found)


def test_an_item_is_told_once(law: Document) -> None:
    drafts = told(law, "（四）利息；", "依照前款第二项、第四项至第六项提取的，不得超过百分之十。")
    assert [draft.text for draft in referenced_items(law, drafts)] == [
        "（二）社会捐赠；",
        "（五）场地租金；",
        "（六）其他收入。",
    ]
    assert referenced_items(law, ()) == ()


def test_no_more_than_eight_are_told() -> None:
    marks = "一二三四五六七八九十"
    items = "\n\n".join(f"（{mark}）第{mark}类渔船；" for mark in marks)
    text = f"# 测试渔业法\n\n第一条 下列船舶免税：\n\n{items}\n\n前款第一项至第十项船舶应当登记。\n"
    many = document_from_bytes("测试渔业法.md", text.encode(), Settings())
    found = referenced_items(many, told(many, "前款第一项至第十项船舶应当登记。"))
    assert [draft.text for draft in found] == [f"（{mark}）第{mark}类渔船；" for mark in marks[:8]]


PARAGRAPHS = """# 测试水法

第二条 下列事项由县级审批：

（一）开垦；

（二）围湖。

下列事项由市级审批：

（一）采砂；

（二）取水。

依照第一款第二项审批的，应当公示。

第四条 违反本法第二条第一款第二项规定的，责令改正。
"""


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("依照第一款第二项审批的，应当公示。", ("（二）围湖。",)),
        ("第四条 违反本法第二条第一款第二项规定的，责令改正。", ()),
    ],
)
def test_the_items_are_of_the_paragraph_that_is_named(sentence: str, items: tuple[str, ...]) -> None:
    document = document_from_bytes("测试水法.md", PARAGRAPHS.encode(), Settings())
    found = referenced_items(document, told(document, sentence))
    assert tuple(draft.text for draft in found) == items


def test_items_named_in_two_places_of_one_sentence_are_all_told() -> None:
    said = "依照第一款第二项、第二款第一项审批的，应当公示。"
    text = PARAGRAPHS.replace("依照第一款第二项审批的，应当公示。", said)
    document = document_from_bytes("测试水法.md", text.encode(), Settings())
    found = referenced_items(document, told(document, said))
    assert [draft.text for draft in found] == ["（二）围湖。", "（一）采砂；"]


LIMITED = """# 测试渔业办法

第一条 有下列情形之一的，应当退还押金：

（一）未出海的；

（二）渔船沉没的。

适用前款第（二）项的规定，应当以事故报告为条件。

第二条 有下列情形之一的，应当登记：

（一）新船；

（二）旧船。

第三条 登记免费。
"""


@pytest.mark.parametrize(
    ("first", "last", "limit"),
    [
        ("第一条", "（二）渔船沉没的。", "适用前款第（二）项的规定，应当以事故报告为条件。"),
        ("第二条", "（二）旧船。", None),
    ],
)
def test_what_limits_a_list_is_told_behind_it(first: str, last: str, limit: str | None) -> None:
    document = document_from_bytes("测试渔业办法.md", LIMITED.encode(), Settings())
    drafts = []
    for text in (first, last):
        start = document.text.index(text)
        drafts.append(quote_draft(document, Span(start, start + len(text), text)))
    assert [draft.text for draft in limit_behind(document, tuple(drafts))] == ([limit] if limit else [])
    assert limit_behind(document, tuple(drafts[:1])) == ()
