"""Dates as Chinese documents write them: 2024年1月18日, 二〇二四年一月十八日, 2024-01-18, 2024/1/18, 2024.1.18.

Knows no documents.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.numerals import parse_numeral

PATTERN = (
    r"(?P<{0}y>[12]\d{{3}}|[一二][一二三四五六七八九〇○Ｏ零]{{3}})[ \u3000]*(?:年|[-/.])[ \u3000]*"
    r"(?P<{0}m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[ \u3000]*(?:月|[-/.])[ \u3000]*"
    r"(?P<{0}d>\d{{1,2}}|[一二三四五六七八九十廿]{{1,3}})[ \u3000]*(?:日|(?!\d))"
)
_DATE = re.compile(PATTERN.format(""))


def find_date(text: str, position: int = 0) -> date | None:
    """The first date in `text` from `position` on, or None."""
    for found in _DATE.finditer(text, position):
        value = read_date(found["y"], found["m"], found["d"])
        if value is not None:
            return value
    return None


def read_date(year: str, month: str, day: str) -> date | None:
    """The date of three numerals, or None where there is no such day."""
    numbers = [parse_numeral(part.replace("Ｏ", "〇")) for part in (year, month, day)]
    try:
        return date(numbers[0] or 0, numbers[1] or 0, numbers[2] or 0)
    except ValueError:
        return None
