"""Marked answers become drafts that a question file takes, with the evidence they stood on; readers stay unnamed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.__main__ import main
from eval.from_feedback import by_question, feedback_lines
from eval.question_file import read_questions
from eval.schema import EvaluationError
from qa.conversations import Conversations

READER = "0123456789abcdef0123456789abcdef"
CITED = {
    "marker": 1,
    "source": "意见.txt",
    "clause": "四（一）1",
    "quote": "重点推进未来制造、未来信息。",
    "title": "意见",
}
HITS = [
    {"source": "意见.txt", "clause": "三（二）", "text": "到2025年，未来产业技术创新取得突破。", "score": 1.0},
    {"source": "意见.txt", "clause": "三（二）", "text": "到2025年，未来产业技术创新取得突破。", "score": 0.5},
]  # fmt: skip


def record(question: str, status: str = "answered", **more: Any) -> dict[str, Any]:
    cited = [CITED, {**CITED, "marker": 2}] if status == "answered" else []
    return {"question": question, "standalone_question": question, "status": status, "answer": "答", "citations": cited, "hits": HITS} | more  # fmt: skip


def marked(home: Path, *marks: tuple[str, str, dict[str, Any]]) -> Path:
    conversations = Conversations(home)
    for verdict, reason, answer in marks:
        conversations.give_feedback(READER, verdict, reason, answer, {"generator": "extractive"})
    return home


def drafts(home: Path, verdict: str | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in feedback_lines(home, verdict)]


def test_an_answer_gives_its_citations_as_evidence(tmp_path: Path) -> None:
    home = marked(tmp_path, ("up", "", record("发展哪些方向？")))
    (draft,) = drafts(home)
    assert draft["draft"] is True
    assert draft["answerable"] is True
    assert draft["evidence"] == [{"document": "意见.txt", "quote": "重点推进未来制造、未来信息。"}]
    assert draft["clause"] == "四（一）1"
    assert draft["feedback"]["up"] == 1


def test_a_refusal_is_a_question_without_an_answer_unless_a_reader_knows_better(tmp_path: Path) -> None:
    home = marked(
        tmp_path,
        ("up", "", record("最低工资是多少？", "no_evidence")),
        ("down", "不该说没有：第三部分写了", record("2025年的目标？", "no_evidence")),
    )
    right, wrong = drafts(home)
    assert (right["answerable"], right["evidence"]) == (False, [])
    assert wrong["answerable"] is True
    assert wrong["evidence"] == [{"document": "意见.txt", "quote": "到2025年，未来产业技术创新取得突破。"}]
    assert wrong["feedback"]["reasons"] == ["不该说没有：第三部分写了"]


def test_a_follow_up_is_drafted_as_it_was_understood(tmp_path: Path) -> None:
    home = marked(
        tmp_path, ("down", "其他", record("那2027年呢？", standalone_question="到2027年要达到什么目标？"))
    )
    (draft,) = drafts(home)
    assert draft["question"] == "到2027年要达到什么目标？"
    assert draft["feedback"]["asked"] == "那2027年呢？"


def test_the_marks_of_one_question_stand_together(tmp_path: Path) -> None:
    home = marked(
        tmp_path,
        ("up", "", record("发展哪些方向？")),
        ("up", "", record("别的问题？")),
        ("down", "漏了内容", record("发展哪些方向", answer="后来的答")),
    )
    first, second = drafts(home)
    assert (first["feedback"]["up"], first["feedback"]["down"]) == (1, 1)
    assert first["feedback"]["answer"] == "后来的答"
    assert second["question"] == "别的问题？"
    assert [each["question"] for each in drafts(home, "down")] == ["发展哪些方向"]


QUESTIONS = st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["answered", "no_evidence", "error"]), st.booleans(), st.text(max_size=12)), max_size=8)  # fmt: skip


@given(QUESTIONS)
@settings(deadline=None, max_examples=40)  # it writes to a disk
def test_every_mark_is_in_a_draft_that_a_question_file_takes(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str, bool, str]]
) -> None:
    home = tmp_path_factory.mktemp("said")
    said = [(text.encode(errors="replace").decode(), status, up, reason.encode(errors="replace").decode()) for text, status, up, reason in said]  # fmt: skip
    marked(
        home, *(("up" if up else "down", reason, record(text, status)) for text, status, up, reason in said)
    )
    usable = [text for text, *_ in said if text.strip()]
    if not usable:
        with pytest.raises(EvaluationError, match="没有可用的反馈"):
            feedback_lines(home)
        return
    lines = feedback_lines(home)
    path = home / "drafts.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(read_questions(path)) == len(lines)
    assert sum(d["feedback"]["up"] + d["feedback"]["down"] for d in map(json.loads, lines)) == len(usable)
    assert READER not in "".join(lines)
    assert len(by_question(Conversations(home).feedback())) >= len(lines)


def test_the_command_writes_a_file_and_tells_where_there_is_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    assert main(["from-feedback", "--home", str(empty)]) == 1
    assert "没有可用的反馈" in capsys.readouterr().err
    assert not empty.exists()
    home, out = marked(tmp_path / "home", ("up", "", record("发展哪些方向？"))), tmp_path / "drafts.jsonl"
    assert main(["from-feedback", "--home", str(home), "--out", str(out)]) == 0
    assert "拟出 1 题草稿" in capsys.readouterr().err
    (question,) = read_questions(out)
    assert question.type == "feedback"
