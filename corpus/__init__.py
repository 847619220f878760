"""A file becomes a Document: clean text, clause tree, metadata, passages."""

from corpus.clauses import ClauseLookup, clause_at
from corpus.database import connect, transaction
from corpus.document import document_from_bytes, find_files, load_document
from corpus.failures import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    MissingTool,
    UnknownFormat,
    UnreadableFile,
)
from corpus.library import AddFailure, AddOutcome, AddResult, Library, LibraryEntry, Version
from corpus.passages import IndexedFields, indexed_fields, split_passages
from corpus.reposts import RepostGroup, group_reposts, link_reposts

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
    "split_passages",
    "transaction",
]
