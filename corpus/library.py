"""The documents kept: add, replace, remove, list; originals by sha256 beside the database.

Knows documents and files; nothing of passages, vectors or questions.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path, PurePath

from corpus.database import connect, transaction
from corpus.document import read_bytes
from corpus.entries import AddFailure, AddOutcome, AddResult, LibraryEntry, Version
from corpus.normal_form import comparison_form
from corpus.reading import LimitedReader
from corpus.record import READING_VERSION, from_record, to_record
from corpus.schema import AuthorityTier, Document, DocumentError, DocumentStatus, LibraryError
from corpus.settings import Settings
from corpus.status import find_register

_ENTRY_COLUMNS = "id, title, source, number, issuers, issued_on, status, tier, characters"
_CURRENT = "EXISTS (SELECT 1 FROM versions WHERE document_id = documents.id AND replaced_at IS NULL)"


class Library:
    """The documents below `home`. Every call opens its own connection: safe in threads and processes."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(connect(self.home)) as connection:
            try:
                yield connection
            except sqlite3.Error as error:
                raise LibraryError(f"文库读写失败（{error}）", "请检查磁盘空间和权限，再试一次") from error

    def add(self, path: Path, settings: Settings) -> AddResult:
        """Keep the document in the file `path`; the same path with new content replaces the old version.

        Raises `DocumentError` where the file cannot be read, `LibraryError` where it cannot be kept;
        either way nothing kept before is lost.
        """
        with LimitedReader(settings) as reader:
            return self._add_file(path, settings, reader)

    def add_bytes(self, name: str, content: bytes, settings: Settings) -> AddResult:
        """Keep an uploaded document; the same name with new content replaces the old version."""
        source = PurePath(name.replace("\\", "/")).name
        with LimitedReader(settings) as reader:
            return self._add(f"upload:{source}", source, content, reader, None)

    def add_all(self, paths: Sequence[Path], settings: Settings) -> Iterator[AddResult | AddFailure]:
        """Add one file after another; a file that cannot be added yields an `AddFailure`."""
        with LimitedReader(settings) as reader:
            for path in paths:
                try:
                    yield self._add_file(path, settings, reader)
                except DocumentError as error:
                    yield AddFailure(path, error)

    def _add_file(self, path: Path, settings: Settings, reader: LimitedReader) -> AddResult:
        content = read_bytes(path, settings)
        return self._add(str(path.resolve()), path.name, content, reader, find_register(path))

    def _add(
        self, origin: str, source: str, content: bytes, reader: LimitedReader, register: Path | None
    ) -> AddResult:
        sha256 = hashlib.sha256(content).hexdigest()
        with self._open() as connection:
            kept = self._kept(connection, origin, sha256)
            if kept is not None:
                return AddResult(kept, AddOutcome.UNCHANGED, None, self._same_text(connection, kept.id))
            document = reader.read(source, content, register)
            suffix = PurePath(source).suffix.lower()
            self._keep_original(sha256, suffix, content)
            now = datetime.now(UTC).isoformat(timespec="microseconds")
            with transaction(connection):
                self._write(connection, document, suffix)
                row = connection.execute(
                    "SELECT document_id FROM versions WHERE origin = ? AND replaced_at IS NULL", (origin,)
                ).fetchone()
                replaced = row[0] if row else None
                if replaced != document.id:
                    connection.execute(
                        "UPDATE versions SET replaced_at = ? WHERE origin = ? AND replaced_at IS NULL",
                        (now, origin),
                    )
                    connection.execute(
                        "INSERT INTO versions (origin, source, document_id, added_at) VALUES (?, ?, ?, ?)",
                        (origin, source, document.id, now),
                    )
            outcome = AddOutcome.REPLACED if replaced else AddOutcome.ADDED
            return AddResult(document, outcome, replaced, self._same_text(connection, document.id))

    def _kept(self, connection: sqlite3.Connection, origin: str, sha256: str) -> Document | None:
        row = connection.execute(
            "SELECT record FROM documents JOIN versions ON document_id = id "
            "WHERE origin = ? AND replaced_at IS NULL AND sha256 = ? AND reading_version = ?",
            (origin, sha256, READING_VERSION),
        ).fetchone()
        return _read_record(row[0]) if row else None

    def _write(self, connection: sqlite3.Connection, document: Document, suffix: str) -> None:
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            if not connection.execute("SELECT 1 FROM documents WHERE id = ?", (document.id,)).fetchone()
            else "UPDATE documents SET id=?1, sha256=?2, suffix=?3, text_hash=?4, title=?5, source=?6, number=?7, "
            "issuers=?8, issued_on=?9, status=?10, tier=?11, characters=?12, reading_version=?13, record=?14 "
            "WHERE id = ?1",
            (
                document.id,
                document.sha256,
                suffix,
                hashlib.sha256(comparison_form(document.text).encode()).hexdigest(),
                document.title,
                document.source,
                document.number,
                json.dumps(document.issuers, ensure_ascii=False),
                document.issued_on.isoformat() if document.issued_on else None,
                document.status.value,
                document.tier.value,
                len(document.text),
                READING_VERSION,
                to_record(document),
            ),
        )

    def _original(self, sha256: str, suffix: str) -> Path:
        return self.home / "files" / sha256[:2] / f"{sha256}{suffix}"

    def _keep_original(self, sha256: str, suffix: str, content: bytes) -> None:
        path = self._original(sha256, suffix)
        if path.exists() and path.stat().st_size == len(content):
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise LibraryError(f"原件存不下来（{error}）", "请检查磁盘空间和权限") from error

    def original(self, document_id: str) -> Path:
        """The file as it was added. Raises `LibraryError` for an unknown id."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT sha256, suffix FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
        if row is None:
            raise _unknown(document_id)
        return self._original(*row)

    def remove(self, document_id: str) -> None:
        """Forget the document with all its versions' entries and its original. Raises `LibraryError` if unknown."""
        with self._open() as connection, transaction(connection):
            row = connection.execute(
                "SELECT sha256, suffix FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
            if row is None:
                raise _unknown(document_id)
            connection.execute("DELETE FROM versions WHERE document_id = ?", (document_id,))
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        self._original(*row).unlink(missing_ok=True)

    def get(self, document_id: str) -> Document:
        """The kept document, an older version included. Raises `LibraryError` for an unknown id."""
        with self._open() as connection:
            row = connection.execute("SELECT record FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise _unknown(document_id)
        return _read_record(row[0])

    def documents(self) -> Iterator[Document]:
        """Every document that stands now, ordered by source, then id; read one at a time."""
        for entry in self.summaries():
            yield self.get(entry.id)

    def summaries(self) -> tuple[LibraryEntry, ...]:
        """The documents that stand now (no replaced versions), ordered by source, then id."""
        with self._open() as connection:
            rows = connection.execute(
                f"SELECT {_ENTRY_COLUMNS} FROM documents WHERE {_CURRENT} ORDER BY source, id"
            ).fetchall()
        return tuple(_entry(row) for row in rows)

    def history(self, source: str) -> tuple[Version, ...]:
        """Every version that stood or stands under the file name `source`, oldest first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT document_id, source, origin, added_at, replaced_at FROM versions "
                "WHERE source = ? ORDER BY number",
                (source,),
            ).fetchall()
        return tuple(
            Version(
                identity, name, origin, datetime.fromisoformat(added),
                datetime.fromisoformat(replaced) if replaced else None,
            )
            for identity, name, origin, added, replaced in rows
        )  # fmt: skip

    def same_text(self, document_id: str) -> tuple[str, ...]:
        """The ids of the other current documents with the same text (in comparison form)."""
        with self._open() as connection:
            return self._same_text(connection, document_id)

    def _same_text(self, connection: sqlite3.Connection, document_id: str) -> tuple[str, ...]:
        rows = connection.execute(
            "SELECT id FROM documents WHERE id <> ?1 AND text_hash = "
            f"(SELECT text_hash FROM documents WHERE id = ?1) AND {_CURRENT} ORDER BY id",
            (document_id,),
        ).fetchall()
        return tuple(identity for (identity,) in rows)


def _unknown(document_id: str) -> LibraryError:
    return LibraryError(f"文库里没有编号为 {document_id} 的文件", "请用 python -m index list 查看现有的文件")


def _read_record(record: bytes) -> Document:
    try:
        return from_record(record)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise LibraryError("文库里的一份文件记录已损坏", "请重新加入这份文件") from error


def _entry(row: tuple[str, str, str, str | None, str, str | None, str, str, int]) -> LibraryEntry:
    identity, title, source, number, issuers, issued_on, status, tier, characters = row
    return LibraryEntry(
        identity, title, source, number, tuple(json.loads(issuers)),
        date.fromisoformat(issued_on) if issued_on else None,
        DocumentStatus(status), AuthorityTier(tier), characters,
    )  # fmt: skip
