"""Follow-ups are filled in from the turns before; questions that stand alone are left alone."""

from __future__ import annotations

import pytest

from corpus.schema import AuthorityTier, ClausePath, DocumentStatus, Passage
from index.schema import Hit, HitSource
from qa.followup import standalone_question
from qa.schema import Turn

TITLE = "关于推动未来产业创新发展的实施意见"


def search(text: str) -> Hit:
    """A hit whose similarity prefers the shorter rewrite; its title is the document that is open."""
    passage = Passage("p", "d", ClausePath(), 0, 1, "字")
    return Hit(
        passage,
        TITLE,
        "a.md",
        AuthorityTier.UNKNOWN,
        DocumentStatus.UNKNOWN,
        1.0,
        1 / (1 + len(text)),
        1,
        (HitSource.DENSE,),
    )


REWRITTEN = [
    ("实施意见第15条讲什么？", "前一条呢？", "实施意见第14条讲什么？"),
    ("实施意见第十五条讲什么？", "下一条呢？", "实施意见第十六条讲什么？"),
    (
        "代表在全体会议上发言，次数有什么限制？",
        "那在主席团会议上发言呢？",
        "代表在主席团会议上发言，次数有什么限制？",
    ),
    ("到2025年的发展目标是什么？", "那到2027年呢？", "到2027年的发展目标是什么？"),
    ("浙江的未来产业目标是什么？", "江西呢？", "江西的未来产业目标是什么？"),
    ("上海的产值目标是多少？", "那重庆呢，它的产值目标是多少？", "重庆的产值目标是多少？"),
    ("自然奖分几个等级？", "最高奖呢？每次最多给几个人？", "最高奖每次最多给几个人？"),
    ("第一条怎么说的？", "第二条呢？", "第二条怎么说的？"),
    ("经营第二类物品去哪里备案？", "第三类也是向市里备案吗？", "经营第三类物品去哪里备案？"),
    ("产值首次突破20亿元奖多少？", "突破50亿的呢", "产值首次突破50亿奖多少？"),
    ("从重处罚的情形有哪些？", "那从轻的有哪几种？", "从轻处罚的情形有哪些？"),
    ("门诊报销比例是多少？", "那住院的是多少？", "住院报销比例是多少？"),
    ("上半年收入是多少？", "然后支出是多少？", "上半年支出是多少？"),
    ("大型渔场补多少？", "那么小型的补多少？", "小型渔场补多少？"),
    ("省级渔港奖多少？", "还有市级的奖多少？", "市级渔港奖多少？"),
    ("首套房贷款额度多少？", "二套也是这个数吗？", "二套房贷款额度多少？"),
    ("白石县的渔港补多少？", "石桥县呢？", "石桥县的渔港补多少？"),
    ("未按期检验渔船，罚多少？", "情节严重的呢？", "未按期检验渔船，情节严重的，罚多少？"),
    ("“抓创新”具体要干啥？", "那“精识别”呢？", "“精识别”具体要干啥？"),
    ("“抓创新”具体要干啥？", "那第二个“精识别”具体要干啥？", "“精识别”具体要干啥？"),
    ("“甲类港”指什么？", "那乙类港又是什么意思？", "“乙类港”指什么？"),
    ("甲类港是什么意思？", "那乙类港又是什么意思呀？", "乙类港是什么意思？"),
    ("未来产业有哪些方向？", "这份文件由哪些部门发布？", f"《{TITLE}》由哪些部门发布？"),
    ("未来产业有哪些方向？", "它由哪些部门发布？", f"《{TITLE}》由哪些部门发布？"),
    ("未来产业有哪些方向？", "第二条具体怎么说的？", f"《{TITLE}》第二条具体怎么说的？"),
]


@pytest.mark.parametrize(("before", "asked", "standalone"), REWRITTEN, ids=[r[1] for r in REWRITTEN])
def test_rewrites(before: str, asked: str, standalone: str) -> None:
    assert standalone_question(asked, [Turn(before)], search) == standalone


@pytest.mark.parametrize(
    "asked",
    [
        "国外研究机构也可以参与标准制定吗？",
        "中小企业也能申请专项资金吗？",
        "中试能力的建设有哪些具体举措？",
        "人形机器人属于哪类产品？",
        "工业和信息化部负责哪些工作？",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(asked: str) -> None:
    assert standalone_question(asked, [Turn("到2025年的发展目标是什么？")], search) == asked


def test_a_bare_verb_leans_on_what_was_asked_before() -> None:
    asked = standalone_question("退的时候按什么比例？", [Turn("孩子请长假可以退费吗？")], lambda _: None)
    assert asked == "孩子请长假，退的时候按什么比例？"
    turns = [Turn("公示没异议，财政局多久拨款？")]
    assert standalone_question("拿到钱以后搬走会怎样？", turns, lambda _: None).endswith(
        "拿到钱以后搬走会怎样？"
    )


def test_a_year_that_is_asked_takes_the_place_of_the_one_before() -> None:
    turns = [Turn("清源市2025年再生水利用率是多少？")]
    asked = standalone_question("那2026年打算提到多少？", turns, lambda _: None)
    assert "2026" in asked
    assert "2025" not in asked


def test_small_talk_in_between_is_passed_over() -> None:
    turns = [Turn("到2025年的发展目标是什么？"), Turn("谢谢")]
    assert standalone_question("那2027年呢？", turns, search) == "到2027年的发展目标是什么？"


def test_without_history_nothing_is_filled_in() -> None:
    assert standalone_question("那2027年呢？", [], search) == "那2027年呢？"


def test_a_consequence_is_asked_of_what_was_asked_before() -> None:
    asked = standalone_question(
        "如果被评为差会怎么样？", [Turn("专项资金的绩效评价分几档？")], lambda _: None
    )
    assert asked == "专项资金的绩效评价分档，如果被评为差会怎么样？"


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("从重处罚的情形有哪些？", "那申请复核要交哪些材料？"),  # nothing that takes its place
        ("从重和从轻处罚的情形有哪些？", "那从轻的有哪几种？"),  # both were asked about
        ("从重处罚的情形有哪些？", "渔船检验时从轻处理要满足哪几个条件？"),  # stands alone
    ],
)
def test_only_what_stands_against_another_takes_its_place(before: str, asked: str) -> None:
    said = standalone_question(asked, [Turn(before)], lambda _: None)
    assert said.endswith(asked.removeprefix("那"))


def test_a_goal_of_another_year_is_of_what_was_spoken_of() -> None:
    turns = [Turn("云溪市渔业到2032年的目标是什么？")]
    asked = standalone_question("到2035年又是什么目标？", turns, lambda _: None)
    assert asked == "云溪市渔业，到2035年又是什么目标？"


@pytest.mark.parametrize(
    ("asked", "standalone"),
    [("签署公布呢？", "渔港规划由谁签署公布？"), ("航道方案呢？", "航道方案由谁制定？")],
)
def test_a_deed_takes_the_place_of_a_deed_and_a_thing_of_a_thing(asked: str, standalone: str) -> None:
    assert standalone_question(asked, [Turn("渔港规划由谁制定？")], lambda _: None) == standalone
