"""A file becomes a Document: clean text, clause tree, metadata, passages."""

from corpus.clauses import ClauseLookup, clause_at
from corpus.database import connect, transaction
from corpus.document import document_from_bytes, find_files
from corpus.entries import AddFailure, AddOutcome, AddResult, LibraryEntry, Version
from corpus.failures import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    MissingTool,
    UnknownFormat,
    UnreadableFile,
)
from corpus.library import Library
from corpus.passages import IndexedFields, indexed_fields, split_passages
from corpus.reading import LimitedReader, load_document
from corpus.reposts import RepostGroup, group_reposts, link_reposts, repost_shares

__all__ = [
    "AddFailure",
    "AddOutcome",
    "AddResult",
    "ClauseLookup",
    "DamagedDocument",
    "DocumentTooLarge",
    "EmptyDocument",
    "EncryptedDocument",
    "IndexedFields",
    "Library",
    "LibraryEntry",
    "LimitedReader",
    "MissingTool",
    "RepostGroup",
    "UnknownFormat",
    "UnreadableFile",
    "Version",
    "clause_at",
    "connect",
    "document_from_bytes",
    "find_files",
    "group_reposts",
    "indexed_fields",
    "link_reposts",
    "load_document",
    "repost_shares",
    "split_passages",
    "transaction",
]
