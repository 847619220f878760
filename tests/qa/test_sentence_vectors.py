"""Remembered vectors are the encoder's own, and the memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.schema import FloatArray
from qa.sentence_vectors import SentenceVectors


class LengthEncoder:
    """A tiny encoder whose vectors tell the text's length, and which counts what it encodes."""

    name, dimension = "length", 2

    def __init__(self) -> None:
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return self.encode_passages(texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        del progress
        self.encoded += len(texts)
        return np.array([[len(text), 1] for text in texts], np.float32)


@given(st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=6), max_size=8), st.integers(1, 5))
def test_vectors_equal_the_encoders_own(batches: list[list[str]], kept: int) -> None:
    vectors = SentenceVectors(kept)
    for batch in batches:
        assert np.array_equal(vectors.encode(LengthEncoder(), batch), LengthEncoder().encode_passages(batch))
        assert len(vectors._vectors) <= kept


def test_a_sentence_is_encoded_once() -> None:
    encoder = LengthEncoder()
    vectors = SentenceVectors()
    vectors.encode(encoder, ["甲", "乙", "甲"])
    vectors.encode(encoder, ["乙", "丙"])
    assert encoder.encoded == 3
