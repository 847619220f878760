"""BM25F over token numbers: fields weighed, all postings in flat arrays that are mapped, not loaded.

Knows token numbers and counts; nothing of words, documents or fusion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.schema import FloatArray

# BM25 (Robertson & Zaragoza, 2009, "The Probabilistic Relevance Framework", sections 3.5 and 3.6).
SATURATION = 1.2  # k1
FIELDS = ("title", "headings", "text")
FIELD_WEIGHTS = (0.5, 0.8, 1.0)
LENGTH_NORMALIZATION = (0.3, 0.3, 0.6)  # b of every field


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """The tokens of consecutive passages: passage i holds `tokens[starts[i]:starts[i + 1]]`.

    `counts` is (n, 3): how often the token stands in title, headings and text. `lengths` is (passages, 3).
    """

    starts: npt.NDArray[np.int64]
    tokens: npt.NDArray[np.uint64]
    counts: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.uint32]


def count_tokens(fields: Sequence[Sequence[Sequence[int]]]) -> TokenCounts:
    """`fields[i][f]` are the token numbers of field f of passage i."""
    starts, lengths = [0], []
    tokens: list[int] = []
    counts: list[tuple[int, ...]] = []
    for passage in fields:
        tally: dict[int, list[int]] = {}
        for field, numbers in enumerate(passage):
            for number in numbers:
                tally.setdefault(number, [0] * len(FIELDS))[field] += 1
        for number in sorted(tally):
            tokens.append(number)
            counts.append(tuple(min(count, 255) for count in tally[number]))
        starts.append(len(tokens))
        lengths.append([len(numbers) for numbers in passage])
    return TokenCounts(
        np.array(starts, np.int64),
        np.array(tokens, np.uint64),
        np.array(counts, np.uint8).reshape(-1, len(FIELDS)),
        np.array(lengths, np.uint32).reshape(-1, len(FIELDS)),
    )


def join_counts(parts: Sequence[TokenCounts]) -> TokenCounts:
    """The passages of all parts, one after another."""
    if not parts:
        return count_tokens([])
    sizes = np.cumsum([0, *(len(part.tokens) for part in parts)])
    starts = [part.starts[:-1] + offset for part, offset in zip(parts, sizes[:-1], strict=True)]
    return TokenCounts(
        np.concatenate([*starts, sizes[-1:]]).astype(np.int64),
        np.concatenate([part.tokens for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.lengths for part in parts]),
    )


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings by token: `vocabulary` sorted; token t has `passages[bounds[t]:bounds[t + 1]]` and impacts."""

    vocabulary: npt.NDArray[np.uint64]
    bounds: npt.NDArray[np.int64]
    passages: npt.NDArray[np.uint32]
    impacts: FloatArray
    size: int

    def scores(self, query: Mapping[int, float]) -> FloatArray:
        """(passages,) BM25F scores; `query` maps token numbers to weights. Zero where nothing matches."""
        total = np.zeros(self.size, np.float32)
        if not query or not len(self.vocabulary):
            return total
        wanted = np.array(sorted(query), np.uint64)
        places = np.minimum(np.searchsorted(self.vocabulary, wanted), len(self.vocabulary) - 1)
        for number, place in zip(wanted, places, strict=True):
            if self.vocabulary[place] == number:
                begin, end = int(self.bounds[place]), int(self.bounds[place + 1])
                # A token stands once in the postings of a passage, so that plain indexing adds all.
                total[self.passages[begin:end]] += np.float32(query[int(number)]) * self.impacts[begin:end]
        return total

    def attainable(self, query: Mapping[int, float]) -> float:
        """The score that no passage can exceed: Σ weight · idf, tokens that stand nowhere included."""
        found = self.frequencies(list(query))
        return float(
            sum(weight * _idf(count, self.size) for weight, count in zip(query.values(), found, strict=True))
        )

    def frequencies(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """In how many passages each token stands."""
        if not len(self.vocabulary):
            return (0,) * len(numbers)
        wanted = np.array(numbers, np.uint64)
        places = np.minimum(np.searchsorted(self.vocabulary, wanted), len(self.vocabulary) - 1)
        found = np.where(self.vocabulary[places] == wanted, self.bounds[places + 1] - self.bounds[places], 0)
        return tuple(int(count) for count in found)


def build_lexical(counts: TokenCounts) -> LexicalIndex:
    """Postings with their BM25F impacts: idf(t) · tf' / (k1 + tf'), tf' the weighed, length-normalised count."""
    size = len(counts.lengths)
    owners = np.repeat(np.arange(size, dtype=np.uint32), np.diff(counts.starts))
    order = np.argsort(counts.tokens, kind="stable")
    tokens, owners = counts.tokens[order], owners[order]
    changes = np.flatnonzero(np.diff(tokens)) + 1 if len(tokens) else np.zeros(0, np.int64)
    firsts = np.concatenate([[0], changes]) if len(tokens) else changes
    bounds = np.append(firsts, len(tokens)).astype(np.int64)
    frequency = np.zeros(len(tokens), np.float32)
    for field, (weight, b) in enumerate(zip(FIELD_WEIGHTS, LENGTH_NORMALIZATION, strict=True)):
        lengths = counts.lengths[:, field].astype(np.float32)
        average = max(float(lengths.mean()) if size else 0.0, 1.0)
        scale = (weight / (1.0 - b + b * lengths / np.float32(average))).astype(np.float32)
        frequency += counts.counts[order, field] * scale[owners]
    in_passages = np.diff(bounds)
    idf = np.asarray(_idf(in_passages, size), np.float32)
    impacts = np.repeat(idf, in_passages) * (frequency / (np.float32(SATURATION) + frequency))
    return LexicalIndex(tokens[firsts], bounds, owners, impacts.astype(np.float32), size)


def _idf(passages: Any, size: int) -> Any:
    return np.log1p((size - passages + 0.5) / (passages + 0.5))


_ARRAYS = ("vocabulary", "bounds", "passages", "impacts")


def write_lexical(index: LexicalIndex, directory: Path) -> None:
    """One .npy file for every array."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in _ARRAYS:
        np.save(directory / f"{name}.npy", getattr(index, name))


def read_lexical(directory: Path, size: int) -> LexicalIndex:
    """The index in `directory`, its arrays mapped from disk."""
    vocabulary, bounds, passages, impacts = (
        np.load(directory / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS
    )
    return LexicalIndex(vocabulary, bounds, passages, impacts, size)
