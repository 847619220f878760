"""Terms whose meaning is asked for, and the sentences that give it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.definition import defined_term, defines


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("什么是预制菜？", "预制菜"),
        ("国家文件怎么界定未来产业？", "未来产业"),
        ("官方口径下，未来产业到底怎么定义？", "未来产业"),
        ("专利法上的实用新型指的是什么？", "实用新型"),
        ("规定里，“大型企业”指的是哪些企业？", "大型企业"),
        ("办法里说的“重点单位”究竟指什么样的单位？", "重点单位"),
        ("何谓网络数据？", "网络数据"),
        ("哺乳期的定义", "哺乳期"),
        ("办法怎么给重点渔港下定义？", "重点渔港"),
        ("条例对休闲渔业是如何下定义的？", "休闲渔业"),
        ("给渔港下的是什么定义？", "渔港"),
        ("“两港”包括哪些？", "两港"),
        ("“三类渔船”具体有哪些？", "三类渔船"),
        ("“两港”由谁建设？", ""),
        ("罚款是多少？", ""),
        ("谁负责审批？", ""),
    ],
)
def test_term_whose_meaning_is_asked(question: str, term: str) -> None:
    assert defined_term(question) == term


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("本条例所称大型企业，是指中小企业以外的企业。", True),
        ("大型企业由市场驱动，处于成熟阶段，是具有规模优势的企业。", True),
        ("大型企业应当按时支付款项。", False),
        ("国家将年收入超过十亿元的企业划定为大型企业。", True),
        ("国家支持大型企业发展。", False),
        ("中小企业是指规模较小的企业。", False),
    ],
)
def test_sentence_that_gives_the_meaning(sentence: str, says: bool) -> None:
    assert defines(sentence, "大型企业") is says


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    term = defined_term(text)
    assert defines("而高能效是在最低碳排放前提下实现最大化算力输出。", "高能效")
    assert defines("上述资源等属于国防资产。", "国防资产")
    assert defines("本办法所称实训基地，是指公共服务平台。", "公共产教融合实训基地")
    assert not defines("本办法所称基地，是指公共服务平台。", "公共产教融合实训平台")
    assert not defines("", term)
    assert not defines(text, "")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("“一核”即老港核心区；", True),
        ("一核：以老港为核心。", True),
        ("「一核」指老港核心区。", True),
        ("一核由县政府建设。", False),
        ("构建一核两带多点的布局。", False),
    ],
)
def test_counted_parts_are_told_one_by_one_from_the_first(sentence: str, says: bool) -> None:
    assert defines(sentence, defined_term("“一核两带多点”是什么意思？")) is says


def test_a_counted_name_may_be_defined_as_a_whole() -> None:
    assert defines("本规划所称一核两带，是指以老城为核心、沿河两条产业带的布局。", "一核两带")
