"""A kept conversation as a file that a browser can save.

Knows conversations and export; nothing of pages.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from corpus.schema import WenceError
from qa.conversations import Conversations
from qa.export import to_docx, to_markdown

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s.]+')
_TYPES = {
    "markdown": ("md", "text/markdown;charset=utf-8"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def exported(conversations: Conversations, reader: str, wanted: Sequence[object]) -> dict[str, str]:
    """{"name", "type", "content" in base64} of [conversation id, "markdown" or "docx"], or {"error": …}.

    Called by the page's script with values that anyone may have made up.
    """
    try:
        conversation_id, kind = map(str, wanted)
        suffix, media_type = _TYPES[kind]
    except (ValueError, KeyError, TypeError):
        return {"error": "没有这种格式；可以存为 Markdown 或 Word。"}
    try:
        exchanges = conversations.load(reader, conversation_id)
        lines = {line.id: line.title for line in conversations.lines(reader)}
    except WenceError as error:
        return {"error": str(error)}
    title = lines.get(conversation_id, "对话")
    records = [each.record for each in exchanges if each.record]
    content = to_docx(title, records) if kind == "docx" else to_markdown(title, records).encode()
    name = _NOT_IN_NAMES.sub("_", title).strip("_")[:40] or "对话"
    return {"name": f"{name}.{suffix}", "type": media_type, "content": base64.b64encode(content).decode()}
