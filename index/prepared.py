"""A document made ready for the index: passage rows, clause rows, token counts, its dictionary of terms.

Kept in the project's SQLite file by document, so that adding one document prepares one; knows no generations.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256

import numpy as np

from corpus import IndexedFields, LibraryEntry, indexed_fields, split_passages, transaction
from corpus.schema import ClauseKind, ClausePath, ClauseStep, Document, Passage
from corpus.settings import PassageSettings
from index import lexical, tokens

PREPARED_VERSION = 3  # raise it when the same document would be prepared otherwise
# Dropped and made again where an older form is found: everything in it can be made anew.
_TABLE = f"""CREATE TABLE IF NOT EXISTS prepared_{PREPARED_VERSION} (
    document_id TEXT PRIMARY KEY, key TEXT NOT NULL, content BLOB NOT NULL, counts BLOB NOT NULL
) STRICT"""

PassageRow = tuple[str, int, int, str, str]  # id, start, end, path as JSON, text
ClauseRow = tuple[str, str, int, int]  # numbered steps, own title, start, end


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """What the index needs of one document, in the form in which it is written.

    `dated` is the ISO day that date filters compare with. `heads[i]` is what stands before passage i's own
    text in the text that is embedded.
    """

    dated: str | None
    passages: tuple[PassageRow, ...]
    heads: tuple[str, ...]
    clauses: tuple[ClauseRow, ...]
    terms: tuple[str, ...]
    counts: lexical.TokenCounts

    def embedded_texts(self) -> Iterator[str]:
        """The texts whose vectors stand for the passages: title and clause path before its own words."""
        for head, row in zip(self.heads, self.passages, strict=True):
            yield head + row[4]


def prepare(document: Document, settings: PassageSettings) -> PreparedDocument:
    """Split `document` and count the tokens of its passages."""
    passages = split_passages(document, settings)
    terms = tokens.terms_of_document(document.title, (*document.issuers, *document.keywords), document.text)
    fields = [indexed_fields(document, passage) for passage in passages]
    counted = lexical.count_tokens(
        [[token_ids(text, terms) for text in (item.title, item.headings, item.text)] for item in fields]
    )
    dated = document.issued_on or document.effective_on or document.published_on
    return PreparedDocument(
        dated.isoformat() if dated else None,
        tuple((item.id, item.start, item.end, path_to_json(item.path), item.text) for item in passages),
        tuple(map(embedded_head, fields)),
        tuple(
            (clause_key(clause.path), clause.path.steps[-1].title, clause.start, clause.end)
            for clause in document.clauses
            if clause.path.steps and clause.path.steps[-1].number
        ),
        tuple(sorted(terms)),
        counted,
    )


def embedded_head(fields: IndexedFields) -> str:
    """What is embedded before a passage's own text."""
    return "".join(f"{part}\n" for part in (fields.title, fields.headings) if part)


def token_ids(text: str, terms: Iterable[str]) -> list[int]:
    """The numbers of the words, character pairs and `terms` of `text`."""
    folded = tokens.fold(text)
    found = (*tokens.words(folded), *tokens.pairs(folded), *tokens.terms_within(folded, terms))
    return [tokens.token_id(token) for token in found]


def preparation_key(entry: LibraryEntry, settings: PassageSettings) -> str:
    """Changes whenever the document, as the library describes it, or what prepares it does."""
    facts = (PREPARED_VERSION, tokens.TOKENS_VERSION, asdict(settings), asdict(entry))
    return sha256(repr(facts).encode()).hexdigest()[:32]


class PreparedCache:
    """Prepared documents in the project's SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._table = f"prepared_{PREPARED_VERSION}"
        connection.execute(_TABLE)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'prepared%' AND name <> ?",
            (self._table,),
        ).fetchall():
            connection.execute(f"DROP TABLE {name}")

    def get(self, document_id: str, key: str) -> PreparedDocument | None:
        """The kept preparation, if it is there and was made under `key`."""
        row = self._connection.execute(
            f"SELECT content, counts FROM {self._table} WHERE document_id = ? AND key = ?", (document_id, key)
        ).fetchone()
        if row is None:
            return None
        content = json.loads(row[0])
        return PreparedDocument(
            content["dated"],
            tuple(map(tuple, content["passages"])),
            tuple(content["heads"]),
            tuple(map(tuple, content["clauses"])),
            tuple(content["terms"]),
            _counts_from_bytes(row[1]),
        )

    def put(self, document_id: str, key: str, prepared: PreparedDocument) -> None:
        """Keep `prepared` in place of what was kept before."""
        content = {
            name: getattr(prepared, name) for name in ("dated", "passages", "heads", "clauses", "terms")
        }
        record = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        with transaction(self._connection):
            self._connection.execute(
                f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?, ?, ?)",
                (document_id, key, record, _counts_to_bytes(prepared.counts)),
            )

    def forget_except(self, document_ids: frozenset[str]) -> None:
        """Drop what belongs to documents that are no longer indexed."""
        kept = {
            identity for (identity,) in self._connection.execute(f"SELECT document_id FROM {self._table}")
        }
        with transaction(self._connection):
            self._connection.executemany(
                f"DELETE FROM {self._table} WHERE document_id = ?", [(item,) for item in kept - document_ids]
            )


_LETTERS = {
    ClauseKind.PART: "B", ClauseKind.SUBPART: "F", ClauseKind.CHAPTER: "Z", ClauseKind.SECTION: "J",
    ClauseKind.ARTICLE: "T", ClauseKind.PARAGRAPH: "K", ClauseKind.ITEM: "X", ClauseKind.SUBITEM: "M",
    ClauseKind.HEADING: "H", ClauseKind.APPENDIX: "A",
}  # fmt: skip


def clause_key(path: ClausePath) -> str:
    """The numbered steps of a path, the outermost first: 第四章第三十九条第二款 → /Z4/T39/K2."""
    return "".join(
        f"/{_LETTERS[step.level]}{'-'.join(map(str, step.number))}"
        for step in path.steps
        if step.number and step.level in _LETTERS
    )


def path_to_json(path: ClausePath) -> str:
    """A clause path as the index keeps it."""
    rows = [[step.level, step.number, step.label, step.title, step.heading] for step in path.steps]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def path_from_json(text: str) -> ClausePath:
    """The clause path that `path_to_json` was given."""
    return ClausePath(
        tuple(
            ClauseStep(ClauseKind(level), tuple(number), label, title, heading)
            for level, number, label, title, heading in json.loads(text)
        )
    )


def passage_from_row(document_id: str, row: PassageRow) -> Passage:
    """The passage that a row stands for."""
    identity, start, end, path, text = row
    return Passage(identity, document_id, path_from_json(path), start, end, text)


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
