"""Where a quote stands in a document's text, for showing it in its surroundings.

For the eye alone: measuring uses `eval.overlap`. Knows nothing of HTML.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from eval.overlap import form

AROUND = 60  # characters shown before and after


@dataclass(frozen=True, slots=True)
class InContext:
    """A quote as it stands in a document, between what surrounds it."""

    source: str
    before: str
    quote: str
    after: str


@functools.lru_cache(maxsize=256)
def _letters(text: str) -> tuple[str, tuple[int, ...]]:
    """The comparison form, letter by letter, and where in `text` each of its letters comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _letter_form(char):
            letters.append(letter)
            places.append(place)
    return "".join(letters), tuple(places)


@functools.lru_cache(maxsize=50_000)
def _letter_form(char: str) -> str:
    return form(char)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The span of `text` that is `quote` in comparison form, or None."""
    wanted, _ = _letters(quote)
    letters, places = _letters(text)
    at = letters.find(wanted) if wanted else -1
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)


def in_context(quote: str, documents: Sequence[tuple[str, str]]) -> InContext | None:
    """`quote` in the first of `documents` (file name, text) that holds it, or None."""
    for source, text in documents:
        span = find_quote(quote, text)
        if span is not None:
            start, end = span
            return InContext(
                source, text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
            )
    return None
