"""Which clause of a document a question names by its numbers: 第三十九条第二项, 四（二）3, 重点任务第14条.

Reads a question and one document's clause tree; knows nothing of searching.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.normal_form import comparison_form, simplify
from corpus.numerals import parse_numeral, to_chinese
from corpus.schema import Clause, ClauseKind, ClauseStep, Document
from qa.mention import named_tier
from qa.question import BELOW_HEADING, QUESTION_REFERENCE
from qa.terms import question_terms

_NUMERAL = "[0-9〇零一二两三四五六七八九十百千]+"
_MARKED = re.compile(
    rf"第\s*(?P<open>[（(]?)(?P<number>{_NUMERAL})[）)]?\s*(?P<mark>分编|编|章|节|条|款|项|目|部分|大点|小点|点|段|问|个(?:问题|部分|方面|小节|大点)?)?(?:之(?P<of>{_NUMERAL}))?"
)
_OUTLINE = re.compile(
    rf"(?<![一二三四五六七八九十第0-9])(?P<first>[一二三四五六七八九十]{{1,3}})[、，]?\s*[（(](?P<second>{_NUMERAL})[）)](?:\s*(?P<third>[0-9]{{1,2}})(?![0-9年月日%]))?"
)
_BELOW = re.compile(
    rf"{BELOW_HEADING}[（(](?P<second>{_NUMERAL})[）)](?:\s*(?P<third>[0-9]{{1,2}})(?![0-9年月日%]))?"
)
# 第五部分（三）, 第二部分（一）第4点: a bracketed number right behind, and one below it.
_BRACKETED = re.compile(
    rf"\s*[的中里]?\s*[（(](?P<number>{_NUMERAL})[）)](?:\s*[的中里]?的?\s*第?(?P<third>[0-9]{{1,2}})(?![0-9年月日%])[点条项]?)?"
)
# 第三章二（一）
_CHAPTER = re.compile(rf"第(?P<number>{_NUMERAL})(?P<mark>编|章|节)的?$")
_QUESTION = re.compile(QUESTION_REFERENCE)
_LAW_ENDS = 2  # characters of a law's name that are compared: 刑法, 法典, 条例
LEVELS = {
    "编": ClauseKind.PART,
    "分编": ClauseKind.SUBPART,
    "章": ClauseKind.CHAPTER,
    "节": ClauseKind.SECTION,
    "条": ClauseKind.ARTICLE,
    "款": ClauseKind.PARAGRAPH,
    "项": ClauseKind.ITEM,
    "目": ClauseKind.SUBITEM,
}


_PARTS = {ClauseKind.PART, ClauseKind.SUBPART, ClauseKind.CHAPTER, ClauseKind.SECTION}


@dataclass(frozen=True, slots=True)
class Named:
    """One number of a reference: its value, the level that its counter word names (None for 部分, 点),
    whether it is written in brackets, as （二） is, and whether it counts points (点)."""

    number: tuple[int, ...]
    level: ClauseKind | None
    bracketed: bool
    point: bool = False


@dataclass(frozen=True, slots=True)
class ClauseName:
    """The clause a question names: its numbers from the outside in, and the words before and after them."""

    steps: tuple[Named, ...]
    before: str
    after: str


def read_clause_name(question: str) -> ClauseName | None:
    """The first clause that `question` names by number, None when there is none."""
    text = simplify(unicodedata.normalize("NFKC", question))
    outline = _OUTLINE.search(text) or _BELOW.search(text)
    if outline is not None:
        numbers = outline.groupdict()
        steps = [
            _named(numbers[place], bracketed=place == "second")
            for place in ("first", "second", "third")
            if numbers.get(place)
        ]
        chapter = _CHAPTER.search(text, 0, outline.start())
        begin = chapter.start() if chapter else outline.start()
        steps = [_named(chapter["number"], chapter["mark"]), *steps] if chapter else steps
        return ClauseName(tuple(steps), text[:begin], text[outline.end() :])
    asked = _QUESTION.search(text)
    if asked is not None:
        return ClauseName((_named(asked["asked"]),), text[: asked.start()], text[asked.end() :])
    steps = []
    begin = end = -1
    for match in _MARKED.finditer(text):
        if end >= 0 and text[end : match.start()].strip(" 的、,，中里"):
            break
        begin = match.start() if begin < 0 else begin
        end = match.end()
        steps.append(_named(match["number"], match["mark"], match["of"], bracketed=bool(match["open"])))
    below = _BRACKETED.match(text, end) if steps else None
    if below is not None:
        steps.append(_named(below["number"], bracketed=True))
        steps += [_named(below["third"])] if below["third"] else []
        end = below.end()
    return ClauseName(tuple(steps), text[:begin], text[end:]) if steps else None


def quoted_elsewhere(question: str, text: str) -> bool:
    """Whether `text` speaks of the article that `question` names with its law: 刑法第一百三十四条.

    An interpretation of a law names its articles, and is asked about by them.
    """
    name = read_clause_name(question)
    if name is None or name.steps[0].level is not ClauseKind.ARTICLE:
        return False
    law = comparison_form(name.before)[-_LAW_ENDS:]
    number, *of = name.steps[0].number
    article = f"第{to_chinese(number)}条" + "".join(f"之{to_chinese(each)}" for each in of)
    return len(law) == _LAW_ENDS and law[-1] in "法典例定" and f"{law}{article}" in comparison_form(text)


def _named(number: str, mark: str | None = None, of: str | None = None, *, bracketed: bool = False) -> Named:
    value = (parse_numeral(number) or 0, *((parse_numeral(of) or 0,) if of else ()))
    return Named(value, LEVELS.get(mark or ""), bracketed, (mark or "").endswith("点"))


def find_clause(document: Document, name: ClauseName) -> Clause | None:
    """The clause of `document` that `name` names, None when it has no such clause.

    Where the document has articles, 条 款 项 are theirs; else every counter word counts headings, below the
    heading that stands before the reference if one does (保障措施第二条 is 五（二）).
    """
    kinds = {clause.kind for clause in document.clauses}
    has_articles = ClauseKind.ARTICLE in kinds
    parted = {step.level for step in name.steps} & kinds & _PARTS
    outline = not (parted or (has_articles and any(step.level is not None for step in name.steps)))
    fitting = [
        clause
        for clause in document.clauses
        if (_fits_outline(clause, name.steps) if outline else _fits_levels(clause, name.steps))
    ]
    if not outline:
        elsewhere = _NAMES_DOCUMENT.search(name.before) and not _means(document, name.before)
        # 第一章第二部分 is 第一章二, not 第一章一（二）.
        return None if elsewhere else min(fitting, key=lambda clause: len(clause.path.steps), default=None)
    if not _means(document, name.before):
        return None
    # 第四部分第3条“促进成果转化” is 四（二）3: its title tells, and a number that runs through the whole part.
    several = len(name.steps) > 1
    skipping = [c for c in document.clauses if several and _fits_with_gap(c, name.steps)]
    titled = next((clause for clause in (*fitting, *skipping) if _is_named_by(clause, name.after)), None)
    if titled is not None:
        return titled
    fitting = fitting or skipping
    below = [parent for parent in document.clauses if _is_named_by(parent, name.before)]
    inside = _inside(fitting, below)
    if not below:  # 第三条保障措施
        inside = _inside(fitting, [parent for parent in document.clauses if _opens(parent, name.after)])
    # 重点任务第14条 may count through the whole document; （五） counts within what was named before it.
    running = len(fitting) == 1 and not name.steps[-1].bracketed
    pool = inside or ([] if below and len(name.steps) == 1 and not running else fitting)
    if not pool and below and len(name.steps) == 1:
        return _counted(document, below[-1], name.steps[0].number[0])
    # 第三部分 counts the outermost headings, 第三项 and 第三点 the innermost.
    inward = name.steps[-1].level is not None or name.steps[-1].point
    return min(pool, key=lambda clause: len(_numbered(clause)) * (-1 if inward else 1), default=None)


_NAMES_DOCUMENT = re.compile(
    "(?:工作要点|要点|意见|方案|计划|措施|通知|纲要|规划|公告|总结)(?:》|[的里中]|$)"
)
_SHORTEST_TITLE = 3  # characters
_MEANT = 0.34  # of the words before a number: what stands in the title, or is a heading


def _means(document: Document, before: str) -> bool:
    """Whether the words before a number name the document or a heading of it: 基本原则 in 基本原则第二条."""
    pairs = question_terms(_DOCUMENT_WORDS.sub(" ", before)).bigrams
    if not pairs:
        return True
    if named_tier(before) is not None or any(_is_named_by(clause, before) for clause in document.clauses):
        return True
    title = comparison_form(f"{document.title}\n{document.number or ''}")
    return sum(pair in title for pair in pairs) / len(pairs) >= _MEANT


_DOCUMENT_WORDS = re.compile(
    "文件|政策|意见|实施意见|通知|办法|规划|行动计划|方案|条例|规定|决定|纲要|措施|细则|解释|公告|批复|章程|法典|重点任务|主要任务|任务|原文|全文|单独|这一|里面"
)


def _counted(document: Document, parent: Clause, place: int) -> Clause | None:
    """The clause at `place` (from 1) directly below `parent`, where those bear no numbers of their own."""
    depth = len(parent.path.steps)
    below = [
        clause
        for clause in document.clauses
        if len(clause.path.steps) == depth + 1
        and clause.path.steps[:depth] == parent.path.steps
        and parent.start <= clause.start
        and clause.end <= parent.end
    ]
    if any(clause.path.steps[-1].label for clause in below):
        return None
    return below[place - 1] if 1 <= place <= len(below) else None


def _fits_levels(clause: Clause, steps: tuple[Named, ...]) -> bool:
    """Whether the path ends in the last step and holds the others before it, level for level; 第一章第二部分 is a heading
    in a chapter."""
    own = [step for step in clause.path.steps if step.number]
    if not own or not _is_of_level(own[-1], steps[-1]):
        return False
    rest = iter(own[:-1])
    return all(any(_is_of_level(step, wanted) for step in rest) for wanted in steps[:-1])


def _is_of_level(step: ClauseStep, wanted: Named) -> bool:
    if wanted.level is None:
        return step.level not in LEVELS.values() and _same(step, wanted)
    return step.level is wanted.level and step.number == wanted.number


def _fits_outline(clause: Clause, steps: tuple[Named, ...]) -> bool:
    """Whether the numbers of the headings end in those of `steps`, without a gap."""
    own = _numbered(clause)
    if len(own) < len(steps) or (len(steps) > 1 and len(own) != len(steps)):
        return False
    return all(_same(mine, wanted) for mine, wanted in zip(own[-len(steps) :], steps, strict=True))


def _fits_with_gap(clause: Clause, steps: tuple[Named, ...]) -> bool:
    """Whether the numbers of the headings begin and end as `steps` do, with others between."""
    own = _numbered(clause)
    return (
        len(steps) < len(own)
        and _same(own[0], steps[0])
        and _same(own[-1], steps[-1])
        and not own[-1].label.startswith(("（", "("))
    )


def _same(step: ClauseStep, wanted: Named) -> bool:
    in_brackets = step.label.startswith(("（", "("))
    return step.number == wanted.number and (in_brackets or not wanted.bracketed)


_NUMBERED_ITEM = re.compile("[（(]|[0-9]")


def _numbered(clause: Clause) -> list[ClauseStep]:
    if not clause.path.steps or clause.kind not in (ClauseKind.HEADING, ClauseKind.ITEM):
        return []
    # A long item is named as a heading is: 四（五）; 一是 and ① are not numbers that a reference names.
    label = clause.path.steps[-1].label
    if not label or (clause.kind is ClauseKind.ITEM and not _NUMBERED_ITEM.match(label)):
        return []
    return [step for step in clause.path.steps if step.number and step.label]


def _inside(clauses: Iterable[Clause], parents: Sequence[Clause]) -> list[Clause]:
    return [
        clause
        for clause in clauses
        if any(p.start <= clause.start and clause.end <= p.end and p is not clause for p in parents)
    ]


def _opens(clause: Clause, after: str) -> bool:
    """Whether the heading of `clause` stands right behind the number: 第三条保障措施."""
    title = comparison_form(clause.path.steps[-1].title) if clause.path.steps else ""
    return (
        clause.kind is ClauseKind.HEADING
        and len(title) >= _SHORTEST_TITLE
        and comparison_form(after).removeprefix("的").startswith(title)
    )


def _is_named_by(clause: Clause, before: str) -> bool:
    title = comparison_form(clause.path.steps[-1].title) if clause.path.steps else ""
    return clause.kind is ClauseKind.HEADING and len(title) >= 2 and title in comparison_form(before)
