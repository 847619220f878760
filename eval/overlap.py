"""How much of one text stands in another, character by character, in the contract's comparison form.

Knows nothing of questions or answers; the gold of an evaluation is text, never a passage id.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from corpus.normal_form import character_pairs, comparison_form

# Characters that must agree in a row before they count as the same text. Eight is longer than any phrase that
# policy prose repeats everywhere (未来产业创新发展 has eight exactly; its neighbours must then agree too to
# matter), and shorter than any sentence.
RUN = 8

Mask = npt.NDArray[np.bool_]


@functools.lru_cache(maxsize=20_000)
def form(text: str) -> str:
    """The comparison form, remembered: the same passages come back for many questions."""
    return comparison_form(text)


def covered(text: str, source: str, run: int) -> Mask:
    """Which characters of `text` lie in a run of `run` that also stands in `source`; both in comparison form."""
    mask = np.zeros(len(text), dtype=bool)
    if run < 1 or len(source) < run:
        return mask
    grams = {source[at : at + run] for at in range(len(source) - run + 1)}
    for at in range(len(text) - run + 1):
        if text[at : at + run] in grams:
            mask[at : at + run] = True
    return mask


def quote_coverage(quote: str, texts: Iterable[str]) -> float:
    """The share in [0, 1] of a gold quote's characters that stand in the union of `texts`.

    Character-level recall as LegalBench-RAG defines it (Pipitone & Alami 2024, section 4), by text instead of
    offsets so that the same sentence counts in whatever document it stands. A quote shorter than two runs
    (a date, a number, a name) must stand whole; of a longer quote, a text shorter than a run (the line of a
    signature) covers itself. 0 for a quote without a letter or digit.
    """
    gold = form(quote)
    if not gold:
        return 0.0
    whole = len(gold) < 2 * RUN
    mask = np.zeros(len(gold), dtype=bool)
    for text in texts:
        source = form(text)
        run = len(gold) if whole else min(RUN, max(2, len(source)))
        mask |= covered(gold, source, run)
    return float(mask.mean())


def text_precision(text: str, quotes: Iterable[str]) -> float:
    """The share in [0, 1] of the characters of `text` that stand in some gold quote; 0 for an empty text."""
    answer = form(text)
    if not answer:
        return 0.0
    mask = np.zeros(len(answer), dtype=bool)
    for quote in quotes:
        gold = form(quote)
        mask |= covered(answer, gold, min(RUN, len(gold), len(answer)))
    return float(mask.mean())


def shared_bigrams(text: str, source: str) -> float:
    """The share in [0, 1] of the character bigrams of `text` that stand in `source`; 1 for a text without any."""
    left, right = form(text), form(source)
    bigrams = character_pairs(left)
    if not bigrams:
        return 1.0
    held = set(character_pairs(right))
    return sum(bigram in held for bigram in bigrams) / len(bigrams)


_NUMERALS = "一二三四五六七八九十百千零〇两"
_LABEL = re.compile(
    rf"第[{_NUMERALS}0-9]+(?:分编|编|章|节|条|款|项|目|部分)(?:之[{_NUMERALS}0-9]+)?"
    rf"|[(（][{_NUMERALS}0-9a-zA-Z]+[)）]"
    rf"|附[件录表][{_NUMERALS}0-9]*"
    rf"|[{_NUMERALS}]+是?"
    r"|[0-9]+(?:\.[0-9]+)*|[①-⑳]|[a-zA-Z]"
)


def clause_labels(clause: str) -> tuple[str, ...]:
    """A short clause path as its labels: 四（二）2 → (四, (二), 2); full-width and half-width agree.

    What is no label, such as a title or a mark, is left out. A path that names an article starts there,
    since an article's number is unique in its law: 第三章第十二条第二款 → (第十二条, 第二款).
    """
    labels = tuple(
        label.replace("（", "(").replace("）", ")").removesuffix("是") for label in _LABEL.findall(clause)
    )
    for at, label in enumerate(labels):
        if label.startswith("第") and "条" in label:
            return labels[at:]
    return labels


def clause_holds(gold: str, cited: str) -> bool:
    """Whether the cited clause is the gold clause or stands below it: 四（二） holds 四（二）2, not the reverse.

    A chapter or section holds the articles in it, whatever part stands above it: 第六章 holds 第二编第六章第三十一条.
    An item named right after its article is of its first paragraph: 第五条第二项 is 第五条第一款第二项.
    """
    wanted, found = clause_labels(gold), clause_labels(cited)
    if len(wanted) > 1 and "条" in wanted[0] and "项" in wanted[1] and found[1:2] == ("第一款",):
        found = (found[0], *found[2:])
    if wanted and wanted[0][0] == "第" and "条" not in wanted[0]:
        found = tuple(_LABEL.findall(cited))
        found = found[found.index(wanted[0]) :] if wanted[0] in found else ()
    return bool(wanted) and found[: len(wanted)] == wanted
