"""Homophone typos of terms that the documents know: 中式能力 is read as 中试能力, and the reader is told.

Knows nothing of answers; asks only how often character pairs stand in the passages.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.normal_form import character_pairs
from index.tokens import word_frequency
from qa.terms import AMBIGUOUS, PLACES, content_runs, places_with_rank, ranked_places

Frequencies = Callable[[Sequence[str]], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Correction:
    """`question` as it is searched, and what was exchanged: ((中式能力, 中试能力), …)."""

    question: str
    exchanged: tuple[tuple[str, str], ...] = ()

    @property
    def notice(self) -> str:
        """What the reader is told; "" when nothing was exchanged."""
        return "，".join(f"按“{right}”检索" for _, right in self.exchanged)


def correct_homophones(question: str, frequencies: Frequencies) -> Correction:
    """Exchange a character for one that sounds the same where the documents know only the latter.

    A character is exchanged only if no pair that holds it stands in any passage, and after the exchange the
    pairs around it do; the most frequent of several is taken. At the edge of a run there is one pair alone: it must
    be a word, for 升工 of 提升工业 would make 升工信厅 of 省工信厅.
    """
    exchanged: list[tuple[str, str]] = []
    for run in content_runs(question):
        right = run
        for _ in range(_MOST_TYPOS):
            corrected = _corrected(right, frequencies)
            if corrected == right:
                break
            right = corrected
        if right != run:
            exchanged.append((run, right))
            question = question.replace(run, right)
    return Correction(question, tuple(exchanged))


# Prepositions, auxiliaries, ranks of places and verbs of everyday speech: words of their own, beside any other, and rarely mistyped.
_WORDS = frozenset(
    "得按被把让给向对从由跟与或及并且未没别请就都也还又再很最更仅只才各每本该此其这那"
    "省市县区村镇国厂钱税"
    "一二两三四五六七八九十百千万亿几"
    "想缴搞打做要说看找拿买卖交住走跑出进来去开办报算查改罚告签领借欠"
)
_MOST_TYPOS = 3  # in a stretch of words
# How often a word of two characters stands in the common dictionary before it is taken as meant: 其实 is no 其时, and
# 申请认可 no 申请人可. Few typos make so common a word.
_COMMON = 900


def _corrected(run: str, frequencies: Frequencies) -> str:
    if len(run) == _WORD:
        return _as_word(run, run, 0, frequencies) or run
    if len(run) < _WORD:
        return run
    known = frequencies(character_pairs(run))
    for position, char in enumerate(run):
        around = [known[i] for i in (position - 1, position) if 0 <= i < len(known)]
        if (
            char in _WORDS
            or (char in AMBIGUOUS and len(around) < 2)
            or any(around)
            or _in_known_word(run, position)
            or (char == "法" and position >= 2)
        ):  # 科普法 is a law's name
            continue
        trials = [run[:position] + other + run[position + 1 :] for other in same_sound(char)]
        if len(around) < 2:
            trials = [trial for trial in trials if word_frequency(trial[max(0, position - 1) :][:2])]
        best = max(trials, key=lambda trial: _standing(trial, position, frequencies), default=run)
        beside = best[max(0, position - 1) : position + 2]
        if _standing(best, position, frequencies) and (
            char not in AMBIGUOUS or all(frequencies(character_pairs(beside)))
        ):
            return best
        for start in (position - 1, position):
            if 0 <= start <= len(run) - _WORD and not _is_taken(run, 2 * start + 1 - position, position):
                word = _as_word(run[start : start + _WORD], run, start, frequencies, position)
                if word:
                    return word
    return run


_WORD = 2  # characters
_TWICE = 2  # a word that stands in one passage may be a typing error there
_SAID_ALONE = "全付起样"  # they may stand beside any word, and be one with neither
_MEANT = 200  # times that a word of two characters stands in the common dictionary to be what was meant


def _is_taken(run: str, neighbour: int, position: int) -> bool:
    """Whether the character at `neighbour` is part of a word without the one at `position`: 职工 in 职工医保."""
    if run[neighbour] in _WORDS:
        return True
    away = 2 * neighbour - position
    pair = run[min(neighbour, away) : max(neighbour, away) + 1] if 0 <= away < len(run) else ""
    return bool(pair and word_frequency(pair)) or _in_known_word(run, neighbour)


def _as_word(pair: str, run: str, start: int, frequencies: Frequencies, position: int | None = None) -> str:
    """`run` with the `pair` at `start`, which is no word, exchanged for the one word of the documents that differs from it
    in one character of the same sound (at `position`, if given); "" where there is none: 孝长 is 校长."""
    if word_frequency(pair) or any(frequencies([pair])) or any(char in AMBIGUOUS for char in pair):
        return ""
    places = range(start, start + _WORD) if position is None else (position,)
    trials = [
        run[:at] + other + run[at + 1 :]
        for at in places
        if run[at] not in _WORDS and run[at] not in _SAID_ALONE
        for other in same_sound(run[at])
    ]
    words = {trial[start : start + _WORD]: trial for trial in trials}
    known = [word for word in words if word_frequency(word) >= _MEANT]
    held = [word for word, count in zip(known, frequencies(known), strict=True) if count >= _TWICE]
    return words[held[0]] if len(held) == 1 else ""


def _in_known_word(run: str, position: int) -> bool:
    """Whether the character belongs to a word of the common dictionary, of three characters or more (国家级), or of two
    and a frequent one (其实)."""
    return any(
        position in range(start, end)
        and word_frequency(run[start:end]) >= (1 if end - start > 2 else _COMMON)
        for start in range(max(0, position - 3), position + 1)
        for end in range(start + 2, min(len(run), start + 5) + 1)
    )


def _standing(trial: str, position: int, frequencies: Frequencies) -> int:
    """How often the rarest pair around the exchanged character stands in the passages; 0 when one does not.

    A pair with a character that is often a word of its own (业有) need not stand there, but one with the
    exchanged character must, and another pair beside it.
    """
    pairs = character_pairs(trial)[max(0, position - 2) : position + 2]
    counts = frequencies(pairs)
    if 0 in (n for n, pair in zip(counts, pairs, strict=True) if not AMBIGUOUS & set(pair)):
        return 0
    held = [n for n, pair in zip(counts, pairs, strict=True) if n and trial[position] in pair]
    return min(n for n in counts if n) if held and sum(n > 0 for n in counts) >= 2 else 0


def correct_places(question: str, titles: Iterable[str]) -> Correction:
    """Exchange the name of a place with its rank for the one of `titles` that sounds the same: 云领市 is 云岭市."""
    from pypinyin import lazy_pinyin

    asked = [name for name in ranked_places(question) if name not in PLACES]
    titles = tuple(titles) if asked else ()
    known = {name for title in titles for name in places_with_rank(title)}
    exchanged = []
    for name in asked:
        alike = [
            other for other in known if len(other) == len(name) and lazy_pinyin(other) == lazy_pinyin(name)
        ]
        if len(alike) == 1 and not any(name in title for title in titles):
            exchanged.append((name, alike[0]))
            question = question.replace(name, alike[0])
    return Correction(question, tuple(exchanged))


@functools.cache
def _sounds() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Each common character's syllable without its tone, and the characters of each syllable.

    The common characters are those of GB2312 level 1 (GB/T 2312-1980, rows 16 to 55), 3,755 in number.
    """
    from pypinyin import Style, lazy_pinyin

    characters = [
        char
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if (char := bytes((row, cell)).decode("gb2312", errors="ignore"))
    ]
    syllables = dict(zip(characters, lazy_pinyin(characters, style=Style.NORMAL), strict=True))
    groups: dict[str, list[str]] = {}
    for char, syllable in syllables.items():
        groups.setdefault(syllable, []).append(char)
    return syllables, {syllable: tuple(group) for syllable, group in groups.items()}


def same_sound(char: str) -> tuple[str, ...]:
    """The common characters that sound like `char`, tone apart, without itself; () for an uncommon one."""
    syllables, groups = _sounds()
    return tuple(other for other in groups.get(syllables.get(char, ""), ()) if other != char)
