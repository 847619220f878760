"""What stands side by side in a text, and a sentence that is of one of them alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.siblings import enumerations, is_of_a_sibling

KILNS = "对隧道窑、梭式窑、电热推板窑（TB窑）等设备实施更新。更新隧道窑的，每条补助30万元。更新TB窑的，每条补助12万元。"


def test_an_enumeration_is_read_with_what_stands_in_its_brackets() -> None:
    assert enumerations(KILNS) == ((("隧道窑",), ("梭式窑",), ("电热推板窑", "TB窑")),)


def test_two_names_are_no_enumeration() -> None:
    assert enumerations("支持隧道窑、梭式窑更新。") == ()


@pytest.mark.parametrize(
    ("question", "sentence", "beside"),
    [
        ("更新梭式窑补助多少？", "更新隧道窑的，每条补助30万元。", True),
        ("更新梭式窑补助多少？", "更新TB窑的，每条补助12万元。", True),
        ("更新隧道窑补助多少？", "更新隧道窑的，每条补助30万元。", False),
        ("更新电热推板窑补助多少？", "更新TB窑的，每条补助12万元。", False),
        ("更新窑炉补助多少？", "更新隧道窑的，每条补助30万元。", False),
        ("更新隧道窑和梭式窑各补助多少？", "更新隧道窑的，每条补助30万元。", False),
    ],
)
def test_a_sentence_of_one_says_nothing_of_another(question: str, sentence: str, beside: bool) -> None:
    assert is_of_a_sibling(question, sentence, KILNS) is beside


@given(st.text(alphabet="甲乙丙、，。等和（）", max_size=40))
def test_every_name_stands_in_the_text(text: str) -> None:
    assert all(way in text for names in enumerations(text) for ways in names for way in ways)
