"""Builds an assistant over a few documents written out in a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corpus.settings import load_settings
from qa import Assistant, open_assistant


def assistant_over(folder: Path, documents: Mapping[str, str]) -> Assistant:
    """An assistant over `documents` (file name to text), indexed in this order with the real encoder in `folder`."""
    from index import build_index

    paths = [folder / name for name in documents]
    for path, text in zip(paths, documents.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    settings = load_settings([("home", folder / "home")], environment={})
    build_index(settings, paths)
    return open_assistant(settings)
