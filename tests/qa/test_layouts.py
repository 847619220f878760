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

渔业与农业、林业相比，有3个明显特征。渔业生产不在岸上，而在海上；渔业收获没有定时，四季都有；渔业风险呈现突发性，如台风、赤潮、海冰。

当渔船具备捕得快、耗油少、跑得远等特征后，就形成规模效应。满足特征的渔船主要有两类。一是拖网渔船。二是养殖工船。

到2033年底前，渔船救生衣配备率达到100%。〔责任单位：县渔业局、县海事处〕

表1 主要指标

序号　指标　2031年　2033年　属性
1　渔船数量　120　150　预期性
2　渔港数量　4　6　约束性
3　渔民人数　900　800　预期性
4　休渔天数　90　120　约束性

表2 任务分工

序号　任务　牵头单位　配合单位
1　修建渔港　县渔业局　县财政局
2　培训渔民　县渔业局　县教育局
3　检查渔船　县海事处　县渔业局

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
        ("渔业与农业、林业相比有哪些明显特征？", ["而在海上", "四季都有", "突发性"]),
        ("满足捕得快、耗油少、跑得远特征的渔船主要有哪两类？", ["拖网渔船", "养殖工船"]),
        ("渔船救生衣配备率什么时候达到100%，由哪些部门负责？", ["2033年底", "县渔业局、县海事处"]),
        ("渔业主要指标里，哪几项是约束性指标？", ["渔港数量", "休渔天数"]),
        ("任务表里县渔业局牵头的任务有哪几项？", ["修建渔港", "培训渔民"]),
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
