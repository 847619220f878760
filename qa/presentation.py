"""An answer becomes markup for a page: escaped whole, so that nothing inside a document or question acts.

Knows the types of `qa` and what a reader should see; knows no web framework and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.schema import AuthorityTier, DocumentStatus
from index.schema import DocumentSummary, Hit
from qa.exchange import Exchange
from qa.schema import Answer, AnswerStatus, Citation, Sentence, Stage, Support

Summaries = Mapping[str, DocumentSummary]

_SUPPORT_NOTES = {
    Support.PARTIAL: "部分有据",
    Support.UNSUPPORTED: "未获条文支持",
}
_SUPPORT_CLASSES = {Support.PARTIAL: "wence-partial", Support.UNSUPPORTED: "wence-struck"}
_VALIDITY_CLASSES = {
    DocumentStatus.REPEALED: "wence-badge wence-badge-off",
    DocumentStatus.AMENDED: "wence-badge wence-badge-off",
}
_VERDICTS = (
    '<span class="wence-verdicts"><a class="wence-verdict" href="#up" role="button">有用</a>'
    '<a class="wence-verdict" href="#down" role="button">没答好</a></span>'
)
WORD_JOINER = "\u2060"
"""Keeps a citation on the line of the words that it belongs to; whoever copies an answer leaves it out."""
NEAREST_SHOWN = 3
"""How many of the nearest clauses a refusal shows."""


def escape(text: str) -> str:
    """`text` as character references, inert both as HTML and as Markdown, on one line.

    Every ASCII character that is neither letter nor digit nor space is written as a reference, so that no
    tag, link, emphasis, formula, list or bare address can arise; control characters become spaces.
    """
    return "".join(_escape_character(character) for character in text)


def _escape_character(character: str) -> str:
    if character == "\n":
        return "<br>"
    if character.isascii():
        if character.isalnum():
            return character
        return f"&#{ord(character)};" if character.isprintable() and character != " " else " "
    # Bidirectional overrides could make a quotation read as something else than its characters.
    return " " if character in _DIRECTION_CONTROLS else character


_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\x85")


def question_markup(question: str) -> str:
    """A question as the reader's own words, escaped."""
    return f'<div class="wence-question">{escape(question)}</div>'


def answer_markup(answer: Answer, summaries: Summaries) -> str:
    """The finished answer: sentences with links to their clauses, then the clauses themselves."""
    if answer.status is not AnswerStatus.ANSWERED:
        return _refusal(answer, summaries)
    notice = f'<div class="wence-notice">{escape(answer.notice)}</div>' if answer.notice else ""
    text = sentences_markup(answer.sentences, answer.citations)
    return notice + text + _sources(answer.citations, summaries) + _footer(answer)


def exchange_markup(exchange: Exchange) -> str:
    """What stands below a question: the answer so far, and what is being done or became of it."""
    below = ""
    if exchange.stopped:
        below = '<div class="wence-notice">已停止。</div>'
    elif exchange.turn is None:
        steps = "".join(
            f'<span class="wence-step{" wence-step-now" if step is exchange.stage else ""}">{step.label}</span>'
            for step in Stage
        )
        below = f'<div class="wence-steps" role="status">{steps}</div>'
    return f'<div class="wence-answer">{exchange.body}{below}</div>'


def citation_href(document_id: str, start: int, end: int) -> str:
    """The link that the source panel understands."""
    return f"#cite-{escape(document_id)}-{start}-{end}"


def reference(title: str, number: str | None, clause: str, page: int | None = None) -> str:
    """《…》（工信部联科〔2024〕12号）四（一）1, as official writing cites a clause."""
    named = f"{title}" if title.startswith("《") else f"《{title}》"
    parts = [named, f"（{number}）" if number else "", clause, f"（第{page}页）" if page else ""]
    return "".join(parts)


def sentences_markup(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> str:
    """The sentences alone, with links to what they cite."""
    by_marker = {citation.marker: citation for citation in citations}
    paragraphs: list[str] = []
    current, in_list = "", False
    for sentence in sentences:
        content = _sentence(sentence, by_marker)
        if sentence.lead.startswith("\n") and current:
            paragraphs.append(_paragraph(current, in_list))
            current = ""
        if not current:
            in_list = sentence.lead.strip() == "-"
        current += content
    if current:
        paragraphs.append(_paragraph(current, in_list))
    return f'<div class="wence-text">{"".join(paragraphs)}</div>' if paragraphs else ""


def _paragraph(content: str, in_list: bool) -> str:
    return f'<p class="{"wence-item" if in_list else "wence-line"}">{content}</p>'


def _sentence(sentence: Sentence, by_marker: Mapping[int, Citation]) -> str:
    links = "".join(
        WORD_JOINER + _citation_link(by_marker[marker])
        for marker in sentence.citations
        if marker in by_marker
    )
    if sentence.support is Support.SUPPORTED:
        return f"<span>{escape(sentence.text)}</span>{links}"
    note = _SUPPORT_NOTES[sentence.support]
    why = escape(f"{note}：{sentence.reason}" if sentence.reason else note)
    tag = "s" if sentence.support is Support.UNSUPPORTED else "span"
    return (
        f'<{tag} class="{_SUPPORT_CLASSES[sentence.support]}" title="{why}">{escape(sentence.text)}</{tag}>'
        f'{links}<span class="wence-mark" title="{why}">{note}</span>'
    )


def _hover(citation: Citation) -> str:
    """Title, clause path and quote, one a line: the words of the card over the number."""
    lines = (f"《{citation.title.strip('《》')}》", citation.path.full, f"「{_shorten(citation.quote, 90)}」")
    return "&#10;".join(escape(" ".join(line.split())) for line in lines if line)


def _citation_link(citation: Citation) -> str:
    href = citation_href(citation.document_id, citation.start, citation.end)
    return f'<a class="wence-cite" href="{href}" title="{_hover(citation)}">[{citation.marker}]</a>'


def _sources(citations: Sequence[Citation], summaries: Summaries) -> str:
    """The cited clauses by document, in the order in which the documents are first cited."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.document_id, []).append(citation)
    rows = []
    for document_id, group in groups.items():
        summary = summaries.get(document_id)
        named = reference(group[0].title, summary.number if summary else None, "")
        rows.append(f'<p class="wence-from"><span>{escape(named)}</span>{badges(summary)}</p>')
        rows.extend(_source_row(citation) for citation in group)
    return f'<div class="wence-sources">{"".join(rows)}</div>' if rows else ""


def _source_row(citation: Citation) -> str:
    titles = [step.title for step in citation.path.steps if step.title]
    place = _shorten(titles[-1], 40) if titles else ""
    page = f"（第{citation.page}页）" if citation.page else ""
    return (
        f'<p class="wence-source">{_citation_link(citation)} '
        f"<span>{escape((citation.path.short or '正文') + page)}</span>"
        f'<span class="wence-place">{escape(place)}</span></p>'
    )


def badges(summary: DocumentSummary | None) -> str:
    """Authority and validity, where they are known."""
    if summary is None:
        return ""
    known = summary.tier is not AuthorityTier.UNKNOWN
    shown = f'<span class="wence-badge">{summary.tier.label}</span>' if known else ""
    if summary.status is not DocumentStatus.UNKNOWN:
        look = _VALIDITY_CLASSES.get(summary.status, "wence-badge")
        shown += f'<span class="{look}">{summary.status.label}</span>'
    return shown


def _footer(answer: Answer) -> str:
    doubtful = sum(sentence.support is not Support.SUPPORTED for sentence in answer.sentences)
    seconds = dict(answer.timings).get("total_ms", 0.0) / 1000
    checked = f"{len(answer.sentences)} 句逐句核对" + (
        f"，{doubtful} 句存疑" if doubtful else "，均有条文依据"
    )
    spent = f" · {seconds:.1f} 秒" if seconds else ""
    copy = '<a class="wence-copy" href="#copy" role="button">复制答案与出处</a>'
    return f'<div class="wence-foot"><span>{checked}{spent}</span>{_VERDICTS}{copy}</div>'


def _refusal(answer: Answer, summaries: Summaries) -> str:
    if answer.status is AnswerStatus.ERROR:
        headline = answer.notice or "回答没有完成，请再试一次"
        return f'<div class="wence-refusal"><p>{escape(headline)}</p></div>'
    told = "".join(escape(sentence.text) for sentence in answer.sentences) or (
        "已打开的文件里没有找到能回答这个问题的条文。可以换一种问法，或添加相关文件。"
    )
    notice = f'<p class="wence-notice">{escape(answer.notice)}</p>' if answer.notice else ""
    nearest = "".join(
        _nearest_row(hit, summaries.get(hit.passage.document_id)) for hit in answer.hits[:NEAREST_SHOWN]
    )
    shown = (
        f'<div class="wence-sources"><div class="wence-caption">最相近的条文（不是答案）</div>{nearest}</div>'
        if nearest
        else ""
    )
    return f'<div class="wence-refusal"><p>{told}</p>{notice}</div>{shown}<div class="wence-foot">{_VERDICTS}</div>'


def _nearest_row(hit: Hit, summary: DocumentSummary | None) -> str:
    passage = hit.passage
    href = citation_href(passage.document_id, passage.start, passage.end)
    named = passage.path.short or "正文"
    return (
        f'<p class="wence-source"><a class="wence-cite wence-near" href="{href}">{escape(named)}</a> '
        f"<span>{escape(_shorten(passage.text, 72))}</span>"
        f'<span class="wence-place">{escape(reference(hit.title, None, ""))}</span>{badges(summary)}</p>'
    )


def _shorten(text: str, limit: int) -> str:
    """`text` on one line, at most `limit` characters, with an ellipsis where something was left out."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def banner_markup(documents: Sequence[DocumentSummary], passages: int) -> str:
    """The head of the page: the name, and what is open."""
    opened = (
        escape(reference(documents[0].title, documents[0].number, ""))
        if len(documents) == 1
        else f"已打开 {len(documents)} 份文件"
    )
    return (
        '<div class="wence-banner"><div class="wence-seal" aria-hidden="true">问策</div>'
        f'<div><h1>问策</h1><p>{opened}<span class="wence-place">{passages} 段</span></p></div>'
        '<button type="button" class="wence-language" lang="en" title="换成英文界面">English</button></div>'
    )


def welcome_markup() -> str:
    """What an empty conversation says."""
    return (
        '<div class="wence-welcome"><h2>问政策，逐句引到条款</h2>'
        "<p>每句话后面的 &#91;1&#93; 都能点开原文，引用的字句会标出来；文件里没有的，就说没有。</p></div>"
    )


def settings_markup(told: str) -> str:
    """What the tab of settings says of itself, or of a change."""
    return f'<p class="wence-notice" role="status">{escape(told)}</p>'
