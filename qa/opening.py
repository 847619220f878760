"""Opens an assistant over the index that the settings name.

Knows nothing of command lines or pages.
"""

from __future__ import annotations

from corpus.settings import Settings
from index import open_index
from qa.assistant import Assistant


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over the current index; raises `IndexFailure` when there is none that fits."""
    return Assistant(open_index(settings), settings)
