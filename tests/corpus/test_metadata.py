"""What is known of a document, and why: number, issuers, dates, validity, tier, register."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus import load_document
from corpus.dates import find_date
from corpus.schema import AuthorityTier, DocumentStatus
from corpus.settings import Settings
from tests.corpus.make import read

PROSE = (
    "为贯彻落实党中央、国务院决策部署，加快发展未来产业，支撑推进新型工业化，现提出如下意见，请认真贯彻执行。"
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年1月18日", date(2024, 1, 18)), ("二〇二四年十二月三十一日", date(2024, 12, 31)), ("2024-01-30", date(2024, 1, 30)),
        ("2024/1/8 10:00", date(2024, 1, 8)), ("2024.1.18", date(2024, 1, 18)), ("二○一九年一月一日", date(2019, 1, 1)),
        ("2024 年 1 月 18 日", date(2024, 1, 18)), ("2024年1月", None), ("2024年13月40日", None), ("没有", None),
    ],
)  # fmt: skip
def test_dates(text: str, day: date | None) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    "number",
    [
        "工信部联科〔2024〕12号",
        "国办发〔2023〕1号",
        "国发[2021]23号",
        "京政发〔2022〕10号",
        "财税（2020）5号",
        "中华人民共和国国务院令第722号",
        "教育部令第5号",
    ],
)
def test_numbers(number: str) -> None:
    document = read(f"关于某某工作的通知\n{number}\n各有关单位：\n{PROSE}\n某某部\n2024年1月2日")
    assert document.number == number
    assert "number" in dict(document.reasons)


def test_a_number_that_is_only_mentioned_is_not_the_documents() -> None:
    assert read(f"某地解读新政\n近日，《关于某某的通知》（国办发〔2023〕1号）印发。{PROSE}").number is None


def test_a_notice() -> None:
    text = f"国务院办公厅关于印发某某行动方案的通知\n国办发〔2023〕8号\n各省、自治区、直辖市人民政府：\n{PROSE}\n本通知自2023年3月1日起施行，有效期5年。\n国务院办公厅\n2023年2月10日\n（此件公开发布）"
    document = read(text)
    assert document.issuers == ("国务院办公厅",)
    assert (document.issued_on, document.effective_on, document.expires_on) == (
        date(2023, 2, 10), date(2023, 3, 1), date(2028, 3, 1),
    )  # fmt: skip
    assert document.tier is AuthorityTier.OFFICIAL_POLICY
    assert document.status is DocumentStatus.IN_FORCE


@pytest.mark.parametrize(
    ("title", "ending", "status"),
    [
        ("某某办法（已废止）", "自2020年1月1日起施行。", DocumentStatus.REPEALED),
        ("某某办法（已修订）", "自2020年1月1日起施行。", DocumentStatus.AMENDED),
        ("某某办法", "自2999年1月1日起施行。", DocumentStatus.NOT_YET_EFFECTIVE),
        ("某某办法", "自2010年1月1日起施行，有效期至2012年12月31日。", DocumentStatus.REPEALED),
        ("某某办法", "自2020年1月1日起施行。", DocumentStatus.IN_FORCE),
        ("某某办法", "由某某部解释。", DocumentStatus.UNKNOWN),
    ],
)
def test_validity_from_the_text(title: str, ending: str, status: DocumentStatus) -> None:
    text = f"{title}\n第一条 为了规范管理，制定本办法。\n第二条 {PROSE}\n第三条 应当备案。\n第四条 本办法{ending}"
    document = read(text)
    assert document.status is status
    assert "status" in dict(document.reasons)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        (
            f"中华人民共和国某某法\n2020年1月1日 第十三届全国人民代表大会第三次会议通过\n第一条 {PROSE}\n第二条 {PROSE}",
            AuthorityTier.LAW,
        ),
        (
            f"《关于推动某某发展的意见》解读\n近日，某某部印发意见。{PROSE}",
            AuthorityTier.OFFICIAL_INTERPRETATION,
        ),
        (
            f"某某部有关负责人就《某某办法》答记者问\n问：有何背景？\n答：{PROSE}",
            AuthorityTier.OFFICIAL_INTERPRETATION,
        ),
        (f"某省出台新政策\n本报北京1月2日电（记者张三）{PROSE}", AuthorityTier.NEWS),
        (f"决策参阅 专报\n第7期\n某某智库主办\n某某产业发展路线图\n{PROSE}", AuthorityTier.COMMENTARY),
        (f"随想\n{PROSE.replace('现提出如下意见，', '')}", AuthorityTier.UNKNOWN),
    ],
)
def test_tiers(text: str, tier: AuthorityTier) -> None:
    document = read(text)
    assert document.tier is tier
    assert dict(document.reasons)["tier"]


def test_a_title_in_two_lines() -> None:
    document = read(
        f"某某部等七部门关于推动\n某某产业创新发展的实施意见\n某部联〔2024〕1号\n各有关单位：\n{PROSE}"
    )
    assert document.title == "某某部等七部门关于推动某某产业创新发展的实施意见"


def test_no_title_takes_the_files_name() -> None:
    assert read(f"一、总体要求\n{PROSE}", "某某方案.txt").title == "某某方案"


def test_the_register_beside_a_collection(tmp_path: Path) -> None:
    rows = [
        {"name": "某某法", "publish": "2010-01-01", "valid_from": "2010-02-01", "expired": 0},
        {"name": "某某法", "publish": "2020-01-01", "valid_from": "2020-02-01", "expired": 0},
        {"name": "旧法", "publish": "2000-01-01", "valid_from": None, "expired": 1},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "status.jsonl").write_text("\n".join([*lines, "not json", "[]"]), encoding="utf-8")
    folder = tmp_path / "行政法"
    folder.mkdir()
    found = {}
    for name in ("某某法(2010-01-01)", "某某法(2020-01-01)", "旧法(2000-01-01)", "别的法"):
        path = folder / f"{name}.md"
        path.write_text(f"# {name}\n\n第一条 {PROSE}", encoding="utf-8")
        found[name] = load_document(path, Settings())
    assert [document.status.value for document in found.values()] == [
        "amended",
        "in_force",
        "repealed",
        "unknown",
    ]
    assert found["某某法(2020-01-01)"].effective_on == date(2020, 2, 1)


def test_a_report_says_below_its_title_when_it_was_given() -> None:
    given = "——2025年1月9日在宁市第八届人民代表大会第五次会议上"
    document = read(f"政府工作报告\n{given}\n市长　宋某\n\n各位代表：\n现在，我向大会报告工作，请予审议。\n")
    assert document.issued_on == date(2025, 1, 9)
