"""Answers that are read off the clause tree: a clause itself, the items below a heading, a document's outline.

Knows nothing of similarity; the tree alone decides.
"""

from __future__ import annotations

import re

from corpus.clauses import lookup_for
from corpus.normal_form import comparison_form
from corpus.numerals import parse_numeral
from corpus.schema import Clause, ClauseKind, Document
from qa.evidence import characters_held, coverage
from qa.generate.draft import Draft, quote_draft
from qa.scope import opening_of
from qa.sentences import Span, split_sentences
from qa.terms import question_terms

LONGEST_ANSWER = 700  # characters quoted from one clause before the rest is left to the reader
_MOST_ARTICLES = 20  # whose first sentences sum up a chapter
_STRUCTURAL = {
    ClauseKind.HEADING,
    ClauseKind.PART,
    ClauseKind.SUBPART,
    ClauseKind.CHAPTER,
    ClauseKind.SECTION,
    ClauseKind.ARTICLE,
    ClauseKind.APPENDIX,
}
# How much of a heading's words the question must hold, and how much of the question's weight the heading
# with its document's title must hold, for the heading to be what is asked about.
_TITLE_IN_QUESTION, _QUESTION_IN_TITLE = 0.75, 0.72


def children(document: Document, parent: Clause) -> tuple[Clause, ...]:
    """The clauses directly below `parent`, in document order."""
    depth = len(parent.path.steps)
    return tuple(
        clause
        for clause in lookup_for(document).starting_in(parent.start, parent.end)
        if len(clause.path.steps) == depth + 1
        and clause.path.steps[:depth] == parent.path.steps
        and clause.end <= parent.end
    )


def clause_drafts(document: Document, clause: Clause, *, listed: bool) -> tuple[Draft, ...]:
    """The clause as an answer: its own words when short, the headings below it when long or `listed`."""
    below = [child for child in children(document, clause) if child.heading_end > child.start]
    structural = [child for child in below if child.kind in _STRUCTURAL and child.path.steps[-1].title]
    if len(structural) >= 2 and (listed or clause.end - clause.start > LONGEST_ANSWER):
        return tuple(quote_draft(document, heading_span(document, child), "\n- ") for child in structural)
    articles = [child for child in below if child.kind is ClauseKind.ARTICLE]
    if len(articles) >= 2 and clause.end - clause.start > LONGEST_ANSWER:
        return tuple(_opening(document, article) for article in articles[:_MOST_ARTICLES])
    return text_drafts(document, clause.start, clause.end)


def _opening(document: Document, clause: Clause) -> Draft:
    """The first sentence of an article: what it is about."""
    return quote_draft(
        document, split_sentences(document.text[clause.start : clause.end], clause.start)[0], "\n"
    )


def without_heading(clause: Clause, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """`drafts` less the clause's own heading, unless that is all there is.

    An article's number is the whole of its heading and opens its first sentence, which stays.
    """
    rest = tuple(draft for draft in drafts if draft.sources[0].end > clause.heading_end)
    return rest or drafts


def text_drafts(document: Document, start: int, end: int) -> tuple[Draft, ...]:
    """Every sentence between two offsets, up to `LONGEST_ANSWER` characters; a line stays a line."""
    drafts: list[Draft] = []
    length = 0
    for span in split_sentences(document.text[start:end], start):
        if drafts and length + len(span.text) > LONGEST_ANSWER:
            break
        new_line = drafts and "\n" in document.text[drafts[-1].sources[-1].end : span.start]
        drafts.append(quote_draft(document, span, "\n" if new_line else ""))
        length += len(span.text)
    return tuple(drafts)


def heading_span(document: Document, clause: Clause) -> Span:
    """The heading of `clause` without the space around it."""
    text = document.text[clause.start : clause.heading_end]
    start = clause.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()), text.strip())


# 要坚持哪几条基本原则: what is done with what is asked for.
_ASKED_VERB = re.compile(
    "[要应须]?当?(?:坚持|遵循|把握|落实|完成|抓好|开展|推进|做好|采取|包括|提出|明确)了?(?=哪|什么|几|啥)"
)


def heading_asked_about(document: Document, question: str, weights: dict[str, float]) -> Clause | None:
    """The clause whose heading is what the question asks about, None when there is none.

    发展目标是什么 asks for 三、发展目标; the deepest of equally fitting headings wins.
    """
    question = _ASKED_VERB.sub("", question)
    asked = question_terms(question).content
    best: tuple[float, int, Clause] | None = None
    for clause in document.clauses:
        if clause.kind not in _STRUCTURAL or not clause.path.steps:
            continue
        title = clause.path.steps[-1].title
        # 深化国际合作 is asked about as 国际合作: the verb that opens a heading need not be said.
        share = max(_shared(title, asked), _shared(title[2:], asked) if len(title) >= 6 else 0.0)
        named = len(title) >= 2 and share >= _TITLE_IN_QUESTION
        held = coverage(weights, f"{document.title}\n{title}") if named else 0.0
        if not named or held < _QUESTION_IN_TITLE:
            # Pairs across two words weigh much in `held`; where a list stands below, the characters decide:
            # 布局了哪些重点领域 asks for 重点布局领域.
            spread = len(title) >= _SHORTEST_NAME and characters_held(title, asked) >= _TITLE_IN_QUESTION
            named = (
                (named or spread)
                and characters_held(question, f"{document.title}\n{title}") >= NAMED_IN_TITLE
                and len(children(document, clause)) > 1
            )
        if named and (best is None or (held, len(clause.path.steps)) > best[:2]):
            best = (held, len(clause.path.steps), clause)
    return best[2] if best else None


def names_heading(document: Document, question: str) -> bool:
    """Whether a heading of `document` stands in `question` whole: 概括一下保障措施有哪几方面 asks for 五、保障措施."""
    asked, title = comparison_form(question), comparison_form(document.title)
    return any(
        len(heading := comparison_form(clause.path.steps[-1].title)) >= _SHORTEST_NAME
        and heading in asked
        and heading not in title
        for clause in document.clauses
        if clause.kind in _STRUCTURAL and clause.path.steps
    )


# 重点任务分成哪几大块, 保障措施从哪几个方面做了安排: what stands below the heading is asked for by its count word.
_ASKS_PARTS = re.compile(
    r"(?:哪几?|几|哪些|多少)(?:个|大|项)*(?:方面|部分|块|板块|条|项|点|章|节|任务|工程|举措|措施|行动|内容)"
)
# 2025年打算干哪些事 asks for 三、2025年工作打算.
_ASKS_PLANS = re.compile("(?:打算|计划|准备|安排|将|要)[^，。？]{0,4}(?:哪些|什么|啥|哪几)")
_PLANS = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年.{0,10}(?:打算|安排|计划|思路|部署|重点工作|重点任务|主要任务)$"
)
NAMED_IN_TITLE = 0.8  # of a question's characters: the document is what it asks about
_SHORTEST_NAME = 4  # characters of a heading that is asked about by its name


# 五大工程分别叫什么, 十项重点任务是哪些.
_COUNTS_NAMES = re.compile(
    '(?P<count>[两二三四五六七八九十]+)(?:大|项|个|条)(?:重点|主要|重大)?(?P<noun>[\u4e00-\u9fff]{2,4}?)(?=[”"」』]|分别|都|具体|各|叫|是|有|包括|指|的|$|[，。？])'
)
_OF_THAT_NAME = 0.8  # of the headings


def headings_of_count(document: Document, question: str) -> Clause | None:
    """The clause below which as many headings stand as `question` counts, most with the noun that it counts; None where
    there is none."""
    asked = _COUNTS_NAMES.search(question)
    if asked is None:
        return None
    count = parse_numeral(asked["count"])
    for clause in document.clauses:
        if clause.kind not in _STRUCTURAL or clause.kind is ClauseKind.ARTICLE:
            continue
        titles = [
            each.path.steps[-1].title for each in children(document, clause) if each.kind in _STRUCTURAL
        ]
        named = sum(asked["noun"] in title for title in titles)
        if len(titles) == count and named >= _OF_THAT_NAME * len(titles):
            return clause
    return None


def heading_counted(document: Document, question: str) -> Clause | None:
    """The clause with headings below it that `question` names whole and asks the parts of; None where there is none."""
    if not _ASKS_PARTS.search(question):
        return None
    asked = comparison_form(question)
    named = [
        clause
        for clause in document.clauses
        if clause.kind in _STRUCTURAL
        and clause.path.steps
        and len(title := comparison_form(clause.path.steps[-1].title)) >= _SHORTEST_NAME
        and title not in comparison_form(document.title)
        and re.search(f"{re.escape(title)}(?=[的里中这那分从有共]|部分|一[块章节])", asked)
        and len([child for child in children(document, clause) if child.heading_end > child.start]) > 1
    ]
    return max(named, key=lambda clause: len(clause.path.steps[-1].title), default=None)


_ASKS_DOCUMENT_PARTS = re.compile(
    "(?:从|分|分为|分成|包括|涉及|抓|讲了?|说了?|写了?|抓好)(?:哪几?|几|哪些)(?:个|大)?(?:方面|部分|板块|块)(?=.{0,6}$)"
)


def parts_asked(document: Document, question: str) -> bool:
    """Whether `question` names `document` and asks for its parts: 若干措施从哪些方面给支持."""
    asked = _ASKS_DOCUMENT_PARTS.search(question)
    return asked is not None and characters_held(question[: asked.start()], document.title) >= NAMED_IN_TITLE


def plans_asked(document: Document, question: str) -> Clause | None:
    """The clause that holds the plans of the year that `question` asks about, where it names the document otherwise."""
    if not (_ASKS_PLANS.search(question) or _ASKS_PARTS.search(question)):
        return None
    for clause in document.clauses:
        title = clause.path.steps[-1].title if clause.path.steps else ""
        plans = _PLANS.search(title)
        if plans is None or clause.kind not in _STRUCTURAL or plans["year"] not in question:
            continue
        if characters_held(question, f"{opening_of(document)}\n{title}") >= NAMED_IN_TITLE:
            return clause
    return None


def _shared(title: str, asked: str) -> float:
    pairs = question_terms(title).bigrams
    return sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0


def outline_drafts(document: Document) -> tuple[Draft, ...]:
    """The document's top-level headings, after its first sentence that states the purpose."""
    labelled = [c for c in document.clauses if c.kind in _STRUCTURAL and c.path.steps[-1].label]
    # A notice that issues measures has them as an attachment, with headings of their own; an interview has questions.
    top = [clause for clause in labelled if clause.kind is not ClauseKind.APPENDIX] or labelled
    top = top or [clause for clause in document.clauses if clause.kind is ClauseKind.HEADING]
    if not top:
        return text_drafts(document, 0, len(document.text))[:4]
    depth = min(len(clause.path.steps) for clause in top)
    purpose = next(
        (
            quote_draft(document, span)
            for span in split_sentences(document.text[: top[0].start])
            if any(
                mark in span.text
                for mark in ("为贯彻", "为了", "为落实", "为深入", "为加", "为推", "现提出", "制定本")
            )
        ),
        None,
    )
    headings = tuple(
        quote_draft(document, heading_span(document, clause), "\n- ")
        for clause in top
        if len(clause.path.steps) == depth
    )
    return ((purpose,) if purpose else ()) + headings
