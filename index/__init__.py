"""Passages become searchable, stay on disk, and are found again."""

from index.build import BuildFailure, BuildReport, build_index, remove_documents
from index.encoder import load_encoder
from index.local import LocalIndex, open_index
from index.present import hit_to_json

__all__ = [
    "BuildFailure",
    "BuildReport",
    "LocalIndex",
    "build_index",
    "hit_to_json",
    "load_encoder",
    "open_index",
    "remove_documents",
]
