"""Question files: the good are read, the bad are named by line in one Chinese sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.question_file import read_questions, write_questions
from eval.schema import EvaluationError, Split

GOOD = {
    "id": "a",
    "question": "问？",
    "key_points": [["要点", "另一种写法"]],
    "evidence": [{"document": "d.txt", "quote": "要点"}],
    "source_of_mine": {"anything": 1},
}


def test_a_minimal_question_and_a_full_one(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    full = GOOD | {"id": 7, "type": "列表", "history": ["前一问"], "clause": "四（一）", "split": "test"}
    write_questions(path, [GOOD, full, {"id": "u", "question": "无？", "answerable": False}])
    first, second, third = read_questions(path)
    assert (first.type, first.history, first.answerable, first.clause, first.split) == (
        "unspecified",
        (),
        True,
        "",
        None,
    )
    assert first.key_points == (("要点", "另一种写法"),)
    assert (second.id, second.type, second.history, second.split, second.line) == (
        "7",
        "列表",
        ("前一问",),
        Split.TEST,
        2,
    )
    assert not third.answerable


def test_a_byte_order_mark_blank_lines_and_windows_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n")
    assert [question.id for question in read_questions(path)] == ["a"]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        json.dumps({key: value for key, value in GOOD.items() if key != "id"}),
        json.dumps(GOOD | {"question": "  "}),
        json.dumps(GOOD | {"question": 5}),
        json.dumps(GOOD | {"evidence": []}),
        json.dumps(GOOD | {"evidence": ["text"]}),
        json.dumps(GOOD | {"evidence": [{"document": "d", "quote": ""}]}),
        json.dumps(GOOD | {"evidence": {"quote": "x"}}),
        json.dumps(GOOD | {"key_points": ["text"]}),
        json.dumps(GOOD | {"key_points": [[]]}),
        json.dumps(GOOD | {"key_points": "text"}),
        json.dumps(GOOD | {"answerable": "true"}),
        json.dumps(GOOD | {"answerable": False}),
        json.dumps(GOOD | {"history": "前一问"}),
        json.dumps(GOOD | {"history": [1]}),
        json.dumps(GOOD | {"clause": 4}),
        json.dumps(GOOD | {"split": "train"}),
        json.dumps(GOOD),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "题集.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"题集\.jsonl 第 3 行") as caught:
        read_questions(path)
    assert "\n" not in str(caught.value)
    assert re.search("[一-鿿]", caught.value.remedy)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_a_file_without_questions(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError, match=r"q\.jsonl"):
        read_questions(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="找不到"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(EvaluationError, match="读不出来"):
        read_questions(tmp_path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from([*GOOD, "history", "answerable", "clause", "split", "type"]), json_values)
def test_no_value_of_any_field_escapes_the_one_line(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    path = tmp_path_factory.mktemp("questions") / "q.jsonl"
    path.write_text(json.dumps(GOOD | {key: value}), encoding="utf-8")
    try:
        outcome = str(len(read_questions(path)))
    except EvaluationError as error:
        outcome = str(error)
    assert outcome == "1" or "第 1 行" in outcome
