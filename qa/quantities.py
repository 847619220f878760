"""Numbers with their units in a text, in one normal form: 一百二十家 and 120家 are the same.

Knows text alone; nothing of questions or documents.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.normal_form import comparison_form, simplify
from qa.terms import arabic_years

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
QUANTITY = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千万]+)(?P<scale>[万亿]*)[ \u3000]?(?P<unit>%|个百分点|个月|个工作日|个小时|元|年|月|日|天|家|个|"
    r"项|条|款|种|类|倍|人|组|批|名(?![称单录义牌额])|台|套|座|间|层(?!次|级|面)|马力|°C|辆|架|艘|亩|公顷|户|所|处|份|件|位|场|平方米|平方公里|平方|平米|立方米|公里|海里|吨|大(?!于|约|概|力)|千瓦时|千瓦|兆瓦|分贝|号|部门|周岁|周|小时|分钟|分|秒|级|次|岁|期|折|米(?!粉|面|饭)|厘米|毫米|公斤|千克|克|课时|学时|度(?!假)|届|株|头|只|枚|篇|张|美元|港元|欧元|毫升|例|字(?!段|号|样|典|母|眼|体))"
)
_PERCENT = re.compile(
    "百分之(?P<whole>[0-9.]+|[〇零一二两三四五六七八九十百]+)(?:点(?P<part>[〇零一二三四五六七八九]+))?"
)
_SIGN = re.compile("(?P<number>[0-9]+(?:[.][0-9]+)?)%")


def quantity_form(text: str) -> str:
    """The comparison form with every quantity in Arabic numerals."""
    # The comparison form drops %, and a share must not become a bare number.
    plain = _SIGN.sub("百分之\\g<number>", plain_numbers(text))
    return comparison_form(QUANTITY.sub(_in_arabic, plain))


def _in_arabic(match: re.Match[str]) -> str:
    amount = _amount(match)
    return match.group() if amount is None else f"{amount}{match['unit']}"


def plain_numbers(text: str) -> str:
    """`text` in NFKC and simplified script, years in Arabic numerals and 百分之二点五 as 2.5%."""
    return _PERCENT.sub(_in_percent, arabic_years(simplify(unicodedata.normalize("NFKC", text))))


def _in_percent(match: re.Match[str]) -> str:
    value = number_value(match["whole"])
    part = "".join(str(_DIGITS[char]) for char in match["part"] or "")
    return f"{value:.15g}{'.' if part else ''}{part}%"


def quantities(text: str) -> frozenset[tuple[str, str]]:
    """Every number with its unit in normal form: 一百二十家 and 120家 are both ("120", "家"), 两千万元 and 2000万元 both
    ("2000万", "元")."""
    plain = plain_numbers(text)
    found = set()
    for match in QUANTITY.finditer(plain):
        amount = _amount(match)
        asked = match["number"] in _SCALES and plain[: match.start()].endswith(_ASKING)
        asked = asked or plain.startswith("分之", match.end() - 1)  # 百分之几
        if amount is not None and not asked:
            found.add((amount, match["unit"]))
    return frozenset(found)


_SUM = "(?P<number>[0-9.]+|[一二两三四五六七八九十百千]+)个?(?P<scale>[万亿])"
# 营收七千万左右, 花了800万研发: a sum without its unit; 8万人 is none.
_BARE_SUM = re.compile(f"{_SUM}(?![0-9元吨亩人家户台套个件辆公平千立米美港欧次株只头份张条名位字])")
# 放宽到两千万, 卖了五个亿: where nothing behind it could be a unit, and what it says is all that is meant.
_CLOSING_SUM = re.compile(f"{_SUM}(?=$|[，,。？?的以吗呢了])")


def sums_in_yuan(text: str, *, closing: bool = False) -> str:
    """`text` with 元 behind every sum that has no unit; of `closing` ones alone those with no word behind them."""
    return (_CLOSING_SUM if closing else _BARE_SUM).sub(r"\g<number>\g<scale>元", text)


def with_plain_ages(text: str) -> str:
    """`text` with 岁 for 周岁, which counts the same."""
    return text.replace("周岁", "岁")


def quantity_value(match: re.Match[str]) -> float | None:
    """The value of a match of `QUANTITY` in its unit, None where its numeral is none."""
    value = number_value(match["number"])
    if value is None:
        return None
    for scale in match["scale"]:
        value *= _SCALE_VALUES[scale]
    return value


def _amount(match: re.Match[str]) -> str | None:
    """The number of a quantity, one way for each value: in 亿 or 万 where it is large and round."""
    value = quantity_value(match)
    if value is None:
        return None
    for scale, size in _SCALE_VALUES.items():
        if value >= size and value % (size / 100) == 0:
            return f"{value / size:.15g}{scale}"
    return f"{value:.15g}"


_SCALE_VALUES = {"亿": 100_000_000, "万": 10_000}
_SCALES = ("十", "百", "千", "万", "百万", "千万")
_ASKING = ("多少", "几", "若干")  # 多少万元 is no amount


def number_value(text: str) -> float | None:
    """The value of an Arabic or Chinese numeral, None when it is not one."""
    if text[0].isascii():
        return float(text.replace(",", ""))
    if "万" in text:
        head, _, tail = text.partition("万")
        high, low = number_value(head) if head else 1.0, number_value(tail) if tail else 0.0
        return None if high is None or low is None else high * 10_000 + low
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return float(total + digit)
