"""Questions about several years or places are taken apart."""

from __future__ import annotations

import pytest

from qa.comparison import sub_questions


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (
            "山西和河南2025年的规模目标分别是多少？",
            (("山西", "山西2025年的规模目标分别是多少？"), ("河南", "河南2025年的规模目标分别是多少？")),
        ),
        (
            "2025年和2027年的目标有什么不同？",
            (("2025", "2025年的目标有什么不同？"), ("2027", "2027年的目标有什么不同？")),
        ),
        ("2025年的目标是什么？", ()),
    ],
)
def test_each_part_asks_for_one(asked: str, parts: tuple[tuple[str, str], ...]) -> None:
    assert sorted(sub_questions(asked)) == sorted(parts)
