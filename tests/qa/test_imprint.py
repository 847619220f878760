"""Lines that only say when, where and by whom are no answer, unless that is asked."""

from __future__ import annotations

import pytest

from corpus import document_from_bytes
from corpus.schema import Document
from corpus.settings import Settings
from qa.imprint import is_imprint

REPORT = "政府工作报告\n\n——2025年1月14日在湖阳市第九届人民代表大会第四次会议上\n\n湖阳市市长　沈立群\n\n改造城镇老旧小区168个。\n"


@pytest.fixture(scope="module")
def report() -> Document:
    return document_from_bytes("报告.txt", REPORT.encode(), Settings())


@pytest.mark.parametrize(
    "line",
    [
        "——2025年1月14日在湖阳市第九届人民代表大会第四次会议上",
        "湖阳市市长　沈立群",
        "地点：澜江市人民政府新闻发布厅",
        "现在，我代表市人民政府向大会报告工作，请予审议。",
        "各位代表：",
    ],
)
def test_the_stage_of_a_speech(report: Document, line: str) -> None:
    assert is_imprint(report, line, "报告承认了哪些短板？")
    assert not is_imprint(report, line, "报告是谁在哪次会议上作的？")


@pytest.mark.parametrize("line", ["改造城镇老旧小区168个。", "市长热线实行首问负责制。", "时间紧、任务重。"])
def test_what_is_said(report: Document, line: str) -> None:
    assert not is_imprint(report, line, "报告承认了哪些短板？")
