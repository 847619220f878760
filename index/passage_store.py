"""The passages and documents of a generation in one read-only SQLite file, found by their number.

Knows rows; nothing of vectors, tokens or ranking.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from corpus import LibraryEntry
from corpus.schema import AuthorityTier, DocumentStatus, Passage
from index.prepared import PreparedDocument, passage_from_row
from index.schema import DocumentSummary, IndexFailure

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
CREATE TABLE clauses (
    document INTEGER NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT;
"""
FILE_NAME = "passages.sqlite3"


def write_passages(path: Path, content: Iterable[tuple[LibraryEntry, PreparedDocument]]) -> None:
    """Number documents and passages from 0 in the order given and write them to a new file."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # The file is synced and checked as a whole afterwards, so that no journal is needed.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        first = 0
        for number, (entry, prepared) in enumerate(content):
            count = len(prepared.passages)
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number, entry.id, entry.title, entry.source, entry.number,
                    json.dumps(entry.issuers, ensure_ascii=False),
                    entry.issued_on.isoformat() if entry.issued_on else None, prepared.dated,
                    entry.status.value, entry.tier.value, first, count, entry.characters,
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (first + place, identity, number, start, end, steps, text)
                    for place, (identity, start, end, steps, text) in enumerate(prepared.passages)
                ),
            )
            connection.executemany(
                "INSERT INTO clauses VALUES (?, ?, ?, ?, ?)",
                ((number, *row) for row in prepared.clauses),
            )
            first += count
        connection.execute("CREATE INDEX clauses_document ON clauses (document)")
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
        # Searches may still read this generation after the next one is open: closed when nobody does.
        weakref.finalize(self, self._connection.close)
        rows = self._select(
            "SELECT id, title, source, document_number, issuers, issued_on, status, tier, passages, "
            "characters, dated, first_passage FROM documents ORDER BY number"
        )
        self.documents = tuple(_summary(row) for row in rows)
        self.dates = tuple(date.fromisoformat(row[10]) if row[10] else None for row in rows)
        self.first_passages = tuple(int(row[11]) for row in rows)
        self.numbers = {item.id: number for number, item in enumerate(self.documents)}

    def _select(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexFailure(
                f"索引读不出来（{error}）",
                "请运行 python -m index verify 检查，再运行 python -m index build 重建",
            ) from error

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
        return tuple(item for _, (item, _) in self._rows("number >= ? AND number < ?", self._span(document)))

    def _rows(self, condition: str, values: Sequence[int]) -> list[tuple[int, tuple[Passage, int]]]:
        rows = self._select(
            f"SELECT number, id, document, start, end, path, text FROM passages WHERE {condition} ORDER BY number",
            values,
        )
        return [
            (number, (passage_from_row(self.documents[document].id, (identity, *row)), document))
            for number, identity, document, *row in rows
        ]

    def overlapping(self, document: int, start: int, end: int, limit: int) -> list[int]:
        """The numbers of the first `limit` passages that share characters with `[start, end)`."""
        rows = self._select(
            "SELECT number FROM passages WHERE number >= ? AND number < ? AND start < ? AND end > ? "
            "ORDER BY number LIMIT ?",
            (*self._span(document), end, start, limit),
        )
        return [number for (number,) in rows]

    def containing(self, words: str, limit: int) -> list[int]:
        """The numbers of the first `limit` passages whose text holds `words` exactly."""
        rows = self._select(
            "SELECT number FROM passages WHERE instr(text, ?) > 0 ORDER BY number LIMIT ?", (words, limit)
        )
        return [number for (number,) in rows]

    def _span(self, document: int) -> tuple[int, int]:
        first = self.first_passages[document]
        return first, first + self.documents[document].passages

    def clauses(self, document: int) -> list[tuple[str, str, int, int]]:
        """(key, own title, start, end) of every numbered clause of a document, in its order; see `clause_key`."""
        return self._select(
            "SELECT key, title, start, end FROM clauses WHERE document = ? ORDER BY rowid", (document,)
        )


def _summary(row: Sequence[str]) -> DocumentSummary:
    identity, title, source, number, issuers, issued_on, status, tier, passages, characters = row[:10]
    return DocumentSummary(
        identity, title, source, number, tuple(json.loads(issuers)),
        date.fromisoformat(issued_on) if issued_on else None,
        DocumentStatus(status), AuthorityTier(tier), int(passages), int(characters),
    )  # fmt: skip
