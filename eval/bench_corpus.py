"""Corpora of any size for the benchmark: real policy text and real vectors, perturbed.

Random vectors would be equally far from each other, and random characters no words: neither costs what real text
costs. Knows how to make input; measures nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from corpus import load_document
from corpus.settings import Settings
from index.schema import Encoder, FloatArray

PASSAGES_IN_DOCUMENT = 100
# Standard deviation of the noise added to every coordinate of a unit vector of 384: two copies of one passage then
# have a cosine of about 0.88 (1 / (1 + 384 NOISE²)). A chosen value: near, but not the same.
NOISE = 0.019
_NUMERALS = "一二三四五六七八九十"


def policy_file() -> Path:
    """The policy that ships."""
    return next((Path(__file__).resolve().parent.parent / "corpus" / "documents").glob("*.md"))


def policy_sentences() -> tuple[str, ...]:
    """The policy's own sentences of 15 characters and more."""
    text = load_document(policy_file(), Settings()).text
    return tuple(found for found in re.findall(r"[^。\n]+。", text) if len(found) >= 15)


def write_corpus(folder: Path, passages: int, seed: int) -> list[Path]:
    """About `passages` numbered clauses in files of a hundred; each clause is two real sentences in which one
    character in twelve is exchanged for another of the policy, so that the vocabulary grows with the corpus."""
    dice = random.Random(seed)
    sentences = policy_sentences()
    alphabet = sorted({char for sentence in sentences for char in sentence if "\u4e00" <= char <= "\u9fff"})
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(-(-passages // PASSAGES_IN_DOCUMENT)):
        count = min(PASSAGES_IN_DOCUMENT, passages - number * PASSAGES_IN_DOCUMENT)
        lines = [f"关于推动第{number + 1}号事项的实施意见", ""]
        for clause in range(count):
            if clause % 10 == 0:
                lines += [f"{_NUMERALS[clause // 10]}、{_perturbed(dice, sentences, alphabet)[:12]}", ""]
            body = "".join(_perturbed(dice, sentences, alphabet) for _ in range(2))
            lines += [f"（{_NUMERALS[clause % 10]}）{body}", ""]
        path = folder / f"{number:05d}.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        paths.append(path)
    return paths


def _perturbed(dice: random.Random, sentences: Sequence[str], alphabet: Sequence[str]) -> str:
    return "".join(
        dice.choice(alphabet) if dice.random() < 1 / 12 and char not in "，。、；" else char
        for char in dice.choice(sentences)
    )


def perturbed_vectors(real: FloatArray, count: int, seed: int) -> FloatArray:
    """(count, dimension) unit vectors, each a row of `real` with Gaussian noise."""
    dice = np.random.default_rng(seed)
    rows = real[dice.integers(0, len(real), count)]
    noisy = rows + dice.normal(0.0, NOISE, rows.shape).astype(np.float32)
    return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), dtype=np.float32)


class PerturbedEncoder:
    """An encoder whose passages get perturbed real vectors in no time, so that a build of any size measures
    everything but the encoder, which is measured by itself. Queries are encoded for real."""

    def __init__(self, encoder: Encoder, real: FloatArray, seed: int) -> None:
        self._encoder, self._real, self._seed = encoder, real, seed
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """See `Encoder`."""
        return self._encoder.encode_queries(texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """See `Encoder`; another draw for every call."""
        self._seed += 1
        if progress is not None:
            progress(len(texts))
        return perturbed_vectors(self._real, len(texts), self._seed)


def build_at_size(settings: Settings, paths: Sequence[Path], real: FloatArray, seed: int) -> dict[str, float]:
    """Index `paths` with perturbed vectors; (stage, seconds) as `index.build_index` reports them."""
    from index import build_index, load_encoder

    perturbed = PerturbedEncoder(load_encoder(settings), real, seed)
    with patch("index.build.load_encoder", lambda _: perturbed):
        return dict(build_index(settings, paths).seconds)
