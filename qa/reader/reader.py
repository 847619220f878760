"""Reads questions against passages: how well each answers, where the answer stands, what it supports.

Knows texts, windows and spans; nothing of retrieval or of how answers are worded.
"""

from __future__ import annotations

import functools
import json
import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.bert_graph import Precision
from qa.reader.curve import sigmoid
from qa.reader.model import TOKENIZER_FILE, WEIGHTS_FILE
from qa.reader.runtime import Floats, Logits, Network
from qa.reader.schema import Reading, Span
from qa.reader.tokens import EncodedPair, encode_pair
from qa.reader.vocabulary import read_tokenizer

BUNDLED = "bundled"
WEIGHTS = Path(__file__).with_name("weights")
CALIBRATION_FILE = "calibration.json"
WINDOW, STRIDE = 380, 200  # characters of a window over a long passage, and how far the next begins at most
_LONGEST_SPAN = 200  # tokens
_STARTS = 12  # the best starts and ends that are combined
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperatures and shifts that make the two log-odds probabilities (Guo et al., 2017): sigmoid(x / t + b)."""

    relevance_temperature: float = 1.0
    relevance_shift: float = 0.0
    support_temperature: float = 1.0
    support_shift: float = 0.0


class Reader:
    """The reader in a directory. Safe in threads."""

    def __init__(self, directory: Path, precision: Precision = Precision.INT8) -> None:
        """Raises `ReaderError` where `directory` holds no reader that can be used."""
        self._network = Network(directory, precision)
        self._tokenizer = read_tokenizer(directory / TOKENIZER_FILE)
        path = directory / CALIBRATION_FILE
        self.calibration = (
            Calibration(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Calibration()
        )

    def read(self, question: str, passages: Sequence[tuple[str, str]], best: int = 3) -> tuple[Reading, ...]:
        """For each (context, text): its relevance, and up to `best` spans that do not overlap, best first.

        A span's score is log P(its window answers) + log P(start) + log P(end).
        """
        windows = [
            (place, start, end) for place, (_, text) in enumerate(passages) for start, end in windows_of(text)
        ]
        pairs = [
            self._pair(question, passages[place][0], passages[place][1][start:end])
            for place, start, end in windows
        ]
        logits = self._network.run([pair.ids for pair in pairs])
        readings: list[tuple[float, list[Span]]] = [(-math.inf, []) for _ in passages]
        for (place, start, _), pair, found in zip(windows, pairs, logits, strict=True):
            relevance, spans = readings[place]
            # A window that does not answer has its most likely span too: it must not win over the right one.
            shift = -math.log1p(math.exp(-max(found.relevance, -30.0)))
            spans += [
                Span(s.start + start, s.end + start, s.score + shift) for s in best_spans(pair, found, best)
            ]
            readings[place] = (max(relevance, found.relevance), spans)
        return tuple(Reading(relevance, _apart(spans, best)) for relevance, spans in readings)

    def relevance_probability(self, relevance: float) -> float:
        """The calibrated probability that a passage of this log-odds answers."""
        return sigmoid(relevance / self.calibration.relevance_temperature + self.calibration.relevance_shift)

    def support(self, statement: str, passages: Sequence[tuple[str, str]]) -> tuple[float, ...]:
        """For each (context, text): the calibrated probability that it carries `statement`."""
        windows = [
            (place, text[start:end])
            for place, (_, text) in enumerate(passages)
            for start, end in windows_of(text)
        ]
        pairs = [self._pair(statement, passages[place][0], text) for place, text in windows]
        greatest = [-math.inf] * len(passages)
        for (place, _), found in zip(windows, self._network.run([pair.ids for pair in pairs]), strict=True):
            greatest[place] = max(greatest[place], found.support)
        given = self.calibration
        return tuple(sigmoid(value / given.support_temperature + given.support_shift) for value in greatest)

    def carries(self, statement: str, text: str) -> float:
        """The calibrated probability that `text` carries `statement`."""
        return self.support(statement, [("", text)])[0]

    def _pair(self, question: str, context: str, text: str) -> EncodedPair:
        return encode_pair(self._tokenizer, question, context, text, self._network.longest)


@functools.lru_cache(maxsize=4)
def open_reader(directory: str) -> Reader | None:
    """The reader in `directory`, opened once; None for "". Raises `ReaderError` where it cannot be used.

    For `BUNDLED` it is the one that comes with the program; where its weights are missing, None, and the log says so.
    """
    if directory != BUNDLED:
        return Reader(Path(directory)) if directory else None
    if not (WEIGHTS / WEIGHTS_FILE).is_file():
        logging.getLogger(__name__).warning(
            "随程序的阅读模型不在（%s），回答只靠检索与规则；请重新取得这个文件", WEIGHTS_FILE
        )
        return None
    return Reader(WEIGHTS)


def windows_of(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of windows that cover `text`, each beginning at a sentence where one is near; at least one."""
    start = 0
    while True:
        end = min(len(text), start + WINDOW)
        yield start, end
        if end == len(text):
            return
        begins = [found.end() for found in _SENTENCE_END.finditer(text, start + STRIDE // 2, start + STRIDE)]
        start = begins[-1] if begins else start + STRIDE


def best_spans(pair: EncodedPair, logits: Logits, best: int) -> tuple[Span, ...]:
    """The best spans of a window that do not overlap, with log P(start) + log P(end) over its tokens."""
    count = len(pair.offsets)
    if not count:
        return ()
    scores = _log_softmax(logits.spans[pair.first : pair.first + count])
    starts, ends = (np.argsort(-scores[:, side])[:_STARTS] for side in (0, 1))
    found = [
        Span(pair.offsets[first][0], pair.offsets[last][1], float(scores[first, 0] + scores[last, 1]))
        for first in starts
        for last in ends
        if first <= last < first + _LONGEST_SPAN and pair.offsets[last][1] > pair.offsets[first][0]
    ]
    return _apart(found, best)


def _apart(spans: Sequence[Span], best: int) -> tuple[Span, ...]:
    """The best of `spans` that do not overlap a better one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda item: -item.score):
        if len(kept) == best:
            break
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(kept)


def _log_softmax(values: Floats) -> Floats:
    shifted = values - values.max(axis=0)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=0)), np.float32)
