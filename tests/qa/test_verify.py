"""A sentence is checked against what it cites, and every rule can fail it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.numerals import to_chinese
from qa.quantities import number_value, plain_numbers, quantities
from qa.schema import Support
from qa.verify import check_sentence

CITED = "到2025年，打造百家领军企业。第十二条 经营者应当在15日内向工业和信息化部报告，不得收取任何费用；可以委托浙江省有关机构办理。"

FAILS = [
    ("到2026年，打造百家领军企业。", "2026年"),
    ("到2025年，打造千家领军企业。", "1000家"),
    ("经营者应当在30日内报告。", "30日"),
    ("经营者应当向财政部报告。", "财政部"),
    ("经营者可以委托江苏省有关机构办理，依照《价格法》。", "价格法"),
    ("可以委托江苏有关机构办理。", "江苏"),
    ("经营者必须在15日内向工业和信息化部报告。", "必须"),
    ("经营者收取任何费用；", "肯定与否定"),
    ("经营者鼓励在15日内向工业和信息化部报告。", "鼓励"),
]
SHARES = "渔民自筹百分之十二，其余由县财政补助，利率不超过百分之二点五，逾期的加收5%。"


@pytest.mark.parametrize(("sentence", "reason"), FAILS, ids=[s for s, _ in FAILS])
def test_a_changed_fact_is_unsupported_and_says_why(sentence: str, reason: str) -> None:
    check = check_sentence(sentence, CITED)
    assert check.support is Support.UNSUPPORTED
    assert reason in (check.reason or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "到2025年，打造百家领军企业。",
        "經營者應當在15日內向工業和信息化部報告",
        "到二〇二五年打造100家领军企业。",
        "不得收取任何费用。",
    ],
)
def test_what_the_source_says_is_supported(sentence: str) -> None:
    assert check_sentence(sentence, CITED).support is Support.SUPPORTED


GOALS = "到2025年，产业规模稳步提升。突破百项核心技术，打造百家领军企业；到2027年，形成百项产品，广东建成两个中心。\n企业应当报告，除小型企业外，应当公开。"


def _says_nothing(sentence: str, cited: str) -> float:
    del sentence, cited
    return 0.0


@pytest.mark.parametrize(
    "sentence",
    ["到2025年，打造百家领军企业。", "突破百项核心技术，打造百家领军企业", "到2027年，形成百项产品。"],
)
def test_whole_clauses_under_the_year_that_opens_them_need_no_reader(sentence: str) -> None:
    assert check_sentence(sentence, GOALS, _says_nothing).support is Support.SUPPORTED


@pytest.mark.parametrize(
    "sentence",
    [
        "到2025年，形成百项产品。",
        "产业规模稳步提升，打造百家领军企业。",
        "打造百家领军企业，形成百项产品。",
        "企业应当报告，应当公开。",
        "打造百家领军企业，企业应当报告。",
        "打造百家领军企业，突破百项核心技术。",
    ],
    ids=[
        "another year between",
        "another sentence",
        "a year between",
        "an exception",
        "another paragraph",
        "order",
    ],
)
def test_clauses_torn_from_what_bounds_them_are_no_excerpt(sentence: str) -> None:
    assert check_sentence(sentence, GOALS, _says_nothing).support is not Support.SUPPORTED


def test_no_citation_is_no_support() -> None:
    assert check_sentence("任何话。", "").support is Support.UNSUPPORTED


def test_other_words_altogether_are_unsupported() -> None:
    assert check_sentence("春天的花开得很好看，大家都去公园散步。", CITED).support is Support.UNSUPPORTED


@given(st.text(alphabet="未来产业2025年不得应当，。百家", min_size=1, max_size=40), st.text(max_size=20))
@example("0", "1%")
def test_a_verbatim_quotation_is_always_supported(sentence: str, around: str) -> None:
    from corpus.normal_form import comparison_form

    if comparison_form(sentence):
        assert check_sentence(sentence, around + sentence + around).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("十", 10),
        ("一百二十", 120),
        ("两千零五", 2005),
        ("三万", 30000),
        ("百", 100),
    ],
)
def test_numerals(text: str, value: float) -> None:
    assert number_value(text) == value


def test_quantities_meet_in_normal_form() -> None:
    assert quantities("一百二十家") == quantities("120家") == {("120", "家")}


@pytest.mark.parametrize("asked", ["最高能判多少万元", "几百万元", "若干万元"])
def test_an_amount_that_is_asked_for_is_none(asked: str) -> None:
    assert quantities(asked) == frozenset()


def test_large_numbers_are_told_apart() -> None:
    assert quantities("1234567元") != quantities("1234568元")
    assert (
        quantities("一百二十三万元") == quantities("1230000元") == quantities("123万元") == {("123万", "元")}
    )
    assert quantities("两千万元") == quantities("2000万元")
    assert quantities("3.5亿元") == quantities("35000万元") == {("3.5亿", "元")}
    assert quantities("12345元") == {("12345", "元")}


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("百分之五", "5"),
        ("百分之二点五", "2.5"),
        ("百分之零点零五", "0.05"),
        ("百分之一百二十", "120"),
        ("百分之百", "100"),
        ("百分之7.5", "7.5"),
    ],
)
def test_a_share_in_words_is_a_percentage(text: str, percent: str) -> None:
    assert quantities(f"补助不超过{text}。") == quantities(f"补助不超过{percent}%。") == {(percent, "%")}


@given(st.integers(1, 199))
def test_every_whole_share_in_words_is_a_percentage(share: int) -> None:
    assert quantities(f"百分之{to_chinese(share)}") == {(str(share), "%")}


@pytest.mark.parametrize("text", ["提高百分之几？", "千分之几", "五分之一", "补助万分之五"])
def test_a_fraction_is_no_count_of_points(text: str) -> None:
    assert quantities(text) == frozenset()


def test_plain_numbers_leave_other_words_alone() -> None:
    assert plain_numbers("二〇三一年比例為百分之二點五；占百分之几") == "2031年比例为2.5%;占百分之几"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("渔民自筹百分之二十。", "20%"),
        ("利率不超过百分之二点六。", "2.6%"),
        ("逾期的加收百分之十五。", "15%"),
        ("逾期的加收百分之零点五。", "0.5%"),
    ],
)
def test_a_changed_share_is_unsupported_and_says_why(sentence: str, reason: str) -> None:
    check = check_sentence(sentence, SHARES)
    assert check.support is Support.UNSUPPORTED
    assert reason in (check.reason or "")


@pytest.mark.parametrize(
    "sentence", ["渔民自筹12%。", "利率不超过2.5%。", "逾期的加收百分之五。", "利率不超过百分之2.5。"]
)
def test_a_share_is_the_same_in_words_and_in_figures(sentence: str) -> None:
    assert check_sentence(sentence, SHARES).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("每亩补助百分之五。", "每亩补助5万元，由县财政承担。"),
        ("占比达到百分之二点五。", "占比达到2.56亿元。"),
        ("按百分之五收取", "按百分之五十收取"),
        ("收取5%", "收取50%的费用"),
    ],
)
def test_a_share_is_no_other_number_that_begins_alike(sentence: str, cited: str) -> None:
    assert check_sentence(sentence, cited).support is Support.UNSUPPORTED


def test_a_share_is_the_same_in_words_and_with_its_sign() -> None:
    assert check_sentence("收取5%", "收取百分之五的费用").support is Support.SUPPORTED
