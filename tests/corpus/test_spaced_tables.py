"""A table of plain text whose cells white space parts is read as rows."""

from __future__ import annotations

import pytest

from corpus import document_from_bytes
from corpus.schema import ClauseKind
from corpus.settings import Settings


def rows_in(text: str) -> list[str]:
    document = document_from_bytes("a.txt", text.encode(), Settings())
    return [document.text[c.start : c.end] for c in document.clauses if c.kind is ClauseKind.ROW]


def test_a_header_that_begins_with_a_year_is_no_number() -> None:
    text = "某某工作方案\n乡镇\t2031年实际\t2032年计划\n石桥镇\t6.8\t7.2\n柳林镇\t5.4\t6.0\n"
    assert rows_in(text) == ["乡镇 | 2031年实际 | 2032年计划", "石桥镇 | 6.8 | 7.2", "柳林镇 | 5.4 | 6.0"]


def test_a_table_whose_only_numbers_count_its_rows() -> None:
    text = (
        "某某工作方案\n序号　　任务　　牵头单位\n1　　修建渔港　　港务局\n2　　培训渔民　　农业局\n以上。\n"
    )
    assert rows_in(text) == ["序号 | 任务 | 牵头单位", "1 | 修建渔港 | 港务局", "2 | 培训渔民 | 农业局"]


def test_numbers_below_zero_make_a_table() -> None:
    text = "某某公报\n指标\t全市\t农村\n水产\t0.3\t-0.1\n烟酒\t-0.2\t－0.5\n"
    assert rows_in(text) == ["指标 | 全市 | 农村", "水产 | 0.3 | -0.1", "烟酒 | -0.2 | －0.5"]


@pytest.mark.parametrize(
    "header", ["名次　　任务　　牵头单位", "序号　　2031　　牵头单位", "任务　　序号　　牵头单位"]
)
def test_other_headers_above_words_alone_make_no_table(header: str) -> None:
    assert rows_in(f"某某方案\n{header}\n1　　修建渔港　　港务局\n2　　培训渔民　　农业局\n") == []


def test_rows_that_are_not_all_counted_make_no_table() -> None:
    text = "某某方案\n序号　　任务　　牵头单位\n1　　修建渔港　　港务局\n甲　　培训渔民　　农业局\n"
    assert rows_in(text) == []


def test_the_frame_of_a_box_is_no_text() -> None:
    text = "某某方案\n┌──────┐\n│专栏1　主要指标\n│指标　　2031年　　2033年\n│渔船　　120　　150\n│渔港　　4　　6\n└──────┘\n│甲│乙│\n以上。\n"
    document = document_from_bytes("a.txt", text.encode(), Settings())
    assert "│" not in document.text
    assert "─" not in document.text
    assert rows_in(text) == ["指标 | 2031年 | 2033年", "渔船 | 120 | 150", "渔港 | 4 | 6"]
    assert "甲 | 乙" in document.text
