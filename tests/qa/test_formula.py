"""Questions of a document as a whole that a set form of words answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.formula import Formula, formula_asked, has_formula


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("国家为什么要制定孵化条例？", Formula.PURPOSE),
        ("省里出台孵化办法是图什么？", Formula.PURPOSE),
        ("当初立《孵化法》图的是什么？", Formula.PURPOSE),
        ("孵化办法是根据哪些法律制定的？", Formula.BASIS),
        ("孵化办法几时生效，管几年？", Formula.EFFECT),
        ("这个方案有效到哪一天？", Formula.EFFECT),
        ("孵化政策管到什么时候？", Formula.EFFECT),
        ("孵化办法归谁解释？", Formula.EXPLAINED_BY),
        ("这个细则的解释权归哪个部门？", Formula.EXPLAINED_BY),
        ("孵化若干措施由哪几家单位解释？", Formula.EXPLAINED_BY),
        ("那个孵化20条管到哪年哪月？", Formula.EFFECT),
        ("国家为啥要专门管孵化的安全？", Formula.PURPOSE),
        ("为什么奖励要分两期拨付？", None),
        ("孵化标识管几年？", None),
        ("项目的资金最迟几天发布公告？", None),
        ("孵化条例由谁制定？", None),
        ("申请孵化补贴要交哪些材料？", Formula.MATERIALS),
        ("孵化补贴的申报材料有哪些？", Formula.MATERIALS),
        ("材料价格上涨多少？", None),
        ("孵化资金哪些开支不能列？", Formula.EXCLUDED),
        ("什么样的企业不予支持？", Formula.EXCLUDED),
        ("孵化证什么时候不能再用？", None),
        ("奖补资金能不能拿来发工资？", Formula.EXCLUDED),
        ("出现什么情况基地会被摘牌？", Formula.CASES),
        ("申请孵化补贴要什么条件？", Formula.CONDITIONS),
        ("孵化要走哪些步骤？", Formula.PROCEDURE),
        ("只给修不给换，我能要什么？", None),
    ],
)
def test_the_formula_that_is_asked_for(question: str, formula: Formula | None) -> None:
    assert formula_asked(question) is formula


@pytest.mark.parametrize(
    ("sentence", "formulas"),
    [
        ("第一条 为了规范孵化活动，制定本条例。", {Formula.PURPOSE}),
        ("为加快孵化，根据《孵化法》，结合本省实际，制定本办法。", {Formula.PURPOSE, Formula.BASIS}),
        ("为深入实施孵化行动，现就有关工作提出如下意见。", {Formula.PURPOSE}),
        ("本办法自2030年5月1日起施行，有效期五年。", {Formula.EFFECT}),
        ("2020年发布的《孵化措施》同时废止。", set()),
        ("孵化标识有效期三年。", set()),
        ("本细则由省科技厅负责解释。", {Formula.EXPLAINED_BY}),
        ("选举张某为主任。", set()),
        ("申报材料包括：（一）申请表；", {Formula.MATERIALS}),
        ("申请人应当提交下列材料：", {Formula.MATERIALS}),
        ("企业通过平台提交材料，无需提交纸质件。", set()),
        ("专项资金不得用于下列支出：", {Formula.EXCLUDED}),
        ("下列人员不得报名：", {Formula.EXCLUDED}),
        ("基地有下列情形之一的，撤销认定：", {Formula.CASES}),
        ("申请人应当同时符合下列条件：", {Formula.CONDITIONS}),
        ("程序分为六步：编制方案、公开选择、签订协议。", {Formula.PROCEDURE}),
        ("项目期限不得超过三年。", set()),
    ],
)
def test_the_formula_of_a_sentence(sentence: str, formulas: set[Formula]) -> None:
    assert {formula for formula in Formula if has_formula(sentence, formula)} == formulas


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert formula_asked(text) in (None, *Formula)
    assert has_formula(text, None) is False
