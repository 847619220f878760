"""A whole run on disk: three files that agree, a page that asks for nothing, and reading them back."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.settings import Settings
from eval.charts import area_under, confidence, refusal_curve
from eval.context import find_quote, in_context
from eval.measures import METRICS, Scored, score
from eval.report_data import (
    ANSWERS,
    PAGE,
    REPORT,
    read_run,
    report_content,
    score_all,
    settings_content,
    write_run,
)
from eval.report_page import report_page
from eval.schema import EvaluationError, recorded_from_json
from eval.table import BEGIN, END, readme_section, update_readme

if TYPE_CHECKING:
    from tests.eval.conftest import MakeAnswer, MakeQuestion

GOLD = "发展下一代操作系统，构筑安全可靠的数字底座。"
OTHER = "举办未来产业创新创业大赛，激发各界创新动能。"
TEXT = f"第一段。\n\n{GOLD}\n\n<b>{OTHER}</b>"


@pytest.fixture
def scored(make_question: MakeQuestion, make_answer: MakeAnswer) -> tuple[Scored, ...]:
    """One of every fate; with markup in texts that must not become markup in the page."""
    good = {"sentences": [(GOLD, [1])], "citations": [(GOLD, "四")], "hits": [GOLD, OTHER]}
    pairs = [
        (
            make_question("good", quotes=[GOLD], points=[["操作系统"]], clause="四"),
            make_answer("good", **good),
        ),
        (make_question("<script>alert(1)</script>", quotes=[GOLD]), make_answer("<script>alert(1)</script>")),
        (make_question("wrong", quotes=[OTHER]), make_answer("wrong", **good)),
        (
            make_question("unknown", quotes=["原文里没有的一句话在这里。"]),
            make_answer("unknown", hits=[OTHER]),
        ),
        (make_question("error", quotes=[GOLD]), make_answer("error", status="error")),
        (make_question("refuse", kind="near_miss"), make_answer("refuse")),
        (make_question("should", kind="near_miss"), make_answer("should", **good)),
    ]
    return tuple(score(question, answer) for question, answer in pairs)


@pytest.fixture
def run_folder(tmp_path: Path, scored: tuple[Scored, ...]) -> Path:
    report = report_content(scored, question_file="题集.jsonl", settings=Settings(), documents=["a.md"])
    page = report_page(report, scored, [("a.md", TEXT)])
    write_run(tmp_path / "run", report, [item.recorded for item in scored], page)
    return tmp_path / "run"


def test_the_three_files(run_folder: Path, scored: tuple[Scored, ...]) -> None:
    assert sorted(path.name for path in run_folder.iterdir()) == sorted([REPORT, ANSWERS, PAGE])
    report = json.loads((run_folder / REPORT).read_text(encoding="utf-8"))
    assert list(report["metrics"]) == list(METRICS)
    assert all(set(measured) == {"value", "low", "high", "n"} for measured in report["metrics"].values())
    assert set(report["by_type"]) == {"fact", "near_miss"}
    assert {failure["reason"] for failure in report["failures"]} == {
        "not_retrieved",
        "cited_wrong",
        "error",
        "should_have_refused",
    }
    lines = (run_folder / ANSWERS).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [item.question.id for item in scored]
    assert [recorded_from_json(json.loads(line)).text for line in lines] == [
        item.recorded.text for item in scored
    ]


def test_the_same_answers_give_the_same_bytes(
    run_folder: Path, tmp_path: Path, scored: tuple[Scored, ...]
) -> None:
    report = report_content(scored, question_file="题集.jsonl", settings=Settings(), documents=["a.md"])
    page = report_page(report, scored, [("a.md", TEXT)])
    write_run(tmp_path / "again", report, [item.recorded for item in scored], page)
    for name in (REPORT, ANSWERS, PAGE):
        assert (tmp_path / "again" / name).read_bytes() == (run_folder / name).read_bytes()


class Links(HTMLParser):
    """Everything a browser would load, and every element."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href", "xlink:href", "action"} and value and not value.startswith("#"):
                self.loaded.append(value)


def test_the_page_is_self_contained_and_escapes_texts(run_folder: Path) -> None:
    page = (run_folder / PAGE).read_text(encoding="utf-8")
    links = Links()
    links.feed(page)
    assert links.loaded == []
    assert "script" not in links.tags
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert "&lt;script&gt;" in page
    for label in ("该拒答而作答", "没有检索到证据", "引用了别处", "出错", "所给文件中没有这段原文"):
        assert label in page


def test_reading_back_and_what_is_wrong_with_a_folder(run_folder: Path, tmp_path: Path) -> None:
    run = read_run(run_folder / REPORT)
    assert run.report["questions_asked"] == 7
    assert run.answers["good"].answered
    with pytest.raises(EvaluationError, match=r"没有 report\.json"):
        read_run(tmp_path / "nowhere")
    (run_folder / ANSWERS).write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match="缺少字段"):
        read_run(run_folder)
    (run_folder / REPORT).write_text("{", encoding="utf-8")
    with pytest.raises(EvaluationError, match="读不出来"):
        read_run(run_folder)
    (run_folder / REPORT).write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(EvaluationError, match="不是本版本"):
        read_run(run_folder)


def test_an_unwritable_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EvaluationError, match="写不进"):
        write_run(tmp_path / "file" / "run", {}, [], "")


def test_a_lost_answer_is_no_result(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    with pytest.raises(EvaluationError, match="1 道题没有回答记录"):
        score_all([make_question("a"), make_question("b")], [make_answer("a")])


def test_settings_hold_no_place_of_this_machine(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path).with_value("index.encoder", "/models/bge-m3")
    content = settings_content(settings)
    assert content["index"]["encoder"] == "bge-m3"
    assert str(tmp_path) not in json.dumps(content)
    assert "token" not in json.dumps(content.get("server", {}))


def test_the_refusal_curve_by_hand(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    """Confidences: answerable 0.9, 0.4; unanswerable 0.5, 0.1."""
    items = []
    for name, sure, quotes in (("a", 0.9, [GOLD]), ("b", 0.4, [GOLD]), ("c", 0.5, []), ("d", 0.1, [])):
        answer = recorded_from_json(dict(make_answer(name).raw) | {"confidence": sure})
        items.append(score(make_question(name, quotes=quotes), answer))
    assert refusal_curve(items) == ((0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1))
    assert area_under(refusal_curve(items)) == pytest.approx(0.75)
    assert refusal_curve(items[:2]) == ()
    assert confidence(score(make_question("e"), make_answer("e", hits=["x"]))) == 1.0


def test_a_quote_is_found_in_its_surroundings() -> None:
    assert find_quote("發展下一代 操作系統", TEXT) == (6, 15)
    found = in_context("下一代操作系统", [("b.md", "别的"), ("a.md", TEXT)])
    assert found is not None
    assert (found.source, found.quote) == ("a.md", "下一代操作系统")
    assert found.before.endswith("发展")
    assert in_context("没有", [("a.md", TEXT)]) is None
    assert find_quote("。", TEXT) is None


def test_the_readme_table_is_replaced_between_its_markers(run_folder: Path, tmp_path: Path) -> None:
    report = read_run(run_folder, with_answers=False).report
    readme = tmp_path / "README.md"
    readme.write_text(f"前\n{BEGIN}\n旧\n{END}\n后\n", encoding="utf-8")
    assert update_readme(readme, report)
    text = readme.read_text(encoding="utf-8")
    assert text == f"前\n{readme_section(report)}\n后\n"
    assert "| `citation_precision` |" in text
    assert not update_readme(readme, report)
    readme.write_text("没有标记", encoding="utf-8")
    with pytest.raises(EvaluationError, match="成对"):
        update_readme(readme, report)
