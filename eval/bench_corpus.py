"""Corpora of any size for the benchmark: real policy text and real vectors, perturbed.

Random vectors would be equally far from each other, and random characters no words: neither costs what real text
costs. Knows how to make input; measures nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from corpus import connect, load_document
from corpus.settings import Settings
from index.encoder import encoder_name
from index.prepared import PreparedCache, preparation_key, prepare
from index.schema import FloatArray
from index.vectors import VectorCache, text_hash

PASSAGES_IN_DOCUMENT = 100
# Standard deviation of the noise added to every coordinate of a unit vector of 384: two copies of one passage then
# have a cosine of about 0.88, as neighbouring clauses of one policy have (0.85 to 0.92, measured on the policy).
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


def keep_vectors(settings: Settings, paths: Sequence[Path], real: FloatArray, seed: int) -> int:
    """Prepare every file and keep a perturbed vector for each of its passages, so that the build that follows
    measures everything but the encoder, which is measured by itself. Returns how many passages there are."""
    settings.home.mkdir(parents=True, exist_ok=True)
    total = 0
    with closing(connect(settings.home)) as connection:
        prepared_cache = PreparedCache(connection)
        vectors = VectorCache(connection, encoder_name(settings))
        for at, path in enumerate(paths):
            document = load_document(path, settings)
            prepared = prepare(document, settings.passages)
            prepared_cache.put(document.id, preparation_key(document, settings.passages), prepared)
            keys = [text_hash(text) for text in prepared.embedded]
            vectors.put(keys, perturbed_vectors(real, len(keys), seed + at))
            total += len(keys)
    return total
