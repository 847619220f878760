"""What leads in says nothing; clauses of two sentences are not one statement."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.excerpt import clause_overlap, clauses_of, is_spliced, without_opening, word_overlap
from qa.schema import Support
from qa.verify import check_sentence

CITED = """各地要建立项目库，完善评价机制。加强要素保障，推动项目落地。
第十三条 对申请材料，根据下列情形分别处理：
（一）材料齐全的，予以受理；
（二）材料不完备的，通知申请人补正；
市商务局负责受理申请，市财政局负责拨付资金。变更事项，报国家税务总局、中国证券监督管理委员会备案，由民政部门监督。"""
OPENINGS = (
    "根据规定，",
    "按照要求，",
    "也就是说，",
    "具体来说，",
    "其中，",
    "该文件明确，",
    "综上，",
    "此外，其中，",
)


@pytest.mark.parametrize("opening", OPENINGS)
def test_words_that_lead_in_are_not_checked(opening: str) -> None:
    assert without_opening(f"{opening}材料齐全的，予以受理。") == "材料齐全的，予以受理。"
    assert check_sentence(f"{opening}材料齐全的，予以受理。", CITED).support is Support.SUPPORTED


@given(st.sampled_from(OPENINGS), st.text(alphabet="材料齐全的受理，。根据规定其中", max_size=20))
@example("根据规定，", "其中，")
def test_taking_the_opening_off_loses_nothing_else(opening: str, rest: str) -> None:
    told = without_opening(opening + rest)
    says_nothing = told == opening + rest  # nothing but openings: it is left whole
    assert says_nothing or (told and rest.endswith(told))
    assert without_opening(told) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "材料齐全的，予以受理。",
        "对申请材料，材料不完备的，通知申请人补正。",
        "材料齐全的，予以受理，材料不完备的，通知申请人补正。",
        "各地要建立项目库，推动项目落地。",
        "市商务局负责受理申请，市财政局负责拨付资金。",
    ],
)
def test_what_stands_together_is_said_together(sentence: str) -> None:
    assert not is_spliced(sentence, CITED)
    assert check_sentence(sentence, CITED).support is Support.SUPPORTED


@pytest.mark.parametrize(
    "sentence",
    ["材料不完备的，予以受理。", "材料齐全的，通知申请人补正。", "变更事项，市财政局负责拨付资金。"],
)
def test_the_subject_of_one_sentence_with_what_another_says_is_unsupported(sentence: str) -> None:
    check = check_sentence(sentence, CITED, lambda _sentence, _cited: 1.0)
    assert (check.support, check.reason) == (Support.UNSUPPORTED, "原文没有把这几句话连在一起说")


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("变更事项，报财政部备案。", "财政部"),
        ("变更事项，报税务总局、国资委备案。", "国务院国有资产监督管理委员会"),
        ("变更事项，由教育部门监督。", "教育部门"),
    ],
)
def test_a_body_by_its_short_name_must_be_named_too(sentence: str, missing: str) -> None:
    check = check_sentence(sentence, CITED, lambda _sentence, _cited: 1.0)
    assert check.support is Support.UNSUPPORTED
    assert missing in (check.reason or "")


def test_a_body_may_be_named_by_its_short_name() -> None:
    assert (
        check_sentence("变更事项，报税务总局、证监会备案。", CITED, lambda *_: 1.0).support
        is Support.SUPPORTED
    )


def test_what_is_said_of_another_body_does_not_count() -> None:
    assert check_sentence("市财政局负责受理申请。", CITED).support is Support.PARTIAL


@given(st.text(alphabet="甲乙丙丁的，。；：\n有在", max_size=40))
def test_no_sentence_of_a_text_is_spliced_from_it(text: str) -> None:
    for sentence in text.split("。"):
        assert not is_spliced(sentence, text)
        assert clause_overlap(sentence, text) <= 1.0
        assert all(word_overlap(clause, clause) in (0.0, 1.0) for clause in clauses_of(sentence))
