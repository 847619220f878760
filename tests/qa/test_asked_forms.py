"""A question for one thing alone is not answered by a sentence that holds nothing of it."""

from __future__ import annotations

import pytest

from qa.asked_forms import lacks_form

LACKS = [
    ("孩子参加训练要掏钱吗？", "训练课程每周两次。"),
    ("停车收不收费？", "停车场设车位80个。"),
    ("复印是免费的吗？", "复印应当登记。"),
    ("办证用不用交费？", "办证应当登记。"),
    ("重点防治哪几个省？", "重点防治地区每年调整一次。"),
    ("重点防治哪几个省？", "防治工作由各省负责。"),
    ("试点放在哪些市？", "由地级市组织申报。"),
    ("试点放在哪三个县？", "县级人民政府制定方案。"),
    ("偷采河沙判几年？", "由主管部门给予行政处罚。"),
    ("偷采河沙会判处几年？", "由主管部门给予行政处罚。"),
    ("没收的钱归谁？", "由主管部门责令改正。"),
]
HOLDS = [
    ("孩子参加训练要掏钱吗？", "训练免费开放。"),
    ("孩子参加训练要掏钱吗？", "每次收取20元。"),
    ("停车收不收费？", "停车场实行有偿使用。"),
    ("复印是免费的吗？", "复印费由申请人承担。"),
    ("重点防治哪几个省？", "在湖北、湖南开展防治。"),
    ("试点放在哪些市？", "在临江市、东湖市开展试点。"),
    ("哪些市场需要整治？", "整治农贸集市。"),  # no towns
    ("哪些市可以参加申报？", "符合条件的可以参加申报。"),  # conditions, no names
    ("偷采河沙判几年？", "处三年以下有期徒刑。"),
    ("偷采河沙判几年？", "依照刑法的规定处罚。"),
    ("没收的钱归谁？", "罚没收入上缴国库。"),
    ("这笔钱归谁用？", "由村民委员会安排。"),  # who may use it, not who pays
]


@pytest.mark.parametrize(("asked", "sentence"), LACKS, ids=[f"{q}|{s}" for q, s in LACKS])
def test_nothing_of_what_is_asked(asked: str, sentence: str) -> None:
    assert lacks_form(asked, sentence)


@pytest.mark.parametrize(("asked", "sentence"), HOLDS, ids=[f"{q}|{s}" for q, s in HOLDS])
def test_something_of_what_is_asked(asked: str, sentence: str) -> None:
    assert not lacks_form(asked, sentence)
