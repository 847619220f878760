"""Questions about what documents lay out in forms of their own: appendices, named parts, lists below a heading, ranges."""

from __future__ import annotations

import pytest

from qa import Assistant
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

NOTICE = """云溪县教育局关于做好2031年渔民子女招生工作的通知

一、招生对象

年满六周岁的渔民子女。

二、录取办法

（一）第一类：有船有港学生。父母名下有渔船，并在本港登记满两年。

（二）第二类：有船无港学生。父母名下有渔船，但没有在本港登记。

　　附件：1.云溪县招生片区表
　　　　　2.渔民子女入学申请表

云溪县教育局
2031年4月8日
"""
PLAN = """云溪县渔业发展规划

第一章 空间布局

构建“一带两核”渔业格局。“一带”即滨海渔业带，沿岸一公里禁止新建工厂。“两核”即石桥港和柳林港。

第二章 管理模式

第一条 渔港由县人民政府统一规划。管理模式包括：（一）渔业公司管理；（二）渔民自治管理；（三）街道兜底管理。

第二条 渔港应当公开收费标准。

第三条 对渔业展会，按下列标准扶持：

（一）展览面积1万平方米（含）至3万平方米的，每平方米扶持20元；

（二）展览面积3万平方米（含）至5万平方米的，每平方米扶持25元；

（三）展览面积5万平方米（含）以上的，每平方米扶持30元。

第四条 公示期为5个工作日。公示无异议的，由县财政局在15个工作日内拨付资金。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("county"), {"招生通知.txt": NOTICE, "规划.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渔民子女招生通知有哪几个附件？", ["云溪县招生片区表", "渔民子女入学申请表"]),
        ("“一带两核”渔业格局具体指哪些？", ["滨海渔业带", "石桥港和柳林港"]),
        ("渔港可以选哪几种管理模式？", ["渔业公司管理", "渔民自治管理", "街道兜底管理"]),
        ("展览面积4万平方米的渔业展会，每平方米扶持多少元？", ["25元"]),
        ("公示、拨付各要多长时间？", ["5个工作日", "15个工作日"]),
        ("录取时，第一类和第二类学生有什么区别？", ["在本港登记满两年", "没有在本港登记"]),
    ],
)
def test_what_is_told(county: Assistant, question: str, said: list[str]) -> None:
    answer = county.ask(question, [])
    told = "".join(sentence.text for sentence in answer.sentences)
    assert [words for words in said if words not in told] == []


def test_only_the_item_whose_range_holds_the_amount_is_told(county: Assistant) -> None:
    answer = county.ask("展览面积4万平方米的渔业展会，每平方米扶持多少元？", [])
    told = "".join(sentence.text for sentence in answer.sentences)
    assert "20元" not in told
    assert "30元" not in told


@pytest.mark.parametrize("question", ["驾照到期换证要带哪些材料？", "上海明天会下雨吗？"])
def test_what_is_about_something_else_altogether_is_refused(county: Assistant, question: str) -> None:
    assert county.ask(question, []).citations == ()
