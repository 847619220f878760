"""What the question before was about is carried into one that names nothing of its own."""

from __future__ import annotations

import pytest

from corpus.schema import AuthorityTier, ClausePath, DocumentStatus, Passage
from index.schema import Hit, HitSource
from qa.carried import carried, subject_of, without_asking
from qa.followup import standalone_question
from qa.schema import Turn

LICENCE = "护士执业注册有效期为5年。有效期届满前30日申请延续。"
FOREST = "采伐许可证有效期届满前向林业部门申请延续。"
TALENT = "加大前沿领域紧缺高层次人才的引进力度。"


def hit(text: str) -> Hit:
    passage = Passage(text[:4], "d", ClausePath(), 0, len(text), text)
    return Hit(
        passage,
        "文件",
        "a.md",
        AuthorityTier.UNKNOWN,
        DocumentStatus.UNKNOWN,
        1.0,
        0.5,
        1,
        (HitSource.DENSE,),
    )


def search(text: str) -> Hit:
    return hit(LICENCE if "护士" in text else TALENT if "人才" in text else FOREST)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("护士执业注册几年有效", "护士执业注册有效"),
        ("脑机接口研究工作组是什么时候成立的", "脑机接口研究工作组是成立"),
        ("门诊慢特病一共有多少种？", "门诊慢特病"),
        ("为什么？", ""),
    ],
)
def test_what_a_question_is_about(words: str, left: str) -> None:
    assert without_asking(words.rstrip("？")) == left


def test_the_question_before_the_last_is_looked_at_where_the_last_says_little() -> None:
    assert (
        subject_of(["授权一次几年？", "公共数据授权运营的协议要写什么？"])
        == "公共数据授权运营的协议要写，授权一次"
    )
    assert subject_of(["公共数据授权运营的期限多久？", "协议要写什么？"]) == "公共数据授权运营的期限"


def test_it_is_carried_where_the_question_is_answered_there_too() -> None:
    assert standalone_question("到期前多少天去申请延续？", [Turn("护士执业注册几年有效？")], search) == (
        "护士执业注册有效，到期前多少天去申请延续？"
    )


@pytest.mark.parametrize(
    "asked", ["紧缺高层次人才怎么引进？", "浙江的期限是多久？", "《森林法》的许可证怎么延续？"]
)
def test_a_question_with_a_subject_of_its_own_is_left_alone(asked: str) -> None:
    assert carried(asked, "护士执业注册几年有效？", "护士执业注册有效", search) is None


def test_the_same_is_asked_of_another_case() -> None:
    assert carried("如果是合作社，上限又是几台？", "护士注册几年？", "护士注册", search) == (
        "护士注册，如果是合作社，上限又是几台？"
    )
    other = standalone_question("换成农户来申请呢，要带什么？", [Turn("采伐许可证要交哪些材料？")], search)
    assert other == "采伐许可证要交材料，换成农户来申请，要带什么？"
