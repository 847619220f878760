"""The sets that ship: every quote stands in its document, every key point in its evidence, every kind is there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus import load_document
from corpus.normal_form import contains
from corpus.settings import Settings
from eval.question_file import read_questions
from eval.schema import Question, Split
from eval.verify_gold import gold_problems

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "eval" / "questions"
KINDS = {
    "fact",
    "list",
    "definition",
    "clause",
    "comparison",
    "follow_up",
    "yes_no",
    "number",
    "date",
    "summary",
    "traditional",
    "english",
    "typo",
    "colloquial",
    "unanswerable",
    "near_miss",
}


def gold_that_is_not_there(questions: tuple[Question, ...], texts: dict[str, str]) -> list[str]:
    named = [
        f"{question.id}: {evidence.quote}"
        for question in questions
        for evidence in question.evidence
        if not contains(texts.get(evidence.document, ""), evidence.quote)
    ]
    return [*named, *gold_problems(questions, list(texts.values()))]


def check_composition(questions: tuple[Question, ...]) -> None:
    assert {question.type for question in questions} == KINDS
    assert all(question.key_points for question in questions if question.answerable)
    asked = Counter((question.question, question.history) for question in questions)
    assert max(asked.values()) == 1
    halves = Counter(question.split for question in questions)
    assert set(halves) == {Split.DEV, Split.TEST}
    for kind in KINDS:
        of_kind = Counter(question.split for question in questions if question.type == kind)
        assert abs(of_kind[Split.DEV] - of_kind[Split.TEST]) <= 1, kind


def test_the_policy_set() -> None:
    questions = read_questions(SETS / "policy.jsonl")
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "corpus" / "documents").glob("*.md")
    }
    assert gold_that_is_not_there(questions, texts) == []
    check_composition(questions)
    kinds = Counter(question.type for question in questions)
    assert len(questions) >= 120
    assert sum(not question.answerable for question in questions) >= 30
    assert kinds["near_miss"] >= 20


@pytest.mark.data
def test_the_seeds_set(shared_data: Path) -> None:
    questions = read_questions(SETS / "seeds.jsonl")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (shared_data / "seeds").glob("*.txt")}
    assert gold_that_is_not_there(questions, texts) == []
    check_composition(questions)
    kinds = Counter(question.type for question in questions)
    assert len(questions) >= 150
    assert sum(not question.answerable for question in questions) >= 40
    assert kinds["near_miss"] >= 25
    assert kinds["follow_up"] >= 20


@pytest.mark.data
def test_the_independent_seeds_set(shared_data: Path) -> None:
    questions = read_questions(SETS / "seeds_independent.jsonl")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (shared_data / "seeds").glob("*.txt")}
    assert gold_that_is_not_there(questions, texts) == []
    check_composition(questions)
    assert len(questions) == 120


@pytest.mark.data
def test_the_regulations_set(shared_data: Path) -> None:
    questions = read_questions(SETS / "regulations.jsonl")
    named = {evidence.document for question in questions for evidence in question.evidence}
    paths = [path for path in (shared_data / "laws").rglob("*.md") if path.name in named]
    texts = {path.name: load_document(path, Settings()).text for path in paths}
    assert gold_that_is_not_there(questions, texts) == []
    check_composition(questions)
    assert len(questions) == 120
    assert len(named) == 12


@pytest.mark.data
def test_the_development_sets(shared_data: Path) -> None:
    """Every question of these is for development: their failures were read."""
    for name, count in (("seeds", 978), ("laws", 1008)):
        questions = read_questions(SETS / f"{name}_development.jsonl")
        named = {evidence.document for question in questions for evidence in question.evidence}
        paths = [path for path in (shared_data / name).rglob("*") if path.name in named]
        texts = {path.name: load_document(path, Settings()).text for path in paths}
        assert gold_problems(questions, list(texts.values())) == ()
        assert {question.type for question in questions} == KINDS
        assert {question.split for question in questions} == {Split.DEV}
        assert len(questions) == count


@pytest.mark.data
def test_cleaning_keeps_all_gold(shared_data: Path) -> None:
    """What the five documents say is still there after their debris is gone."""
    questions = read_questions(SETS / "seeds.jsonl")
    texts = [load_document(path, Settings()).text for path in sorted((shared_data / "seeds").glob("*.txt"))]
    assert gold_problems(questions, texts) == ()


def test_the_check_sees_wrong_gold() -> None:
    questions = read_questions(SETS / "policy.jsonl")
    assert gold_that_is_not_there(questions[:1], {"other.md": "别的文件"})
