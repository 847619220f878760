"""Why a file cannot become a Document: one class a reason, each with a Chinese line that says what to do.

Knows nothing of formats or of the library.
"""

from __future__ import annotations

from corpus.schema import DocumentError


class EmptyDocument(DocumentError):
    """The file holds no text."""


class UnknownFormat(DocumentError):
    """No loader reads this format."""


class DocumentTooLarge(DocumentError):
    """The file is over one of the limits of the settings: size, pages, characters, time, unpacked size."""


class DamagedDocument(DocumentError):
    """The file is cut off, is not what its name says, or cannot be decoded."""


class EncryptedDocument(DocumentError):
    """The file needs a password."""


class UnreadableFile(DocumentError):
    """The file is gone, is no regular file, or may not be read."""


class MissingTool(DocumentError):
    """An optional program or package is needed for this file and is not installed."""
