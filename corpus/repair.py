"""Repairs inside lines: characters that are no text, entity debris, pinyin glosses, full-width forms, spaces.

Every rule works on all lines at once, joined by line breaks that no rule touches; knows no lines or clauses.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from html.entities import html5

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]+")
_ENTITY = re.compile(r"[&?？](#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝＠＆＃]+")
# Kangxi radicals and compatibility ideographs that PDF fonts write instead of the letters they look like.
_COMPATIBILITY = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿăĕĭŏŭ"
_TONE_MARK = re.compile(f"[{_TONED}]")
_GLOSS = re.compile(
    f"(?<=[{CJK}])\\(([a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}})\\)|(?<=[{CJK}])（([a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}})）"
)
_PLAIN_GLOSS = re.compile(f"(?<=[{CJK}])\\(([a-zü]{{1,6}})\\)(?=[{CJK}])")
_SYLLABLE = re.compile(
    "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:i?a|i?ao|i?an|i?ang|ai|o|ou|ong|iong|u?o|e|ei|en|eng|er|i|ie|in|ing|iu|u|ua|uai|ui|uan|un|uang|ü|üe|ue)$"
)
_SPACES = re.compile(" +")
_BESIDE_DIGITS = re.compile(f"[{CJK}，。、；：（）“”《》]")
_LETTERS_SPACED = re.compile(f" [{CJK}] [{CJK}] ")
# One look for all characters that the rules below replace one by one: most documents have none.
_UNUSUAL = re.compile(
    f"{_INVISIBLE.pattern[:-1]}{_ODD_SPACE.pattern[1:-2]}{_FULL_WIDTH.pattern[1:-2]}{_COMPATIBILITY.pattern[1:]}"
)
_LINE_NUMBER = re.compile(
    r"(?:第? *[0-9]{1,3}(?:\.[0-9]{1,2})*[.、)）]?|.*[条章节编款项表图件录]|(?:专栏|附件|附表|表|图)[0-9]{1,3})$"
)
_LETTER_SPACED = re.compile(f"(?<![{CJK}])(?:[{CJK}] ){{3,}}[{CJK}](?![{CJK}])")

Rule = Callable[[str], tuple[str, int]]


def repair_characters(text: str) -> tuple[str, dict[str, int]]:
    """`text` repaired, and how often each rule acted. Line breaks stay where they are."""
    counts: dict[str, int] = {}
    if text.isascii() and text.isprintable():
        return text, counts
    usual = _UNUSUAL.search(text) is None and ";" not in text
    for name, rule in _RULES:
        if usual and rule in _SINGLE_CHARACTERS:
            continue
        text, count = rule(text)
        if count:
            counts[name] = count
    return text, counts


def _remove_invisible(text: str) -> tuple[str, int]:
    return _INVISIBLE.subn("", text)


def _unify_spaces(text: str) -> tuple[str, int]:
    return _ODD_SPACE.subn(" ", text)


def _resolve_entities(text: str) -> tuple[str, int]:
    if ";" not in text:
        return text, 0
    count = 0

    def resolve(found: re.Match[str]) -> str:
        nonlocal count
        name = found[1]
        if name[0] != "#" and f"{name};" not in html5:
            return found[0]
        resolved = html.unescape(f"&{name};")
        if any(char in "\r\n\x85\u2028\u2029\x0b\x0c" for char in resolved):
            resolved = " "
        count += 1
        return resolved

    return _ENTITY.sub(resolve, text), count


def _narrow_full_width(text: str) -> tuple[str, int]:
    return _FULL_WIDTH.subn(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _unify_compatibility(text: str) -> tuple[str, int]:
    return _COMPATIBILITY.subn(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def is_common(char: str) -> bool:
    """Whether `char` is of the common level of GB 2312 or of Big5; a gloss on a rare one may be meant."""
    try:
        if char.encode("gb2312")[0] < 0xD8:
            return True
    except UnicodeEncodeError:
        pass
    try:
        return char.encode("big5") < b"\xc9\x40"
    except UnicodeEncodeError:
        return False


def _remove_glosses(text: str) -> tuple[str, int]:
    """Pinyin that a broken script conversion left inside words: 產(chǎn)業(yè).

    An author's gloss stands on a rare character, or stands alone; debris comes in numbers on common ones.
    """
    if "(" not in text and "（" not in text:
        return text, 0
    if _TONE_MARK.search(text) is None:
        return text, 0
    glosses = [found for found in _GLOSS.finditer(text) if is_common(text[found.start() - 1])]
    half_width = sum(found[1] is not None for found in glosses)
    if half_width < 2 and (len(glosses) < 5 or len(glosses) * 200 < len(text)):
        return text, 0
    doomed = {found.start(): found.end() for found in glosses if found[1] is not None or half_width < 2}
    if half_width >= 3:  # neutral syllables carry no tone mark
        doomed |= {
            found.start(): found.end()
            for found in _PLAIN_GLOSS.finditer(text)
            if _SYLLABLE.match(found[1]) and is_common(text[found.start() - 1])
        }
    parts, position = [], 0
    for start in sorted(doomed):
        parts.append(text[position:start])
        position = doomed[start]
    parts.append(text[position:])
    return "".join(parts), len(doomed)


def _close_spaces(text: str) -> tuple[str, int]:
    """Spaces between Chinese characters and digits; the one behind a clause's number stays."""
    if " " not in text:
        return text, 0
    count = 0

    def close(found: re.Match[str]) -> str:
        nonlocal count
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        digit_after = "0" <= after <= "9" and _BESIDE_DIGITS.match(before)
        digit_before = ("0" <= before <= "9" or before in ("%", "％")) and _BESIDE_DIGITS.match(after)
        if not digit_after and not digit_before:
            return found[0]
        line_start = text.rfind("\n", 0, start) + 1
        if start - line_start <= 12 and _LINE_NUMBER.match(text, line_start, start):
            return found[0]
        count += 1
        return ""

    text = _SPACES.sub(close, text)
    if _LETTERS_SPACED.search(text) is None:
        return text, count
    text, spaced = _LETTER_SPACED.subn(lambda found: found[0].replace(" ", ""), text)
    return text, count + spaced


_RULES: tuple[tuple[str, Rule], ...] = (
    ("entity_debris", _resolve_entities),
    ("invisible_characters", _remove_invisible),
    ("odd_spaces", _unify_spaces),
    ("full_width_forms", _narrow_full_width),
    ("compatibility_forms", _unify_compatibility),
    ("pinyin_gloss", _remove_glosses),
    ("spaces_in_text", _close_spaces),
)
_SINGLE_CHARACTERS = frozenset(
    {_resolve_entities, _remove_invisible, _unify_spaces, _narrow_full_width, _unify_compatibility}
)
