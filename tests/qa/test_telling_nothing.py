"""A sentence that opens a document, names one of a list or leaves it to another text tells nothing of what is asked."""

from __future__ import annotations

import pytest

from qa.question import read_question
from qa.telling_nothing import leaves_it_to_others, names_one_of_them, opens_document


@pytest.mark.parametrize(
    ("asked", "sentence", "elsewhere"),
    [
        ("考核看哪些指标？", "具体指标由省财政厅另行规定。", True),
        ("具体指标由谁规定？", "具体指标由省财政厅另行规定。", False),
        ("摊贩怎么登记？", "登记的具体办法由省级人民政府制定。", True),
        ("考核看哪些指标？", "考核发放额、不良率等指标。", False),
        ("提醒一共分几个级别？", "提醒的级别划分和发布程序，由渔业部制定。", True),
        ("直管公房也适用本办法吗？", "直管公房的管理另行规定。", False),
    ],
)
def test_what_is_told_elsewhere(asked: str, sentence: str, elsewhere: bool) -> None:
    assert leaves_it_to_others(read_question(asked), sentence) is elsewhere


def test_one_of_a_counted_list_is_not_the_list() -> None:
    asked = read_question("六大方向有哪些？")
    assert names_one_of_them(asked, "未来制造是六大方向之一。")
    assert not names_one_of_them(asked, "重点推进未来制造、未来信息等六大方向。")
    assert not names_one_of_them(read_question("未来制造是什么？"), "未来制造是六大方向之一。")


@pytest.mark.parametrize(
    ("asked", "sentence", "opens"),
    [
        ("每艘船补助多少元？", "为做好申报工作，现就有关事项公告如下：", True),
        ("基金由哪家机构管理？", "《行动计划》已经省政府同意。", True),
        ("这份计划经谁同意？", "《行动计划》已经省政府同意。", False),
        ("什么时候开始申报？", "现将有关事项通知如下：", True),
        ("什么时候开始申报？", "为规范申报，编制本指南。", True),
        ("每艘船补助多少元？", "根据有关法律，制定本实施细则。", True),
        ("有哪些条件？", "现予印发本通知。", True),
        ("可以分期申报吗？", "为规范申报，制定本办法。", True),
        ("有哪些条件？", "申请人应当登记满两年。", False),
        ("依据哪些法律？", "根据有关法律，制定本细则。", False),
        ("谁负责审批？", "根据有关法律，制定本细则。", False),
        ("每艘船补助多少元？", "最近，云溪市印发《渔业办法》。", True),
        ("每艘船补助多少元？", "日前，云溪市发布了《渔业办法》。", True),
        ("有哪些措施？", "近日，云溪市出台《渔业办法》。", True),
        ("每艘船补助多少元？", "最近，云溪市每艘船补助5万元。", False),
        ("为什么要补助？", "最近，云溪市印发《渔业办法》。", False),
    ],
)
def test_why_a_document_is_made_is_no_number_date_or_list(asked: str, sentence: str, opens: bool) -> None:
    assert opens_document(read_question(asked), sentence) is opens
