"""The files as they were added: links that open them for a while, and how they are served so that nothing in them acts.

Knows the library and HTTP headers; nothing of pages.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from corpus import Library

LINK_SECONDS = 24 * 3600
_INLINE = {".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/plain"}
"""What a browser may show; everything else, HTML before all, is only saved."""
_SAFE = {
    # The type is what it is said to be: a page of HTML that calls itself .txt stays text.
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
    # Chromium's viewer shows a PDF at its page under this policy too.
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}


@dataclass(frozen=True, slots=True)
class Original:
    """A file to be served."""

    path: Path
    media_type: str
    headers: dict[str, str]


class OriginalLinks:
    """Links that only this running program makes: they open a file without login or token, until they expire.

    A page shows them to readers who have logged in; a link is sealed with an HMAC of the document and the time.
    """

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        self._library = Library(home)
        self._key = secrets.token_bytes(32)
        self._clock = clock

    def link(self, document_id: str, page: int | None) -> dict[str, str] | None:
        """{"href", "label"} for the page, a PDF's opening at `page` (from 1); None where the file is gone.

        Raises `LibraryError` for an unknown document.
        """
        path = self._library.original(document_id)
        if not path.exists():
            return None
        until = int(self._clock()) + LINK_SECONDS
        href = f"originals/{quote(document_id, safe='')}?until={until}&seal={self._seal(document_id, until)}"
        if path.suffix.lower() not in _INLINE:
            return {"href": href, "label": "下载原件"}
        if path.suffix.lower() == ".pdf" and page:
            return {"href": f"{href}#page={page}", "label": f"打开原件（第 {page} 页）"}
        return {"href": href, "label": "打开原件"}

    def holds(self, document_id: str, until: int, seal: str) -> bool:
        """Whether `link` made this, and not too long ago."""
        good = hmac.compare_digest(seal.encode(), self._seal(document_id, until).encode())
        return good and self._clock() < until

    def file(self, document_id: str, source: str) -> Original:
        """The file with the headers that keep it from acting. Raises `LibraryError` for an unknown document."""
        path = self._library.original(document_id)
        suffix = path.suffix.lower()
        media_type = _INLINE.get(suffix, "application/octet-stream")
        if media_type == "text/plain":
            media_type += f"; charset={_charset(path)}"
        kind = "inline" if suffix in _INLINE else "attachment"
        headers = {
            **_SAFE,
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(source, safe='')}",
        }
        return Original(path, media_type, headers)

    def _seal(self, document_id: str, until: int) -> str:
        return hmac.new(self._key, f"{document_id}\n{until}".encode(), hashlib.sha256).hexdigest()


def _charset(path: Path) -> str:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
