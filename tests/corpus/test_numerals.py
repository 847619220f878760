"""Numerals: known values, and a round trip through our own writer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import parse_numeral, to_chinese


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百二十", 120), ("一百一十", 110),
        ("一千二百六十", 1260), ("一千零一", 1001), ("二〇二四", 2024), ("两百", 200), ("廿一", 21), ("１２", 12), ("7", 7),
        ("⑫", 12), ("㈢", 3), ("Ⅳ", 4), ("xii", 12), ("（九）", 9), ("○", 0),
    ],
)  # fmt: skip
def test_known_values(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "条", "一x", "甲", "12a", "。"])
def test_other_words_are_no_numerals(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(min_value=0, max_value=9999))
def test_writing_and_reading_agree(number: int) -> None:
    assert parse_numeral(to_chinese(number)) == number
