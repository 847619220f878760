"""A Document for people and for other programs: the tree as text, the contract's JSON.

Changes nothing, prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus.schema import Clause, ClauseKind, Document

_KIND_WORDS = {
    ClauseKind.TITLE: "标题",
    ClauseKind.PREAMBLE: "文首",
    ClauseKind.PART: "编",
    ClauseKind.SUBPART: "分编",
    ClauseKind.CHAPTER: "章",
    ClauseKind.SECTION: "节",
    ClauseKind.ARTICLE: "条",
    ClauseKind.HEADING: "标题",
    ClauseKind.PARAGRAPH: "段",
    ClauseKind.ITEM: "项",
    ClauseKind.SUBITEM: "目",
    ClauseKind.TABLE: "表",
    ClauseKind.ROW: "行",
    ClauseKind.SIGNATURE: "落款",
    ClauseKind.APPENDIX: "附件",
}
RULE_WORDS = {
    "pinyin_gloss": "字中拼音",
    "entity_debris": "实体残留",
    "invisible_characters": "不可见字符",
    "odd_spaces": "异形空格",
    "full_width_forms": "全角字母数字",
    "compatibility_forms": "兼容汉字",
    "spaces_in_text": "字间空格",
    "mojibake_repaired": "修复的乱码行",
    "markdown_markup": "Markdown 标记",
    "page_numbers": "页码",
    "repeated_headers": "页眉页脚",
    "navigation": "导航",
    "share_prompts": "分享提示",
    "copyright": "版权声明",
    "contact_lines": "联系方式",
    "credits": "编辑署名",
    "related_news": "相关阅读",
    "teasers": "其他文章摘要",
    "duplicated_paragraphs": "重复段落",
    "joined_lines": "接回的断行",
    "page_chrome": "网页框架",
}
_WIDTH = 64


def document_as_json(document: Document) -> dict[str, object]:
    """The object of `python -m corpus show FILE --json` (DESIGN.md, section 4)."""
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "source": document.source,
            "number": document.number,
            "issuers": list(document.issuers),
            "issued_on": _iso(document.issued_on),
            "published_on": _iso(document.published_on),
            "effective_on": _iso(document.effective_on),
            "expires_on": _iso(document.expires_on),
            "status": document.status.value,
            "tier": document.tier.value,
        },
        "text": document.text,
        "clauses": [
            {
                "kind": clause.kind.value,
                "clause": clause.path.short,
                "clause_path": list(clause.path.headings),
                "start": clause.start,
                "end": clause.end,
            }
            for clause in document.clauses
        ],
        "cleaning": dict(document.cleaning),
        "damaged": [list(span) for span in document.damaged],
        "warnings": list(document.warnings),
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def document_as_text(document: Document, *, whole: bool = False, colour: bool = False) -> str:
    """A person's view: what is known, what was cleaned, and the clause tree; `whole` shows all words."""
    return "\n".join([*_head(document), "", *_tree(document, whole, colour)])


def _head(document: Document) -> Iterator[str]:
    yield f"《{document.title}》"
    reasons = dict(document.reasons)
    rows = (
        (
            "文件",
            f"{document.source}（{len(document.text)} 字，{len(document.clauses)} 条款，编号 {document.id}）",
            "",
        ),
        ("文号", document.number, "number"),
        ("发文机关", "、".join(document.issuers), "issuers"),
        ("成文日期", _iso(document.issued_on), "issued_on"),
        ("发布日期", _iso(document.published_on), "published_on"),
        ("施行日期", _iso(document.effective_on), "effective_on"),
        ("失效日期", _iso(document.expires_on), "expires_on"),
        ("效力", document.status.label, "status"),
        ("类别", document.tier.label, "tier"),
        ("关键词", "、".join(document.keywords), ""),
    )
    for name, value, field in rows:
        if value:
            reason = f"  ← {reasons[field]}" if field in reasons else ""
            yield f"  {name}：{value}{reason}"
    cleaned = "，".join(f"{RULE_WORDS.get(rule, rule)} {count}" for rule, count in document.cleaning)
    yield f"  清洗：{cleaned or '无需清洗'}"
    for start, end in document.damaged:
        yield f"  损坏：{start}–{end}「{document.text[start:end][:20]}」"
    for warning in document.warnings:
        yield f"  注意：{warning}"


def _tree(document: Document, whole: bool, colour: bool) -> Iterator[str]:
    spans = list(document.clauses)
    for index, clause in enumerate(spans):
        following = spans[index + 1] if index + 1 < len(spans) else None
        last = _own_end(clause, following)
        words = document.text[clause.heading_end : last].strip().replace("\n", " ⏎ ")
        if not whole and len(words) > _WIDTH:
            words = f"{words[:_WIDTH]}…"
        heading = document.text[clause.start : clause.heading_end].strip().replace("\n", " ")
        if colour and heading:
            heading = f"\033[1m{heading}\033[0m"
        indent = "  " * len(clause.path.steps)
        page = document.page_of(clause.start)
        place = f"[{clause.start}–{clause.end}]" + (f" 第{page}页" if page else "")
        name = clause.path.short or "·"
        yield f"{indent}{_KIND_WORDS[clause.kind]} {name}  {heading}{' ' if heading and words else ''}{words}  {place}"


def _own_end(clause: Clause, following: Clause | None) -> int:
    return (
        min(clause.end, following.start)
        if following and following.start >= clause.heading_end
        else clause.end
    )
