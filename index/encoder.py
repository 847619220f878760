"""Which encoder the settings name, and sentence-transformers models as encoders.

Knows model names and prompts; nothing of passages, indexes or files of the index.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from corpus.settings import Settings
from index.schema import Encoder, EncoderFailure, FloatArray

BUNDLED = "bundled"


def encoder_name(settings: Settings) -> str:
    """The name of the vector space that the settings ask for, without loading anything."""
    from index.bundled import vector_space

    name, _, precision = settings.index.encoder.partition(":")
    if name != BUNDLED:
        return settings.index.encoder
    return vector_space(precision)


@functools.cache
def _loaded(name: str) -> Encoder:
    if name.partition(":")[0] == BUNDLED:
        return _bundled(name.partition(":")[2])
    if name.startswith(("http://", "https://")):
        from index.remote_encoder import RemoteEncoder

        return RemoteEncoder(name)
    return SentenceTransformerEncoder(name)


def _bundled(precision: str) -> Encoder:
    """The bundled model; `precision` is "" (float32), "int8" or "float32"."""
    from index.bert_graph import Precision
    from index.bundled_encoder import BundledEncoder

    if precision not in ("", *Precision):
        raise EncoderFailure(
            f"自带模型没有名为 {precision} 的精度", "可用 bundled、bundled:int8 或 bundled:float32"
        )
    return BundledEncoder(Precision(precision) if precision else Precision.FLOAT32)


def load_encoder(settings: Settings) -> Encoder:
    """The encoder of the settings, loaded once a process. Raises `EncoderFailure` in one line."""
    return _loaded(settings.index.encoder)


def sentence_encoder(encoder: Encoder) -> Encoder:
    """The fastest encoder into the space of `encoder` that is good enough to weigh the sentences of one question.

    Of the bundled model the one in int8, twice as fast: the ten nearest of many passages change a little, what a
    sentence is worth beside its other parts does not. Of any other, itself.
    """
    from index.bundled_encoder import BundledEncoder

    return _loaded(f"{BUNDLED}:int8") if isinstance(encoder, BundledEncoder) else encoder


class SentenceTransformerEncoder:
    """Any model that sentence-transformers loads, with its own query and passage prompts where it has them."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(name, device="cpu")
        except Exception as error:  # the library raises whatever its parts raise
            detail = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            raise EncoderFailure(
                f"向量模型「{name}」加载不了（{detail}）",
                "请检查名称、目录或网络；把 WENCE_INDEX_ENCODER 设为 bundled 可用自带模型",
            ) from error
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        prompts = {key for key, text in self._model.prompts.items() if text}
        self._query_prompt = "query" if "query" in prompts else None
        self._passage_prompt = next((key for key in ("passage", "document") if key in prompts), None)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """See `Encoder`."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """See `Encoder`."""
        parts = []
        for start in range(0, len(texts), 256):
            parts.append(self._encode(texts[start : start + 256], self._passage_prompt))
            if progress:
                progress(min(start + 256, len(texts)))
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), np.float32)

    def _encode(self, texts: Sequence[str], prompt: str | None) -> FloatArray:
        vectors: FloatArray = self._model.encode(
            list(texts), prompt_name=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)
