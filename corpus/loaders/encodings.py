"""Bytes to text: UTF-8, UTF-16, GB18030, Big5, with or without a byte order mark.

Knows nothing of formats.
"""

from __future__ import annotations

import codecs
import re

from corpus.failures import DamagedDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of running Chinese text, in simplified and in traditional script
# (现代汉语常用字表; 常用字量表): the right decoding of two possible ones has more of them.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发後作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产新己制身果加西斯月话合回特代内信化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运這個們來為國說時會對後經過發學沒動還進開與長機無書業將兩間問關點應戰頭體見產門員東聲處義條氣題變總電數報結務場計統區則聽達難許張該規條強據確傳師觀讓識帶導爭運"
)
_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})|encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})"
)


def decode_text(name: str, content: bytes) -> str:
    """The text of `content`; a byte order mark is taken off.

    Raises `DamagedDocument` for bytes that are no text in any of the encodings.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                return content.decode(encoding, errors="replace")
    if content.count(b"\0", 0, 4096) * 10 > len(content[:4096]):  # a stray NUL is no UTF-16
        return _decode_utf16(name, content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off in the middle of a character, or with a few bad bytes, is still UTF-8.
        if _is_mostly_utf8(content, error):
            return content.decode("utf-8", errors="replace")
    candidates = [text for text in _utf16_texts(content) if _is_usual(text, 0.98)]
    for encoding in ("gb18030", "big5hkscs"):
        try:
            candidates.append(content.decode(encoding))
        except UnicodeDecodeError:
            lenient = content.decode(encoding, errors="replace")
            if lenient.count("\ufffd") * 200 < len(lenient):
                candidates.append(lenient)
    if not candidates:
        raise DamagedDocument(f"「{name}」不是文本，或编码认不出来", "请另存为 UTF-8 文本后再试")
    return max(candidates, key=_plausibility)


def declared_encoding(content: bytes) -> str | None:
    """The encoding an HTML or XML file names in its first 4,096 bytes."""
    found = _DECLARED.search(content[:4096])
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def _is_mostly_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    if error.start >= len(content) - 4:
        return True
    text = content.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return bad * 200 < len(text) and any(ord(char) > 0x7FF for char in text[:2000])


def _utf16_texts(content: bytes) -> list[str]:
    texts = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            texts.append(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return texts


def _is_usual(text: str, share: float) -> bool:
    """Whether so much of the beginning is printable ASCII, Chinese characters and Chinese punctuation."""
    sample = text[:4096]
    usual = sum(
        char in "\r\n\t"
        or " " <= char <= "~"
        or "\u2010" <= char <= "\u2030"
        or "\u3000" <= char <= "\u303f"
        or "\u4e00" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
        for char in sample
    )
    return usual >= share * len(sample)


def _decode_utf16(name: str, content: bytes) -> str:
    texts = [text for text in _utf16_texts(content) if _is_usual(text, 0.9)]
    if not texts:
        raise DamagedDocument(
            f"「{name}」是二进制文件，不是文本", "请确认扩展名与内容相符，或另存为 UTF-8 文本"
        )
    return max(texts, key=_plausibility)


def _plausibility(text: str) -> float:
    sample = [char for char in text[:20_000] if char > "\x7f"]
    return sum(char in _FREQUENT for char in sample) / max(1, len(sample))
