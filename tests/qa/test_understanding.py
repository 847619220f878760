"""A name in 《》 that is no title means the documents that open with it."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.understanding import ways_to_read
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

JOURNAL = "# 渔港发展观察\n\n《渔港参阅》2031年第6号\n\n一、冷库建设\n\n冷库容量不低于5000吨。\n"
OTHER = f"# 临溪渔业通讯\n\n一、冷库\n\n{'渔民应当爱护水域环境。' * 40}\n\n据《渔港参阅》报道，冷库容量不低于900吨。\n"


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("journals"), {"观察.md": JOURNAL, "通讯.md": OTHER})


def within(assistant: Assistant, asked: str) -> list[str] | None:
    """The titles of the documents that `asked` is read within, None where it may be any."""
    (understood,) = ways_to_read(asked, assistant.index)
    if understood.within is None:
        return None
    return [assistant.index.document(each).title for each in understood.within]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("《渔港参阅》里冷库容量是多少？", ["渔港发展观察"]),  # the other only mentions it further on
        ("《渔船参阅》里冷库容量是多少？", None),  # no document opens with it
        ("《临溪渔业通讯》里冷库容量是多少？", None),  # a title
        ("冷库容量是多少？", None),
    ],
)
def test_the_documents_a_name_means(journals: Assistant, asked: str, titles: list[str] | None) -> None:
    assert within(journals, asked) == titles
