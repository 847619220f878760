"""Pairs of texts become token numbers with their places, the same way for training and for reading.

Knows the tokenizer and the layout of a pair; nothing of models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.normal_form import simplify
from corpus.schema import ClausePath

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

CONTEXT_LENGTH = 80  # characters of title and clause path that are read
BREAK = "\n"  # between context and passage
BEGIN, END = 0, 2  # <s>, </s> of XLM-RoBERTa's vocabulary
MOST_QUESTION = 64  # tokens of a question that are read


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """`ids` of <s> question </s></s> context⏎passage </s>.

    `asked` are the (start, end) characters of the question for the tokens from 1 on. `first` is the token at which the passage begins; `offsets` are the (start, end) characters of the passage
    for every token from `first` up to, without, the closing </s>.
    """

    ids: tuple[int, ...]
    asked: tuple[tuple[int, int], ...]
    first: int
    offsets: tuple[tuple[int, int], ...]


def reader_context(title: str, path: ClausePath) -> str:
    """What the reader reads before a passage: title and clause path; of a long one, its end."""
    full = f"{title} › {path.full}" if path.full else title
    return full[-CONTEXT_LENGTH:]


def encode_pair(tokenizer: Tokenizer, question: str, context: str, passage: str, most: int) -> EncodedPair:
    """One pair of at most `most` tokens: a longer passage is cut at its end."""
    words: Encoding = tokenizer.encode(simplify(question), add_special_tokens=False)
    asked = words.ids[:MOST_QUESTION]
    second = f"{context}{BREAK}{passage}" if context else passage
    read: Encoding = tokenizer.encode(simplify(second), add_special_tokens=False)
    shift = len(second) - len(passage)
    room = most - len(asked) - 4
    ids, places = read.ids[:room], read.offsets[:room]
    skipped = sum(stop <= shift for _, stop in places) if shift else 0
    offsets = tuple((max(0, start - shift), stop - shift) for start, stop in places[skipped:])
    return EncodedPair(
        (BEGIN, *asked, END, END, *ids, END),
        tuple(words.offsets[:MOST_QUESTION]),
        len(asked) + 3 + skipped,
        offsets,
    )


def token_span(pair: EncodedPair, span: tuple[int, int]) -> tuple[int, int] | None:
    """(first, last) token of the characters `span` of the passage; None where they were cut off."""
    covering = [
        i
        for i, (start, stop) in enumerate(pair.offsets)
        if stop > span[0] and start < span[1] and stop > start
    ]
    if not covering or pair.offsets[covering[-1]][1] < span[1]:
        return None
    return pair.first + covering[0], pair.first + covering[-1]
