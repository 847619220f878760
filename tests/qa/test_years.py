"""A goal for one year is no answer about another, though both stand in one paragraph; a sum is meant as it is spoken."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.schema import AnswerStatus
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

POLICY = """关于推动孵化产业高质量发展的实施意见

一、主要目标

到2027年，孵化产业规模达到500亿元；骨干企业市场占有率提高到45%以上。到2030年，孵化产业创新能力全面提升，
形成一批自主品牌。

二、重点任务

（一）加强技术攻关。支持企业牵头承担攻关任务，对首次承担任务的企业给予补助。

（二）加大资金支持。企业申请贷款，额度不超过500万元。列入国家计划的项目，贷款额度可以放宽至2000万元。
"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("years"), {"孵化意见.md": POLICY})


def test_the_year_that_is_asked_about(policy: Assistant) -> None:
    assert "45%" in policy.ask("2027年骨干企业市场占有率要到多少？").text


def test_another_year_of_the_same_paragraph(policy: Assistant) -> None:
    answer = policy.ask("2030年骨干企业市场占有率要到多少？")
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert "45%" not in answer.text


def test_a_sum_as_it_is_spoken(policy: Assistant) -> None:
    text = policy.ask("哪些项目的贷款能放宽到两千万？").text
    assert "列入国家计划的项目" in text
    assert policy.ask("哪些项目的贷款能放宽到三千万？").status is AnswerStatus.NO_EVIDENCE
