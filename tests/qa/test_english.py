"""English questions are asked in Chinese terms, where enough of their words are known."""

from __future__ import annotations

import pytest

from qa.english import chinese_term, in_chinese


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What are the six key directions of future industries?", "六个重点方向的未来产业有哪些？"),
        ("Which application scenarios will be opened by 2025 in Shanghai?", "应用场景的2025年的上海有哪些？"),
        ("When was the notice issued?", "通知的发布是什么时候？"),
        ("How many leading enterprises must be cultivated?", "领军企业有多少个？"),
        ("What is the maximum fine for a late payment?", "最高的罚款的逾期支付是多少？"),
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
    ],
)
def test_what_is_asked_in_chinese(question: str, chinese: str | None) -> None:
    assert in_chinese(question) == chinese


def test_a_latin_word_has_a_chinese_name() -> None:
    assert chinese_term("AI") == "人工智能"
    assert chinese_term("6g") == ""
