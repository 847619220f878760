"""A law named before a number is that law alone; what no title bears is said to be unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.titles import meant, named_titles, unknown_title

TITLES = (
    "中华人民共和国印花税法",
    "外国企业常驻代表机构登记管理条例",
    "某省工业和信息化厅关于印发《某省数字化转型专项资金管理办法》的通知",
    "关于推动测试产业发展的意见",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("印花税法第二十五条规定了什么？", TITLES[:1]),
        ("《印花税法》第三条", TITLES[:1]),
        ("请问代表机构登记管理条例第三条", TITLES[1:2]),
        ("某省专项资金管理办法第二十一条怎么说", TITLES[2:3]),
        ("劳动合同法第三条怎么规定", ()),
        ("《劳动合同法》第三条", ()),
        ("本法第三条", TITLES),
        ("这个条例第三条", TITLES),
        ("测试工作意见第三部分", TITLES),
        ("合法的经营是指什么", TITLES),
        ("第三条讲了什么", TITLES),
    ],
)
def test_which_documents_are_meant(question: str, expected: tuple[str, ...]) -> None:
    assert meant(question, TITLES) == frozenset(expected)


def test_a_law_that_is_not_there_is_named() -> None:
    assert unknown_title("劳动合同法第三条怎么规定", TITLES) == "《劳动合同法》"
    assert unknown_title("印花税法第九十条怎么规定", TITLES) == ""
    assert unknown_title("《印花税法》和《孵化条例》第三条", TITLES) == "《孵化条例》"


@given(st.text(max_size=40), st.lists(st.text(max_size=12), max_size=4))
def test_only_titles_are_meant(question: str, titles: list[str]) -> None:
    assert meant(question, titles) <= frozenset(titles)
    if not named_titles(question):
        assert meant(question, titles) == frozenset(titles)


def test_a_name_with_what_is_said_before_it() -> None:
    titles = ("中华人民共和国邮政法", "中华人民共和国食品安全法")
    assert meant("帮我概括一下邮政法第五章的内容", titles) == {"中华人民共和国邮政法"}
    assert unknown_title("讲讲网络安全法第五条", titles) == "《网络安全法》"
