"""What is asked of two documents together is answered from each of them."""

from __future__ import annotations

import pytest

from qa import Assistant
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

PORTS = """# 测试港口条例

第一条 为了规范港口，制定本条例。

第二条 未经许可停泊的，处三千元罚款。

第三条 港口由港口管理局管理。

第四条 本条例自2031年3月1日起施行。
"""
CHANNELS = """# 中华人民共和国测试航道法

第一条 为了规范航道，制定本法。

第二条 未经许可挖沙的，处八千元罚款。

第三条 航道由航道管理局管理。

第四条 本法自2030年9月1日起施行。
"""


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("laws"), {"条例.md": PORTS, "法.md": CHANNELS})


@pytest.mark.parametrize(
    ("asked", "ports", "channels"),
    [
        ("测试港口条例对比测试航道法，罚款有何差异？", "三千元", "八千元"),
        ("测试航道法、测试港口条例的管理机构分别是谁？", "港口管理局", "航道管理局"),
        ("对比测试港口条例和测试航道法，哪个先施行？", "2031年3月1日", "2030年9月1日"),
    ],
)
def test_two_documents_are_both_told(laws: Assistant, asked: str, ports: str, channels: str) -> None:
    answer = laws.ask(asked)
    assert ports in answer.text
    assert channels in answer.text
    assert {citation.title for citation in answer.citations} == {"测试港口条例", "中华人民共和国测试航道法"}
