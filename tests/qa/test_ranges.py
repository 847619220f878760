"""An amount of a case lies in a range that a text sets, or in none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import to_chinese
from qa.ranges import holds_case, is_bounded, lies_in_range, spelled_out


@pytest.mark.parametrize(
    ("amount", "text", "inside"),
    [
        ("8万", "货值金额5万元以上的，处货值金额1倍以上5倍以下的罚款；", True),
        ("3万", "走私数额在二万元以上不满二十万元的；", True),
        ("300万", "偷逃税额在一百万元以上不满五百万元的，应当认定为情节严重", True),
        ("3万", "处1万元以上5万元以下的罚款。", False),  # what is paid
        ("5000万", "给予最高500万元奖励。", False),
        ("2000万", "年营业收入不低于1000万元的企业", True),
        ("500万", "年营业收入2000万元以上的企业", False),
        ("9万", "数额不满十万元的，可以免予处罚。", True),
        ("9万", "投资9亿元。", False),
        ("4万", "投资3万元（含）至5万元的", True),
        ("6万", "投资3万元（含）至5万元的", False),
        ("6万", "投资5万元（含）以上的", True),
        ("9万", "总投资不超过8万元的项目", False),
        ("9万", "总投资超过8万元的项目", True),
        ("9万", "总投资未达到8万元的项目", False),
        ("", "5万元以上", False),
    ],
)
def test_cases(amount: str, text: str, inside: bool) -> None:
    assert lies_in_range(amount, "元", text) is inside


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999))
def test_between_two_bounds(value: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    text = f"补缴{low}元以上{high}元以下的，一次缴清。"
    assert lies_in_range(str(value), "元", text) is (low <= value <= high)


@given(st.text(alphabet="0123456789万亿元以上下不满超过，。至", max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert lies_in_range("3万", "元", text) in (True, False)
    assert not lies_in_range("3万", "元", text.replace("元", ""))


@pytest.mark.parametrize(
    ("unit", "text", "bounded"),
    [
        ("马力", "20马力以下的渔船", True),
        ("马力", "二十马力以上五十马力以下的渔船", True),
        ("%", "占比百分之二十以下的合作社", True),
        ("马力", "20马力的渔船", False),
        ("平方米", "甲板面积3万平方米（含）至5万平方米的", True),
        ("平方米", "甲板面积10万平方米（含）以上的", True),
        ("平方米", "甲板面积3平方米、5平方米的", False),  # two sizes
        ("马力", "20马力以下和30马力的渔船", False),  # one of them is no bound
        ("元", "处1万元以上5万元以下的罚款", False),  # what is paid
        ("元", "20马力以下的渔船", False),
        ("元", "", False),
    ],
)
def test_a_bound_on_every_amount_of_a_unit(unit: str, text: str, bounded: bool) -> None:
    assert is_bounded(unit, text) is bounded


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_share_in_words_bounds_as_one_in_figures_does(value: int, bound: int) -> None:
    text = f"占比百分之{to_chinese(bound)}以下的合作社"
    assert lies_in_range(str(value), "%", text) is (value <= bound)


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("渔港停了50天，补助受影响吗？", "全年停止开放超过45天的，扣减补助。", True),
        ("渔港停了30天，补助受影响吗？", "全年停止开放超过45天的，扣减补助。", False),
        ("我今年62，有优惠吗？", "60至64周岁的老人半价。", True),
        ("我今年62元旦去，有优惠吗？", "渔港有优惠。", False),
        ("一个城市要满足什么条件？", "每省推荐不超过2个城市。", False),  # any city
        ("2031年渔港补多少？", "渔港有效期至2035年以下。", False),  # a year is no case
    ],
)
def test_a_range_that_holds_the_case_that_is_asked_about(question: str, text: str, held: bool) -> None:
    assert holds_case(question, text) is held


def test_a_unit_that_both_ends_of_a_range_share() -> None:
    assert spelled_out("4至5人") == "4人至5人"
    assert spelled_out("2000—4000平方米（不含）") == "2000平方米—4000平方米（不含）"
    assert spelled_out("5人") == "5人"
