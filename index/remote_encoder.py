"""An embedding server that speaks the OpenAI protocol (`POST …/v1/embeddings`) as an encoder.

Knows one address; nothing of passages, indexes or files. Its key comes from the environment and is never logged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, urlsplit

import numpy as np

from index.schema import EncoderFailure, FloatArray

_AT_ONCE = 32
_SECONDS = 120.0
# Not a setting: settings are printed, kept in reports and in the index. And not the language model's key, for that
# belongs to another server.
KEY_VARIABLE = "WENCE_ENCODER_KEY"


class RemoteEncoder:
    """`http://host:port/v1`, or `http://host:port/v1?model=NAME&query_model=NAME` to choose models.

    Servers that tell queries from passages do so by `input_type`, which is sent with every request
    (servers that do not know it ignore it). The key in `WENCE_ENCODER_KEY`, where there is one, is sent as a
    bearer token. Raises `EncoderFailure` for an address with a key in it: addresses are shown and kept.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if "@" in parts.netloc:
            raise EncoderFailure(
                "向量服务的地址里不能写用户名或密钥",
                f"请把密钥放进环境变量 {KEY_VARIABLE}，地址只留主机和路径",
            )
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.name = address
        self._address = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/embeddings"
        self._model = options.get("model", "default")
        self._query_model = options.get("query_model", self._model)
        key = os.environ.get(KEY_VARIABLE, "").strip()
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.dimension = int(self._ask(["维度"], self._model, "document").shape[1])

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """See `Encoder`. Raises `EncoderFailure` where the server does not answer as it should."""
        return self._encode(texts, self._query_model, "query", None)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """See `Encoder`. Raises `EncoderFailure` where the server does not answer as it should."""
        return self._encode(texts, self._model, "document", progress)

    def _encode(
        self, texts: Sequence[str], model: str, kind: str, progress: Callable[[int], None] | None
    ) -> FloatArray:
        parts = [np.zeros((0, self.dimension), np.float32)]
        for start in range(0, len(texts), _AT_ONCE):
            part = self._ask(list(texts[start : start + _AT_ONCE]), model, kind)
            if part.shape[1] != self.dimension:
                raise self._failure(f"维数从 {self.dimension} 变成了 {part.shape[1]}")
            parts.append(part)
            if progress:
                progress(min(start + _AT_ONCE, len(texts)))
        return np.concatenate(parts)

    def _ask(self, texts: list[str], model: str, kind: str) -> FloatArray:
        import httpx

        try:
            response = httpx.post(
                self._address,
                json={"model": model, "input": texts, "input_type": kind, "encoding_format": "float"},
                headers=self._headers,
                timeout=_SECONDS,
                trust_env=False,  # a proxy of the environment is no part of the address that was set
            )
            response.raise_for_status()
            rows = sorted(response.json()["data"], key=lambda item: int(item["index"]))
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            if status in (401, 403):
                raise EncoderFailure(
                    f"向量服务 {self._address} 不接受密钥（状态码 {status}）",
                    f"请检查环境变量 {KEY_VARIABLE}" + ("" if self._headers else "，现在没有设置"),
                ) from error
            raise self._failure(f"状态码 {status}") from error
        except httpx.HTTPError as error:
            raise self._failure(str(error) or type(error).__name__) from error
        except (ValueError, KeyError, TypeError) as error:
            raise self._failure("回答不是 embeddings 的格式") from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise self._failure(f"{len(texts)} 段文字得到 {len(vectors)} 个向量")
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(length).all() or not length.all():
            raise self._failure("向量为零或不是数")
        return np.asarray(vectors / length, np.float32)

    def _failure(self, detail: str) -> EncoderFailure:
        return EncoderFailure(
            f"向量服务 {self._address} 没有正常回答（{detail}）",
            "请检查服务和地址；把 WENCE_INDEX_ENCODER 设为 bundled 可用自带模型",
        )
