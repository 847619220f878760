"""Short names of laws are read as the one title that they can mean."""

from __future__ import annotations

import pytest

from qa.short_names import full_name

TITLES = (
    "中华人民共和国科学技术普及法",
    "中华人民共和国职业教育法",
    "中华人民共和国劳动合同法",
    "农村土地承包法",
    "农业土地保护法",
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("科普法什么时候施行？", ("科普法", "科学技术普及法")),
        ("请问科普法第三条", ("科普法", "科学技术普及法")),
        ("劳动合同法第三十九条", None),
        ("合同法怎么说？", None),
        ("农土法有哪些规定？", None),
        ("有什么办法？", None),
    ],
)
def test_full_name(question: str, meant: tuple[str, str] | None) -> None:
    assert full_name(question, TITLES) == meant
