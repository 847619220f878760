"""Homophones are exchanged only where the documents know the other spelling."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.spelling import correct_homophones, correct_places, same_sound

TEXT = "同步构筑中试能力，突破人形机器人，未来产业有六大方向，建设专业人才队伍。"


def frequencies(pairs: Sequence[str]) -> tuple[int, ...]:
    return tuple(TEXT.count(pair) for pair in pairs)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("怎么建设中式能力？", "怎么建设中试能力？"),
        ("人型机器人属于哪类？", "人形机器人属于哪类？"),
        ("未来产叶有哪六大方向？", "未来产业有哪六大方向？"),
        ("专叶人才队伍中式能力", "专业人才队伍中试能力"),
    ],
)
def test_a_homophone_of_a_known_term_is_exchanged_and_told(asked: str, searched: str) -> None:
    correction = correct_homophones(asked, frequencies)
    assert correction.question == searched
    assert "检索" in correction.notice


def test_a_pair_across_words_is_no_correction() -> None:
    text = "提升工业水平，由工信厅负责。"
    assert (
        correct_homophones("省工信厅负责什么？", lambda pairs: tuple(map(text.count, pairs))).exchanged == ()
    )


def test_a_preposition_is_no_typing_error() -> None:
    text = "公安会同商会安排，会员缴纳会费。"
    assert (
        correct_homophones("商会按会员收多少会费？", lambda pairs: tuple(map(text.count, pairs))).exchanged
        == ()
    )


def test_an_auxiliary_is_no_typing_error() -> None:
    text = "外国企业在中国的设备，依法设立分支机构。"
    asked = "外方在中国得设什么机构？"
    assert correct_homophones(asked, lambda pairs: tuple(map(text.count, pairs))).exchanged == ()


def test_a_verb_of_everyday_speech_is_no_typing_error() -> None:
    text = "可能达到行政管理的要求。"
    asked = "能打行政官司吗？"
    assert correct_homophones(asked, lambda pairs: tuple(map(text.count, pairs))).exchanged == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [("申请人可以生出人可。", "向法院申请认可"), ("生出台阶，生出人才。", "哪些省出台了规划？")],
)
def test_a_word_or_a_rank_is_no_typing_error(text: str, asked: str) -> None:
    assert correct_homophones(asked, lambda pairs: tuple(map(text.count, pairs))).exchanged == ()


def test_a_frequent_word_is_no_typing_error() -> None:
    text = "其时无效的协议，应当返还。"
    asked = "协议其实无效怎么办？"
    assert correct_homophones(asked, lambda pairs: tuple(map(text.count, pairs))).exchanged == ()


@pytest.mark.parametrize(
    "asked",
    [
        "上海未来产业有哪些？",
        "通用机械有哪些？",
        "网站在哪里？",
        "未来产业机器人",
        "建设专业队伍未来",
        "中试能力怎么建设？",
        "天津有哪些公司？",
        "What is it?",
        "第四条怎么说",
        "国家级奖励有哪几种？",
    ],
)
def test_what_the_documents_know_or_cannot_mend_stays(asked: str) -> None:
    assert correct_homophones(asked, frequencies).question == asked


WORDS = "机构的校长应当申请扶持资金，运营期限届满，水库应当公示，也可以外交换文，职工艺术团，方向明确。"


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("机构的孝长", "机构的校长"),
        ("福持资金", "扶持资金"),
        ("另外缴费", "另外缴费"),  # 外交 is a word of the text, 另外 one of the question
        ("职工医保", "职工医保"),
        ("外方想先看", "外方想先看"),
        ("水裤", "水裤"),  # 水库 stands there once, by chance
    ],
)
def test_what_is_no_word_is_exchanged_for_the_one_word_that_sounds_the_same(
    asked: str, searched: str
) -> None:
    twice = WORDS.replace("水库", "") * 2 + WORDS
    found = correct_homophones(asked, lambda pairs: tuple(map(twice.count, pairs))).question
    assert found == searched


@given(st.text(max_size=40))
def test_nothing_changes_where_nothing_is_known(asked: str) -> None:
    assert correct_homophones(asked, lambda pairs: (0,) * len(pairs)).question == asked


def test_same_sound() -> None:
    assert "试" in same_sound("式")
    assert "式" not in same_sound("式")
    assert same_sound("A") == ()


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("云领市起降点要建多少个？", "云岭市起降点要建多少个？"),
        ("云岭市起降点要建多少个？", "云岭市起降点要建多少个？"),
        ("白渡市起降点要建多少个？", "白渡市起降点要建多少个？"),  # no place that sounds like it
        ("起降点要建多少个？", "起降点要建多少个？"),
    ],
)
def test_a_place_is_spelled_as_in_the_titles(asked: str, searched: str) -> None:
    titles = ["云岭市人民政府关于促进低空经济发展的若干措施", "青澜市公共数据办法"]
    assert correct_places(asked, titles).question == searched


@given(st.text(alphabet="云岭领市县青澜的在，？", max_size=20))
def test_without_titles_no_place_is_exchanged(asked: str) -> None:
    assert correct_places(asked, []).question == asked
