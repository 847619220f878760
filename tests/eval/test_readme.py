"""The README's table is what the program writes from the committed report, and that report is of the shipped set."""

from __future__ import annotations

import json
from pathlib import Path

from eval.measures import METRICS
from eval.question_file import read_questions
from eval.report_data import read_run
from eval.table import readme_section

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "eval" / "reports" / "policy"


def test_the_readme_shows_the_committed_report() -> None:
    report = read_run(KEPT, with_answers=False).report
    assert readme_section(report) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_committed_report_is_of_the_shipped_questions() -> None:
    report = read_run(KEPT, with_answers=False).report
    questions = read_questions(ROOT / "eval" / "questions" / "policy.jsonl")
    assert [item["id"] for item in report["questions"]] == [question.id for question in questions]
    assert list(report["metrics"]) == list(METRICS)
    assert report["warnings"] == []
    text = json.dumps(report, ensure_ascii=False)
    assert '"/' not in text
    assert len(text) < 200_000
