"""What is known about a document: issuers, 文号, dates, validity, tier, each with its reason.

Reads text, line roles and the file's own header; changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from corpus.dates import PATTERN, find_date, read_date
from corpus.lines import Line, Role
from corpus.numerals import parse_numeral
from corpus.roles import CLOSING
from corpus.schema import AuthorityTier, DocumentStatus
from corpus.status import RegisterEntry
from corpus.tier import judge_tier
from corpus.titles import NUMBER, ORDER


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `Document` that describe it."""

    title: str
    issuers: tuple[str, ...] = ()
    number: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: DocumentStatus = DocumentStatus.UNKNOWN
    tier: AuthorityTier = AuthorityTier.UNKNOWN
    keywords: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


_PUBLISHED = re.compile(
    "(?:发布|發布|公布|更新|刊发|發佈)(?:时间|時間|日期)[ \u3000]*[:：]?[ \u3000]*" + PATTERN.format("")
)
_SOURCE_DATE = re.compile("(?:来源|來源)[:：][^】\n]{0,40}?" + PATTERN.format(""))
_EFFECTIVE = re.compile("自[ \u3000]*" + PATTERN.format("") + "起(?:正式)?(?:施行|实施|执行|生效|试行)")
_AT_ONCE = re.compile("自(?:公布|发布|印发|颁布)之日起(?:正式)?(?:施行|实施|执行|生效|试行)")
_EFFECTIVE_RECORD = re.compile(PATTERN.format("") + "[ \u3000]*起?(?:施行|实施|生效)")
_UNTIL = re.compile(
    "(?:有效期|施行期|执行期|实施期限?|试行期)?(?:至|到|截至)[ \u3000]*"
    + PATTERN.format("")
    + "(?:止|为止|失效|废止)?"
)
_TERM = re.compile(
    "(?:有效期|试行期|施行期限?|实施期限?)(?:限)?(?:为|：|:)?[ \u3000]*([0-9一二三四五六七八九十两]{1,3})[ \u3000]*年"
)
_REPEALED = re.compile("[（(【\\[](?:已废止|已失效|废止|失效|全文废止)[）)】\\]]")
_AMENDED = re.compile("[（(【\\[](?:已修订|已修改|已被修[订改])[）)】\\]]")
_ADOPTED = re.compile(PATTERN.format("") + "[^。；\n]{0,160}?(?:通过|修订|修正|公布|发布|批准|令)")
_ISSUER_END = re.compile("关于|關於|關于|印发|印發|令|公告")
_ISSUER_COUNT = re.compile("等[一二三四五六七八九十]{1,3}(?:部门|部門|部委|单位|單位|机关|機關)$")
_ORGAN_END = (*"部委局院署厅廳会會行", "政府", "办公室", "辦公室", "总社", "中央", "联合会", "办")
_ORGAN = re.compile("[\u4e00-\u9fa5（）()]{2,30}$")
_DAY = re.compile(PATTERN.format(""))
_ORDER_WITHIN = re.compile(
    "[\u4e00-\u9fa5]{2,24}令[ \u3000]*[（(]?第?[ \u3000]*[0-9〇零一二三四五六七八九十百]{1,5}[ \u3000]*号[）)]?"
)
_FOOTNOTE = re.compile(r"[\[〔［][0-9]{1,2}[\]〕］]$")  # 统计公报[1]
# ——2025年1月9日在第十四届全国人民代表大会第三次会议上: a report says below its title when it was given.
_GIVEN = re.compile(
    r"^[—－-]+[^，。]{0,2}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日在[^，。]{4,50}(?:大会|会议|全会)上$"
)
_KEYWORD_NAMES = {"关键词", "关键字", "主题词", "主题", "主题分类", "标签", "keywords", "分类"}


def read_metadata(
    name: str,
    lines: Sequence[Line],
    roles: Sequence[Role],
    header: Sequence[tuple[str, str]],
    text: str,
    articles: int,
    entry: RegisterEntry | None = None,
) -> Metadata:
    """The metadata of a document. `name` is its file name, used where the text gives no title; `articles`
    counts its 第…条; `entry` is what a register of validity says of it."""
    reasons: dict[str, str] = {}
    named = {key.lower(): value for key, value in header if value}
    title = "".join(line.text for line, role in zip(lines, roles, strict=True) if role is Role.TITLE)
    title = _FOOTNOTE.sub("", title)
    if not title:
        title = named.get("标题") or named.get("title") or PurePath(name).stem
        reasons["title"] = "正文没有标题，取自文件头或文件名"
    front = [
        line.text
        for line, role in zip(lines[:80], roles, strict=False)
        if role in (Role.TITLE, Role.PREAMBLE)
    ]
    head = "\n".join(front)
    signature = [line.text for line, role in zip(lines, roles, strict=True) if role is Role.SIGNATURE]
    number = _number(front, lines[:12], named, reasons)
    issued_on = _issued(signature, named, head, lines[:12], reasons)
    published_on = _published(named, text, reasons)
    effective_on, expires_on = _validity_dates(text, head, named, issued_on or published_on, reasons)
    tier, reason = judge_tier(title, head, text, number, articles, bool(signature))
    reasons["tier"] = reason
    if entry is not None:
        issued_on = entry.published_on or issued_on
        effective_on = entry.effective_on or effective_on
        status, reasons["status"] = entry.status, entry.reason
    else:
        status, reasons["status"] = _status(title, text, tier, effective_on, expires_on)
    return Metadata(
        title=title,
        issuers=_issuers(title, signature, named, head, reasons),
        number=number,
        issued_on=issued_on,
        published_on=published_on,
        effective_on=effective_on,
        expires_on=expires_on,
        status=status,
        tier=tier,
        keywords=_keywords(named),
        reasons=tuple(sorted(reasons.items())),
    )


# What the header of a file calls the document's number.
NUMBER_NAMES = ("发文字号", "文号", "发文号", "文件编号")


def _number(
    front: list[str], opening: Sequence[Line], named: dict[str, str], reasons: dict[str, str]
) -> str | None:
    for key in NUMBER_NAMES:
        if key in named:
            reasons["number"] = f"文件头「{key}」"
            return named[key]
    for line in [*front, *(line.text for line in opening)]:
        bare = _DAY.sub("", line.strip("（）() ")).strip()
        found = NUMBER.fullmatch(bare) or ORDER.match(bare)
        if found:
            reasons["number"] = "单独成行的发文字号"
            return re.sub("[ \u3000]", "", found[0])
    for line in front:
        if found := _ORDER_WITHIN.search(line):
            reasons["number"] = "题注中的令号"
            return re.sub("[ \u3000]", "", found[0])
    return None


def _issued(
    signature: list[str],
    named: dict[str, str],
    head: str,
    opening: Sequence[Line],
    reasons: dict[str, str],
) -> date | None:
    for key in ("成文日期", "发文日期", "印发日期", "签发日期"):
        if value := find_date(named.get(key, "")):
            reasons["issued_on"] = f"文件头「{key}」"
            return value
    for line in signature:
        if value := find_date(line):
            reasons["issued_on"] = "落款日期"
            return value
    for given in opening:
        if found := _GIVEN.match(given.text.strip()):
            reasons["issued_on"] = "题目下作报告的日期"
            return find_date(found[0])
    adopted = [read_date(found["y"], found["m"], found["d"]) for found in _ADOPTED.finditer(head)]
    if dates := [value for value in adopted if value]:
        reasons["issued_on"] = "题注中最近一次通过、修订或公布的日期"
        return max(dates)
    return None


def _published(named: dict[str, str], text: str, reasons: dict[str, str]) -> date | None:
    for key in ("发布日期", "发布时间", "公布日期", "pubdate", "publishdate", "date", "日期"):
        if value := find_date(named.get(key, "")):
            reasons["published_on"] = f"文件头「{key}」"
            return value
    for pattern, reason in ((_PUBLISHED, "文中的发布时间"), (_SOURCE_DATE, "文中来源后的日期")):
        if found := pattern.search(text[:2000]) or pattern.search(text[-1000:]):
            reasons["published_on"] = reason
            return read_date(found["y"], found["m"], found["d"])
    return None


def _validity_dates(
    text: str, head: str, named: dict[str, str], issued: date | None, reasons: dict[str, str]
) -> tuple[date | None, date | None]:
    effective = find_date(named.get("施行日期", "") or named.get("实施日期", "") or named.get("生效日期", ""))
    expires = find_date(named.get("失效日期", "") or named.get("废止日期", ""))
    records = [read_date(found["y"], found["m"], found["d"]) for found in _EFFECTIVE_RECORD.finditer(head)]
    tail = text[-1500:] if len(text) > 3000 else text
    if effective:
        reasons["effective_on"] = "文件头的施行日期"
    elif dates := [value for value in records if value]:
        effective, reasons["effective_on"] = max(dates), "题注中的施行日期"
    elif matches := list(_EFFECTIVE.finditer(tail)):
        effective = read_date(matches[-1]["y"], matches[-1]["m"], matches[-1]["d"])
        reasons["effective_on"] = f"文中「{matches[-1][0]}」"
    elif found := _AT_ONCE.search(tail):
        effective, reasons["effective_on"] = issued, f"文中「{found[0]}」"
    if expires is None and "有效期" in tail:
        position = tail.index("有效期")
        if found := _UNTIL.search(tail, position, position + 60):
            expires = read_date(found["y"], found["m"], found["d"])
            reasons["expires_on"] = f"文中「{found[0]}」"
        elif (found := _TERM.search(tail)) and effective and (years := parse_numeral(found[1])):
            expires = _years_after(effective, years)
            reasons["expires_on"] = f"文中「{found[0]}」，自施行日起算"
    return effective, expires


def _years_after(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28) if day.year + years < 9999 else None


def _status(
    title: str, text: str, tier: AuthorityTier, effective: date | None, expires: date | None
) -> tuple[DocumentStatus, str]:
    mark = title + "\n" + text[:300]
    if found := _REPEALED.search(mark):
        return DocumentStatus.REPEALED, f"标明「{found[0]}」"
    if found := _AMENDED.search(mark):
        return DocumentStatus.AMENDED, f"标明「{found[0]}」"
    if tier not in (AuthorityTier.LAW, AuthorityTier.OFFICIAL_POLICY):
        return DocumentStatus.UNKNOWN, "不是有效力的文件"
    today = date.today()
    if expires and expires < today:
        return DocumentStatus.REPEALED, f"有效期到 {expires}"
    if effective and effective > today:
        return DocumentStatus.NOT_YET_EFFECTIVE, f"自 {effective} 起施行"
    if effective:
        return DocumentStatus.IN_FORCE, f"自 {effective} 起施行，文中没有失效的记录"
    return DocumentStatus.UNKNOWN, "文中没有施行、废止的记录"


def _issuers(
    title: str, signature: list[str], named: dict[str, str], head: str, reasons: dict[str, str]
) -> tuple[str, ...]:
    organs = []
    for line in signature:
        if find_date(line) is None and not CLOSING.match(line):
            organs += [
                part for part in re.split("[ \u3000]+", line) if len(part) >= 2 and _ORGAN.fullmatch(part)
            ]
    if organs:
        reasons["issuers"] = "落款"
        return tuple(dict.fromkeys(organs))
    if named_first := _issuers_of_title(title):
        reasons["issuers"] = "标题中的发文机关"
        return named_first
    for pattern, reason in (
        ("全国人民代表大会常务委员会|全国人民代表大会(?!常务)", "题注"),
        ("中华人民共和国国务院令|国务院令|国务院第.{1,6}次常务会议|国务院(?:发布|公布|批准)", "题注"),
        ("最高人民法院|最高人民检察院", "题注"),
    ):
        if records := re.findall(pattern, head):
            reasons["issuers"] = reason
            last = records[-1]
            return ("国务院",) if "国务院" in last else (last,)
    for key in ("发布机构", "发文机关", "发文单位", "发布单位", "制定机关", "来源单位", "publisher"):
        if key in named:
            reasons["issuers"] = f"文件头「{key}」"
            return tuple(part for part in re.split("[ \u3000、,，;；]+", named[key]) if part)
    return ()


def _issuers_of_title(title: str) -> tuple[str, ...]:
    """The bodies a title begins with (工业和信息化部等七部门关于…), () where it begins otherwise."""
    end = _ISSUER_END.search(title)
    if end is None:
        return ()
    names = _ISSUER_COUNT.sub("", title[: end.start()])
    parts = tuple(part for part in re.split("[ \u3000、,，]+", names) if part)
    return parts if parts and all(len(part) >= 2 and part.endswith(_ORGAN_END) for part in parts) else ()


def _keywords(named: dict[str, str]) -> tuple[str, ...]:
    words = [
        part.strip()
        for key in _KEYWORD_NAMES
        if key in named
        for part in re.split("[ \u3000、,，;；]+", named[key])
    ]
    return tuple(sorted({word for word in words if word}))
