"""The open documents and the progress of an upload as markup, escaped whole.

Knows summaries and uploads; knows no web framework and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.schema import DocumentSummary
from qa.presentation import badges, citation_href, escape
from qa.uploads import UploadProgress, UploadState

_STATE_CLASSES = {UploadState.FAILED: "wence-failed", UploadState.READING: "wence-step-now"}


def documents_markup(documents: Sequence[DocumentSummary], left_out: Collection[str]) -> str:
    """The list of open documents: whether each is asked, what it is, opening and removing it."""
    if not documents:
        return '<p class="wence-notice">还没有文件。用上面的按钮添加。</p>'
    asked = sum(each.id not in left_out for each in documents)
    rows = "".join(_row(each, each.id in left_out) for each in documents)
    return (
        f'<p class="wence-notice">共 {len(documents)} 份文件，提问时查 {asked} 份。'
        "去掉勾选，提问就不查那一份。</p>"
        f'<ul class="wence-library">{rows}</ul>'
    )


def _row(summary: DocumentSummary, left_out: bool) -> str:
    title = escape(summary.title)
    facts = [
        summary.number,
        "、".join(summary.issuers) or None,
        summary.issued_on.isoformat() if summary.issued_on else None,
        f"{summary.characters:,} 字",
        f"{summary.passages} 段",
        summary.source if summary.source.rpartition(".")[0] != summary.title else None,
    ]
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    identity = escape(summary.id)
    return (
        '<li class="wence-entry"><label class="wence-asked">'
        f'<input type="checkbox" data-document="{identity}" aria-label="提问时查《{title}》"'
        f"{'' if left_out else ' checked'}></label>"
        f'<div class="wence-about"><a class="wence-cite wence-opens" href="{citation_href(summary.id, 0, 0)}">'
        f'{title}</a>{badges(summary)}<p class="wence-facts">{told}</p></div>'
        f'<button type="button" class="wence-tool wence-remove" data-document="{identity}" '
        f'data-title="{title}" aria-label="移除《{title}》">移除</button></li>'
    )


def upload_markup(progress: UploadProgress) -> str:
    """How far each file of an upload is."""
    rows = "".join(
        f'<li><span>{escape(each.name)}</span> <span class="{_STATE_CLASSES.get(each.state, "wence-place")}">'
        f"{each.state.label}{escape('：' + each.problem) if each.problem else ''}</span></li>"
        for each in progress.uploads
    )
    if progress.problem:
        last = f'<p class="wence-failed">{escape(progress.problem)}</p>'
    elif progress.finished:
        last = '<p class="wence-notice">完成，可以提问了。</p>'
    elif progress.total:
        last = (
            f'<p><progress max="{progress.total}" value="{progress.done}" aria-label="建立索引"></progress> '
            f"建立索引 {progress.done}/{progress.total}</p>"
        )
    else:
        last = '<p class="wence-notice">正在处理…</p>'
    return f'<div class="wence-uploads" role="status"><ul>{rows}</ul>{last}</div>'
