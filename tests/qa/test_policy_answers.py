"""Questions about a town's notice and a bureau's report, answered by the whole pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import AnswerStatus, Assistant
from tests.qa.assistants import assistant_over


def assert_tells(assistant: Assistant, question: str, said: list[str], unsaid: list[str]) -> None:
    """The answer to `question` has all of `said` in it and nothing of `unsaid`."""
    text = assistant.ask(question).text
    assert all(each in text for each in said), text
    assert not any(each in text for each in unsaid), text


NOTICE = """云溪市人民政府办公室关于印发《云溪市促进冰雪经济若干措施》的通知

云溪政办规〔2031〕7号

各县（市、区）人民政府，市政府各部门：

《云溪市促进冰雪经济若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。

云溪市人民政府办公室
2031年8月6日

云溪市促进冰雪经济若干措施

为发展冰雪经济，培育消费热点，制定如下措施。

一、壮大经营主体

（一）支持企业落户。对新引进的冰雪装备企业，给予50万元奖励，分两年拨付。

（二）支持场馆运营。首批开放甲山、乙湖、丙岭、丁谷四个雪场，免收场地费。

二、完善服务

（一）开放场馆。市体育局负责培训教练员，每名补助800元。

（二）管好场馆。场馆可以用于公益训练。但不得用于商业演出。

（三）分类建设。大型雪场雪道面积不少于20万平方米，小型雪场雪道面积不少于3万平方米。

附件：1. 冰雪企业奖励申请表
      2. 冰雪场馆一览表
"""
REPORT = """云溪市体育局2031年工作总结和2032年工作打算

2031年，全市冰雪运动蓬勃开展。

一、2031年工作成效

新建雪场6个，培训教练员320名。

二、存在的主要问题

一是资金来源少，社会投资占比仅为12%。二是教练员流失快。三是雪场闲置期长。

三、2032年工作打算

（一）建设冰雪小镇

计划新建雪场4个，培训教练员280名。

（二）举办冰雪赛事

举办省级赛事2场。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("town"), {"措施.txt": NOTICE, "总结.txt": REPORT})


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云溪市促进冰雪经济若干措施主要讲了什么？", ["一、壮大经营主体", "二、完善服务"]),
        ("云溪市冰雪经济那个若干措施从哪些方面给支持？", ["一、壮大经营主体", "二、完善服务"]),
        ("云溪市体育局2032年打算干哪些事？", ["（一）建设冰雪小镇", "（二）举办冰雪赛事"]),
        ("云溪市体育局承认有哪些短板？", ["资金来源少", "教练员流失快", "雪场闲置期长"]),
        ("云溪市体育局2032年工作打算讲了哪几块？", ["（一）建设冰雪小镇", "（二）举办冰雪赛事"]),
        ("云溪市体育工作存在哪些问题？", ["资金来源少", "教练员流失快", "雪场闲置期长"]),
        ("第一批开放的是哪几个雪场？", ["甲山", "乙湖", "丙岭", "丁谷"]),
        ("大型雪场和小型雪场的雪道面积有什么区别？", ["20万平方米", "3万平方米"]),
        ("云溪的雪场对运营有什么支持？", ["免收场地费"]),
        ("场馆可以用于公益训练吗？", ["可以用于公益训练", "不得用于商业演出"]),
        ("2032年计划新建雪场比2031年多还是少？", ["新建雪场4个", "新建雪场6个"]),
    ],
)
def test_what_is_said(town: Assistant, question: str, said: list[str]) -> None:
    text = town.ask(question).text
    assert all(part in text for part in said), text


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "云溪市水利局培训教练员，每名补助多少？",
        "青浦湾市民宿的雪道面积不少于多少？",
        "雪场门票收费多少元？",
    ],
)
def test_what_is_not_said(town: Assistant, question: str) -> None:
    assert town.ask(question).status is AnswerStatus.NO_EVIDENCE


@pytest.mark.model
def test_a_clause_number_that_two_documents_have_is_told_of_both(town: Assistant) -> None:
    first = town.ask("二（一）讲的是什么？")
    assert "培训教练员" in first.text
    assert "也有这一条" not in first.text  # only the measures have it
    both = town.ask("第一部分讲了什么？")
    assert "也有这一条" in both.text
    assert "《云溪市体育局2031年工作总结和2032年工作打算》" in both.text
    named = town.ask("若干措施第一部分讲了什么？")
    assert "也有这一条" not in named.text


@pytest.mark.model
def test_where_only_the_name_of_a_clause_is_asked_nothing_else_is_told(town: Assistant) -> None:
    assert "培训教练员" in town.ask("若干措施二（一）的内容是什么？").text
    named = town.ask("若干措施二（一）叫什么？")
    assert [sentence.text for sentence in named.sentences] == ["（一）开放场馆。"]


@pytest.mark.model
def test_the_names_of_attachments_are_no_answer(town: Assistant) -> None:
    assert "一览表" not in town.ask("冰雪场馆有哪些？").text


PROVINCE = """湖北省机器人产业行动计划

一、发展目标

到2031年，全省机器人产业规模达到860亿元。浙江提出的规模目标是1200亿元。

二、重点布局

武汉侧重整机，襄阳侧重减速器，宜昌侧重电池。2030年11月赴深圳、杭州考察，征求意见期间收到意见127条。

三、保障

设立训练场，收费标准为每小时30元。
"""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("province"), {"湖北省机器人产业行动计划.md": PROVINCE})


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("湖北机器人产业里襄阳侧重什么？", "减速器"),
        ("湖北行动计划征求意见收到多少条？", "127条"),
        ("湖北训练场收费标准是多少？", "30元"),
        ("湖北2031年机器人产业规模要达到多少？", "860亿元"),
    ],
)
def test_a_document_of_a_province_speaks_of_it_throughout(
    province: Assistant, question: str, said: str
) -> None:
    assert said in province.ask(question).text


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云政科〔2031〕12号文第二条怎么规定？", "训练场"),
        ("关于训练场开放共享的通知第一条说了什么？", "登记"),
        ("重点做了哪些布局，整机在哪里？", "武汉"),
        ("申请使用训练场需要什么材料？", "使用方案"),
    ],
)
def test_the_document_that_is_named_by_number_or_by_most_of_its_title(
    tmp_path: Path, question: str, said: str
) -> None:
    notice = (
        "# 云溪市科技局关于机器人训练场开放共享的通知\n\n云政科〔2031〕12号\n\n第一条 训练场的设备应当登记。\n\n"
        "第二条 训练场每周开放四天。\n\n第三条 申请材料包括：（一）申请表；（二）使用方案。\n"
    )
    other = "# 云溪市雪场管理办法\n\n云政体〔2031〕3号\n\n第一条 为了管理雪场，制定本办法。\n\n第二条 雪场由体育局管理。\n"
    documents = {"通知.md": notice, "办法.md": other, "湖北省机器人产业行动计划.md": PROVINCE}
    assert said in assistant_over(tmp_path, documents).ask(question).text


@pytest.mark.model
def test_a_clause_of_a_number_that_no_document_bears_is_not_told_from_another(town: Assistant) -> None:
    answer = town.ask("云政科〔2030〕99号文第二部分怎么规定？")
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert "云政科〔2030〕99号" in answer.text


WORKS = """# 江岭省算力行动计划

江政发〔2031〕6号

## 一、主要目标

到2032年，算力总规模达到45EFLOPS。

## 二、五大工程

（一）实施设施提升工程。新建数据中心。

（二）实施网络畅联工程。降低时延。

（三）实施绿色低碳工程。使用绿电。

（四）实施赋能应用工程。推广应用。

（五）实施安全护航工程。加强防护。

## 三、年度安排

| 指标 | 2031年 | 2032年 |
| --- | --- | --- |
| 存储总量（EB） | 60 | 85 |

## 四、存在的三个难题

一是机房老旧。不少机房建于十年前。

二是电费偏高。企业反映强烈。

三是人才不足。缺口较大。
"""


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    rules = (
        "# 临溪市会展奖励办法\n\n临政办规〔2030〕9号\n\n第一条 为发展会展业，制定本办法。\n\n"
        "第二条 本办法自2030年7月1日起施行，有效期3年。\n"
    )
    return assistant_over(tmp_path_factory.mktemp("works"), {"行动计划.md": WORKS, "办法.md": rules})


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        (
            "算力行动计划的“五大工程”分别叫什么？",
            ["设施提升", "网络畅联", "绿色低碳", "赋能应用", "安全护航"],
            [],
        ),
        ("2032年的存储总量是多少EB？", ["85EB"], []),
        ("算力总规模2032年做到多大？", ["45EFLOPS"], []),
        ("算力存在哪三个难题？", ["机房老旧", "电费偏高", "人才不足"], []),
        ("临政办规〔2030〕9号从哪天开始执行，管几年？", ["2030年7月1日", "3年"], ["算力"]),
    ],
)
def test_counted_headings_years_of_columns_and_a_document_by_its_number(
    works: Assistant, question: str, said: list[str], unsaid: list[str]
) -> None:
    assert_tells(works, question, said, unsaid)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("云溪市体育局2031年新建雪场多少个？", "6个", "4个"),
        ("云溪市体育局2032年打算新建雪场多少个？", "4个", "6个"),
        ("冰雪场馆首批开放四个，训练一名教练员市体育局补助多少？", "800元", "280"),
    ],
)
def test_a_report_has_a_part_for_each_year(town: Assistant, question: str, said: str, unsaid: str) -> None:
    text = town.ask(question).text
    assert said in text
    assert unsaid not in text


@pytest.mark.model
def test_a_word_in_letters_is_asked_by_its_chinese_name(tmp_path: Path) -> None:
    report = "# 湖阳市2031年政府工作报告\n\n一、2030年工作回顾\n\n全市地区生产总值达到4862.7亿元，增长5.8%。新增绿色建筑620万平方米。\n"
    answer = assistant_over(tmp_path, {"报告.md": report}).ask("湖阳市2030年的GDP是多少？")
    assert "4862.7亿元" in answer.text
    assert "生产总值" in answer.standalone_question


CANCELLING = """# 云溪市促进渔船更新若干措施

一、渔船注销。渔船注销应当公示承诺书，公示期为20日。在公示期内没有人提出异议的，船主可以于公示期届满之日起15日内申请注销登记。

二、渔船停靠。渔船停靠费为每天20元，每月不超过500元。渔船停靠登记费为300元。

三、渔船奖励。对年产值首次突破10万元、30万元、50万元的渔船，分别给予2万元、5万元、9万元奖励。同一渔船晋档的，补足差额。
"""


@pytest.fixture(scope="module")
def cancelling(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("cancelling"), {"措施.md": CANCELLING})


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("渔船注销要公示多少天？没人提异议的话，公示完几天内去申请？", ["20日", "15日"], []),
        ("渔船停靠费一天多少钱，一个月封顶多少？", ["20元", "500元"], ["300元"]),
        ("渔船产值突破30万元奖多少？以前领过10万元那一档的，还能全拿吗？", ["5万元", "补足差额"], []),
    ],
)
def test_a_later_question_is_not_answered_with_the_sentence_of_the_earlier(
    cancelling: Assistant, question: str, said: list[str], unsaid: list[str]
) -> None:
    assert_tells(cancelling, question, said, unsaid)
