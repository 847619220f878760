"""A document made ready for the index: passages, the texts to embed, token counts, its dictionary of terms.

Kept in the project's SQLite file by document, so that adding one document prepares one; knows no generations.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256

import numpy as np

from corpus import IndexedFields, indexed_fields, split_passages, transaction
from corpus.schema import ClauseKind, ClausePath, ClauseStep, Document, Passage
from corpus.settings import PassageSettings
from index import lexical, tokens

PREPARED_VERSION = 1  # raise it when the same document would be prepared otherwise
_TABLE = """CREATE TABLE IF NOT EXISTS prepared (
    document_id TEXT PRIMARY KEY, key TEXT NOT NULL, passages BLOB NOT NULL, counts BLOB NOT NULL
) STRICT"""


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """What the index needs of one document; `embedded[i]` is the text whose vector stands for passage i."""

    passages: tuple[Passage, ...]
    embedded: tuple[str, ...]
    terms: tuple[str, ...]
    counts: lexical.TokenCounts


def prepare(document: Document, settings: PassageSettings) -> PreparedDocument:
    """Split `document` and count the tokens of its passages."""
    passages = split_passages(document, settings)
    terms = tokens.terms_of_document(document.title, (*document.issuers, *document.keywords), document.text)
    fields = [indexed_fields(document, passage) for passage in passages]
    counted = lexical.count_tokens(
        [[token_ids(text, terms) for text in (item.title, item.headings, item.text)] for item in fields]
    )
    return PreparedDocument(passages, tuple(map(embedded_text, fields)), tuple(sorted(terms)), counted)


def embedded_text(fields: IndexedFields) -> str:
    """The text whose vector stands for a passage: title and clause path before its own words."""
    return "\n".join(part for part in (fields.title, fields.headings, fields.text) if part)


def token_ids(text: str, terms: Iterable[str]) -> list[int]:
    """The numbers of the words, character pairs and `terms` of `text`."""
    folded = tokens.fold(text)
    found = (*tokens.words(folded), *tokens.pairs(folded), *tokens.terms_within(folded, terms))
    return [tokens.token_id(token) for token in found]


def preparation_key(document: Document, settings: PassageSettings) -> str:
    """Changes whenever the document's content or anything that prepares it does."""
    facts = (PREPARED_VERSION, tokens.TOKENS_VERSION, asdict(settings), document.title, document.sha256)
    clauses = [(clause.start, clause.end, clause.path.short) for clause in document.clauses]
    return sha256(repr((facts, document.issuers, document.keywords, clauses)).encode()).hexdigest()[:32]


class PreparedCache:
    """Prepared documents in the project's SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(_TABLE)

    def get(self, document_id: str, key: str | None = None) -> PreparedDocument | None:
        """The kept preparation, if it is there and, where `key` is given, was made under it."""
        row = self._connection.execute(
            "SELECT key, passages, counts FROM prepared WHERE document_id = ?", (document_id,)
        ).fetchone()
        if row is None or (key is not None and row[0] != key):
            return None
        content = json.loads(row[1])
        passages = tuple(
            Passage(identity, document_id, path_from_rows(path), start, end, text)
            for identity, start, end, path, text in content["passages"]
        )
        return PreparedDocument(
            passages, tuple(content["embedded"]), tuple(content["terms"]), _counts_from_bytes(row[2])
        )

    def put(self, document_id: str, key: str, prepared: PreparedDocument) -> None:
        """Keep `prepared` in place of what was kept before."""
        content = {
            "passages": [
                (item.id, item.start, item.end, path_to_rows(item.path), item.text)
                for item in prepared.passages
            ],
            "embedded": prepared.embedded,
            "terms": prepared.terms,
        }
        record = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO prepared VALUES (?, ?, ?, ?)",
                (document_id, key, record, _counts_to_bytes(prepared.counts)),
            )

    def forget_except(self, document_ids: frozenset[str]) -> None:
        """Drop what belongs to documents that are no longer indexed."""
        kept = {identity for (identity,) in self._connection.execute("SELECT document_id FROM prepared")}
        with transaction(self._connection):
            self._connection.executemany(
                "DELETE FROM prepared WHERE document_id = ?", [(item,) for item in kept - document_ids]
            )


def path_to_rows(path: ClausePath) -> list[list[object]]:
    """A clause path as JSON holds it."""
    return [[step.level, step.number, step.label, step.title, step.heading] for step in path.steps]


def path_from_rows(rows: Iterable[Iterable[object]]) -> ClausePath:
    """The clause path that `path_to_rows` was given."""
    steps = []
    for level, number, label, title, heading in rows:
        values = tuple(int(str(value)) for value in number)  # type: ignore[attr-defined]
        steps.append(ClauseStep(ClauseKind(str(level)), values, str(label), str(title), str(heading)))
    return ClausePath(tuple(steps))


def _counts_to_bytes(counts: lexical.TokenCounts) -> bytes:
    head = struct.pack("<qq", len(counts.lengths), len(counts.tokens))
    arrays = (counts.starts, counts.tokens, counts.counts, counts.lengths)
    return head + b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)


def _counts_from_bytes(content: bytes) -> lexical.TokenCounts:
    passages, size = struct.unpack_from("<qq", content)
    fields = len(lexical.FIELDS)
    offset = 16
    starts = np.frombuffer(content, np.int64, passages + 1, offset)
    offset += starts.nbytes
    numbers = np.frombuffer(content, np.uint64, size, offset)
    offset += numbers.nbytes
    counts = np.frombuffer(content, np.uint8, size * fields, offset).reshape(-1, fields)
    offset += counts.nbytes
    lengths = np.frombuffer(content, np.uint32, passages * fields, offset).reshape(-1, fields)
    return lexical.TokenCounts(starts, numbers, counts, lengths)
