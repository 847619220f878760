"""Rows of tables: which is asked for, what it says in words, and answers from them by the whole pipeline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import document_from_bytes
from corpus.schema import Document
from corpus.settings import load_settings
from qa import AnswerStatus, Assistant
from qa.sentences import Span
from qa.tables import TablePlace, asked_for, bounds_amount, in_words, row_around, table_place
from tests.qa.assistants import assistant_over

NOTICE = """# 云溪市养老服务补贴办法

第一条 本办法所称补贴，是指对失能老年人的补助。

第二条 补贴按老年人的能力等级发放，标准见下表。

补贴标准表（单位：元/人·月）

| 序号 | 对象 | 中度失能 | 重度失能 | 发放形式 |
| --- | --- | --- | --- | --- |
| 1 | 特困供养人员 | 410 | 730 | 服务券 |
| 2 | 低保家庭老年人 | 330 | 610 | 服务券 |
| 3 | 其他困难老年人 | — | 290 | 现金 |

第三条 申请由户籍所在地街道办事处受理，7个工作日内办结。
"""
HEADER, POOR = "对象 | 中度失能 | 发放形式", "低保家庭 | 330 | 现金"


def read(text: str) -> Document:
    return document_from_bytes("表.md", text.encode(), load_settings((), environment={}))


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words), words)


def test_a_row_is_told_with_its_columns_and_the_unit_above_the_table() -> None:
    document = read(NOTICE)
    row = row_around(document, span_of(document, "330"))
    assert row is not None
    assert row.names == ("低保家庭老年人",)
    assert row.others == (("特困供养人员",), ("其他困难老年人", "现金"))  # only this row is paid in cash
    told = in_words(row.header.text, row.span.text)
    assert told == "低保家庭老年人，中度失能：330元/人·月；重度失能：610元/人·月；发放形式：服务券。"
    assert document.text[row.header.start : row.header.end] == row.header.text


def test_an_empty_cell_and_a_counter_are_left_out_and_a_column_may_give_its_unit() -> None:
    assert in_words("序号 | 乡镇 | 面积（万亩）", "3 | 龙湾乡 | —") == "龙湾乡。"
    assert in_words("序号 | 乡镇 | 面积（万亩）", "3 | 龙湾乡 | 3.1") == "龙湾乡，面积：3.1万亩。"


def test_a_row_may_give_the_unit_of_its_numbers() -> None:
    told = in_words("任务 | 2025年 | 牵头单位", "卫生厕所新建（万户） | 12 | 省农业农村厅")
    assert told == "卫生厕所新建（万户），2025年：12万户；牵头单位：省农业农村厅。"


def test_a_unit_may_be_written_in_letters() -> None:
    assert in_words("指标（EB） | 2025年", "存储总量（EB） | 60") == "存储总量（EB），2025年：60EB。"


def test_only_rows_below_a_header_are_rows() -> None:
    document = read(NOTICE)
    assert table_place(document, span_of(document, "发放形式").start) is TablePlace.HEADER
    assert row_around(document, span_of(document, "发放形式")) is None
    assert row_around(document, span_of(document, "7个工作日")) is None
    assert table_place(document, span_of(document, "特困供养人员").start) is TablePlace.ROW
    assert table_place(document, span_of(document, "7个工作日").start) is TablePlace.NONE


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("低保家庭老年人能领多少？", 1.0),
        ("我妈是低保户，中度失能，每月多少？", 1.0),
        ("特困供养人员中度失能多少？", 0.0),  # another row is named
        ("中度失能的评估由谁做？", 0.0),  # no row is
        ("", 0.0),
    ],
)
def test_which_row_is_asked_for(question: str, asked: float) -> None:
    document = read(NOTICE)
    row = row_around(document, span_of(document, "330"))
    assert row is not None
    assert asked_for(row, question) == asked


def test_rows_of_one_name_are_told_apart_by_the_next() -> None:
    table = "| 类别 | 项目 | 标准 |\n| --- | --- | --- |\n| 重点企业 | 设备补贴 | 5万元 |\n| 重点企业 | 贷款贴息 | 6万元 |\n| 小微企业 | 设备补贴 | 2万元 |\n"
    document = read(f"# 某某办法\n\n第一条 标准见下表，由市财政局负责发放。\n\n{table}")
    rows = [row_around(document, span_of(document, words)) for words in ("5万元", "6万元", "2万元")]

    def asked(question: str) -> list[float]:
        return [asked_for(row, question) for row in rows if row]

    assert asked("重点企业有哪些补贴？") == [1.0, 1.0, 0.0]
    assert asked("重点企业的贷款贴息是多少？") == [0.0, 1.0, 0.0]
    assert asked("小微企业的标准是多少？") == [0.0, 0.0, 1.0]


def test_a_row_is_not_named_by_what_it_shares_with_all_others() -> None:
    table = "| 渔船 | 取得甲证奖励 | 取得乙证奖励 |\n| --- | --- | --- |\n| 中型渔船 | 300万元 | 100万元 |\n| 小型渔船 | 80万元 | 30万元 |\n"
    document = read(f"# 某某办法\n\n第一条 渔船取得证书的，按下表奖励。\n\n{table}")
    row = row_around(document, span_of(document, "300万元"))
    assert row is not None
    assert asked_for(row, "中型渔船拿了甲证奖多少？")
    assert asked_for(row, "中型渔船奖多少？")  # all of the row is asked for
    assert not asked_for(row, "轻型渔船拿了甲证奖多少？")
    assert not asked_for(row, "中型渔船每跑一趟冷链航线补几块钱？")  # no column says anything of it


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("一家5口占耕地盖房，最大能批多少？", [False, True, False]),
        ("一家两口呢？", [True, False, False]),
        ("花了800万研发，按几个点补？", [None, None, None]),
        ("占耕地最大能批多少？", [None, None, None]),
    ],
)
def test_the_row_whose_range_holds_an_amount(question: str, held: list[bool | None]) -> None:
    table = "| 家庭人口 | 占用耕地 | 占用荒地 |\n| --- | --- | --- |\n| 3人以下 | 80平方米 | 120平方米 |\n| 4至5人 | 100平方米 | 150平方米 |\n| 6人以上 | 120平方米 | 180平方米 |\n"
    document = read(f"# 某某办法\n\n第一条 宅基地面积见下表。\n\n{table}")
    rows = [row_around(document, span_of(document, words)) for words in ("3人以下", "4至5人", "6人以上")]
    found = [bounds_amount(row, question) for row in rows if row]
    assert found == held


def test_a_sum_without_its_unit_lies_in_a_range_of_sums() -> None:
    table = "| 研发投入 | 补助比例 | 上限 |\n| --- | --- | --- |\n| 50万元（含）至500万元 | 6% | 30万元 |\n| 500万元（含）至2000万元 | 8% | 120万元 |\n| 2000万元（含）以上 | 10% | 400万元 |\n"
    document = read(f"# 某某办法\n\n第一条 研发投入按下表补助。\n\n{table}")
    rows = [row_around(document, span_of(document, words)) for words in ("6%", "8%", "10%")]
    asked = [asked_for(row, "去年花了八百万研发，按几个点补、封顶多少？") for row in rows if row]
    assert asked == [False, True, False]


def test_a_label_need_not_be_a_word_and_a_measure_is_none() -> None:
    assert (
        in_words("人才类别 | 安家补贴 | 年限", "C类 | 60万元 | 五年") == "C类，安家补贴：60万元；年限：五年。"
    )
    assert in_words("机构 | 在职 | 退休", "三级 | 55% | 60%") == "三级，在职：55%；退休：60%。"


CELLS = st.lists(st.text(alphabet="甲乙丙丁戊0123456789.—（）元 ", max_size=6), min_size=2, max_size=5)


@given(CELLS, CELLS)
def test_every_cell_with_words_is_told_in_order(columns: list[str], cells: list[str]) -> None:
    cells = (cells + [""] * len(columns))[: len(columns)]
    header, row = (" | ".join(each).strip() for each in (columns, cells))
    told = in_words(header, row)
    assert told.endswith("。")
    kept = [cell.strip() for cell in cells if cell.strip("-—－–/ ")]
    assert all(cell in told for cell in kept[: len(row.split("|"))])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("table"), {"云溪市养老服务补贴办法.md": NOTICE})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("我妈是低保家庭老年人，评下来重度失能，每个月补贴多少？", ["低保家庭老年人", "重度失能：610", "元/人·月"]),
        ("特困供养人员和低保家庭老年人的中度失能补贴分别是多少？", ["410", "330"]),
        ("其他困难老年人的补贴是什么发放形式？", ["发放形式：现金"]),
    ],
)  # fmt: skip
def test_a_question_is_answered_by_the_row(office: Assistant, question: str, said: list[str]) -> None:
    answer = office.ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert all(words in answer.text for words in said), answer.text
    assert all(sentence.support == "supported" for sentence in answer.sentences if sentence.citations)
    document = office.index.document(answer.citations[0].document_id)
    assert all(document.text[c.start : c.end] == c.quote for c in answer.citations)
