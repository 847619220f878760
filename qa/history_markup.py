"""The list of a reader's conversations as markup, escaped whole.

Knows the lines of that list; knows no web framework.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.conversations import ConversationLine
from qa.presentation import escape

_ACTIONS = (("rename", "改名"), ("markdown", "存为 Markdown"), ("docx", "存为 Word"), ("delete", "删除"))


def history_markup(lines: Sequence[ConversationLine], current: str) -> str:
    """Every conversation with opening, renaming, exporting, deleting; `current` is the one that is open."""
    if not lines:
        return '<p class="wence-notice">还没有对话。问过的问题会保存在这里，只有这个浏览器看得到。</p>'
    rows = "".join(_row(line, line.id == current) for line in lines)
    return f'<ul class="wence-library">{rows}</ul>'


def _row(line: ConversationLine, is_current: bool) -> str:
    title, identity = escape(line.title), escape(line.id)
    when = line.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
    buttons = "".join(
        f'<button type="button" class="wence-tool wence-act" data-act="{act}" data-id="{identity}" '
        f'data-title="{title}" aria-label="{label}：{title}">{label}</button>'
        for act, label in _ACTIONS
    )
    now = '<span class="wence-badge">正在看</span>' if is_current else ""
    return (
        '<li class="wence-entry"><div class="wence-about">'
        f'<button type="button" class="wence-opens" data-act="open" data-id="{identity}">{title}</button>{now}'
        f'<p class="wence-facts"><span>{line.exchanges} 问</span><span>{when}</span></p></div>'
        f'<div class="wence-acts">{buttons}</div></li>'
    )
