"""The project's one SQLite file: how it is opened, and that its tables are there.

Knows pragmas and the tables of `corpus`; other packages add their own tables through `connect`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.schema import LibraryError

FILE_NAME = "library.sqlite3"
SCHEMA_VERSION = 1
_BUSY_SECONDS = 60.0
_TABLES = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, suffix TEXT NOT NULL, text_hash TEXT NOT NULL,
    title TEXT NOT NULL, source TEXT NOT NULL, number TEXT, issuers TEXT NOT NULL, issued_on TEXT,
    status TEXT NOT NULL, tier TEXT NOT NULL, characters INTEGER NOT NULL,
    reading_version INTEGER NOT NULL, record BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS documents_text ON documents (text_hash);
CREATE TABLE IF NOT EXISTS versions (
    number INTEGER PRIMARY KEY, origin TEXT NOT NULL, source TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id), added_at TEXT NOT NULL, replaced_at TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS versions_current ON versions (origin) WHERE replaced_at IS NULL;
CREATE INDEX IF NOT EXISTS versions_document ON versions (document_id);
"""


def connect(home: Path) -> sqlite3.Connection:
    """A connection to the library below `home`, made where it is not there; autocommit, WAL, full sync.

    Raises `LibraryError` where the file cannot be opened, is damaged, or was written by a later version.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            home / FILE_NAME, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as error:
        raise _not_opened(home, error) from error
    try:
        _prepare(connection, home)
    except sqlite3.Error as error:
        connection.close()
        raise LibraryError(
            f"文库「{home / FILE_NAME}」读不出来（{error}）", "请从备份恢复它，或换一个 --home 重新建立"
        ) from error
    except OSError as error:
        connection.close()
        raise _not_opened(home, error) from error
    except LibraryError:
        connection.close()
        raise
    return connection


def _not_opened(home: Path, error: Exception) -> LibraryError:
    return LibraryError(f"打不开文库「{home / FILE_NAME}」（{error}）", "请检查 --home 指的文件夹能否写入")


def _prepare(connection: sqlite3.Connection, home: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if _is_made(connection):
        return
    from filelock import FileLock  # needed once in a library's life, and no start-up should wait for it

    # Going over to WAL does not wait for another connection that does the same (SQLITE_BUSY at once), so one does.
    with FileLock(home / f"{FILE_NAME}.lock"):
        if not _is_made(connection):
            _make(connection)


def _is_made(connection: sqlite3.Connection) -> bool:
    """Whether the tables are there; raises `LibraryError` where a later version made them."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA_VERSION:
        raise LibraryError("文库是更新版本的问策写的", "请升级问策，或换一个 --home")
    return bool(version == SCHEMA_VERSION)


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        for statement in _TABLES.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; the write lock is taken at the start, so that two writers wait for one another."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
