"""Spellings of the same thing meet; every text can be counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import tokens

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4EFF), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("二〇二五年", "2025年"),
        ("第十四条", "第14条"),
        ("第一百二十条", "第１２０条"),
        ("百分之三十", "30%"),
        ("未來產業", "未来产业"),
        ("ＡＩ大模型", "ai大模型"),
        ("三个月", "3个月"),
    ],
    ids=str,
)
def test_variants_fold_to_one_spelling(one: str, other: str) -> None:
    assert tokens.fold(one) == tokens.fold(other)


def test_ordinary_words_with_numerals_stay() -> None:
    assert tokens.fold("统一部署，一般情况，万一") == "统一部署,一般情况,万一"


def test_five_year_plan_meets_its_short_name() -> None:
    assert "2十四" in set(tokens.pairs(tokens.fold("第十四个五年规划")))
    assert "2四五" in set(tokens.pairs(tokens.fold("第十四个五年规划")))


def test_long_words_come_with_the_words_inside_them() -> None:
    assert {"知识产权", "知识", "产权"} <= set(tokens.words("知识产权"))


def test_terms_of_a_document_are_its_title_and_what_it_quotes() -> None:
    terms = tokens.terms_of_document(
        "关于发展量子信息的意见", ("工业和信息化部",), "依据《科学技术进步法》建设“揭榜挂帅”机制"
    )
    assert {"科学技术进步法", "揭榜挂帅", "工业和信息化部", "关于发展量子信息的意见"} == terms


@given(CHINESE, st.lists(CHINESE.filter(lambda text: 2 <= len(text) <= 24), max_size=4))
def test_terms_of_a_query_are_those_within_it(text: str, dictionary: list[str]) -> None:
    wanted = {f"3{term}" for term in dictionary if term in text}
    assert set(tokens.terms_of_query(text, frozenset(dictionary))) == wanted
    assert set(tokens.terms_within(text, dictionary)) == wanted


@given(st.text(max_size=80))
def test_every_text_has_tokens_of_64_bits(text: str) -> None:
    folded = tokens.fold(text)
    found = [*tokens.words(folded), *tokens.pairs(folded)]
    assert all(0 <= tokens.token_id(token) < 1 << 64 for token in found)
