"""The number at the head of a line, and what only looks like one."""

from __future__ import annotations

import pytest

from corpus.markers import Style, read_marker


@pytest.mark.parametrize(
    ("line", "style", "number", "label"),
    [
        ("第一编 总则", Style.PART, (1,), "第一编"),
        ("第二分编 用益物权", Style.SUBPART, (2,), "第二分编"),
        ("第十章　附　则", Style.CHAPTER, (10,), "第十章"),
        ("第三节 申请", Style.SECTION, (3,), "第三节"),
        ("第一千二百六十条 本法自2021年1月1日起施行。", Style.ARTICLE, (1260,), "第一千二百六十条"),
        (
            "第一百二十条之一 资助恐怖活动组织的，处五年以下有期徒刑。",
            Style.ARTICLE,
            (120, 1),
            "第一百二十条之一",
        ),
        ("第12条 申请人应当提交材料。", Style.ARTICLE, (12,), "第12条"),
        ("第二条：本办法所称企业，是指中小企业。", Style.ARTICLE, (2,), "第二条"),
        (
            "第四百九十九条 和解协议书约定的赔偿损失内容，应当立即履行。",
            Style.ARTICLE,
            (499,),
            "第四百九十九条",
        ),
        ("第一部分 总体要求", Style.DIVISION, (1,), "第一部分"),
        ("四、重点任务", Style.CHINESE, (4,), "四"),
        ("十一、附则", Style.CHINESE, (11,), "十一"),
        ("（二）加快技术创新", Style.CHINESE_PAREN, (2,), "（二）"),
        ("(十二)其他", Style.CHINESE_PAREN, (12,), "（十二）"),
        ("1.加强前瞻谋划部署。", Style.ARABIC, (1,), "1"),
        ("16．强化新型基础设施。", Style.ARABIC, (16,), "16"),
        ("3、促进成果转化", Style.ARABIC, (3,), "3"),
        ("（1）申请表", Style.ARABIC_PAREN, (1,), "（1）"),
        ("2）营业执照", Style.ARABIC_PAREN, (2,), "2）"),
        ("①第一", Style.CIRCLED, (1,), "①"),
        ("⒉暴力干涉婚姻自由案", Style.CIRCLED, (2,), "⒉"),
        ("Ⅳ. 结论", Style.ROMAN, (4,), "Ⅳ"),
        ("第二，完善制度。", Style.ORDINAL, (2,), ""),
        ("专栏2 科技支撑行动", Style.BOX, (2,), "专栏2"),
        ("问3：每年要交多少钱？", Style.QUESTION, (3,), "问3"),
        ("问题一：哪些人可以参保？", Style.QUESTION, (1,), "问一"),
        ("三是促转化。", Style.IS, (3,), ""),
    ],
)
def test_numbers(line: str, style: Style, number: tuple[int, ...], label: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.style, marker.number, marker.label) == (style, number, label)
    assert 0 < marker.end <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "第三条规定的情形之一，由主管部门责令改正。",
        "第十二条第二款规定的期限，自次日起算。",
        "问：为什么出台这个文件？",
        "问题较多的地区应当整改。",
        "专栏1中的工程应当按期完成。",
        "第十二条、第十三条所称企业，是指中小企业。",
        "第五条所称数据，是指记录。",
        "第二章规定的程序适用于本节。",
        "一、二类医疗器械实行备案管理。",
        "一线城市先行试点。",
        "2025年，产业规模稳步提升。",
        "3.5%的投入用于研发。",
        "10.5万亿元。",
        "2024.1.18",
        "（以下简称《意见》）",
        "到2025年，未来产业全面发展。",
        "一般规定如下。",
        "",
    ],
)
def test_what_only_looks_like_a_number(line: str) -> None:
    assert read_marker(line) is None


def test_decimals_count_where_the_document_counts_by_them() -> None:
    marker = read_marker("2.1.3 应急响应", decimals=True)
    assert marker is not None
    assert marker.number == (2, 1, 3)
    assert read_marker("2.1.3 应急响应") is None
    assert read_marker("1 总则", decimals=True) is not None
    assert read_marker("1 总则") is None
