"""Questions about several years or places are taken apart."""

from __future__ import annotations

import pytest

from qa.comparison import compared_subjects, documents_compared, sub_questions


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (
            "山西和河南2025年的规模目标分别是多少？",
            (("山西", "山西2025年的规模目标是多少？"), ("河南", "河南2025年的规模目标是多少？")),
        ),
        (
            "2025年和2027年的目标有什么不同？",
            (("2025", "2025年的目标是什么？"), ("2027", "2027年的目标是什么？")),
        ),
        ("2025年的目标是什么？", ()),
    ],
)
def test_each_part_asks_for_one(asked: str, parts: tuple[tuple[str, str], ...]) -> None:
    assert sorted(sub_questions(asked)) == sorted(parts)


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [
        ("工业终端和消费级终端的发展重点有什么区别？", ("工业终端", "消费级终端")),
        ("对国内企业走出去和外资机构走进来，分别提了什么要求？", ("国内企业走出去", "外资机构走进来")),
        ("采购货物，事业单位和大型企业的付款期限有什么差别？", ("事业单位", "大型企业")),
        ("岚湖的购房补贴和云澄D类人才的安家补贴各是多少？", ("购房补贴", "安家补贴")),
        ("东湾的泊位补贴和西岭的货运补贴，标准有何不同？", ("泊位补贴", "货运补贴")),
        ("教练和裁判每月各补多少？", ("教练", "裁判")),
        ("城区和镇区每户分别补多少？", ("城区", "镇区")),
        ("目标有什么变化？", ()),
    ],
)
def test_two_subjects(asked: str, subjects: tuple[str, ...]) -> None:
    assert tuple(name for name, _ in compared_subjects(asked)) == subjects
    assert all(name in text and len(text) < len(asked) for name, text in compared_subjects(asked))


def test_a_noun_said_of_both_is_said_once_of_each() -> None:
    assert sub_questions("对渔业企业，2031年目标和2035年目标分别怎么提？") == (
        ("2031", "对渔业企业，2031年目标怎么提？"),
        ("2035", "对渔业企业，2035年目标怎么提？"),
    )
    assert sub_questions("山西的目标和河南的目标各自是多少？") == (
        ("山西", "山西的目标是多少？"),
        ("河南", "河南的目标是多少？"),
    )


def test_what_is_asked_of_two_is_asked_of_each() -> None:
    (_, first), _ = compared_subjects("采购货物，事业单位和大型企业的付款期限有什么差别？")
    assert first == "采购货物，事业单位的付款期限是什么？"


def test_two_towns_with_their_rank_are_asked_one_by_one() -> None:
    assert sub_questions("秦安省和云川市首次认定各奖多少？") == (
        ("秦安", "秦安省首次认定各奖多少？"),
        ("云川", "云川市首次认定各奖多少？"),
    )
    assert sub_questions("澜溪市隔壁的青浦湾市民宿上限是多少？") == ()
    assert sub_questions("深圳2022—2025行动计划的目标是多少？") == ()


def test_a_colloquial_comparison() -> None:
    names = [name for name, _ in compared_subjects("最高年龄，指挥管理类和专业技术类有啥区别？")]
    assert names == ["指挥管理类", "专业技术类"]


def test_two_terms_whose_meaning_is_asked() -> None:
    assert compared_subjects("“高算效”“高能效”各是什么意思？") == (
        ("高算效", "“高算效”是什么意思？"),
        ("高能效", "“高能效”是什么意思？"),
    )


@pytest.mark.parametrize(
    "asked", ["标准有何不同？", "标准有什么区别", "标准之间有哪些差异？", "标准分别是多少？"]
)
def test_how_two_things_of_two_owners_differ_is_asked_of_each(asked: str) -> None:
    assert compared_subjects(f"东湾的泊位补贴和西岭的货运补贴，{asked}") == (
        ("泊位补贴", "东湾的泊位补贴，标准是多少？"),
        ("货运补贴", "西岭的货运补贴，标准是多少？"),
    )


TITLES = ("测试港口条例", "中华人民共和国测试航道法", "测试渔船管理办法", "办法")


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (
            "测试港口条例和测试航道法哪个先施行？",
            (
                ("测试港口条例", "《测试港口条例》从什么时候起施行？"),
                ("中华人民共和国测试航道法", "《测试航道法》从什么时候起施行？"),
            ),
        ),
        (
            "《测试航道法》与《测试港口条例》的罚款上限有什么不同？",
            (
                ("中华人民共和国测试航道法", "《测试航道法》的罚款上限是什么？"),
                ("测试港口条例", "《测试港口条例》的罚款上限是什么？"),
            ),
        ),
        (
            "测试渔船管理办法和测试港口条例谁更早实施？",
            (
                ("测试渔船管理办法", "《测试渔船管理办法》从什么时候起施行？"),
                ("测试港口条例", "《测试港口条例》从什么时候起施行？"),
            ),
        ),
        ("测试港口条例怎么罚？", ()),
        ("测试港口条例和办法有什么区别？", ()),  # too short to be a name
        ("测试港口条例、测试航道法、测试渔船管理办法有什么区别？", ()),
        ("测试港口条例实施后，测试航道法有什么变化？", ()),  # not joined
    ],
)
def test_two_documents_are_asked_one_by_one(asked: str, parts: tuple[tuple[str, str], ...]) -> None:
    assert documents_compared(asked, TITLES) == parts


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (
            "核心港、缓冲港、试验港分别能做什么？",
            (
                ("核心港", "核心港能做什么？"),
                ("缓冲港", "缓冲港能做什么？"),
                ("试验港", "试验港能做什么？"),
            ),
        ),
        (
            "云溪渔区的核心港、缓冲港和试验港各自能做什么？",
            (
                ("核心港", "云溪渔区的核心港能做什么？"),
                ("缓冲港", "云溪渔区的缓冲港能做什么？"),
                ("试验港", "云溪渔区的试验港能做什么？"),
            ),
        ),
        (
            "“甲类港”和“乙类港”有什么不一样？",
            (("甲类港", "“甲类港”是什么意思？"), ("乙类港", "“乙类港”是什么意思？")),
        ),
        (
            "“甲类港”与“乙类港”之间有何区别？",
            (("甲类港", "“甲类港”是什么意思？"), ("乙类港", "“乙类港”是什么意思？")),
        ),
    ],
)
def test_what_is_asked_of_several_is_asked_of_each(asked: str, parts: tuple[tuple[str, str], ...]) -> None:
    assert compared_subjects(asked) == parts


@pytest.mark.parametrize("which", ["哪个更大？", "，哪一个最大？", "，谁更高？", "是多少？"])
def test_a_place_with_its_year_is_asked_one_by_one(which: str) -> None:
    assert sub_questions(f"意见里山西2031年和上海2035年的渔业产值{which}") == (
        ("山西2031年", "意见里山西2031年的渔业产值是多少？"),
        ("上海2035年", "意见里上海2035年的渔业产值是多少？"),
    )


def test_what_stands_before_several_things_goes_before_each() -> None:
    asked = compared_subjects("按规定，渔船、渡船、货船分别怎么登记？")
    assert asked == tuple((name, f"按规定，{name}怎么登记？") for name in ("渔船", "渡船", "货船"))
    assert compared_subjects("办法里渔船、渡船和货船各自怎么登记？")[0] == ("渔船", "办法里渔船怎么登记？")


def test_a_place_and_a_year_each_with_what_is_asked_of_it() -> None:
    parts = sub_questions("山西2031年的产值和上海2035年的产值谁更高？")
    assert [question for _, question in parts] == ["山西2031年的产值是多少？", "上海2035年的产值是多少？"]
