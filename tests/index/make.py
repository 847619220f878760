"""Small policies with a clause tree, and vectors for them without a model."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np

from corpus import connect, load_document
from corpus.settings import Settings
from index.encoder import encoder_name
from index.prepared import prepare
from index.vectors import VectorCache, text_hash

TOPICS = ("算力网络", "人形机器人", "生物制造", "量子信息", "深海装备", "新型储能", "卫星互联网", "脑机接口")


def policy_text(number: int, revision: int = 0) -> str:
    """A policy of two chapters, about one topic, unlike every other (number, revision)."""
    topic = TOPICS[number % len(TOPICS)]
    return (
        f"# 关于发展{topic}的实施意见第{number}号\n\n"
        f"一、总体要求\n\n到{2025 + number}年，{topic}产业规模达到{number * 100 + revision}亿元。\n\n"
        f"二、重点任务\n\n（一）突破{topic}关键技术。组织{number + 3}家单位联合攻关，第{revision}次修订。\n\n"
        f"（二）建设{topic}应用场景。支持地方先行先试，开展示范。\n"
    )


def write_policy(folder: Path, number: int, revision: int = 0) -> Path:
    """The policy as a Markdown file; the same number always has the same path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"policy-{number}.md"
    path.write_text(policy_text(number, revision), encoding="utf-8")
    return path


def made_vector(text: str, dimension: int = 16) -> np.ndarray:
    """A unit vector that depends on `text` alone."""
    seed = int.from_bytes(sha256(text.encode()).digest()[:8], "little")
    vector = np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def keep_vectors(settings: Settings, files: Iterable[Path]) -> None:
    """Put made vectors for every passage of `files` into the cache, so that a build needs no model."""
    texts = sorted(
        {
            text
            for path in files
            for text in prepare(load_document(path, settings), settings.passages).embedded_texts()
        }
    )
    with closing(connect(settings.home)) as connection:
        cache = VectorCache(connection, encoder_name(settings))
        cache.put([text_hash(text) for text in texts], np.stack([made_vector(text) for text in texts]))
