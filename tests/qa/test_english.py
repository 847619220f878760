"""English questions are asked in Chinese terms, where enough of their words are known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.english import chinese_term, in_chinese
from qa.english_dictionary import chinese_in_use

TEXT = "海洋牧场的面积不小于一百公顷。船员发生事故后逃逸的，吊销证书。"


def frequencies(pairs: Sequence[str]) -> tuple[int, ...]:
    return tuple(TEXT.count(pair) for pair in pairs)


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What are the six key directions of future industries?", "六个重点方向的未来产业有哪些？"),
        ("Which application scenarios will be opened by 2025 in Shanghai?", "应用场景的2025年的上海有哪些？"),
        ("When was the notice issued?", "通知的发布是什么时候？"),
        ("How many leading enterprises must be cultivated?", "领军企业的培育有多少个？"),
        ("What is the maximum fine for a late payment?", "最高的罚款的逾期支付是多少？"),
        (
            "What is Shanghai's target output value of future industries?",
            "上海的目标的产值的未来产业是多少？",
        ),
        ("What is defined as a leading enterprise?", "领军企业是什么？"),
        ("Who wrote Hamlet?", None),
        ("未来产业有哪些？", None),
        ("AI", "人工智能是什么？"),
        ("What is the document number of the notice issued by six departments?", "通知的文号是什么？"),
        ("", None),
        (
            "How long must 某某数据交易所 keep its transaction records?",
            "某某数据交易所的保存的交易记录是多久？",
        ),
        ("AI和GPU有哪些支持？", None),
        ("How often is the notice issued?", "通知的发布是多久一次？"),
        ("How large must a marine ranch be?", None),
        ("What happens to a sailor that escapes after an accident?", "船员的逃逸的事故是什么？"),
        ("How do I merge two pandas DataFrames?", None),
    ],
)
def test_what_is_asked_in_chinese(question: str, chinese: str | None) -> None:
    assert in_chinese(question, frequencies) == chinese


def test_a_latin_word_has_a_chinese_name() -> None:
    assert chinese_term("AI") == "人工智能"
    assert chinese_term("6g") == ""


@pytest.mark.parametrize(
    ("phrase", "word"),
    [("sailor", "船员"), ("escape", "逃逸"), ("certificate", "证书"), ("panda", None), ("", None)],
)
def test_a_word_is_called_as_the_documents_call_it(phrase: str, word: str | None) -> None:
    assert chinese_in_use(phrase, frequencies) == word


@given(st.text(alphabet="abcdeghilnorst ", max_size=12))
def test_only_words_of_the_documents_are_used(phrase: str) -> None:
    word = chinese_in_use(phrase, frequencies)
    assert word is None or all(word[at : at + 2] in TEXT for at in range(len(word) - 1))
