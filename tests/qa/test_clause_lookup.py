"""Clauses named by number are found in the tree, and numbers that do not exist are not guessed."""

from __future__ import annotations

import pytest

from corpus import document_from_bytes
from corpus.schema import AuthorityTier, Document
from corpus.settings import Settings
from qa.clause_lookup import find_clause, quoted_elsewhere, read_clause_name

POLICY = """关于推动测试产业发展的意见

一、总体要求

坚持稳中求进。

二、重点任务

（一）夯实基础

1.加强研究。支持高校开展研究，提升能力。

2.建设平台。建设一批平台，服务企业。

（二）培育主体

3.培育企业。引导企业做大做强，形成梯队。

三、保障措施

（一）加强统筹。建立工作机制，协调解决问题。

（二）强化资金。加大投入力度，引导社会资本。
"""
LAW = """测试条例

第一章 总则

第一条 为了规范测试活动，制定本条例。

第二条 有下列情形之一的，应当停止测试：

（一）发现缺陷的；

（二）缺少设备的。

停止测试应当记录。

第二章 附则

第三条 本条例自公布之日起施行。
"""


def document(text: str) -> Document:
    return document_from_bytes("测试.txt", text.encode(), Settings())


def place_of(asked: str, text: str) -> str | None:
    """The path of the clause of `text` that `asked` names, which must name one; None when `text` has none such."""
    name = read_clause_name(asked)
    assert name is not None
    found = find_clause(document(text), name)
    return found.path.short if found else None


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("二（一）2讲了什么？", "二（一）2"),
        ("第二部分第（二）项说了什么", "二（二）"),
        ("第二部分第（一）项第2点讲的是什么？", "二（一）2"),
        ("第二部分（一）第2点的内容", "二（一）2"),
        ("第二部分（一）里的第2点写了啥", "二（一）2"),
        ("重点任务第3条是什么", "二（二）3"),
        ("第3项任务叫什么？", "二（二）3"),
        ("保障措施第二条的原文", "三（二）"),
        ("保障措施第（一）项", "三（一）"),
        ("第三部分有哪些内容", "三"),
        ("重点任务（二）有哪些任务", "二（二）"),
        ("保障措施的（一）说了什么", "三（一）"),
        ("保障措施（五）说了什么", None),
        ("第二部分第（七）项", None),
        ("保障措施第（五）条说了什么？", None),
        ("第九部分讲了什么", None),
        ("二（三）讲了什么", None),
        ("意见二（一）2讲了什么", "二（一）2"),
        ("农村公路工作要点第二部分第（一）项", None),
    ],
)
def test_headings(asked: str, clause: str | None) -> None:
    assert place_of(asked, POLICY) == clause


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("第二条", "第一章第二条"),
        ("测试条例第2条第（二）项", "第一章第二条第一款第二项"),
        ("第二条第二款怎么说", "第一章第二条第二款"),
        ("第二章讲什么", "第二章"),
        ("第二条第一款第一项", "第一章第二条第一款第一项"),
        ("第四条", None),
        ("第三条第二款", None),
    ],
)
def test_articles(asked: str, clause: str | None) -> None:
    assert place_of(asked, LAW) == clause


@pytest.mark.parametrize(
    ("asked", "speaks"),
    [
        ("触犯刑法第137条要承担什么？", True),
        ("《刑法》第一百三十七条第一款怎么判？", True),
        ("民法第一百三十七条怎么说？", False),
        ("刑法第一百三十八条怎么说？", False),
        ("第一百三十七条怎么说？", False),
        ("刑法怎么说？", False),
    ],
)
def test_a_text_that_speaks_of_another_laws_article(asked: str, speaks: bool) -> None:
    text = "实施刑法第一百三十七条规定的行为，处五年以下有期徒刑。"
    assert quoted_elsewhere(asked, text) is speaks


def test_a_question_without_a_clause_number_names_none() -> None:
    assert read_clause_name("到2025年的目标是什么？") is None


PRINCIPLES = """关于推动测试产业发展的意见

一、基本原则

创新驱动、应用牵引。加强原创性技术创新，以场景为牵引。

开放合作、安全有序。参与全球分工，营造良好的产业生态。

二、重点任务

（一）夯实基础。支持高校开展研究，提升能力。

（二）培育主体。引导企业做大做强，形成梯队。
"""


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("基本原则第二条是什么？", "开放合作"),
        ("基本原则第一条讲什么？", "创新驱动"),
        ("基本原则第三条是什么？", None),
        ("重点任务第三条是什么？", None),
    ],
)
def test_clauses_without_numbers_are_counted_below_what_was_named(question: str, begins: str | None) -> None:
    document = document_from_bytes("意见.txt", PRINCIPLES.encode(), Settings())
    name = read_clause_name(question)
    assert name is not None
    found = find_clause(document, name)
    if begins is None:
        assert found is None
    else:
        assert found is not None
        assert document.text[found.start : found.end].startswith(begins)


ITEMS = """管理职责暂行规定

一、 主管部门的主要职责是：

(一) 贯彻执行方针政策、法律和行政法规，制订具体规章，并检查下级单位和各有关部门的贯彻执行情况。

(二) 组织编制发展规划和年度计划，调整结构和布局，审批设置和撤销，公布名单，接受各方面的监督检查。
"""


def test_long_items_are_named_as_headings_are() -> None:
    document = document_from_bytes("规定.txt", ITEMS.encode(), Settings())
    name = read_clause_name("《管理职责暂行规定》一（二）是什么内容？")
    assert name is not None
    found = find_clause(document, name)
    assert found is not None
    assert "组织编制" in document.text[found.start : found.end]
    assert document.tier is AuthorityTier.OFFICIAL_POLICY


PLAN = """测试产业发展规划

第一章 总体部署

第一节 总体思路

坚持创新驱动。

第二章 基础设施

第一节 充电网络

加快形成适度超前的公共充电网络。
"""


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("第二章第一节提了什么要求", "第二章第一节"),
        ("第一章讲了什么", "第一章"),
        ("第三章第一节讲了什么", None),
    ],
)
def test_chapters_of_a_plan_without_articles(asked: str, clause: str | None) -> None:
    assert place_of(asked, PLAN) == clause


CHAPTERS = """测试省渔业发展规划

第一章 发展基础

一、发展成就

（一）渔船数量增加。

（二）渔港水平提高。

二、存在问题

渔船老化，渔港拥挤。

第二章 重点任务

一、建设渔港

（一）扩建码头。

二、更新渔船

（一）淘汰旧船。
"""


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("第一章第二部分讲了哪些问题", "第一章二"),
        ("第二章第二部分讲什么", "第二章二"),
        ("第二章二（一）说了什么", "第二章二（一）"),
        ("第一章二（一）说了什么", None),
        ("第三章第二部分讲什么", None),
    ],
)
def test_headings_below_a_chapter(asked: str, clause: str | None) -> None:
    assert place_of(asked, CHAPTERS) == clause


def test_the_heading_may_stand_behind_the_number() -> None:
    assert place_of("第二条保障措施是什么", POLICY) == "三（二）"
    assert place_of("第2条“建设平台”讲了什么", POLICY) == "二（一）2"


NUMBERED = """关于推动测试产业发展的意见

一、政策

（一）用地。落实下列政策：

1. 设施用地按照农业用地管理，可以长期使用。

2. 设施用电执行农业生产用电价格。
"""


def test_numbered_items_below_a_heading_are_named_through_it() -> None:
    assert place_of("一（一）2写了什么？", NUMBERED) == "一（一）2"


RUNNING = POLICY.replace(
    "（二）强化资金。加大投入力度，", "（二）强化资金\n\n1.加大投入。加大投入力度，"
).replace("（一）加强统筹。建立", "（一）加强统筹\n\n1.建立机制。建立")


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("第二部分第3条讲了什么", "二（二）3"),  # the number runs through the whole part
        ("第二部分第3条“培育企业”讲了什么", "二（二）3"),
        ("第三部分第1条“加大投入”怎么说", "三（二）1"),  # its title tells which
        ("第三部分第1条“建立机制”怎么说", "三（一）1"),
        ("第三部分第一条“加强统筹”怎么说", "三（一）"),
        ("第二部分第4条讲了什么", None),
        ("第二部分第（三）项讲了什么", None),
        ("第三部分第3条讲了什么", None),
    ],
)
def test_a_number_below_a_heading_that_is_left_out(asked: str, clause: str | None) -> None:
    assert place_of(asked, RUNNING) == clause
