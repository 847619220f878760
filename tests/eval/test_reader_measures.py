"""What the model card is made of: near misses, changed statements, follow-ups."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.schema import ClauseKind, ClausePath, ClauseStep
from corpus.settings import load_settings
from eval.followups import QUESTIONS, measure, read_followups
from eval.legal_answers import cited_articles, scores
from eval.reader_near_misses import near_miss_pairs
from eval.schema import EvaluationError
from eval.verification import StatementPair, accuracies, entailment, statement_pairs
from index import build_index
from qa import AnswerStatus, open_assistant
from qa.reader.law_passages import SourcePassage
from qa.reader.legal_questions import LegalQuestion
from qa.schema import Answer, Citation, Support
from qa.verify import check_sentence

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"
ARTICLES = tuple(
    SourcePassage("办法", f"第{n}条", f"办法 › 第{n}条", f"第{n}条 申请人应当在{n}日内提交材料，由财政部审核，不予受理的应当说明理由。")
    for n in range(11, 60)
)  # fmt: skip


def test_near_misses_keep_the_passage_and_change_the_question() -> None:
    pairs = near_miss_pairs(DOCUMENTS)
    assert len(pairs) >= 60
    assert all(pair.question != pair.changed for pair in pairs)
    assert len({(pair.question, pair.changed) for pair in pairs}) == len(pairs)


def test_statements_are_about_half_true_and_the_rules_know_most() -> None:
    pairs = statement_pairs(ARTICLES, 120, seed=1)
    assert len(pairs) >= 90
    assert 0.4 < sum(pair.supported for pair in pairs) / len(pairs) < 0.6
    table = accuracies(pairs, lambda p: check_sentence(p.statement, p.passage).support is Support.SUPPORTED)
    assert table["all"]["accuracy"] > 0.9
    assert sum(row["n"] for name, row in table.items() if name != "all") == len(pairs)


def test_accuracy_is_of_halves() -> None:
    pairs = [
        StatementPair("", "", "", True, ""),
        StatementPair("", "", "", True, ""),
        StatementPair("", "", "", False, "number"),
    ]
    believing = accuracies(pairs, lambda _: True)
    assert believing["number"] == {"accuracy": 0.5, "caught": 0.0, "n": 1}
    assert believing["all"] == {"accuracy": 0.6667, "n": 3}


def test_entailment_counts_by_label(tmp_path: Path) -> None:
    rows = [
        {"premise": "财政部应当审核材料", "hypothesis": "财政部应当审核材料", "label": "entailment"},
        {"premise": "财政部应当审核材料", "hypothesis": "春天来了很多花开", "label": "contradiction"},
        {"premise": "一", "hypothesis": "二", "label": "-"},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    found = entailment(path, None)
    assert (found["n"], found["accuracy"]) == (2, 1.0)


@pytest.mark.model
def test_follow_ups_find_what_they_would_find_alone(tmp_path: Path) -> None:
    settings = load_settings([("home", tmp_path)], environment={})
    build_index(settings, [DOCUMENTS])
    assistant = open_assistant(settings)
    followups = read_followups(QUESTIONS)
    assert len(followups) >= 40
    found = measure(assistant, followups[:12])
    assert float(str(found["exact_or_equivalent"])) >= 0.75


def test_another_layout_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(EvaluationError, match="追问题集"):
        read_followups(path)


def _answer(*articles: tuple[str, str]) -> Answer:
    citations = tuple(
        Citation(
            n, "d", law, "a.md", ClausePath((ClauseStep(ClauseKind.ARTICLE, (n,), article, "", article),)), 0, 1, "字", None
        )
        for n, (law, article) in enumerate(articles, start=1)
    )  # fmt: skip
    status = AnswerStatus.ANSWERED if citations else AnswerStatus.NO_EVIDENCE
    return Answer("问", "问", status, (), citations, (), "extractive")


def test_citations_of_laws_are_compared_by_article() -> None:
    asked = LegalQuestion("问", (("劳动法", "第三条"), ("民法典", "第八条")), False)
    cited = _answer(("中华人民共和国劳动法(2018-12-29)", "第三条"), ("中华人民共和国劳动法", "第四条"))
    assert cited_articles(cited) == (("劳动法", "第三条"), ("劳动法", "第四条"))
    assert scores(asked, cited) == (1.0, 0.5, 0.5)
    assert scores(asked, _answer()) == (0.0, 0.0, 0.0)
