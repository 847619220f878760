"""One spelling for texts that are compared or searched: NFKC, simplified script, no space or punctuation.

Knows nothing of documents; never used to change `Document.text`.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable


@functools.cache
def _traditional_to_simplified() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def simplify(text: str) -> str:
    """Traditional script to simplified, by OpenCC's t2s; other text is unchanged."""
    return _traditional_to_simplified()(text)


def comparison_form(text: str) -> str:
    """`text` after NFKC, lower case, traditional→simplified, without white space and punctuation.

    Two texts that a reader would call the same words have the same comparison form (contract, section 4).
    """
    folded = simplify(unicodedata.normalize("NFKC", text)).lower()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "ZPC")


def character_pairs(text: str) -> list[str]:
    """Every two neighbouring characters of `text`, in order."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def contains(haystack: str, needle: str) -> bool:
    """Whether `haystack` holds `needle` in comparison form; an empty needle is held by nothing."""
    wanted = comparison_form(needle)
    return bool(wanted) and wanted in comparison_form(haystack)
