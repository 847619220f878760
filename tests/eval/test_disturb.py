"""Disturbed questions still ask the same, change exactly what they should, and repeat for a seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normal_form import comparison_form
from eval.corpora import without_evidence, write_documents
from eval.disturb import Disturbance, disturb, disturb_all
from eval.question_file import read_questions
from eval.schema import Evidence, Question

POLICY = Path(__file__).resolve().parents[2] / "eval" / "questions" / "policy.jsonl"
SAME_FORM = {Disturbance.TRADITIONAL, Disturbance.WHITE_SPACE, Disturbance.FULL_WIDTH}
SIX = Question("a", "到2025年重点发展哪六个方向的未来产业？", evidence=(Evidence("d", "六大方向"),))


@pytest.mark.parametrize("disturbance", Disturbance)
def test_a_disturbance_repeats_and_changes_the_text(disturbance: Disturbance) -> None:
    first, again = (disturb(SIX, disturbance, seed=3) for _ in range(2))
    assert first is not None
    assert first == again
    assert first.question != SIX.question
    assert (first.id, first.evidence, first.history) == (SIX.id, SIX.evidence, SIX.history)


@pytest.mark.parametrize("disturbance", Disturbance)
@given(text=st.text(max_size=30), seed=st.integers(0, 99))
def test_no_text_breaks_a_disturbance(disturbance: Disturbance, text: str, seed: int) -> None:
    disturbed = disturb(Question("a", text), disturbance, seed)
    assert disturbed is None or disturbed.question != text


@pytest.mark.parametrize("disturbance", sorted(SAME_FORM))
def test_a_change_of_spelling_keeps_the_comparison_form(disturbance: Disturbance) -> None:
    for question in read_questions(POLICY):
        disturbed = disturb(question, disturbance, seed=1)
        if disturbed is not None:
            assert comparison_form(disturbed.question) == comparison_form(question.question)


def test_a_typo_is_one_character_or_one_exchange() -> None:
    for question in read_questions(POLICY):
        disturbed = disturb(question, Disturbance.TYPO, seed=1)
        assert disturbed is not None
        assert len(disturbed.question) == len(question.question)
        differing = [a for a, b in zip(question.question, disturbed.question, strict=True) if a != b]
        assert 1 <= len(differing) <= 2


def test_what_a_disturbance_leaves_alone_is_left_out() -> None:
    plain = Question("a", "未来产业是什么？")
    assert disturb(plain, Disturbance.FULL_WIDTH, seed=1) is None
    assert disturb_all([plain, SIX], Disturbance.FULL_WIDTH, seed=1)[0].question.startswith("到２０２５年")


def test_evidence_is_taken_out_of_every_document() -> None:
    question = Question("a", "?", evidence=(Evidence("d", "重点推进未来制造、未来信息和未来材料等方向。"),))
    policy = "一、任务\n重点推进未来制造、未来信息和未来材料等方向。另有安排。\n二、保障\n加大金融支持力度。"
    copy = "記者獲悉，重點推進未來製造、未來信息和未來材料等方向。\n別的新聞。"
    kept = without_evidence([("policy.md", policy), ("copy.txt", copy)], question)
    assert kept == (("policy.md", "一、任务\n二、保障\n加大金融支持力度。"), ("copy.txt", "別的新聞。"))
    assert without_evidence([("other.md", "无关。")], question) is None
    assert without_evidence([("only.md", "重点推进未来制造、未来信息和未来材料等方向。")], question) is None


def test_documents_of_the_same_stem_do_not_overwrite_each_other(tmp_path: Path) -> None:
    paths = write_documents(tmp_path, [("a.md", "甲"), ("a.html", "乙")])
    assert sorted(path.read_text(encoding="utf-8") for path in paths) == ["乙", "甲"]
