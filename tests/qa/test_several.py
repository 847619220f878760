"""A question that asks for several things is taken apart; one that asks for one is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.several import questions_in, sentences_in


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "新楼的保温工程至少要保修几年？从什么时候开始算？",
            ("新楼的保温工程至少要保修几年？", "新楼的保温工程至少要保修，从什么时候开始算？"),
        ),
        (
            "我家有8口人，申请补贴，能补多少钱？要带哪些材料",
            ("我家有8口人，申请补贴，能补多少钱？", "我家有8口人，申请补贴，能补，要带哪些材料？"),
        ),
        ("2025年要打造多少家领军企业？", ()),
        ("我搬过来好几年了，孩子上学怎么办？", ()),
        (
            "市里和县里各出多少，什么比例是不行的？",
            ("市里和县里各出多少？", "市里和县里各出，什么比例是不行的？"),
        ),
        ("工业终端和消费级终端有什么区别？分别怎么发展？", ()),
        ("第三条说了什么？第四条呢", ()),
        ("写在第几条？谁负责？", ()),
        ("违法吧？有条文吗？", ()),
        ("你好，你是谁？", ()),
        ("孵化基金的总规模有多大？意见里有写吗", ()),
        ("2024年计划孵化几家，要带哪些材料？", ("2024年计划孵化几家？", "2024年计划孵化，要带哪些材料？")),
        ("违规孵化要罚多少钱，意见有没有说金额", ()),
        (
            "小区改造，2024年干了多少个，2025年计划多少个？",
            ("小区改造，2024年干了多少个？", "小区改造，干了，2025年计划多少个？"),
        ),
        (
            "几家公司想一起申报，最多补多少？要交哪些材料？",
            ("几家公司想一起申报，最多补多少？", "几家公司想一起申报，最多补，要交哪些材料？"),
        ),
        ("几个人合开网店，要交多少税？", ()),
        ("成吗？罚多少？", ()),
        ("把旧渔网挂在桥上晒，成吗？", ()),
        ("什么叫孵化资产，归谁所有", ("什么叫孵化资产？", "孵化资产，归谁所有？")),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert tuple(question for _, question in questions_in(text)) == parts


@given(
    st.text(alphabet="多少几年谁哪些补贴材料申请，。？吗第条", min_size=1, max_size=60).filter(
        lambda t: t.strip("，。？")
    )
)
def test_each_part_holds_its_own_words_and_there_are_few(text: str) -> None:
    found = questions_in(text)
    assert len(found) in (0, 2, 3)
    for words, question in found:
        assert words in text
        assert words in question


@pytest.mark.parametrize("asks", ["成吗", "行吗", "可以吗"])
def test_whether_what_was_said_is_allowed_is_asked_first(asks: str) -> None:
    first, second = questions_in(f"把旧渔网挂在桥上晒，{asks}？被查到罚多少？")
    assert first == (f"把旧渔网挂在桥上晒，{asks}", f"把旧渔网挂在桥上晒，{asks}？")
    assert second[0] == "被查到罚多少"
    assert second[1].startswith("把旧渔网挂在桥上晒，")
    assert second[1].endswith("，被查到罚多少？")
    assert asks not in second[1]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "渔船补贴的下限是多少？上限是多少？",
            ("渔船补贴的下限是多少？", "渔船补贴的下限，上限是多少？"),  # says little
        ),
        (
            "渔船补贴的下限是多少？渡船在恶劣天气里停航由谁来决定？",
            ("渔船补贴的下限是多少？", "渡船在恶劣天气里停航由谁来决定？"),
        ),
        ("渔船补多少？", ()),
        ("我有一条渔船。能补多少？", ()),  # one of them asks
        ("渔船补多少？货船补多少？客船补多少？拖船补多少？", ()),  # too many
    ],
)
def test_sentences_that_ask(text: str, parts: tuple[str, ...]) -> None:
    assert tuple(question for _, question in sentences_in(text)) == parts


def test_whether_or_not_asks() -> None:
    assert [words for words, _ in questions_in("渔船补助能多给几个点？封顶加不加")] == [
        "渔船补助能多给几个点",
        "封顶加不加",
    ]
