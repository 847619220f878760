"""Clause trees by hand-written expectation: laws, policies, mixtures, appendices, and what is no heading."""

from __future__ import annotations

from corpus.schema import ClauseKind
from tests.corpus.make import read, shorts

LAW = """某某管理条例

2020年1月1日 国务院令第700号公布

第一章 总则

第一条 为了规范管理，制定本条例。

第二条 有下列情形之一的，适用本条例：

（一）生产；

（二）销售，包括：

1.批发；

2.零售。

有前款第二项情形的，应当备案。

第三条规定的情形之一，由主管部门另行规定。

第二条之一 本条例不适用于个人。

第二章 附则

第三条 本条例自2020年3月1日起施行。"""


def test_a_law_has_chapters_articles_paragraphs_items_and_subitems() -> None:
    assert shorts(read(LAW)) == [
        ("chapter", "第一章"),
        ("article", "第一章第一条"),
        ("paragraph", "第一章第一条第一款"),
        ("article", "第一章第二条"),
        ("paragraph", "第一章第二条第一款"),
        ("item", "第一章第二条第一款第一项"),
        ("item", "第一章第二条第一款第二项"),
        ("subitem", "第一章第二条第一款第二项第1目"),
        ("subitem", "第一章第二条第一款第二项第2目"),
        ("paragraph", "第一章第二条第二款"),
        ("paragraph", "第一章第二条第三款"),
        ("article", "第一章第二条之一"),
        ("paragraph", "第一章第二条之一第一款"),
        ("chapter", "第二章"),
        ("article", "第二章第三条"),
        ("paragraph", "第二章第三条第一款"),
    ]


def test_an_article_holds_its_paragraphs_and_its_own_number_is_its_heading() -> None:
    document = read(LAW)
    article = next(c for c in document.clauses if c.path.short == "第一章第二条")
    assert document.text[article.start : article.end].endswith("由主管部门另行规定。")
    assert document.text[article.start : article.heading_end].strip() == "第二条"
    item = next(c for c in document.clauses if c.path.short.endswith("第二项"))
    assert document.text[item.heading_end : item.end].startswith("销售，包括：")


MIXED = """关于开展试点工作的通知

一、总体要求

（一）工作目标。到2025年建成一批试点。

（二）基本原则

坚持创新驱动。发挥企业主体作用，突破关键技术。

坚持协同推进。加强部门联动，形成合力。

二、重点任务

1.支持企业。
（1）给予资金补助；
（2）给予贷款贴息。

2.支持平台。一是建设平台。提供公共服务。二是完善机制。形成长效做法。

三、组织实施

第一条 本通知由工业和信息化部解释。

四、附则

自发布之日起施行。"""


def test_levels_come_from_the_documents_own_nesting() -> None:
    headings = [
        (c.path.short, c.path.steps[-1].heading)
        for c in read(MIXED).clauses
        if c.kind in (ClauseKind.HEADING, ClauseKind.ITEM, ClauseKind.ARTICLE)
    ]
    assert headings == [
        ("一", "一、总体要求"),
        ("一（一）", "（一）工作目标"),
        ("一（二）", "（二）基本原则"),
        ("一（二）", "坚持创新驱动"),
        ("一（二）", "坚持协同推进"),
        ("二", "二、重点任务"),
        ("二1", "1.支持企业"),
        ("二1（1）", "（1）"),
        ("二1（2）", "（2）"),
        ("二2", "2.支持平台"),
        ("二2", "一是建设平台"),
        ("二2", "二是完善机制"),
        ("三", "三、组织实施"),
        ("三第一条", "第一条"),
        ("四", "四、附则"),
    ]


def test_items_of_an_article_are_told_from_a_count_above_it() -> None:
    text = """某某规定

一、一般规定

（一）适用范围

第一条 有下列情形的，分别处理：

（一）没有争议的，应当准许；

（二）有争议的，应当驳回。

（二）管辖

第二条 由法院管辖。"""
    assert [path for kind, path in shorts(read(text)) if kind in ("item", "heading")] == [
        "一",
        "一（一）",
        "一（一）第一条第一款第一项",
        "一（一）第一条第一款第二项",
        "一（二）",
    ]


def test_decimal_numbers_nest() -> None:
    text = "某某应急预案\n1 总则\n1.1 编制目的\n建立健全机制，提高处置能力。\n1.2 适用范围\n适用于本省。\n2 组织体系\n2.1 领导机构\n2.1.1 职责\n负责指挥。"
    assert [path for kind, path in shorts(read(text)) if kind == "heading"] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
        "2.1.1",
    ]


def test_a_box_is_of_its_section_and_not_of_the_item_above_it() -> None:
    text = "某某规划\n三、主要任务\n（七）加强修复\n1.黄河流域。修复湿地25万亩。\n2.其他地区。修复湿地5万亩。\n专栏1 重大工程\n01 补水工程。年均补水2亿立方米。\n（八）健全体系\n构建网络。"
    document = read(text)
    box = next(c for c in document.clauses if c.path.short == "专栏1")
    assert box.path.headings[-3:] == ("三、主要任务", "（七）加强修复", "专栏1 重大工程")
    assert [path for path in dict.fromkeys(path for _, path in shorts(document)) if path][-1] == "三（八）"


def test_measures_may_be_counted_through_all_sections() -> None:
    measures = [f"{n}. 支持措施{n}。对企业给予补助。" for n in range(1, 9)]
    text = "\n".join(["某市促进发展若干措施", "一、壮大主体", *measures[:5], "二、丰富供给", *measures[5:]])
    paths = [path for kind, path in shorts(read(text)) if kind == "heading"]
    assert paths == ["一", "一1", "一2", "一3", "一4", "一5", "二", "二6", "二7", "二8"]


def test_numbered_questions_are_clauses_of_their_own() -> None:
    text = "一问一答\n一、参保篇\n问1：什么是长护险？\n答：是一种保险。\n二、评估篇\n问2：多久出结论？\n答：20个工作日内。"
    paths = [path for _, path in shorts(read(text)) if path]
    assert list(dict.fromkeys(paths)) == ["一", "问1", "二", "问2"]


def test_a_decimal_says_itself_what_it_stands_in() -> None:
    text = "某某申报指南\n第一部分 总体说明\n1.1 资金规模\n预算总额为5200万元。\n第二部分 支持方向\n2.1 主体培育\n2.1.1 对企业给予奖励，分两年拨付。\n2.1.2 对平台给予补助，分三年拨付。\n（1）建成的；\n（2）在建的。"
    paths = dict.fromkeys(path for _, path in shorts(read(text)))
    assert [path for path in paths if path] == [
        "第一部分",
        "1.1",
        "第二部分",
        "2.1",
        "2.1.1",
        "2.1.2",
        "2.1.2（1）",
        "2.1.2（2）",
    ]


NOTICE = """某某部关于印发《某某管理办法》的通知
某部发〔2023〕5号

各省、自治区、直辖市主管部门：

现将《某某管理办法》印发给你们，请遵照执行。

附件：1.某某管理办法
2.申请表

某某部
2023年5月6日

附件1

某某管理办法

第一条 为了规范管理，制定本办法。

第二条 本办法自印发之日起施行。

附件2

申请表

某某部办公厅 2023年5月8日印发"""


def test_a_notice_with_appendices() -> None:
    document = read(NOTICE)
    kinds = [(c.kind.value, document.text[c.start : c.end].split("\n")[0][:12]) for c in document.clauses]
    assert kinds[:8] == [
        ("title", "某某部关于印发《某某管理"),
        ("preamble", "某部发〔2023〕5号"),
        ("preamble", "各省、自治区、直辖市主管"),
        ("paragraph", "现将《某某管理办法》印发"),
        ("paragraph", "附件：1.某某管理办法"),
        ("paragraph", "2.申请表"),
        ("signature", "某某部"),
        ("signature", "2023年5月6日"),
    ]
    appendices = [c for c in document.clauses if c.kind is ClauseKind.APPENDIX]
    assert [(c.path.short, c.path.full) for c in appendices] == [
        ("附件1", "附件1 某某管理办法"),
        ("附件2", "附件2 申请表"),
    ]
    assert ("article", "附件1第一条") in shorts(document)


def test_a_table_of_contents_is_not_the_chapters() -> None:
    text = "某某条例\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 为了管理，制定本条例。\n第二章 附则\n第二条 自公布之日起施行。"
    assert [path for kind, path in shorts(read(text)) if kind == "chapter"] == ["第一章", "第二章"]


def test_unnumbered_headings_stand_between_paragraphs() -> None:
    prose = "各地高度重视谋划布局未来产业，力争在发展上抢得先机，陆续出台意见和规划，绘制新的蓝图。"
    document = read(
        f"各地布局未来产业\n{prose}\n绘蓝图：各地出台政策\n{prose}\n{prose}\n出奇招：下好先手棋\n{prose}"
    )
    headings = [c.path.steps[-1].heading for c in document.clauses if c.kind is ClauseKind.HEADING]
    assert headings == ["绘蓝图：各地出台政策", "出奇招：下好先手棋"]


def test_markdown_headings_keep_their_levels() -> None:
    document = read(
        "# 指南\n\n## 申报条件\n\n企业应当依法注册。\n\n### 材料\n\n申请表。\n\n## 附则\n\n另行通知。", "a.md"
    )
    assert [c.path.full for c in document.clauses if c.kind is ClauseKind.HEADING] == [
        "申报条件",
        "申报条件 › 材料",
        "附则",
    ]


def test_a_plan_that_a_notice_transmits_without_an_appendix_line() -> None:
    text = """国务院关于印发《某某规划》的通知
国发〔2015〕28号

各省人民政府：

现将《某某规划》印发给你们，请认真贯彻执行。

国务院
2015年5月8日

（本文有删减）

某某规划

制造业是国民经济的主体，是立国之本。

一、发展形势

潜力不断释放，条件更加成熟。

专栏1 创新中心建设工程

形成一批制造业创新中心。"""
    document = read(text)
    assert [c.path.full for c in document.clauses if c.kind is ClauseKind.APPENDIX] == ["某某规划"]
    assert [c.path.full for c in document.clauses if c.kind is ClauseKind.HEADING] == [
        "某某规划 › 一、发展形势",
        "某某规划 › 一、发展形势 › 专栏1 创新中心建设工程",
    ]
    assert document.text.count("（本文有删减）") == 1
    assert str(document.issued_on) == "2015-05-08"


def test_an_interview_has_its_questions_as_headings() -> None:
    document = read(
        "《某某意见》政策解读\n问：出台的背景是什么？\n答：高度重视未来产业发展。\n问：有哪些目标？\n答：到2025年全面发展。"
    )
    assert [c.path.full for c in document.clauses if c.kind is ClauseKind.PARAGRAPH] == [
        "问：出台的背景是什么？",
        "问：有哪些目标？",
    ]
