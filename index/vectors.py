"""Vectors kept by (encoder, text), so that a rebuild embeds only what is new.

Knows the table alone; nothing of models, passages or generations.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from corpus import transaction
from index.schema import FloatArray

_TABLE = """CREATE TABLE IF NOT EXISTS vectors (
    encoder TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (encoder, text_hash)
) STRICT, WITHOUT ROWID"""
_AT_ONCE = 500


def text_hash(text: str) -> bytes:
    """The key of a text: 16 bytes of BLAKE2b."""
    return blake2b(text.encode(), digest_size=16).digest()


class VectorCache:
    """The vectors of one encoder in the project's SQLite file."""

    def __init__(self, connection: sqlite3.Connection, encoder: str) -> None:
        self._connection = connection
        self._encoder = encoder
        connection.execute(_TABLE)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, FloatArray]:
        """Those of `keys` that are kept, each a float32 vector."""
        found: dict[bytes, FloatArray] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT text_hash, vector FROM vectors WHERE encoder = ? AND text_hash IN ({marks})",
                (self._encoder, *part),
            )
            found.update((key, np.frombuffer(vector, np.float32)) for key, vector in rows)
        return found

    def put(self, keys: Sequence[bytes], vectors: FloatArray) -> None:
        """Keep row i of `vectors` under `keys[i]`, durably when this returns."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [
                    (self._encoder, key, np.ascontiguousarray(vector, np.float32).tobytes())
                    for key, vector in zip(keys, vectors, strict=True)
                ],
            )
