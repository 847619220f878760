"""One failed question as a fold of the report: what was asked, answered, expected and found.

Knows nothing of averages or of the page around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.context import in_context
from eval.failures import failure_of
from eval.measures import HALF, Scored, is_gold_citation
from eval.overlap import quote_coverage
from eval.schema import Evidence, RecordedHit

SHOWN_HITS = 5


def failure_section(item: Scored, documents: Sequence[tuple[str, str]]) -> str:
    """A `<details>` element with everything a reader needs to judge the failure."""
    failure = failure_of(item)
    tag = f"<span class='tag'>{failure.label}</span>" if failure else "<span class='tag ok'>答好</span>"
    history = "".join(f"{escape(earlier)} → " for earlier in item.question.history)
    return (
        f"<details><summary>{tag}<b>{history}{escape(item.question.question)}</b> "
        f"<span class='soft'>{escape(item.question.id)} · {escape(item.question.type)}</span></summary>"
        f"<div>{answer_block(item)}{_expected(item, documents)}{_hits(item)}</div></details>\n"
    )


def answer_block(item: Scored) -> str:
    """The answer with its markers, what each marker cites, and whether that is gold."""
    recorded = item.recorded
    status = {"answered": "回答", "no_evidence": "拒答", "error": "出错"}.get(
        recorded.status, recorded.status
    )
    sentences = "".join(
        escape(sentence.text) + "".join(f"<sup>[{marker}]</sup>" for marker in sentence.citations)
        for sentence in recorded.sentences
    )
    understood = str(recorded.raw.get("standalone_question") or "")
    meant = (
        f"<p class='soft'>理解为：{escape(understood)}</p>"
        if understood and understood != item.question.question
        else ""
    )
    citations = "".join(
        f"<li value='{citation.marker}'>{_gold_tag(item, citation.quote)} {escape(citation.source)} "
        f"{escape(citation.clause)}<blockquote>{escape(citation.quote)}</blockquote></li>"
        for citation in recorded.citations
    )
    listed = f"<h4>引用</h4><ol>{citations}</ol>" if citations else ""
    return f"{meant}<h4>{status}</h4><blockquote>{sentences or '（空）'}</blockquote>{listed}"


def _gold_tag(item: Scored, quote: str) -> str:
    right = item.question.answerable and is_gold_citation(item.question, quote)
    return "<span class='tag ok'>对</span>" if right else "<span class='tag'>错</span>"


def _expected(item: Scored, documents: Sequence[tuple[str, str]]) -> str:
    if not item.question.answerable:
        return "<h4>应有的结果</h4><p>文件里没有答案，应当拒答。</p>"
    clause = f"（{escape(item.question.clause)}）" if item.question.clause else ""
    points = "、".join(escape(" / ".join(point)) for point in item.question.key_points)
    evidence = "".join(_evidence(entry, documents) for entry in item.question.evidence)
    return f"<h4>应有的证据{clause}</h4>{evidence}<p class='soft'>要点：{points or '（未列）'}</p>"


def _evidence(entry: Evidence, documents: Sequence[tuple[str, str]]) -> str:
    place = in_context(entry.quote, documents)
    if place is None:
        return f"<blockquote><mark>{escape(entry.quote)}</mark><br><small>所给文件中没有这段原文</small></blockquote>"
    return (
        f"<blockquote>…{escape(place.before)}<mark>{escape(place.quote)}</mark>{escape(place.after)}…"
        f"<br><small class='soft'>{escape(place.source)}</small></blockquote>"
    )


def _hits(item: Scored) -> str:
    if not item.recorded.hits:
        return "<h4>检索结果</h4><p class='soft'>没有</p>"
    rows = "".join(_hit(item, hit) for hit in item.recorded.hits[:SHOWN_HITS])
    return f"<h4>检索到的前 {min(SHOWN_HITS, len(item.recorded.hits))} 段</h4><ol>{rows}</ol>"


def _hit(item: Scored, hit: RecordedHit) -> str:
    holds = any(quote_coverage(entry.quote, (hit.text,)) >= HALF for entry in item.question.evidence)
    tag = "<span class='tag ok'>含证据</span> " if holds else ""
    return (
        f"<li>{tag}<span class='soft'>{escape(hit.source)} {escape(hit.clause)}</span>"
        f"<blockquote>{escape(hit.text)}</blockquote></li>"
    )
