"""Which place a sentence speaks of: examples tell nothing of one, and a national law holds in every one."""

from __future__ import annotations

import pytest

from corpus import document_from_bytes
from corpus.settings import Settings
from qa.question import read_question
from qa.scope import (
    aims_at_a_later_year,
    begins_with_another_year,
    heading_year,
    holds_for_town,
    is_case,
    is_of_another_year,
    is_of_place,
    lies_between_years,
    names_other_province,
    names_years_together,
    place_scope,
    without_mentions,
)
from qa.sentences import Span
from qa.terms import ranked_places


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("江苏出台的文件发展哪些产业？", "出台了政策。"),
        ("江苏有没有出台政策？", "北京、江苏等地出台了政策。"),
        ("哪些省出台了政策？", "北京、江苏等地出台了政策。"),
    ],
)
def test_examples_tell_nothing_of_one(question: str, left: str) -> None:
    assert without_mentions(read_question(question), "北京、江苏等地出台了政策。") == left


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("公司在上海，转让位于苏州的厂房，向哪里申报？", True),
        ("上海的公司怎么申报？", True),
        ("上海的税率是多少？", False),
    ],
)
def test_a_case_that_happens_somewhere(question: str, case: bool) -> None:
    law = document_from_bytes(
        "测试税法.md", "# 中华人民共和国测试税法\n\n第一条 为了测试，制定本法。\n".encode(), Settings()
    )
    assert is_case(question, law) is case


def test_another_year_and_another_place() -> None:
    text = "江西省加快布局。\n到2027年，产值达到三千亿元；到2035年，建成高地。"
    at = Span(text.index("建成高地"), len(text), "建成高地。")
    assert is_of_another_year(text, at, "2027", ())
    assert not is_of_another_year(text, at, "2035", ())
    assert place_scope(text, at) == "江西"


def test_what_a_document_says_of_other_years_in_the_sentence_itself_is_of_them() -> None:
    text = "2022年至2024年，建成农田52万亩。\n3.2027年目标。产值达到三千亿元。"
    built, goal = (
        Span(text.index(words), text.index(words) + len(words), words)
        for words in ("2022年至2024年，建成农田52万亩。", "产值达到三千亿元。")
    )
    assert is_of_another_year(text, built, "2025", {"2025"})
    assert is_of_another_year(text, goal, "2025", {"2025"})
    assert not is_of_another_year(text, goal, "2027", {"2025"})


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("白渡市企业开办时间压缩到几个工作日？", ("白渡",)),
        ("请问云川省的补助是多少？", ("云川",)),
        ("在海宁省注册要多久？", ("海宁",)),
        ("设区的市怎么划分？", ()),
        ("各省怎么做？", ()),
        ("中小城市有什么政策？", ()),
        ("超市能不能卖酒？", ()),
        ("五年里省财政掏多少钱？", ()),
        ("市场监管部门管什么？", ()),
        ("临江市长期护理保险怎么缴费？", ("临江",)),
        ("临江县长效管护机制有哪些？", ("临江",)),
        ("市长信箱怎么写？", ()),
        ("临江市长由谁任命？", ()),
        ("东湖市长热线是多少？", ()),
        ("觉得市里补得太少了，还能多补吗？", ()),
        ("听说县里要修码头，什么时候动工？", ()),
        ("县上的渔港归谁管？", ()),
    ],
)
def test_places_by_their_rank(question: str, places: tuple[str, ...]) -> None:
    assert ranked_places(question) == places


REPORT = "政府工作报告\n2025年1月9日\n2024年工作回顾\n乡村建设\n新改建公路412公里。\n2025年重点工作\n新改建公路350公里。\n"


@pytest.mark.parametrize(("sentence", "year"), [("412公里", "2024"), ("350公里", "2025"), ("2024年工作", "")])
def test_the_heading_above_says_of_which_year(sentence: str, year: str) -> None:
    place = REPORT.index(sentence)
    assert heading_year(REPORT, Span(place, place + len(sentence), sentence)) == year


@pytest.mark.parametrize(
    ("title", "own"),
    [("湖北省未来产业行动计划", True), ("湖北、湖南未来产业观察", False), ("各省未来产业观察", False)],
)
def test_a_document_is_of_the_only_place_in_its_title(title: str, own: bool) -> None:
    text = f"# {title}\n\n为加快发展，制定本计划，由省经信厅负责解释。\n"
    assert is_of_place(document_from_bytes("计划.md", text.encode(), Settings()), "湖北") is own


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("武汉侧重整机，襄阳侧重减速器。", False),
        ("组织赴深圳、杭州考察。", False),
        ("浙江提出到2027年产值达到500亿元。", True),
        ("湖北比浙江多20家。", False),
    ],
)
def test_a_town_is_no_other_province(sentence: str, other: bool) -> None:
    assert names_other_province(sentence, "湖北") is other


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("（一）2025年度个人缴费标准为每人400元。", True),
        ("2025年度比2024年度提高20元。", False),
        ("个人缴费标准为2025年度的一半。", False),
    ],
)
def test_a_sentence_may_say_at_its_head_of_which_year_it_is(sentence: str, other: bool) -> None:
    assert begins_with_another_year(sentence, "2024") is other


@pytest.mark.parametrize(
    ("question", "later"),
    [
        ("意见里的普及率，2025年的现状是多少？", True),
        ("2025年印发的意见提出普及率达到多少？", False),  # the year of the document
        ("2025年8月出台的文件里，普及率要多少？", False),
    ],
)
def test_a_goal_says_nothing_of_the_year_before(question: str, later: bool) -> None:
    assert aims_at_a_later_year(question, "到2030年，普及率超过80%。", "2025") is later
    assert not aims_at_a_later_year(question, "2025年普及率为50%，到2030年超过80%。", "2025")
    assert not aims_at_a_later_year(question, "普及率超过80%。", "2025")


@pytest.mark.parametrize(
    ("question", "title", "sentence", "holds"),
    [
        ("我家孩子在长沙，能领多少？", "湖南省托育措施", "给予托育消费券，每月200元。", True),
        ("我家孩子在长沙，能领多少？", "湖南省托育措施", "武汉每月300元。", False),
        ("我家孩子在长沙，能领多少？", "湖北省托育措施", "给予托育消费券，每月200元。", False),
        ("长沙的标准是多少？", "湖南省托育措施", "给予托育消费券，每月200元。", False),
    ],
)
def test_what_a_province_gives_holds_in_its_towns(
    question: str, title: str, sentence: str, holds: bool
) -> None:
    document = document_from_bytes("措施.md", f"# {title}\n\n一、{sentence}\n".encode(), Settings())
    assert holds_for_town(question, document, "长沙", sentence) is holds


@pytest.mark.parametrize(
    ("sentence", "together"),
    [
        ("提出到2025年和2027年的发展目标。", True),
        ("2025年、2026年每年补助100万元。", False),  # the same amount holds for each
        ("到2025年建成先导区，到2027年形成体系。", False),
    ],
)
def test_years_that_are_named_in_one_breath(sentence: str, together: bool) -> None:
    assert names_years_together(sentence, "2025") is together


@pytest.mark.parametrize(
    "text",
    ["2031年至2033年每艘补3万元。", "2031—2033年逐年递减。", "2031-2033年", "2031到2033年", "2031～2033年"],
)
def test_years_from_one_to_another_hold_each_between(text: str) -> None:
    years = ("2030", "2031", "2032", "2033", "2034")
    assert [lies_between_years(year, text) for year in years] == [False, True, True, True, False]


@pytest.mark.parametrize("text", ["2031年和2033年各补3万元。", "2031年、2033年", "2032年补3万元。", ""])
def test_years_side_by_side_hold_none_between(text: str) -> None:
    assert not lies_between_years("2032", text)
