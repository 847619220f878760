"""Two documents that give other numbers for the same are both told, the most authoritative first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import AnswerStatus
from tests.qa.assistants import assistant_over

POLICY = """工业和信息化部关于推动氢能产业发展的指导意见

工信部规〔2024〕3号

各省、自治区、直辖市工业和信息化主管部门：

一、发展目标

到2030年，建成加氢站1000座，氢能产业规模稳步提升。

二、重点任务

支持企业开展制氢技术攻关，完善储运体系。

工业和信息化部
2024年3月1日
"""
NEWS = """氢能产业指导意见发布

新华社北京2024年3月2日电（记者 李明）近日，有关部门发布了氢能产业的指导意见。

据介绍，到2030年，建成加氢站1200座，氢能产业规模稳步提升。

业内人士表示，企业的积极性很高。
"""


@pytest.mark.model
@pytest.mark.parametrize("other", [True, False])
def test_both_numbers_are_given_with_their_sources(tmp_path: Path, other: bool) -> None:
    news = NEWS if other else NEWS.replace("1200", "1000")
    answer = assistant_over(tmp_path, {"意见.txt": POLICY, "新闻.txt": news}).ask(
        "到2030年建成多少座加氢站？"
    )
    assert answer.status is AnswerStatus.ANSWERED
    assert "1000座" in answer.text
    assert ("1200座" in answer.text) is other
    assert ("不一致" in answer.text) is other
    if other:
        assert answer.text.index("1000座") < answer.text.index("1200座")
        assert {citation.source for citation in answer.citations} == {"意见.txt", "新闻.txt"}


@pytest.mark.model
def test_two_laws_do_not_disagree(tmp_path: Path) -> None:
    laws = {
        f"测试{name}法.md": f"# 中华人民共和国测试{name}法\n\n第一条 为了规范测试，制定本法。\n\n第二条 未按期报送测试记录的，处{amount}的罚款。\n"
        for name, amount in (("甲", "十万元"), ("乙", "一万元"))
    }
    assert "不一致" not in assistant_over(tmp_path, laws).ask("未按期报送测试记录的罚款是多少？").text
