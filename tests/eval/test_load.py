"""What a load reports is what happened: losses, strangers' questions, growth; and a real server stands a small one."""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.__main__ import main
from eval.load import strange
from eval.load_report import Kept, Load, Tally, growth, lost_of, percentile, report_of
from eval.page_reader import Told, page_events, shown_questions
from eval.schema import EvaluationError

LOAD = Load(users=2, seconds=10, pause=0, kill=False)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_percentiles_are_numpys(values: list[float], share: float) -> None:
    assert percentile(values, share) == np.percentile(values, share * 100, method="inverted_cdf")


def test_growth_is_of_the_second_half() -> None:
    level = [(float(second), 100 if second < 50 else 200) for second in range(101)]
    assert growth(level) == 0
    rising = [(float(second), 100 + second) for second in range(101)]
    assert growth(rising) == pytest.approx(195 / 154.5 - 1)
    assert growth(rising[:5]) is None


def test_memory_that_grows_is_a_failure() -> None:
    tally = Tally(whole=[1.0], memory=[(float(second), 100 + second) for second in range(101)])
    nothing: dict[str, list[str]] = {"conversations": []}
    (failure,) = report_of(LOAD, tally, nothing)["failures"]
    assert "内存在后半程增长 26.2%" in failure
    assert report_of(Load(2, 10, 0, kill=True), tally, nothing)["failures"] == []


QUESTIONS = st.sampled_from("甲乙丙丁")
TALKS = st.dictionaries(st.sampled_from("ab"), st.lists(st.lists(QUESTIONS, max_size=4), max_size=3))


@given(TALKS, TALKS)
def test_what_was_acknowledged_must_begin_a_kept_conversation(
    asked: dict[str, list[list[str]]], there: dict[str, list[list[str]]]
) -> None:
    lost = lost_of(Tally(talks=asked), Kept(there, frozenset(), frozenset()))
    expected = sum(
        bool(talk) and not any(talk in (each, each[:-1]) for each in there.get(reader, []))
        for reader, talks in asked.items()
        for talk in talks
    )
    assert len(lost["conversations"]) == expected


def test_losses_of_every_kind_are_seen() -> None:
    tally = Tally(talks={"a": [["甲", "乙"]]}, judged={"x", "y"}, documents={"1"}, whole=[1.0])
    whole = Kept({"a": [["甲", "乙", "丙"]]}, frozenset("xyz"), frozenset({"1", "2"}))
    assert not any(lost_of(tally, whole).values())
    torn = Kept({"a": [["甲"], ["丁"]]}, frozenset("x"), frozenset())
    lost = lost_of(tally, torn)
    assert {kind: len(items) for kind, items in lost.items()} == {
        "conversations": 1, "strange": 2, "feedback": 1, "documents": 1
    }  # fmt: skip
    assert len(report_of(LOAD, tally, lost)["failures"]) == 5


def test_a_strangers_question_is_seen() -> None:
    assert strange(Told(("甲", "乙"), True, 0.1, 0.2), ["甲", "乙"]) == ""
    assert "丙" in strange(Told(("丙", "乙"), True, 0.1, 0.2), ["甲", "乙"])
    assert "没有完整的回答" in strange(Told(("甲",), False, 0.1, 0.2), ["甲"])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), max_size=4))
def test_questions_are_read_back_from_the_page_as_typed(questions: list[str]) -> None:
    from qa.presentation import question_markup

    messages = [
        {"role": "user", "content": [{"type": "text", "text": question_markup(each)}]} for each in questions
    ]
    plain = [each for each in questions if all(c.isprintable() or c == "\n" for c in each)]
    if plain == questions:
        assert list(shown_questions([None, messages])) == questions
    assert len(shown_questions([None, messages])) == len(questions)


def test_a_foreign_page_is_told() -> None:
    with pytest.raises(EvaluationError, match="网页里没有"):
        page_events({"components": [], "dependencies": []})


@pytest.mark.server
@pytest.mark.model
def test_a_small_load_with_a_kill_in_the_middle_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["load", "--users", "3", "--seconds", "20", "--pause", "0.2", "--kill"]
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        status = thread.submit(main, [*arguments, "--home", str(tmp_path / "home")]).result()
    report = json.loads(capsys.readouterr().out)
    assert report["failures"] == []
    assert status == 0
    assert report["questions"] > 0
    assert report["acknowledged"]["conversations"] >= 3
    assert report["acknowledged"]["documents"] >= 1
    assert report["restart_seconds"] > 0
    assert not math.isnan(report["first_ms"]["p95"])
