"""A file becomes a Document: clean text, clause tree, metadata, passages."""

from corpus.clauses import ClauseLookup, clause_at
from corpus.database import connect, transaction
from corpus.document import document_from_bytes, find_files, load_document
from corpus.library import AddFailure, AddOutcome, AddResult, Library, LibraryEntry, Version
from corpus.passages import IndexedFields, indexed_fields, split_passages

__all__ = [
    "AddFailure",
    "AddOutcome",
    "AddResult",
    "ClauseLookup",
    "IndexedFields",
    "Library",
    "LibraryEntry",
    "Version",
    "clause_at",
    "connect",
    "document_from_bytes",
    "find_files",
    "indexed_fields",
    "load_document",
    "split_passages",
    "transaction",
]
