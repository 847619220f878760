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


NOTICE = (
    "# 云溪市促进渔业发展若干措施\n\n云溪政办规〔2031〕7号\n\n发布日期：2031年8月6日\n\n每艘渔船补助5万元。\n"
)


@pytest.fixture(scope="module")
def notice() -> Document:
    return document_from_bytes("措施.md", NOTICE.encode(), Settings())


@pytest.mark.parametrize(
    "line", ["发布日期：2031年8月6日", "成文时间: 2031年8月1日", "发布机构：云溪市人民政府办公室"]
)
def test_when_and_by_whom_a_document_was_issued(notice: Document, line: str) -> None:
    assert is_imprint(notice, line, "每艘渔船补助多少钱？")
    assert not is_imprint(notice, line, "措施是什么时候发布的？")
    assert not is_imprint(notice, line, "是哪个部门的文件？")


@pytest.mark.parametrize("line", ["云溪市促进渔业发展若干措施", "云溪政办规〔2031〕7号"])
def test_the_title_and_the_number_are_no_sentences(notice: Document, line: str) -> None:
    assert is_imprint(notice, line, "措施是什么时候发布的？")


@pytest.mark.parametrize(
    "line", ["每艘渔船补助5万元。", "发布会日期：另行通知", "补助的发布日期以公告为准。"]
)
def test_what_only_begins_alike_is_said(notice: Document, line: str) -> None:
    assert not is_imprint(notice, line, "每艘渔船补助多少钱？")


RESPONSIBLE = ["（责任单位：市科技局、市教育局）", "牵头单位：市港务局", "配合部门: 市水利局"]


@pytest.mark.parametrize("line", RESPONSIBLE)
@pytest.mark.parametrize("asked", ["每艘渔船补助多少钱？", "怎样培训渔民？"])
def test_those_responsible_for_a_task_are_no_answer(notice: Document, line: str, asked: str) -> None:
    assert is_imprint(notice, line, asked)


@pytest.mark.parametrize("line", RESPONSIBLE)
@pytest.mark.parametrize("asked", ["谁来培训渔民？", "由哪几个部门落实？", "这项任务的牵头单位是谁？"])
def test_those_responsible_are_told_where_they_are_asked_for(notice: Document, line: str, asked: str) -> None:
    assert not is_imprint(notice, line, asked)


def test_a_sentence_about_responsible_bodies_is_said(notice: Document) -> None:
    assert not is_imprint(notice, "各责任单位应当按月报送进度。", "每艘渔船补助多少钱？")
