"""A clause named by its number is told from the document that the question means."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.generate.clause import clause_answer
from qa.question import read_question
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

POLICY = """# 云溪市推进渔业发展的实施意见

云溪政发〔2031〕5号

一、总体要求

坚持生态优先。

二、重点任务

（一）建设渔港。到2032年，建成渔港3个。
"""
INTERPRETATION = """# 云溪市渔业新政答记者问

一、为什么出台实施意见？

为了保护渔业资源，促进渔民增收。

二、渔港怎么建？

支持社会资本参与渔港建设。

三、渔民怎么培训？

采用线上线下结合的方式培训渔民。
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("town"), {"意见.md": POLICY, "问答.md": INTERPRETATION})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("《云溪市推进渔业发展的实施意见》解读的第三个问题讲了什么？", "采用线上线下结合的方式培训渔民。"),
        ("《云溪市推进渔业发展的实施意见》答记者问的第二个问题讲了什么？", "支持社会资本参与渔港建设。"),
        ("《云溪市推进渔业发展的实施意见》第二部分讲了什么？", "到2032年，建成渔港3个。"),
        ("《云溪市推进渔业发展的实施意见》第三部分讲了什么？", None),
        ("《云溪市推进渔业发展的实施意见》解读的第八个问题讲了什么？", None),
    ],
)
def test_an_interpretation_is_meant_where_it_is_named(town: Assistant, asked: str, said: str | None) -> None:
    question = read_question(asked)
    told = clause_answer(town.index, question, town.index.search(question.text, 8))
    assert (told[-1].text if told else None) == said


POINTS = ("一是修建渔港。", "二是培训渔民。", "三是清理航道。", "四是扩建冷库。", "五是开办渔市。")
SHORT = "做好五件事。" + "两年内完成。".join(POINTS)
LONG = "做好五件事。" + f"{'各镇应当按照分工抓好落实，逐月报送进展情况。' * 12}".join(POINTS)
PLAN = f"# 云溪市渔业年度计划\n\n一、近期任务\n\n{SHORT}\n\n二、远期任务\n\n{LONG}\n"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("plan"), {"计划.md": PLAN})


def told(assistant: Assistant, asked: str) -> str:
    question = read_question(asked)
    return "".join(
        draft.text for draft in clause_answer(assistant.index, question, assistant.index.search(asked, 8))
    )


def test_a_short_clause_that_counts_what_is_asked_for_is_told_whole(plan: Assistant) -> None:
    assert told(plan, "《云溪市渔业年度计划》第一部分要做哪五件事？") == f"一、近期任务{SHORT}"


def test_of_a_long_clause_only_the_points_are_told(plan: Assistant) -> None:
    assert told(plan, "《云溪市渔业年度计划》第二部分要做哪五件事？") == "".join(POINTS)


def test_another_count_is_not_told_by_the_points(plan: Assistant) -> None:
    assert told(plan, "《云溪市渔业年度计划》第二部分要做哪六件事？") != "".join(POINTS)
