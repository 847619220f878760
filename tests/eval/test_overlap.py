"""The share of one text in another, against a naive oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.overlap import (
    RUN,
    clause_holds,
    clause_labels,
    covered,
    quote_coverage,
    shared_bigrams,
    text_precision,
)

SIX = "重点推进未来制造、未来信息、未来材料、未来能源、未来空间和未来健康六大方向产业发展。"


def naive_covered(text: str, source: str, run: int) -> list[bool]:
    """Each character asked by itself: is it in any window of `run` that the source holds?"""
    return [
        any(
            text[start : start + run] in source
            for start in range(max(0, at - run + 1), at + 1)
            if start + run <= len(text)
        )
        for at in range(len(text))
    ]


@given(st.text("ab未来", max_size=30), st.text("ab未来", max_size=30), st.integers(1, 6))
def test_covered_agrees_with_the_naive_oracle(text: str, source: str, run: int) -> None:
    assert covered(text, source, run).tolist() == naive_covered(text, source, run)


@given(st.text(max_size=60))
def test_a_text_covers_itself_or_has_no_letter(text: str) -> None:
    assert quote_coverage(text, (text,)) in {0.0, 1.0}
    assert quote_coverage(text, (text,)) == text_precision(text, (text,))


def test_coverage_ignores_script_space_and_punctuation() -> None:
    assert (
        quote_coverage(
            SIX, ("重點推進未來製造 未來信息,未來材料未來能源\n未來空間和未來健康六大方向產業發展",)
        )
        == 1.0
    )


def test_two_halves_cover_together_what_neither_covers_alone() -> None:
    left, right = SIX[:20], SIX[20:]
    assert 0.3 < quote_coverage(SIX, (left,)) < 0.7
    # The run across the cut is lost on neither side: both halves are longer than a run.
    assert quote_coverage(SIX, (left, right)) == 1.0


def test_a_short_quote_must_stand_whole() -> None:
    assert quote_coverage("教育部", ("工业和信息化部、教育部、科学技术部",)) == 1.0
    assert quote_coverage("教育部", ("教育局",)) == 0.0
    assert quote_coverage("2024年1月18日", ("2024年1月19日",)) == pytest.approx(0.0)


def test_the_lines_of_a_signature_cover_it_together() -> None:
    lines = ["工业和信息化部", "教育部", "科学技术部", "交通运输部", "文化和旅游部"]
    assert quote_coverage("\n".join(lines), lines) == 1.0
    assert quote_coverage("\n".join(lines), lines[:1]) == pytest.approx(7 / 26)


def test_an_altered_number_is_not_covered() -> None:
    assert quote_coverage("到2025年突破百项关键技术", ("到2026年突破百项关键技术",)) < 1.0


def test_precision_counts_characters_in_gold() -> None:
    assert text_precision(SIX + "此外还有很多别的内容与此无关", (SIX,)) == pytest.approx(37 / 51, abs=0.02)
    assert text_precision("", (SIX,)) == 0.0


def test_shared_bigrams_by_hand() -> None:
    assert shared_bigrams("甲乙丙", "甲乙丁") == 0.5
    assert shared_bigrams("甲", "乙") == 1.0


def test_the_run_is_longer_than_the_common_phrase() -> None:
    assert len("未来产业创新") < RUN


@pytest.mark.parametrize(
    ("clause", "labels"),
    [
        ("四（二）2", ("四", "(二)", "2")),
        ("四(二)2", ("四", "(二)", "2")),
        ("第三章第十二条第二款第四项", ("第十二条", "第二款", "第四项")),
        ("第一百二十条之一", ("第一百二十条之一",)),
        ("附件1", ("附件1",)),
        ("四（一）10", ("四", "(一)", "10")),
        ("一是", ("一",)),
        ("", ()),
    ],
)
def test_clause_labels(clause: str, labels: tuple[str, ...]) -> None:
    assert clause_labels(clause) == labels


@pytest.mark.parametrize(
    ("gold", "cited", "holds"),
    [
        ("四（一）", "四（一）1", True),
        ("四（一）1", "四(一)1", True),
        ("四（一）1", "四（一）", False),
        ("四（一）1", "四（一）10", False),
        ("第十二条", "第三章第十二条第二款", True),
        ("第十二条", "第十二条之一", False),
        ("第六章", "第二编第六章第三十一条", True),
        ("第六章", "第七章第六条", False),
        ("第五条第二项", "第二章第五条第一款第二项", True),
        ("第五条第二项", "第二章第五条第二款第二项", False),
        ("", "四", False),
    ],
)
def test_a_clause_holds_itself_and_what_stands_below(gold: str, cited: str, holds: bool) -> None:
    assert clause_holds(gold, cited) is holds
