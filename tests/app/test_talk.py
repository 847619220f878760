"""Whatever is pressed in whatever order, a conversation stays one: questions in order, one answer each."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qa.exchange import Exchange
from qa.schema import Stage, Turn
from qa.talk import LONGEST_QUESTION, Talk, messages

PRESSES = st.lists(
    st.one_of(st.tuples(st.just("ask"), st.text(max_size=8)), st.sampled_from(["grow", "finish", "stop", "back", "again"])),
    max_size=30,
)  # fmt: skip


def pressed(talk: Talk, press: str | tuple[str, str]) -> Talk:
    if isinstance(press, tuple):
        return talk.asked(press[1])
    if press in {"grow", "finish"}:
        if not talk.waiting:
            return talk
        last = replace(talk.exchanges[-1], stage=Stage.READING)
        return talk.answered(last if press == "grow" else replace(last, turn=Turn(last.question)))
    return {"stop": talk.stopped, "back": talk.taken_back, "again": talk.again}[press]()


@given(PRESSES)
def test_only_the_last_question_can_be_unanswered(presses: list[str | tuple[str, str]]) -> None:
    talk = Talk(left_out=frozenset({"x"}))
    for press in presses:
        talk = pressed(talk, press)
        assert all(each.turn or each.stopped for each in talk.exchanges[:-1])
        assert all(each.question.strip() for each in talk.exchanges)
        assert bool(talk.id) or not talk.exchanges
        assert talk.left_out == {"x"}
        shown = messages(talk.exchanges)
        assert [each["role"] for each in shown if each["role"] == "user"] == ["user"] * len(talk.exchanges)
        assert all("options" not in each for each in shown[:-1])
        assert talk.turns == [each.turn for each in talk.exchanges[:-1] if each.turn]


def test_a_second_question_waits_for_the_first_answer() -> None:
    talk = Talk().asked("一")
    assert talk.asked("二") is talk
    assert talk.stopped().asked("二").last_question == "二"


def test_a_question_is_cut_and_an_empty_one_is_none() -> None:
    assert Talk().asked(" \n ").exchanges == ()
    assert len(Talk().asked("长" * 5000).last_question) == LONGEST_QUESTION


def test_a_new_conversation_keeps_the_chosen_documents_and_gets_its_own_id() -> None:
    talk = Talk(left_out=frozenset({"x"})).asked("一")
    assert talk.fresh().left_out == {"x"}
    assert talk.fresh().asked("一").id != talk.id


def test_the_last_answer_offers_what_to_ask_next() -> None:
    done = Exchange("问", "答", turn=Turn("问"), following=("然后？",))
    assert messages((done,))[-1]["options"] == [{"label": "然后？", "value": "然后？"}]
    assert all("options" not in each for each in messages((done, Exchange("再问"))))
