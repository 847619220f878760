"""Examples become batches of tensors: alike in length, limited in tokens, in an order fixed by a seed.

Knows token numbers and targets; nothing of models or where examples come from.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reader.schema import Example
from qa.reader.tokens import EncodedPair, encode_pair, token_span

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

UNKNOWN = -100  # a target that is not trained on
_POOL = 40  # batches among which examples are sorted by length


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as numbers; `start`, `end`, `relevant`, `supported` are `UNKNOWN` where not known.

    `amiss` has for every token of the question 1 where it was changed to something false, else 0; () where
    that is not known.
    """

    pair: EncodedPair
    start: int
    end: int
    relevant: int
    supported: int
    amiss: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids`, `mask` (n, tokens); targets (n,); `readable` (n, tokens) is where a span may begin or end,
    `asked` (n, tokens) are the question's tokens; `amiss` (n, tokens) is `UNKNOWN` but for the questions' tokens of which it is known.
    """

    ids: torch.Tensor
    mask: torch.Tensor
    readable: torch.Tensor
    asked: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    relevant: torch.Tensor
    supported: torch.Tensor
    amiss: torch.Tensor


def prepared(tokenizer: Tokenizer, examples: Sequence[Example], most: int) -> list[Prepared]:
    """Every example as numbers; one whose answer is cut off is left out."""
    found = []
    for example in examples:
        pair = encode_pair(tokenizer, example.question, example.context, example.passage, most)
        span = token_span(pair, example.span) if example.span else (UNKNOWN, UNKNOWN)
        if span is None or not pair.offsets:
            continue
        relevant, supported = (
            UNKNOWN if v is None else int(v) for v in (example.relevant, example.supported)
        )
        found.append(Prepared(pair, *span, relevant, supported, _amiss(example, pair)))
    return found


def _amiss(example: Example, pair: EncodedPair) -> tuple[int, ...]:
    if example.changed is None:
        right = example.supported if example.relevant is None else example.relevant
        return (0,) * len(pair.asked) if right else ()
    start, end = example.changed
    return tuple(int(first < end and last > start) for first, last in pair.asked)


def batches(examples: Sequence[Prepared], tokens: int, seed: int) -> Iterator[Batch]:
    """All examples once, about `tokens` tokens a batch, padding included."""
    chance = random.Random(seed)
    order = list(range(len(examples)))
    chance.shuffle(order)
    average = sum(len(example.pair.ids) for example in examples) / max(1, len(examples))
    pool = max(1, int(_POOL * tokens / average))
    for begin in range(0, len(order), pool):
        part = sorted(order[begin : begin + pool], key=lambda i: len(examples[i].pair.ids))
        groups = list(_groups([examples[i] for i in part], tokens))
        chance.shuffle(groups)
        yield from map(collated, groups)


def _groups(examples: Sequence[Prepared], tokens: int) -> Iterator[list[Prepared]]:
    group: list[Prepared] = []
    for example in examples:
        if group and len(example.pair.ids) * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(example)
    if group:
        yield group


def collated(examples: Sequence[Prepared]) -> Batch:
    """The examples as one batch, padded to the longest."""
    import torch

    longest = max(len(example.pair.ids) for example in examples)
    ids = torch.ones((len(examples), longest), dtype=torch.long)  # 1 is <pad>
    mask = torch.zeros((len(examples), longest), dtype=torch.long)
    readable = torch.zeros((len(examples), longest), dtype=torch.bool)
    asked = torch.zeros_like(readable)
    amiss = torch.full((len(examples), longest), UNKNOWN, dtype=torch.long)
    for row, example in enumerate(examples):
        size = len(example.pair.ids)
        amiss[row, 1 : 1 + len(example.amiss)] = torch.tensor(example.amiss, dtype=torch.long)
        ids[row, :size] = torch.tensor(example.pair.ids)
        mask[row, :size] = 1
        asked[row, 1 : 1 + len(example.pair.asked)] = True
        readable[row, example.pair.first : example.pair.first + len(example.pair.offsets)] = True
    start, end, relevant, supported = (
        torch.tensor([getattr(example, name) for example in examples])
        for name in ("start", "end", "relevant", "supported")
    )
    return Batch(ids, mask, readable, asked, start, end, relevant, supported, amiss)
