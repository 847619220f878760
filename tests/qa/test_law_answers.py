"""Answers from a law: whole sentences, all items of a list, articles from their first word, definitions as such."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.schema import AnswerStatus
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

LAW = """# 中华人民共和国孵化教育法

## 第一章 总则

第一条 为了推动孵化教育发展，制定本法。

第二条 本法所称孵化教育，是指为了培养创业人才而实施的教育，包括学校教育和职业培训。

第三条 国家采取措施，大力发展孵化教育。

国家鼓励社会力量参与孵化教育。

## 第二章 孵化教育

第四条 设立孵化学校，应当符合下列基本条件：

（一）有组织机构和章程；

（二）有合格的教师；

（三）有必备的办学资金。

第五条 企业未依照本法规定提取教育经费的，由有关部门责令改正；拒不改正的，由县级以上人民政府收取其应当承担的经费。

第六条 孵化学校不受理个人自荐。孵化教育奖分为示范奖、创新奖，每次授予人数不超过20名。

第七条 有下列情形之一的，由教育行政部门撤销孵化学校：

（一）骗取办学资金；

（二）虚假宣传。

第八条 本法自2030年5月1日起施行。

孵化学校评估的具体指标由国务院教育行政部门另行规定。

第九条 本法所称孵化主体，是指依法设立的下列组织：

（一）孵化学校；

（二）众创空间。

第十条 孵化学校可以从下列来源提取奖金：

（一）财政拨款；

（二）社会捐赠；

（三）培训收入。

依照前款第二项、第三项提取的，提取比例不超过百分之十二。

第十一条 孵化学校有下列情形之一的，由教育行政部门责令限期改正，并予以警告；情节严重的，责令停止招生：

（一）组织入学考试的；

（二）克扣、挪用学员伙食费的。
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("law"), {"孵化教育法.md": LAW})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("设立孵化学校的条件是什么？", ["应当符合下列基本条件", "组织机构和章程", "合格的教师", "必备的办学资金"]),
        ("企业不按规定提取教育经费怎么处罚？", ["责令改正；拒不改正的，由县级以上人民政府收取"]),
        ("孵化教育法第三条讲了什么？", ["国家采取措施，大力发展孵化教育", "鼓励社会力量"]),
        ("什么是孵化教育？", ["是指为了培养创业人才而实施的教育"]),
        ("孵化主体指哪些？", ["是指依法设立的下列组织", "孵化学校", "众创空间"]),
        ("孵教法什么时候施行？", ["2030年5月1日"]),
        ("孵化教育法从哪一天开始实施？", ["自2030年5月1日起施行"]),
        ("2030年版的孵化教育法，文本里写的起始施行时间是？", ["2030年5月1日"]),
        ("国家为什么要制定孵化教育法？", ["为了推动孵化教育发展，制定本法"]),
        ("孵化学校评估的具体指标由谁规定？", ["由国务院教育行政部门另行规定"]),
        ("孵化学校在哪些情形下会被撤销？", ["骗取办学资金", "虚假宣传"]),
        ("孵化教育奖每次最多给几个人？", ["不超过20名"]),
        ("骗取办学资金会怎么样？", ["有下列情形之一的，由教育行政部门撤销", "骗取办学资金"]),
        ("不受理个人自荐写在第几条？", ["第六条 孵化学校不受理个人自荐"]),
        ("孵化学校提取奖金的比例最高是多少？", ["不超过百分之十二", "（二）社会捐赠", "（三）培训收入"]),
    ],
)  # fmt: skip
def test_what_is_said(law: Assistant, question: str, said: list[str]) -> None:
    text = law.ask(question).text
    for marker in range(1, 9):
        text = text.replace(f"[{marker}]", "")
    assert all(part in text for part in said), text


def test_what_one_case_leads_to_is_told_of_that_case_with_all_that_it_leads_to(law: Assistant) -> None:
    text = law.ask("孵化学校挪用学员伙食费，会受到哪些处理？").text
    assert "责令限期改正，并予以警告；情节严重的，责令停止招生" in text
    assert "挪用学员伙食费" in text
    assert "入学考试" not in text


def test_the_number_of_an_article_opens_its_first_paragraph(law: Assistant) -> None:
    shorts = [citation.path.short for citation in law.ask("孵化教育法第三条讲了什么？").citations]
    assert shorts == ["第一章第三条第一款", "第一章第三条第二款"]
    assert law.ask("孵化教育法第一条讲了什么？").citations[0].path.short == "第一章第一条"


def test_a_sentence_is_told_once(law: Assistant) -> None:
    quotes = [citation.quote for citation in law.ask("不提取教育经费，拒不改正的，有什么后果？").citations]
    assert len(quotes) == len(set(quotes))
    text = law.ask("不提取教育经费，拒不改正的，有什么后果？").text
    assert text.count("拒不改正的") == 1


def test_a_definition_is_not_a_chapter(law: Assistant) -> None:
    assert "章程" not in law.ask("什么是孵化教育？").text


@pytest.mark.parametrize(
    "question",
    [
        "《孵化条例》第三条怎么规定的？",
        "托育服务法第三条怎么规定的？",
        "孵化教育奖的奖金是多少？",
        "孵化教育法的起草单位的电话是多少？",
        "评估孵化学校看哪些指标？",
    ],
)
def test_what_the_law_does_not_say(law: Assistant, question: str) -> None:
    assert law.ask(question).status is AnswerStatus.NO_EVIDENCE


def test_a_document_that_is_not_there_is_named(law: Assistant) -> None:
    assert "《孵化条例》" in law.ask("《孵化条例》第三条怎么规定的？").text
