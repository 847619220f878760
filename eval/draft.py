"""Question drafts from a document's own clauses: headings, enumerations, numbers and dates.

A draft is a start for a person, never gold: each is marked `"draft": true`. Knows nothing of answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.schema import Clause, ClauseKind, Document
from eval.schema import EvaluationError

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
# Three or more things in a row.
_THINGS = re.compile(r"[^、，。；：“”（）\s]{2,24}(?:、[^、，。；：“”（）\s]{2,20}){2,}")
# The verbs with which policies introduce a list, longest first; what stands before them is the subject.
_VERB = re.compile(
    r"^(.{0,8}?(?:深入推进|重点推进|重点发展|重点培育|前瞻布局|大力培育|加快推进|推进|突破|提升|提高|发展|建设|补齐|培育|"
    r"布局|面向|围绕|利用|推动|打造|完善|健全|加强|支持|鼓励|开展|落实|包括|涵盖|发挥|依托|结合|构建|组建|满足))(.{2,})$"
)
# 等 or a counted noun closes a list and names what the things are.
_CLOSE = re.compile(r"^(.{2,}?)(?:等|[一二三四五六七八九十\d]+(?:大|类|种|项|个))(?:方面|领域)?(.{0,14})$")
_AMOUNT = re.compile(
    r"(\d[\d,.]*\s*(?:%|％|亿元|万元|元|家|项|个|人|台|倍|日|天|个月|年内|岁|公里|吨)|[百千万]余?[项家个])(?:以上|以下|以内|左右)?"
)
_DATE = re.compile(r"((?:到|自|至|截至)?\s*\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?(?:底|前|起)?)")
_NUMBERED = frozenset(
    {ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ARTICLE, ClauseKind.HEADING, ClauseKind.APPENDIX}
)
_LONGEST_QUOTE = 220


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed question; `point` stands in `quote`, and `quote` verbatim in the document."""

    kind: str
    question: str
    quote: str
    points: tuple[str, ...]
    clause: str


def draft_lines(path: Path) -> tuple[str, ...]:
    """JSON lines of drafts from the file at `path`, in document order.

    Raises `DocumentError` when the file cannot be read, `EvaluationError` when nothing could be proposed.
    """
    from corpus import load_document
    from corpus.settings import load_settings

    document = load_document(path, load_settings())
    lines = tuple(
        json.dumps(_record(document, number, draft), ensure_ascii=False)
        for number, draft in enumerate(drafts(document), start=1)
    )
    if not lines:
        raise EvaluationError(
            f"从 {path.name} 里拟不出题目：没有找到条款标题、列举、数字或日期",
            "请对照 eval/questions/README.md 手写",
        )
    return lines


def _record(document: Document, number: int, draft: Draft) -> dict[str, Any]:
    return {
        "id": f"draft{number:03d}",
        "draft": True,
        "type": draft.kind,
        "question": draft.question,
        "answerable": True,
        "key_points": [[point] for point in draft.points],
        "evidence": [{"document": document.source, "quote": draft.quote}],
        "clause": draft.clause,
    }


def drafts(document: Document) -> Iterator[Draft]:
    """Drafts clause by clause: one for the clause itself, one for each list, amount and date in it."""
    asked: set[tuple[str, str]] = set()
    for clause in _leaves(document):
        for draft in (*_of_heading(document, clause), *_of_sentences(document, clause)):
            if (draft.kind, draft.quote) not in asked:
                asked.add((draft.kind, draft.quote))
                yield draft


def _leaves(document: Document) -> list[Clause]:
    """The clauses that hold no other numbered clause: there the text itself stands."""
    numbered = [clause for clause in document.clauses if clause.kind in _NUMBERED]
    free = [
        clause
        for clause in document.clauses
        if clause.kind is ClauseKind.PARAGRAPH and not clause.path.short and clause.start < clause.end
    ]
    leaves = [
        clause
        for clause in numbered
        if not any(other is not clause and clause.start <= other.start < clause.end for other in numbered)
    ]
    return sorted([*leaves, *free], key=lambda clause: clause.start)


def _of_heading(document: Document, clause: Clause) -> Iterator[Draft]:
    title = clause.path.steps[-1].title.strip("。：: ") if clause.path.steps else ""
    first = next((text for text in _sentences(document.text[clause.heading_end : clause.end])), "")
    if not clause.path.short or not first:
        return
    name = clause.path.short
    if title:
        yield Draft("fact", f"关于{title}，文件有什么要求？", first, (), name)
    yield Draft("clause", f"{name}规定了什么？", first, (), name)


def _of_sentences(document: Document, clause: Clause) -> Iterator[Draft]:
    about = clause.path.steps[-1].title.strip("。：: ") if clause.path.steps else ""
    where = f"在“{about}”中，" if about else ""
    for sentence in _sentences(document.text[clause.heading_end : clause.end]):
        for found in _THINGS.finditer(sentence):
            listed = _list_of(found.group(0))
            if listed is not None:
                asked, things = listed
                yield Draft("list", f"{where}{asked}？", sentence, things, clause.path.short)
        for found in _AMOUNT.finditer(sentence):
            blank = _blanked(sentence, found, "多少")
            yield Draft("number", f"{where}{blank}？", sentence, (found.group(0).strip(),), clause.path.short)
        for found in _DATE.finditer(sentence):
            date = found.group(1).strip()
            rest = sentence[found.end() :].strip("，。；、 ")
            if rest:
                yield Draft("date", f"{date}的安排是什么？", sentence, (date,), clause.path.short)


def _list_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """突破甲、乙、丙等产品 → (突破哪些产品, (甲, 乙, 丙)); None for a row of words that is no list of things."""
    first, *middle, last = text.split("、")
    verb, close = _VERB.match(first), _CLOSE.match(last)
    if verb is None or close is None:
        return None
    final = re.split(r"和|以及", close.group(1))
    things = (verb.group(2), *middle, *final)
    return f"{verb.group(1)}哪些{close.group(2)}", tuple(thing for thing in things if len(thing) > 1)


def _blanked(sentence: str, found: re.Match[str], word: str) -> str:
    """The part of the sentence around a number, with `word` in its place."""
    before = re.split(r"[，；：、]", sentence[: found.start()])[-1]
    after = re.split(r"[，；：、。]", sentence[found.end() :])[0]
    amount = re.sub(r"^[\d,.\s]+|^[百千万]余?", "", found.group(0))
    return f"{before}{word}{amount}{after}"


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        sentence = found.group(0).strip()
        if 8 <= len(sentence) <= _LONGEST_QUOTE:
            yield sentence
