"""Conversations survive, belong to their reader, and read back what was written."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.schema import LibraryError
from qa.conversations import LONGEST_TITLE, Conversations, new_id
from qa.exchange import Exchange
from qa.schema import Turn

# What SQLite can hold: everything but lone surrogates, which no form or JSON body can send either.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def exchange(question: str, answer: str = "答") -> Exchange:
    record: dict[str, Any] = {"question": question, "citations": []}
    return Exchange(
        question,
        f"<p>{answer}</p>",
        turn=Turn(question, question, answer),
        following=("然后？",),
        record=record,
    )


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


@given(questions=st.lists(TEXT, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_saved_is_loaded(kept: Conversations, questions: list[str]) -> None:
    conversation = new_id()
    saved = tuple(exchange(question, answer=question * 2) for question in questions)
    for position, each in enumerate(saved):
        kept.save("reader", conversation, position, each)
    assert kept.load("reader", conversation) == saved
    assert Conversations(kept.home).load("reader", conversation) == saved


def test_saving_at_a_position_replaces_it_and_what_follows(kept: Conversations) -> None:
    for position, question in enumerate(("一", "二", "三")):
        kept.save("reader", "c", position, exchange(question))
    kept.save("reader", "c", 1, exchange("改"))
    assert [each.question for each in kept.load("reader", "c")] == ["一", "改"]


def test_the_record_of_one_answer_is_its_readers(kept: Conversations) -> None:
    for position, question in enumerate(("一", "二")):
        kept.save("reader", "c", position, exchange(question))
    assert kept.record("reader", "c", 1)["question"] == "二"
    for reader, conversation, position in (("other", "c", 1), ("reader", "d", 1), ("reader", "c", 2)):
        with pytest.raises(LibraryError):
            kept.record(reader, conversation, position)


def test_another_reader_sees_and_changes_nothing(kept: Conversations) -> None:
    kept.save("reader", "c", 0, exchange("问"))
    assert kept.lines("other") == ()
    for call in (
        lambda: kept.load("other", "c"),
        lambda: kept.rename("other", "c", "改名"),
        lambda: kept.delete("other", "c"),
        lambda: kept.save("other", "c", 0, exchange("改")),
    ):
        with pytest.raises(LibraryError):
            call()
    assert [each.question for each in kept.load("reader", "c")] == ["问"]


def test_the_list_has_the_latest_first_with_titles_cut(kept: Conversations) -> None:
    kept.save("reader", "a", 0, exchange("长" * 200))
    kept.save("reader", "b", 0, exchange("第二个"))
    kept.save("reader", "a", 1, exchange("再问"))
    lines = kept.lines("reader")
    assert [line.id for line in lines] == ["a", "b"]
    assert len(lines[0].title) == LONGEST_TITLE
    assert [line.exchanges for line in lines] == [2, 1]


def test_renaming_and_deleting(kept: Conversations) -> None:
    kept.save("reader", "c", 0, exchange("问"))
    kept.rename("reader", "c", "  金融\n支持 ")
    assert kept.lines("reader")[0].title == "金融 支持"
    with pytest.raises(LibraryError, match="名称是空的"):
        kept.rename("reader", "c", "  ")
    kept.delete("reader", "c")
    assert kept.lines("reader") == ()
    with pytest.raises(LibraryError, match="没有这个对话"):
        kept.load("reader", "c")


def test_an_unfinished_answer_is_not_kept(kept: Conversations) -> None:
    with pytest.raises(LibraryError):
        kept.save("reader", "c", 0, replace(exchange("问"), turn=None))


def test_feedback_is_kept_with_the_answer_and_the_versions(kept: Conversations) -> None:
    kept.give_feedback(
        "reader", "down", "引错条款", {"question": "问", "status": "answered"}, {"generation": 3}
    )
    (said,) = kept.feedback()
    assert (said.verdict, said.reason, said.question) == ("down", "引错条款", "问")
    assert said.record["status"] == "answered"
    assert said.versions == {"generation": 3}


def _save_and_die(home: Path) -> None:
    kept = Conversations(home)
    for position in range(20):
        kept.save("reader", "c", position, exchange(f"第{position}问"))
        if position == 10:
            os.kill(os.getpid(), signal.SIGKILL)


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_save_and_die, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert len(Conversations(tmp_path).load("reader", "c")) == 11
