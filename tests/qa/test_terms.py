"""What a question is about: content pairs without the words that only ask, and anchors."""

from __future__ import annotations

import pytest

from qa.terms import bears_number, local_charges, names_body, names_charge, places_with_rank, question_terms


def test_words_that_only_ask_are_not_terms() -> None:
    assert question_terms("请问未来产业有哪些方向？").bigrams == ("未来", "来产", "产业", "方向")


def test_a_count_is_no_part_of_a_word() -> None:
    assert question_terms("六大赛道有哪些？").bigrams == ("六大", "赛道")


def test_a_character_inside_a_word_is_not_cut_out() -> None:
    assert "中试" in question_terms("同步构筑中试能力有哪些举措").bigrams


def test_anchors() -> None:
    terms = question_terms("二〇三〇年天津的《产业规划》和6G、“启航行动”怎么安排？")
    assert terms.years == ("2030",)
    assert terms.places == ("天津",)
    assert terms.quoted == ("产业规划", "启航行动")
    assert terms.latin == ("g",) or "6g" in terms.content


def test_a_place_in_the_name_of_a_publisher_is_no_anchor() -> None:
    assert question_terms("按苏州太湖智库的专报，主要阵地是什么？").places == ()
    assert question_terms("苏州的智库有哪些？").places == ("苏州",)
    assert question_terms("苏州湖渔专报里写了什么？").places == ()
    assert question_terms("苏州的专报有哪些？").places == ("苏州",)


def test_a_numbered_place_is_an_anchor() -> None:
    assert question_terms("地铁3号线延长到几点？").ordinals == ("3号线",)
    assert question_terms("5月3号交什么材料？").ordinals == ()


def test_the_first_time_is_no_number() -> None:
    assert question_terms("第一次摆摊会罚吗？第二次呢？第三批呢？").ordinals == ("第二次", "第三批")


def test_traditional_script_gives_the_same_terms() -> None:
    assert question_terms("未來產業").bigrams == question_terms("未来产业").bigrams


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("由国家医疗保障局负责。", True),
        ("由医保局负责。", True),
        ("由国务院医疗保障行政部门负责。", True),
        ("由国务院教育行政部门负责。", False),
    ],
)
def test_a_body_is_named_in_full_in_short_and_by_its_charge(text: str, named: bool) -> None:
    assert names_body(text, "国家医疗保障局") is named


@pytest.mark.parametrize(
    ("question", "charges"),
    [
        ("瑞川市医保局怎么报销？", ("医保",)),
        ("平禾县农业农村局和县水利局谁管？", ("农业农村", "水利")),
        ("我们市规划局在研究产城融合", ()),
        ("市委办公厅印发的文件", ()),
        ("怎样优化城市产业布局？", ()),
        ("社区老年餐厅收费多少？", ()),
        ("浙江省经信厅牵头哪些工作？", ("经信",)),
        ("石桥县业委会怎么选举？", ()),
        ("小区业委会由谁监督？", ()),
        ("市发改委负责什么？", ("发改",)),
    ],
)
def test_what_a_local_body_is_in_charge_of(question: str, charges: tuple[str, ...]) -> None:
    assert local_charges(question) == charges


@pytest.mark.parametrize(
    ("text", "charge", "named"),
    [
        ("由市住房和城乡建设局负责", "住建", True),
        ("文化广电旅游局", "文旅", True),
        ("县农业农村局受理", "水利", False),
    ],
)
def test_a_local_body_is_named_in_short(text: str, charge: str, named: bool) -> None:
    assert names_charge(text, charge) is named


def test_places_that_a_document_opens_with() -> None:
    assert "澜江" in places_with_rank("地点：澜江市人民政府新闻发布厅")
    assert places_with_rank("县级以上人民政府和各市、设区的市") == frozenset()


def test_the_year_of_the_asker_own_case_is_not_looked_for() -> None:
    assert question_terms("冷库是2008年建的，2025年要达到什么标准？").years == ("2025",)
    assert question_terms("商流通函〔2021〕66号还管用吗？").years == ()
    assert question_terms("楼是2012年才交房的，能领补贴吗？").years == ()
    assert question_terms("我们是2010年成立的企业，还能用几年？").years == ()
    assert question_terms("2023年认定的专精特新企业有多少？").years == ("2023",)
    assert bears_number(
        "国办发〔2025〕3号", question_terms("根据国办发〔2025〕3号，怎么办？").document_numbers
    )
    assert not bears_number(None, question_terms("根据国办发〔2025〕3号，怎么办？").document_numbers)
    assert local_charges("我在区发改局，想引用错位发展那一条") == ()
    assert local_charges("作为市州数据局工作人员请教") == ()
    assert question_terms("作为市州数据局工作人员请教").ranked_places == ()


def test_a_department_in_general_is_no_body_of_the_state_council() -> None:
    assert question_terms("要在几天内向人社部门报告？").bodies == ()
    assert question_terms("要向人社部报告吗？").bodies == ("人力资源和社会保障部",)


def test_a_layout_is_no_bureau() -> None:
    assert local_charges("各省市布局观察报告调研了多少家企业？") == ()
    assert local_charges("省发展改革局负责什么？") == ("发展改革",)


@pytest.mark.parametrize(
    ("question", "ordinals"),
    [
        ("第3期培训招多少人？", ("第3期",)),
        ("第二期课程在哪里上？", ("第二期",)),
        ("第二期限是多久？", ()),
        ("第2期间怎么计算？", ()),
    ],
)
def test_the_number_of_an_issue_or_a_course_is_an_anchor(question: str, ordinals: tuple[str, ...]) -> None:
    assert question_terms(question).ordinals == ordinals


@pytest.mark.parametrize(
    ("text", "body", "named"),
    [
        ("由国务院证券监督管理机构核准。", "中国证券监督管理委员会", True),
        ("由证券监督管理机构核准。", "中国证券监督管理委员会", True),
        ("报国务院金融监督管理机构备案。", "国家金融监督管理总局", True),
        ("由国务院统计机构公布。", "国家统计局", True),
        ("报国务院保险监督管理机构备案。", "中国证券监督管理委员会", False),
        ("由国务院水行政主管部门批准。", "中国证券监督管理委员会", False),
    ],
)
def test_an_agency_is_named_as_laws_name_it(text: str, body: str, named: bool) -> None:
    assert names_body(text, body) is named
