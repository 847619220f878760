"""The benchmark of reposts: dirty copies stay recognisable, and precision and recall are what they are called."""

from __future__ import annotations

import random

from corpus.schema import ClausePath, Passage
from eval.repost_benchmark import THRESHOLDS, Kept, dirty_copy, law_name, measure, side

TEXT = (
    "企业应当建立健全管理制度，明确责任部门和责任人员，依法履行备案、报告等义务，并接受主管部门的监督检查。"
)


def kept(law: str, text: str, number: int = 0) -> Kept:
    return Kept(law, Passage(f"{law}-{number}", law, ClausePath(()), 0, len(text), text))


def test_a_dirty_copy_is_near_and_not_the_same() -> None:
    dice = random.Random(1)
    copies = [dirty_copy(TEXT * 4, dice) for _ in range(50)]
    assert sum(copy != TEXT * 4 for copy in copies) > 40
    assert all(abs(len(copy) - len(TEXT * 4)) < 60 for copy in copies)


def test_versions_of_a_law_are_one_law_and_on_one_side() -> None:
    assert law_name("行政处罚法(2021-01-22).md") == law_name("行政处罚法(2009-08-27).md") == "行政处罚法"
    assert {side(f"第{number}号法").value for number in range(40)} == {"dev", "test"}


def test_precision_and_recall() -> None:
    """Two laws with the same words: a copy of one is linked to the other too, which is a wrong link."""
    other = "国家支持高等学校、科研机构和企业开展科学技术研究，促进科技成果转化为现实生产力，保障国家安全。"
    alone = measure([kept("甲法", TEXT * 3), kept("乙法", other * 3)])
    assert [row["threshold"] for row in alone] == list(THRESHOLDS)
    assert alone[0]["precision"] == alone[0]["recall"] == 1.0
    shared = measure([kept("甲法", TEXT * 3), kept("乙法", TEXT * 3)])
    assert shared[0]["recall"] == 1.0
    assert shared[0]["precision"] == 0.5
    recalls = [row["recall"] for row in measure([kept(f"{n}法", TEXT[n:] * 3) for n in range(9)])]
    assert recalls == sorted(recalls, reverse=True)
