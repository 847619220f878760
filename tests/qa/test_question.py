"""Kinds of questions, and what is said of questions that cannot be worked on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import MetadataField, QuestionKind, read_question
from qa.schema import QuestionFailure

KINDS = [
    ("国家要重点发展哪六个方向的未来产业？", QuestionKind.LIST),
    ("什么是未来产业？", QuestionKind.DEFINITION),
    ("未来產業是什麼？", QuestionKind.DEFINITION),
    ("到2025年要培育多少家专业服务机构？", QuestionKind.NUMBER),
    ("什么时候建成世界未来产业重要策源地？", QuestionKind.DATE),
    ("商场晚上几点关门？", QuestionKind.DATE),
    ("每年几号之前报送？", QuestionKind.DATE),
    ("专家主要有几点看法？", QuestionKind.FACT),
    ("主要有几点保障措施？", QuestionKind.LIST),
    ("六大方向", QuestionKind.LIST),
    ("哪些省出台了规划？", QuestionKind.LIST),
    ("中试能力写在第几条？", QuestionKind.FACT),
    ("第十四条具体怎么说的？", QuestionKind.CLAUSE),
    ("四（二）讲了什么", QuestionKind.CLAUSE),
    ("第四部分有哪些任务", QuestionKind.CLAUSE),
    ("民法典第三条", QuestionKind.CLAUSE),
    ("2025年和2027年的目标有什么不同？", QuestionKind.COMPARISON),
    ("有没有专项资金支持？", QuestionKind.YES_NO),
    ("这份文件主要讲了什么？", QuestionKind.SUMMARY),
    ("总结一下这个文件", QuestionKind.SUMMARY),
    ("你好", QuestionKind.SMALL_TALK),
    ("你好呀，今天心情怎么样？", QuestionKind.SMALL_TALK),
    ("今天天气怎么样？", QuestionKind.SMALL_TALK),
    ("你好呀，你是谁开发的？", QuestionKind.SMALL_TALK),
    ("问策是哪家公司研发的？", QuestionKind.SMALL_TALK),
    ("标准是谁制定的？", QuestionKind.METADATA),
    ("我想问3岁以下的孩子能补多少？", QuestionKind.NUMBER),
    ("一问一答里问6说了什么？", QuestionKind.CLAUSE),
    ("过了整改期限也不改，后果是什么？", QuestionKind.FACT),
    ("When the labour authority inspects an agency, what must it show?", QuestionKind.FACT),
    ("When did the plan take effect?", QuestionKind.DATE),
    ("今年的政策怎么样？", QuestionKind.FACT),
    ("推动产业化的三项具体举措", QuestionKind.LIST),
    ("六大计划各叫什么名字？", QuestionKind.LIST),
    ("五大工程叫什么名字", QuestionKind.LIST),
    ("什么样的人不能报考？", QuestionKind.LIST),
    ("哪种情况下可以申请复核？", QuestionKind.LIST),
    ("重要策源地是到哪一年？", QuestionKind.DATE),
    ("规划啥时候印的？", QuestionKind.DATE),
    ("设立要准备什么文件？", QuestionKind.LIST),
    ("重点任务（四）有哪些任务？", QuestionKind.CLAUSE),
    ("谢谢！", QuestionKind.SMALL_TALK),
    ("谢谢你，今天帮了大忙了", QuestionKind.SMALL_TALK),
    ("谢谢！那人形机器人呢？", QuestionKind.FACT),
    ("你是机器人还是真人？平时住哪儿", QuestionKind.SMALL_TALK),
    ("意见是哪七家单位联合署名的？", QuestionKind.METADATA),
    ("意见末尾落款写的是哪一天？", QuestionKind.METADATA),
    ("你是谁？", QuestionKind.SMALL_TALK),
    ("你好，未来产业有哪些方向？", QuestionKind.LIST),
    ("要求面向哪些重点行业制定配套文件？", QuestionKind.LIST),
    ("规定哪些企业制定年度计划？", QuestionKind.LIST),
    ("标准由谁来牵头制定？", QuestionKind.METADATA),
    ("今天会下雨吗？", QuestionKind.SMALL_TALK),
    ("请问明天杭州气温多少度？", QuestionKind.SMALL_TALK),
    ("周末天气好不好", QuestionKind.SMALL_TALK),
    ("下雪天除冰由谁负责？", QuestionKind.FACT),
    ("你是哪家公司开发的大语言模型？", QuestionKind.SMALL_TALK),
    ("你是谁训练的呀", QuestionKind.SMALL_TALK),
    ("明天出门要带伞吗？", QuestionKind.SMALL_TALK),
    ("周末去海边穿什么衣服？", QuestionKind.SMALL_TALK),
    ("周末渔港开放吗？", QuestionKind.YES_NO),
    ("部门制定的规章要报哪里备案？", QuestionKind.FACT),
    ("工具箱是谁做的，补助多少钱？", QuestionKind.NUMBER),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_kinds(text: str, kind: QuestionKind) -> None:
    assert read_question(text).kind is kind


def test_the_punctuation_of_chinese_is_chinese() -> None:
    assert read_question("中试,怎么建?").text == "中试，怎么建？"
    assert read_question("1,200家在哪?").text == "1,200家在哪？"
    assert read_question("How many, please?").text == "How many, please?"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("这份意见由哪些部门联合印发？", MetadataField.ISSUERS),
        ("它是谁发布的？", MetadataField.ISSUERS),
        ("哪几个部门和单位共同发了这个文件？", MetadataField.ISSUERS),
        ("文件的文号是什么？", MetadataField.NUMBER),
        ("这个政策是什么时候发布的？", MetadataField.DATE),
        ("文件主送哪些单位？", MetadataField.ADDRESSEES),
        ("方案是哪四个部门发的？", MetadataField.ISSUERS),
        ("哪个部门制定的？", MetadataField.ISSUERS),
        ("哪些部门制定了这份文件？", MetadataField.ISSUERS),
        ("几个部门联合发文？", MetadataField.ISSUERS),
        ("哪三家单位共同发布了这份指南？", MetadataField.ISSUERS),
        ("这份指南由谁颁布？", MetadataField.ISSUERS),
        ("这部条例从哪一天开始实施？", MetadataField.EFFECTIVE),
        ("办法的施行日期是什么？", MetadataField.EFFECTIVE),
        ("修订后的国务院令是第几号？", MetadataField.NUMBER),
        ("它是国务院几号令？", MetadataField.NUMBER),
        ("文件是什么时候落款的？", MetadataField.DATE),
    ],
)
def test_questions_about_the_document_as_a_whole(text: str, field: MetadataField) -> None:
    question = read_question(text)
    assert (question.kind, question.field) == (QuestionKind.METADATA, field)


@pytest.mark.parametrize("text", ["", "  \n", "？？！", "\u200b"])
def test_an_empty_question_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(QuestionFailure, match="问题是空的"):
        read_question(text)


def test_a_pasted_document_is_not_a_question() -> None:
    with pytest.raises(QuestionFailure, match="超过 2000 个字"):
        read_question("未来产业" * 600)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        question = read_question(text)
    except QuestionFailure:
        return
    assert question.text.strip() == question.text != ""
    assert "\n" not in question.text


@pytest.mark.parametrize("asked", ["七部门是哪七个", "这五个部门分别是谁？", "那三部委都有哪些？"])
def test_who_the_counted_departments_are_is_asked_of_the_issuers(asked: str) -> None:
    assert read_question(asked).field is MetadataField.ISSUERS
