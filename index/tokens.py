"""Text to the tokens that lexical search compares: normal forms, jieba words, character pairs, known terms.

A pure function of the text (and, for terms, of a dictionary); knows nothing of passages or scores.
"""

from __future__ import annotations

import functools
import itertools
import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any

from corpus.normal_form import simplify
from corpus.numerals import parse_numeral

TOKENS_VERSION = 1  # raise it when the same text would give other tokens: prepared documents are made anew
TERM_LENGTHS = range(2, 25)

_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")
_DIGIT = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMERAL = re.compile(
    r"[〇零一二三四五六七八九十百千]+"
    r"(?=年|月|日|号|天|周岁|岁|元|万|亿|倍|小时|个月|个工作日|条|款|项|章|节|编|家|名|人|部门)"
)
_PERCENT = re.compile(r"百分之([〇零一二三四五六七八九十百]+)")
_PLAN = re.compile(r"第?([一二三四五六七八九十]+)(?:个)?五年(?:规划|计划)")
_RUNS = re.compile(r"[0-9]+(?:\.[0-9]+)*|[a-z]+|[\u3400-\u9fff]+")


def fold(text: str) -> str:
    """One spelling of `text` for searching: NFKC, simplified, lower case, numbers and years in digits."""
    folded = simplify(unicodedata.normalize("NFKC", text)).lower()
    folded = _YEAR.sub(lambda found: found[0].translate(_DIGIT), folded)
    folded = _PERCENT.sub(lambda found: f"{_number(found[1])}%", folded)
    folded = _PLAN.sub(lambda found: f"{found[0]}({found[1]}五)", folded)
    return _NUMERAL.sub(lambda found: _number(found[0]), folded)


def _number(numeral: str) -> str:
    value = parse_numeral(numeral)
    return numeral if value is None else str(value)


def words(folded: str) -> Iterator[str]:
    """jieba's words of already folded text, longer words with the words inside them; Latin words, numbers."""
    cut = _cutter()
    for run in _RUNS.findall(folded):
        if run[0] < "\u3400":
            yield run
        else:
            yield from (word for word in cut(run) if len(word) > 1)


def pairs(folded: str) -> Iterator[str]:
    """Every two neighbouring Chinese characters (one where it stands alone), marked as pairs."""
    for run in _RUNS.findall(folded):
        if run[0] >= "\u3400":
            if len(run) == 1:
                yield f"2{run}"
            for first, second in itertools.pairwise(run):
                yield f"2{first}{second}"


def terms_within(folded: str, dictionary: Iterable[str]) -> Iterator[str]:
    """The terms of `dictionary` that occur in `folded`, once for each occurrence, marked as terms."""
    for term in dictionary:
        for _ in range(folded.count(term)):
            yield f"3{term}"


def terms_of_query(folded: str, dictionary: frozenset[str]) -> Iterator[str]:
    """Like `terms_within`, for a short text and a large dictionary."""
    for start in range(len(folded)):
        for length in TERM_LENGTHS:
            if folded[start : start + length] in dictionary and start + length <= len(folded):
                yield f"3{folded[start : start + length]}"


_QUOTED = re.compile(r"[《“]([^《》“”]{2,40})[》”]")


def terms_of_document(title: str, names: Iterable[str], text: str) -> frozenset[str]:
    """The policy dictionary that a document brings: its title and bodies, and what it sets in 《》 or “”."""
    found = {fold(name) for name in (title, *names, *_QUOTED.findall(text))}
    return frozenset(term for term in found if len(term) in TERM_LENGTHS and len(term) > 2)


@functools.lru_cache(maxsize=1 << 18)
def token_id(token: str) -> int:
    """A number of 64 bits for `token`, the same on every machine (BLAKE2b); collisions are negligible."""
    return int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "little")


@functools.cache
def _dictionary() -> Any:
    """jieba with the common dictionary that comes with it, read once a process."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def word_frequency(word: str) -> int:
    """How often `word` stands in the sources of the common dictionary; 0 where it is no word of it."""
    return int(_dictionary().FREQ.get(word, 0))


@functools.cache
def _tagger() -> Any:
    import jieba.posseg

    return jieba.posseg.POSTokenizer(_dictionary())


def tagged_words(text: str) -> Iterator[tuple[str, str]]:
    """(word, its part of speech as jieba's dictionary names it: n, v, nr …) of `text`, in order."""
    return ((pair.word, pair.flag) for pair in _tagger().cut(text))


@functools.cache
def _cutter() -> Callable[[str], Iterable[str]]:
    tokenizer = _dictionary()

    def cut(run: str) -> Iterable[str]:
        found: Iterable[str] = tokenizer.cut_for_search(run, HMM=False)
        return found

    return cut
