"""The passages and documents of a generation in one read-only SQLite file, found by their number.

Knows rows; nothing of vectors, tokens or ranking.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from corpus.schema import AuthorityTier, Document, DocumentStatus, Passage
from index.prepared import path_from_rows, path_to_rows
from index.schema import DocumentSummary

_TABLES = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, source TEXT NOT NULL,
    document_number TEXT, issuers TEXT NOT NULL, issued_on TEXT, dated TEXT, status TEXT NOT NULL,
    tier TEXT NOT NULL, first_passage INTEGER NOT NULL, passages INTEGER NOT NULL, characters INTEGER NOT NULL
) STRICT;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
"""
FILE_NAME = "passages.sqlite3"


def write_passages(path: Path, content: Iterable[tuple[Document, Sequence[Passage]]]) -> None:
    """Number documents and passages from 0 in the order given and write them to a new file."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # The file is synced and checked as a whole afterwards, so that no journal is needed.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        first = 0
        for number, (document, passages) in enumerate(content):
            dated = document.issued_on or document.effective_on or document.published_on
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number, document.id, document.title, document.source, document.number,
                    json.dumps(document.issuers, ensure_ascii=False),
                    document.issued_on.isoformat() if document.issued_on else None,
                    dated.isoformat() if dated else None,
                    document.status.value, document.tier.value, first, len(passages), len(document.text),
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        first + place, item.id, number, item.start, item.end,
                        json.dumps(path_to_rows(item.path), ensure_ascii=False), item.text,
                    )
                    for place, item in enumerate(passages)
                ],
            )  # fmt: skip
            first += len(passages)
        connection.execute("COMMIT")
    finally:
        connection.close()


class PassageStore:
    """Reads the file that `write_passages` wrote; safe in threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        rows = self._connection.execute(
            "SELECT id, title, source, document_number, issuers, issued_on, status, tier, passages, "
            "characters, dated, first_passage FROM documents ORDER BY number"
        ).fetchall()
        self.documents = tuple(_summary(row) for row in rows)
        self.dates = tuple(date.fromisoformat(row[10]) if row[10] else None for row in rows)
        self.first_passages = tuple(int(row[11]) for row in rows)
        self.numbers = {item.id: number for number, item in enumerate(self.documents)}

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()

    def passages(self, numbers: Sequence[int]) -> list[tuple[Passage, int]]:
        """The passages of these numbers, in their order, each with its document's number."""
        found: dict[int, tuple[Passage, int]] = {}
        for begin in range(0, len(numbers), 500):
            part = [int(number) for number in numbers[begin : begin + 500]]
            marks = ",".join("?" * len(part))
            for number, row in self._rows(f"number IN ({marks})", part):
                found[number] = row
        return [found[int(number)] for number in numbers]

    def passages_of(self, document: int) -> tuple[Passage, ...]:
        """The passages of the document of this number, in its order."""
        first = self.first_passages[document]
        last = first + self.documents[document].passages
        return tuple(item for _, (item, _) in self._rows("number >= ? AND number < ?", [first, last]))

    def _rows(self, condition: str, values: Sequence[int]) -> list[tuple[int, tuple[Passage, int]]]:
        with self._lock:
            rows = self._connection.execute(
                f"SELECT number, id, document, start, end, path, text FROM passages WHERE {condition} "
                "ORDER BY number",
                values,
            ).fetchall()
        return [
            (
                number,
                (
                    Passage(
                        identity,
                        self.documents[document].id,
                        path_from_rows(json.loads(path)),
                        start,
                        end,
                        text,
                    ),
                    document,
                ),
            )
            for number, identity, document, start, end, path, text in rows
        ]


def _summary(row: Sequence[str]) -> DocumentSummary:
    identity, title, source, number, issuers, issued_on, status, tier, passages, characters = row[:10]
    return DocumentSummary(
        identity, title, source, number, tuple(json.loads(issuers)),
        date.fromisoformat(issued_on) if issued_on else None,
        DocumentStatus(status), AuthorityTier(tier), int(passages), int(characters),
    )  # fmt: skip
