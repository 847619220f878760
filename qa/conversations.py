"""Conversations and feedback, kept in the project's SQLite file; each belongs to one reader.

Knows exchanges and rows; nothing of pages or of how answers come about.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import connect, transaction
from corpus.schema import LibraryError
from qa.exchange import Exchange
from qa.schema import Turn

LONGEST_TITLE = 60
MOST_LISTED = 200
_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS conversations_reader ON conversations (reader, updated_at);
CREATE TABLE IF NOT EXISTS exchanges (
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    question TEXT NOT NULL, body TEXT NOT NULL, standalone TEXT NOT NULL, answer TEXT NOT NULL,
    following TEXT NOT NULL, record TEXT NOT NULL, asked_at TEXT NOT NULL,
    PRIMARY KEY (conversation_id, position)
) STRICT;
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, reader TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
    question TEXT NOT NULL, record TEXT NOT NULL, versions TEXT NOT NULL, given_at TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in the list; `updated_at` is UTC."""

    id: str
    title: str
    updated_at: datetime
    exchanges: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of an answer; `record` is the answer's contract object."""

    verdict: str
    reason: str
    question: str
    record: Mapping[str, Any]
    versions: Mapping[str, Any]
    given_at: datetime


class Conversations:
    """The conversations below `home`. Every call opens its own connection: safe in threads and processes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with closing(connect(home)) as connection:
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(connect(self.home)) as connection:
            try:
                yield connection
            except sqlite3.Error as error:
                raise LibraryError(f"对话读写失败（{error}）", "请检查磁盘空间和权限，再试一次") from error

    def save(self, reader: str, conversation_id: str, position: int, exchange: Exchange) -> None:
        """Keep a complete exchange at `position` (from 0); what stood there and after it is replaced.

        A conversation that is not there begins, titled by its question. Raises `LibraryError` where the
        conversation belongs to another reader or the exchange is not complete.
        """
        if exchange.turn is None:
            raise LibraryError("这次回答还没有完成", "请等回答完成后再保存")
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        with self._open() as connection, transaction(connection):
            owner = connection.execute(
                "SELECT reader FROM conversations WHERE id = ?", (conversation_id,)
            ).fetchone()
            if owner is None:
                title = _title(exchange.question)
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?)", (conversation_id, reader, title, now)
                )
            elif owner[0] != reader:
                raise _not_there()
            connection.execute(
                "DELETE FROM exchanges WHERE conversation_id = ? AND position >= ?",
                (conversation_id, position),
            )
            connection.execute(
                "INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    conversation_id,
                    position,
                    exchange.question,
                    exchange.body,
                    exchange.turn.standalone_question,
                    exchange.turn.answer,
                    _to_json(exchange.following),
                    _to_json(exchange.record),
                    now,
                ),
            )
            connection.execute("UPDATE conversations SET updated_at = ? WHERE id = ?", (now, conversation_id))

    def lines(self, reader: str) -> tuple[ConversationLine, ...]:
        """The reader's conversations, the latest first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, title, updated_at, "
                "(SELECT count(*) FROM exchanges WHERE conversation_id = conversations.id) "
                "FROM conversations WHERE reader = ? ORDER BY updated_at DESC LIMIT ?",
                (reader, MOST_LISTED),
            ).fetchall()
        return tuple(ConversationLine(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows)

    def load(self, reader: str, conversation_id: str) -> tuple[Exchange, ...]:
        """The exchanges in order; raises `LibraryError` for a conversation that is not the reader's."""
        with self._open() as connection:
            _own(connection, reader, conversation_id)
            rows = connection.execute(
                "SELECT question, body, standalone, answer, following, record FROM exchanges "
                "WHERE conversation_id = ? ORDER BY position",
                (conversation_id,),
            ).fetchall()
        return tuple(
            Exchange(
                question,
                body,
                turn=Turn(question, standalone, answer),
                following=tuple(json.loads(following)),
                record=json.loads(record),
            )
            for question, body, standalone, answer, following, record in rows
        )

    def record(self, reader: str, conversation_id: str, position: int) -> Mapping[str, Any]:
        """The contract object of the answer kept at `position`. Raises `LibraryError` where the reader has none."""
        with self._open() as connection:
            _own(connection, reader, conversation_id)
            row = connection.execute(
                "SELECT record FROM exchanges WHERE conversation_id = ? AND position = ?",
                (conversation_id, position),
            ).fetchone()
        if row is None:
            raise _not_there()
        record: Mapping[str, Any] = json.loads(row[0])
        return record

    def rename(self, reader: str, conversation_id: str, title: str) -> None:
        """Give a new title. Raises `LibraryError` for an empty one or another reader's conversation."""
        if not title.strip():
            raise LibraryError("名称是空的", "请给对话起一个名称")
        with self._open() as connection, transaction(connection):
            _own(connection, reader, conversation_id)
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", (_title(title), conversation_id)
            )

    def delete(self, reader: str, conversation_id: str) -> None:
        """Forget the conversation. Raises `LibraryError` for one that is not the reader's."""
        with self._open() as connection, transaction(connection):
            _own(connection, reader, conversation_id)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    def give_feedback(
        self, reader: str, verdict: str, reason: str, record: Mapping[str, Any], versions: Mapping[str, Any]
    ) -> None:
        """Keep what a reader says of an answer, with the answer and the versions that made it."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        kept = (
            reader,
            verdict,
            reason,
            str(record.get("question", "")),
            _to_json(record),
            _to_json(versions),
            now,
        )
        with self._open() as connection:
            connection.execute(
                "INSERT INTO feedback (reader, verdict, reason, question, record, versions, given_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                kept,
            )

    def feedback(self) -> tuple[Feedback, ...]:
        """Everything that readers said, oldest first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT verdict, reason, question, record, versions, given_at FROM feedback ORDER BY id"
            ).fetchall()
        return tuple(
            Feedback(
                row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4]), datetime.fromisoformat(row[5])
            )
            for row in rows
        )


def new_id() -> str:
    """An id that nobody guesses: whoever knows it may read what it names."""
    return uuid.uuid4().hex


def _own(connection: sqlite3.Connection, reader: str, conversation_id: str) -> None:
    row = connection.execute(
        "SELECT 1 FROM conversations WHERE id = ? AND reader = ?", (conversation_id, reader)
    ).fetchone()
    if row is None:
        raise _not_there()


def _not_there() -> LibraryError:
    return LibraryError("没有这个对话，或者它已被删除", "请刷新页面后从列表里选")


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def _to_json(value: Mapping[str, Any] | Sequence[str] | None) -> str:
    # Lone surrogates cannot be written to the database; as \\u escapes they can.
    return json.dumps(value if value is not None else {}, ensure_ascii=True)
