"""What every tab of the page is wired with: how events run, and the files beside this one.

Knows Gradio's options; nothing of questions or documents.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent
CONCURRENT_ANSWERS = 8
QUICK: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
QUEUED = {**QUICK, "queue": True, "concurrency_limit": CONCURRENT_ANSWERS}
Messages = list[dict[str, Any]]


def content(name: str) -> str:
    """A file of the page: a script, its style, its colours."""
    return (PAGE / name).read_text("utf-8")


def annotated(function: Any, **types: Any) -> Any:
    """`function` with types that Gradio looks up among a module's names, where a late import is not."""
    function.__annotations__.update(types)
    return function
