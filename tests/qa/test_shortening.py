"""A long sentence is cut to what was asked for, and left whole where a cut would change what it says."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evidence import term_weights
from qa.generate.shortening import shortened
from qa.question import read_question
from qa.sentences import Span
from qa.terms import question_terms

TARGETS = "到2025年，建设一批孵化器，打造百家领军企业，开拓百项典型应用场景，突破人形机器人、量子计算机、超高速列车等高端装备产品，以整机带动产业化落地。"


def kept(question: str, sentence: str) -> str:
    weights = term_weights(dict.fromkeys(question_terms(question).bigrams, 3), 100)
    return shortened(read_question(question), weights, Span(10, 10 + len(sentence), sentence))


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("要打造多少家领军企业？", TARGETS, "打造百家领军企业。"),
        (
            "县一级政府什么时候设立首席数据官？",
            "2025年底前市级政府全部设立首席数据官，2026年底前县级政府全部设立首席数据官。",
            "2025年底前市级政府全部设立首席数据官，2026年底前县级政府全部设立首席数据官。",
        ),
        (
            "要有多长、一年能输多少氢？",
            "管道全长400公里，设计年输氢10万吨。",
            "管道全长400公里，设计年输氢10万吨。",
        ),
        (
            "62岁的老人门票多少钱？",
            "对59岁以下的游客收门票40元，对60周岁至64周岁老人收门票20元，对65周岁以上老人收门票5元。",
            "对59岁以下的游客收门票40元，对60周岁至64周岁老人收门票20元，对65周岁以上老人收门票5元。",
        ),
        ("风险补偿有什么探索？", "完善财税政策，引导地方设立资金，探索建立风险补偿资金。", "探索建立风险补偿资金。"),
        ("深圳的五大工呈是什么？", "按照计划，深圳实施“强基”“突破”“融合”“加速”“汇聚”五大工程，构建应用场景，培育若干产业集群。", "深圳实施“强基”“突破”“融合”“加速”“汇聚”五大工程。"),
        ("要突破哪些高端装备产品？", TARGETS, "突破人形机器人、量子计算机、超高速列车等高端装备产品。"),
        ("什么时候要打造百家领军企业？", TARGETS, "到2025年，建设一批孵化器，打造百家领军企业。"),
        ("开拓百项典型应用场景有什么要求？", TARGETS, TARGETS),
        ("谁来打造领军企业？", TARGETS, TARGETS),
        ("河南布局了哪些未来产业？", "河南印发了计划，布局氢能、储能、类脑智能等未来产业，强化技术储备。", "布局氢能、储能、类脑智能等未来产业。"),
        ("河南的产业布局是什么？", "河南印发了计划，布局氢能、储能、类脑智能等未来产业，强化技术储备。", "河南印发了计划，布局氢能、储能、类脑智能等未来产业，强化技术储备。"),
        ("载客人数最多是几名？", "休闲渔船应当经检验合格，载客人数不得超过12名。", "载客人数不得超过12名。"),
        ("产业的边界是不是很清晰？", "产业边界不是界限清晰，而是跨界融合，呈现绿色化特征。", "产业边界不是界限清晰，而是跨界融合。"),
        ("瞭望站靠什么识别高潜能产业？", "打造瞭望站，利用先进计算，精准识别高潜能产业，形成清单。", "打造瞭望站，利用先进计算，精准识别高潜能产业。"),
        ("什么时候让产值达到5000亿元？", "提出到2030年，涌现一批成果，产值达到5000亿元，到2035年形成集群。", "提出到2030年，涌现一批成果，产值达到5000亿元。"),
        ("每年要报几次？", "运营单位应当建立台账，每年报送2次。", "运营单位应当建立台账，每年报送2次。"),
        ("数据交易额要达到多少？", "数据交易额达到30亿元，其中场内交易20亿元；数据商达到200家。", "数据交易额达到30亿元。"),
        ("场内交易要达到多少亿元？", "数据交易额达到30亿元，其中场内交易20亿元；数据商达到200家。", "数据交易额达到30亿元，其中场内交易20亿元。"),
        (
            "领军企业有多少家？",
            "打造百家领军企业，但不得重复计算。",
            "打造百家领军企业，但不得重复计算。",
        ),
        ("领军企业有多少家？", "企业名单（含一家、两家，三家领军企业）另行公布。", "企业名单（含一家、两家，三家领军企业）另行公布。"),
        ("咨询找哪个处室？电话多少？", "咨询由成果处负责，咨询电话0800-6612338。", "咨询由成果处负责，咨询电话0800-6612338。"),
        ("9岁的孩子按多少折算？", "0～6岁按50%折算，7～10岁按60%折算，11～14岁按80%折算。", "0～6岁按50%折算，7～10岁按60%折算，11～14岁按80%折算。"),
    ],
)  # fmt: skip
def test_what_is_kept(question: str, sentence: str, expected: str) -> None:
    assert kept(question, sentence) == expected


def test_where_the_reader_sees_the_answer_is_kept() -> None:
    sentence = "对通过验收的项目，按照不超过投入30%的比例给予补助，单个项目最高5000万元，分两年拨付。"
    question = "对通过验收的项目给予补助的比例是多少？"
    weights = term_weights(dict.fromkeys(question_terms(question).bigrams, 3), 100)
    span, place = Span(10, 10 + len(sentence), sentence), 10 + sentence.index("最高5000万元")
    read = read_question(question)
    assert "5000" not in shortened(read, weights, span)
    assert "最高5000万元" in shortened(read, weights, span, (place, place + 8))
    assert shortened(read, weights, span, (place, 9999)).endswith("分两年拨付。")


SHANGHAI = "2022年9月,上海发布了《未来产业行动方案》,提出到2030年,在未来健康、未来智能等领域涌现一批硬核成果,产值达到5000亿元左右,到2035年形成若干前沿产业集群。"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("上海2030年的产值达到多少亿元？", "提出到2030年……产值达到5000亿元左右。"),
        ("上海2035年形成什么集群？", "到2035年形成若干前沿产业集群。"),
    ],
)
def test_what_is_left_out_between_is_marked_and_the_year_that_is_asked_for_is_told(
    question: str, expected: str
) -> None:
    assert kept(question, SHANGHAI) == expected


def test_the_only_place_of_a_sentence_is_not_told_again() -> None:
    sentence = "江西创新突破未来信息通信、未来新材料产业,做大做强未来生产制造产业,打造“3+3”未来产业链群。"
    assert kept("江西打造的未来产业链群叫什么？", sentence) == "打造“3+3”未来产业链群。"


@pytest.mark.parametrize(
    ("question", "expected"),
    [("要打造多少家领军企业？", "打造百家领军企业。"), ("领军企业的打造是什么？", TARGETS)],
)
def test_of_a_translated_question_only_a_number_a_date_or_a_list_is_cut_out(
    question: str, expected: str
) -> None:
    read = dataclasses.replace(read_question(question), original="What?")
    weights = term_weights(dict.fromkeys(question_terms(read.text).bigrams, 3), 100)
    assert shortened(read, weights, Span(0, len(TARGETS), TARGETS)) == expected


def test_a_sentence_in_other_words_than_the_question_is_told_whole() -> None:
    sentence = "阵型企业每三年评估一次，评估不合格的限期整改一年。"
    assert kept("种业龙头没过关还有补救机会吗？", sentence) == sentence


@given(st.text(alphabet="建设百家领军企业，；。到2025年、“”（）", max_size=60))
def test_what_is_told_are_stretches_of_the_sentence_in_its_order(sentence: str) -> None:
    rest = sentence
    told = kept("要建设多少家领军企业？", sentence)
    for part in told.removesuffix("" if told == sentence else "。").split("……"):
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]
