"""What a question names is read in all the ways people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reference import document_number_form, read_mentions


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("民法典第三条", [("T", (3,))]),
        ("第14条说了什么", [("T", (14,))]),
        ("劳动合同法第三十九条第二项", [("T", (39,)), ("X", (2,))]),
        ("劳动合同法第39条第（二）项", [("T", (39,)), ("X", (2,))]),
        ("刑法第一百二十条之一第二款", [("T", (120, 1)), ("K", (2,))]),
        ("勞動合同法第三十九條", [("T", (39,))]),
        ("第三章第十二条", [("Z", (3,)), ("T", (12,))]),
        ("《实施意见》四（二）", [("H", (4,)), ("H", (2,))]),
        ("四（一）1说了什么", [("H", (4,)), ("H", (1,)), ("H", (1,))]),
        ("重点任务第（三）部分", [("H", (3,))]),
        ("第四部分第（一）条", [("H", (4,)), ("H", (1,))]),
        ("第二部分讲什么", [("H", (2,))]),
    ],
    ids=str,
)
def test_clause_numbers(question: str, steps: list[tuple[str, tuple[int, ...]]]) -> None:
    assert tuple(steps) in [reference.steps for reference in read_mentions(question).references]


@pytest.mark.parametrize(
    "question",
    [
        "未来产业有哪些方向？",
        "到2025年的目标是什么",
        "第一次申请怎么办",
        "五个方面的措施",
        "三十条意见",
        "试用期几个月",
    ],
)
def test_no_reference(question: str) -> None:
    assert read_mentions(question).references == ()


@pytest.mark.parametrize(
    "number",
    ["工信部联科〔2024〕12号", "工信部联科[2024]12号", "工信部联科（2024）12号", "工信部联科【2024】 第12号"],
)
def test_document_numbers_meet(number: str) -> None:
    assert document_number_form(number) == "工信部联科[2024]12号"
    assert read_mentions(f"{number}的发展目标").document_numbers == ("工信部联科[2024]12号",)


def test_names_and_quotes() -> None:
    mentions = read_mentions("《民法典》和《公司法》里“善意取得人”怎么说")
    assert mentions.names == ("民法典", "公司法")
    assert mentions.phrases == ("善意取得人",)


@given(st.text(alphabet="第一二十百0123条款项章（）()之的《》“”〔〕号部分a ", max_size=60))
def test_any_question_can_be_read(question: str) -> None:
    read_mentions(question)
