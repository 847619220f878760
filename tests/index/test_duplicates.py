"""The same words in several documents are one hit, from the most authoritative; other words stay apart."""

from __future__ import annotations

import numpy as np

from index.duplicates import Group, group_duplicates

POLICY = "重点推进未来制造、未来信息、未来材料、未来能源、未来空间和未来健康六大方向产业发展。"
REPOST = "重點推進未來製造、未來信息、未來材料、未來能源、未來空間和未來健康六大方向產業發展。"
OTHER = "建设一批中试公共服务机构，提高工程开发、技术熟化、样品试制、测试验证等中试服务水平。"
SAME = np.full((3, 4), 0.5, np.float32)


def test_a_repost_joins_the_original() -> None:
    groups = group_duplicates([REPOST, OTHER, POLICY], SAME, [1, 1, 0], lambda place: -place)
    assert groups == [Group(2, (0,)), Group(1, ())]


def test_one_document_is_never_grouped_with_itself() -> None:
    groups = group_duplicates([POLICY, POLICY, OTHER], SAME, [0, 0, 1], lambda place: place)
    assert [group.shown for group in groups] == [0, 1, 2]


def test_far_vectors_are_not_even_compared() -> None:
    groups = group_duplicates([POLICY, POLICY], np.eye(2, dtype=np.float32), [0, 1], lambda place: place)
    assert len(groups) == 2


def test_nothing() -> None:
    assert group_duplicates([], np.zeros((0, 4), np.float32), [], lambda place: place) == []


def test_what_says_another_number_stays_apart_and_a_shortened_copy_does_not() -> None:
    long = f"{POLICY}到2027年，建成加氢站1000座，{OTHER}"
    changed = long.replace("1000", "1200")
    shorter = long.replace("到2027年，", "")
    groups = group_duplicates([long, changed, shorter], SAME, [0, 1, 2], lambda place: place)
    assert groups == [Group(0, (2,)), Group(1, ())]
