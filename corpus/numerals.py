"""Numerals of clause numbers to integers: 一百二十, 〇, 两, 12, １２, ⑫, Ⅳ, ㈢.

Knows nothing of what they number.
"""

from __future__ import annotations

import functools
import unicodedata

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

NUMERAL_CHARACTERS = "零〇○一二三四五六七八九十百千两0-9０-９"


@functools.lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int | None:
    """The value of `text`, or None where it is no numeral.

    >>> parse_numeral("一千二百六十"), parse_numeral("二〇二四"), parse_numeral("１２"), parse_numeral("⑫")
    (1260, 2024, 12, 12)
    """
    folded = unicodedata.normalize("NFKC", text).strip().strip("()（）.").lower()
    if not folded:
        return None
    if folded.isascii() and folded.isdigit():
        return int(folded) if len(folded) < 10 else None
    if all(char in _ROMAN for char in folded):
        return _parse_roman(folded)
    return _parse_chinese(folded)


def _parse_chinese(text: str) -> int | None:
    if not any(char in _UNITS or char in _TENS for char in text):  # 二〇二四: digits by position
        value = 0
        for char in text:
            if char not in _DIGITS:
                return None
            value = value * 10 + _DIGITS[char]
        return value
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (digit or (1 if char == "十" or not total else 0)) * _UNITS[char]
            digit = 0
        elif char in _TENS:
            total += _TENS[char]
        else:
            return None
    return total + digit


def _parse_roman(text: str) -> int | None:
    values = [_ROMAN[char] for char in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def to_chinese(number: int) -> str:
    """0 ≤ number < 10,000 as a clause writes it: 12 → 十二, 120 → 一百二十, 1260 → 一千二百六十."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    text, pending_zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if pending_zero else "") + "零一二三四五六七八九"[digit] + unit
            pending_zero = False
        elif text:
            pending_zero = True
    return text.removeprefix("一") if text.startswith("一十") else text
