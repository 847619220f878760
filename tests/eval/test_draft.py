"""Drafts stand on the document: a quote verbatim, a key point in its quote, and every line marked as a draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.normal_form import contains
from eval.draft import _list_of, draft_lines
from eval.question_file import read_questions
from eval.schema import EvaluationError

POLICY = next((Path(__file__).resolve().parents[2] / "corpus" / "documents").glob("*.md"))


def test_drafts_of_the_policy(tmp_path: Path) -> None:
    lines = draft_lines(POLICY)
    records = [json.loads(line) for line in lines]
    assert all(record["draft"] is True for record in records)
    assert {"clause", "fact", "list", "date", "number"} <= {record["type"] for record in records}
    text = POLICY.read_text(encoding="utf-8")
    path = tmp_path / "drafts.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    for question in read_questions(path):
        quotes = [evidence.quote for evidence in question.evidence]
        assert all(quote in text for quote in quotes)
        assert all(contains(quotes[0], way) for point in question.key_points for way in point)


def test_a_list_becomes_a_question_about_its_things() -> None:
    assert _list_of("突破人形机器人、量子计算机、超高速列车等高端装备产品") == (
        "突破哪些高端装备产品",
        ("人形机器人", "量子计算机", "超高速列车"),
    )
    assert _list_of("完整、准确、全面贯彻新发展理念") is None


def test_a_law_is_asked_by_article(tmp_path: Path) -> None:
    law = tmp_path / "办法.txt"
    law.write_text(
        "测试管理办法\n\n第一章 总则\n\n第一条 为了规范测试活动，保障测试质量，制定本办法。\n\n"
        "第二条 受理机关应当在30日内作出决定，情况复杂的可以延长。\n",
        encoding="utf-8",
    )
    records = [json.loads(line) for line in draft_lines(law)]
    assert any(record["clause"].endswith("第二条") for record in records)
    assert any(record["key_points"] == [["30日"]] for record in records)


def test_nothing_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_text("你好世界，今天天气不错。", encoding="utf-8")
    with pytest.raises(EvaluationError, match="拟不出题目"):
        draft_lines(path)
