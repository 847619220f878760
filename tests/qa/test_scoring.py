"""A heading that is what is asked for speaks for the sentences below it."""

from __future__ import annotations

import dataclasses

import pytest

from corpus.schema import AuthorityTier, ClauseKind, ClausePath, ClauseStep, DocumentStatus, Passage
from index.schema import Hit, HitSource
from qa.question import read_question
from qa.scoring import PLAIN, READ, is_headed, parts_of, score


def below(*titles: str) -> ClausePath:
    """The path of a clause below headings with these titles."""
    return ClausePath(
        tuple(ClauseStep(ClauseKind.HEADING, (1,), "一", title, f"一、{title}") for title in titles)
    )


@pytest.mark.parametrize(
    ("question", "titles", "headed"),
    [
        ("今年的申报时间是什么时候？", ("申报时间",), True),
        ("申报时间怎么延长？", ("申报时间",), True),
        ("奖补标准分别是多少？", ("奖补标准",), True),
        ("渔船补贴由谁发放？", ("渔船补贴",), True),
        ("申报時間是什麼時候？", ("其他事项", "申报时间"), True),
        ("申报时间是什么时候？", ("申报时间", "其他事项"), False),  # only the innermost
        ("申报条件和申报时间有哪些？", ("申报条件",), False),
        ("申报时间到了没有？", ("申报时间",), False),
        ("对象是谁？", ("对象",), False),  # too short to tell
        ("申报时间是什么时候？", ("",), False),
        ("申报时间是什么时候？", (), False),
    ],
)
def test_a_heading_is_what_is_asked_for(question: str, titles: tuple[str, ...], headed: bool) -> None:
    assert is_headed(question, below(*titles)) is headed


def test_a_sentence_below_the_heading_that_is_asked_for_scores_higher() -> None:
    asked, sentence = read_question("申报时间是什么时候？"), "自3月1日起，至3月20日止。"
    tier, status = AuthorityTier.OFFICIAL_POLICY, DocumentStatus.IN_FORCE
    hits = (
        Hit(
            Passage("p", "d", below(title), 0, len(sentence), sentence),
            "措施",
            "a.md",
            tier,
            status,
            1.0,
            0.5,
            1,
            (HitSource.LEXICAL,),
        )
        for title in ("申报时间", "公示安排")
    )
    headed, other = (parts_of(asked, hit, sentence, 0.5, (0.2, 0.2)) for hit in hits)
    assert (headed.headed, other.headed) == (1.0, 0.0)
    assert dataclasses.replace(headed, headed=0.0) == other
    assert all(score(headed, weights) > score(other, weights) for weights in (PLAIN, READ))
