"""Whether an amount of a case lies in a range that a text sets: 8万元 in 货值金额5万元以上的, 3万元 in 二万元以上不满二十万元.

Knows one amount and one text; nothing of what follows from it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from qa.quantities import QUANTITY, plain_numbers, quantities, quantity_value, with_plain_ages

_BELOW = re.compile("(?:不满|不足|(?<!不)(?:低于|少于|小于)|[不未](?:超过|高于|多于|大于)|未达到?)$")
_ABOVE = re.compile("(?:(?<![不未])(?:超过|高于|多于|大于)|不(?:低于|少于|小于)|(?<!未)达到?)$")
_INCLUDED = "(?:[（(](?:不含|包?含)(?:本[数级])?[）)])?"
_OR_LESS, _OR_MORE = re.compile(f"{_INCLUDED}(?:以下|以内|以里)"), re.compile(f"{_INCLUDED}及?以上")
_JOINED = re.compile(
    rf"{_INCLUDED}(?:以上|及以上)?{_INCLUDED}(?:至|到|—+|-|~|、|，)?(?:不满|不足|不超过|低于)?"
)
# 处1万元以上5万元以下的罚款 is what is paid, not the case in which it is.
_PAID = re.compile("(?:以下|以上|以内)?的?(?:罚款|罚金|奖励|奖金|补助|补贴|资助|支持|一次性)")
_CONDITION = 8  # characters before an amount that say how it is bounded

# Years, sums and numbers of clauses are bounded for what they are, not as cases.
NO_CASE = frozenset(
    {"%", "个百分点", "元", "年", "月", "日", "条", "款", "项", "号", "次", "级", "类", "期", "届"}
)
_ANY = "1"  # 一个城市 is any
_AGE = re.compile("(?<=今年)(?P<age>[1-9][0-9])(?![0-9年月日号岁周])")  # 我今年62


def holds_case(question: str, text: str) -> bool:
    """Whether `text` sets a range that holds an amount that `question` gives of a case: 超过45天的, of 停了50天."""
    given = quantities(with_plain_ages(_AGE.sub(r"\g<age>岁", question)))
    plain = spelled_out(with_plain_ages(text))
    return any(
        value != _ANY and unit not in NO_CASE and lies_in_range(value, unit, plain) for value, unit in given
    )


def lies_in_range(amount: str, unit: str, text: str) -> bool:
    """Whether `text` sets a range of amounts in `unit` that holds `amount`, in normal form (8万), not as what is paid."""
    read = QUANTITY.fullmatch(f"{amount}{unit}")
    value = quantity_value(read) if read else None
    if value is None:
        return False
    plain, amounts = _amounts_in(unit, text)
    ranges = _ranges(plain, amounts)
    for low, high in ranges:
        if not _PAID.match(plain, high.end()):
            least, most = quantity_value(low), quantity_value(high)
            if least is not None and most is not None and least <= value <= most:
                return True
    joined = {match.start() for pair in ranges for match in pair}
    return any(_bounds(match, plain, value) for match in amounts if match.start() not in joined)


_SHARED_UNIT = re.compile(
    "(?P<low>[0-9.]+)(?P<to>至|到|—+|-|–|~|～)(?P<high>[0-9.]+)(?P<unit>[万亿]?(?:平方米|公里|公斤|[%\u4e00-\u9fff]))"
)


def spelled_out(text: str) -> str:
    """`text` with the unit of a range at both its ends: 4至5人 is 4人至5人."""
    return _SHARED_UNIT.sub(r"\g<low>\g<unit>\g<to>\g<high>\g<unit>", text)


def is_bounded(unit: str, text: str) -> bool:
    """Whether `text` sets a bound on the case in `unit`, as every amount of that unit: 20马力以下, 3万至5万平方米, not as
    what is paid."""
    plain, amounts = _amounts_in(unit, text)
    joined = {
        match.start()
        for low, high in _ranges(plain, amounts)
        if plain[low.end() : high.start()].strip("、，")  # 3平方米、5平方米 are two sizes
        for match in (low, high)
    }
    return bool(amounts) and all(
        (match.start() in joined or _OR_LESS.match(plain, match.end()) or _OR_MORE.match(plain, match.end()))
        and not _PAID.match(plain, match.end())
        for match in amounts
    )


def _amounts_in(unit: str, text: str) -> tuple[str, list[re.Match[str]]]:
    """`text` with plain numbers, and its amounts in `unit`."""
    plain = plain_numbers(text)
    return plain, [match for match in QUANTITY.finditer(plain) if match["unit"] == unit]


def _ranges(plain: str, amounts: list[re.Match[str]]) -> list[tuple[re.Match[str], re.Match[str]]]:
    """The neighbours among `amounts` that are the two ends of a range: 3万平方米（含）至5万平方米."""
    return [pair for pair in pairwise(amounts) if _JOINED.fullmatch(plain[pair[0].end() : pair[1].start()])]


def _bounds(match: re.Match[str], plain: str, value: float) -> bool:
    """Whether the one amount `match` is a bound on the side of `value`."""
    bound = quantity_value(match)
    if bound is None or _PAID.match(plain, match.end()):
        return False
    before = plain[max(0, match.start() - _CONDITION) : match.start()]
    if _BELOW.search(before) or _OR_LESS.match(plain, match.end()):
        return value <= bound
    return bool(_ABOVE.search(before) or _OR_MORE.match(plain, match.end())) and value >= bound
