"""One module a format, bytes to lines; this one finds the module for a file name.

Knows no document structure; heavy libraries are imported by the loader that needs them.
"""

from __future__ import annotations

import importlib
from pathlib import PurePath
from typing import Protocol, cast

from corpus.failures import UnknownFormat
from corpus.lines import LoadedText
from corpus.settings import LimitSettings

_LOADERS = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".ofd": "ofd",
    ".doc": "office",
    ".wps": "office",
}
SUPPORTED_SUFFIXES = frozenset(_LOADERS)


class Loader(Protocol):
    """A module of this package."""

    def load(self, name: str, content: bytes, limits: LimitSettings) -> LoadedText:
        """The lines of `content`; raises `DocumentError` where there are none to be had."""
        ...


def load_lines(name: str, content: bytes, limits: LimitSettings) -> LoadedText:
    """The lines of the file `name` with the bytes `content`.

    Raises `UnknownFormat` for a name without a loader and what the loader raises.
    """
    suffix = PurePath(name).suffix.lower()
    module_name = _LOADERS.get(suffix)
    if module_name is None:
        known = " ".join(sorted(SUPPORTED_SUFFIXES))
        raise UnknownFormat(f"不认识「{name}」的格式", f"请转换为这些格式之一：{known}")
    module = cast(Loader, importlib.import_module(f"corpus.loaders.{module_name}"))
    return module.load(name, content, limits)
