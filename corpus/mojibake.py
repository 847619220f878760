"""Text decoded with the wrong encoding: put right where every byte is still there, marked where not.

Knows encodings and character frequency; no lines or clauses.
"""

from __future__ import annotations

import re

from corpus.repair import is_common

# UTF-8 read as Latin-1 or Windows-1252: lead byte letters followed by continuation byte letters.
_LATIN = re.compile(
    "(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}[ -~\n]?){2,}"
)
_LATIN_LEAD = re.compile("[\u00c2-\u00f4]")
# UTF-8 of 的，。、一 and other frequent characters read as GBK.
_GBK_SIGNS = re.compile("锛|銆|鐨|涓€|鍏|鍙|锟斤拷")
_GBK_FIRST = ("锛", "銆", "鐨", "涓€", "鍏", "鍙")
_LOST = re.compile("(?:锟斤拷)+锟?|\ufffd+|[烫]{4,}|[屯]{4,}|(?<=[\u4e00-\u9fff])\\?{3,}|\\?{6,}")
_LOST_SIGNS = ("\ufffd", "锟斤拷", "烫烫", "屯屯", "???")
_SUSPECT = re.compile(
    "[?？\ufffd][!！]?([\u4e00-\u9fff\u3400-\u4dbf]{3,40})(?=[?？\ufffd&“]|$)|[?？][!！]([\u4e00-\u9fff]{3,12})"
)


def repair_mojibake(text: str) -> tuple[str, int]:
    """`text` with wrongly decoded lines put right where all of their bytes survived, and how many were."""
    count = 0
    if _LATIN_LEAD.search(text) and _LATIN.search(text):
        repaired = []
        for line in text.split("\n"):
            better = _reread(line, "cp1252") if _LATIN.search(line) else None
            count += better is not None
            repaired.append(line if better is None else better)
        text = "\n".join(repaired)
    if any(sign in text for sign in _GBK_FIRST) and len(_GBK_SIGNS.findall(text)) >= 3:
        repaired = []
        for line in text.split("\n"):
            better = _reread(line, "gb18030") if _GBK_SIGNS.search(line) else None
            count += better is not None
            repaired.append(line if better is None else better)
        text = "\n".join(repaired)
    return text, count


def _reread(line: str, encoding: str) -> str | None:
    """`line` as UTF-8 where its characters, in `encoding`, are valid UTF-8 with Chinese in it."""
    content = bytearray()
    for char in line:
        try:
            content += char.encode(encoding)
        except UnicodeEncodeError:
            if encoding != "cp1252" or ord(char) > 0xFF:
                return None
            content.append(ord(char))  # the five bytes that Windows-1252 leaves undefined
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if "\n" not in text and any("\u4e00" <= char <= "\u9fff" for char in text) else None


def damaged_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The [start, end) of stretches whose words are lost, in order, not overlapping.

    Lost are replacement characters, and runs of Chinese characters beside a `?` that turn into common words
    when their GBK bytes are read one byte later: a byte was dropped and all that follow are shifted.
    """
    spans = (
        [found.span() for found in _LOST.finditer(text)] if any(sign in text for sign in _LOST_SIGNS) else []
    )
    if "?" in text or "？" in text or "\ufffd" in text:
        spans += [found.span() for found in _SUSPECT.finditer(text) if _is_shifted(found[1] or found[2])]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _is_shifted(run: str) -> bool:
    shifted = run.encode("gbk", errors="ignore")[1:-1].decode("gbk", errors="replace")
    return bool(shifted) and _rarity(shifted) < 0.1 and _rarity(run) >= _rarity(shifted) + 0.2


def _rarity(text: str) -> float:
    """The share of characters beyond the common levels of GB 2312 and Big5 (punctuation counts as common)."""
    return sum(not is_common(char) for char in text) / len(text)
