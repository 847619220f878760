"""Small talk around a question is dropped; what the documents speak of never is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.preface import without_preface

TEXT = "同步构筑中试能力。突破人形机器人、脑机接口。培育专精特新中小企业。"


def frequencies(pairs: Sequence[str]) -> tuple[int, ...]:
    return tuple(TEXT.count(pair) for pair in pairs)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("老总让我查查，中试能力怎么建设？", "中试能力怎么建设？"),
        ("中试能力怎么建设？谢谢！", "中试能力怎么建设？谢谢！"),
        ("中试能力怎么建设，谢谢", "中试能力怎么建设，"),
        ("我是搞脑机接口的，国家有没有支持？", "我是搞脑机接口的，国家有没有支持？"),
        ("中试能力怎么建设？", "中试能力怎么建设？"),
        ("中试能力建设，文本里写的时间是？", "中试能力建设，文本里写的时间是？"),
        ("孩子今年9岁，中试能力怎么建设？", "孩子今年9岁，中试能力怎么建设？"),
        ("天津那边，中试怎么建？", "天津那边，中试怎么建？"),
        ("孩子重度残疾，中试能力怎么建设？", "孩子重度残疾，中试能力怎么建设？"),  # the case
        ("手续没办下来之前，中试能力怎么建设？", "手续没办下来之前，中试能力怎么建设？"),
        ("听人说，中试能力怎么建设？", "中试能力怎么建设？"),
        ("中试能力怎么建设，麻烦列一下", "中试能力怎么建设，"),
        ("按他们的判断，中试能力怎么建设？", "中试能力怎么建设？"),
    ],
)
def test_what_is_kept(asked: str, kept: str) -> None:
    assert without_preface(asked, frequencies) == kept


@given(st.text(alphabet="中试能力，。怎么建设？谢你好", min_size=1, max_size=30))
def test_the_rest_is_an_unbroken_part_of_the_question(asked: str) -> None:
    kept = without_preface(asked, frequencies)
    assert kept in asked
    assert bool(kept) or not asked.strip()
