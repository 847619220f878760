"""Answers a question about a clause by its number: the clause's own words, looked up and never guessed.

Knows nothing of similarity beyond which documents search put first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.normal_form import comparison_form
from corpus.schema import Clause, Document
from index.schema import Hit, HitSource, PassageIndex
from qa.clause_lookup import ClauseName, find_clause, read_clause_name
from qa.expected import has_expected_form
from qa.generate.draft import Draft, quote_draft
from qa.generate.items import count_asked, points_of
from qa.generate.outline import LONGEST_ANSWER, clause_drafts, heading_span, without_heading
from qa.mention import named_tier, names_document
from qa.question import MEASURED_KINDS, Question, about_contents
from qa.terms import bears_number, question_terms
from qa.titles import meant

_SHORT = 300  # characters of a clause that are told whole, whatever is asked of it
_OTHERS_TOLD = 3  # documents
_TELLING = 3  # pairs of characters that tell which document is meant
_HELD = 0.75  # of them, in its title
_HALF = 0.5  # of them, where search found the clause first
_FIRST = 3  # hits
_FEW_DOCUMENTS = 20  # up to here a number without a document's name is looked for in all of them


# What stands below a heading is asked for by its count word: 第三部分包括哪几条, 第四部分有哪些任务.
_ASKS_FOR_ITEMS = re.compile(
    r"(?:哪几?|几|哪些)[二两三四五六七八九十]?(?:个|些)?(?:件事|步|条|项|点|章|节|任务|方面|措施|行动|内容|部分|工程)"
)

# 第11项任务叫什么, 第五个问题问的是什么: the heading is all that is asked for.
_ASKS_HEADING = re.compile("(?:叫|名[字称]是|标题是|题目是|问的?是)(?:什么|啥)|(?:标题|题目|名称)[？?]?$")


def clause_answer(index: PassageIndex, question: Question, hits: tuple[Hit, ...]) -> tuple[Draft, ...]:
    """The named clause; of a long one, or where a number or a time of it is asked for, the sentences that hold what is
    asked; () when there is no such clause.
    """
    found = _find(index, question, hits)
    if not found:
        return ()
    document, clause = found[0]
    return (*_told(question, document, clause), *_elsewhere(question, found))


def _elsewhere(question: Question, found: Sequence[tuple[Document, Clause]]) -> tuple[Draft, ...]:
    """The other documents that have a clause of that number, in a sentence of our own; () where one is meant."""
    document, _ = found[0]
    others = tuple(dict.fromkeys(other.title for other, _ in found[1:] if other.title != document.title))
    name = read_clause_name(question.text)
    said = name is not None and question_terms(name.before).bigrams
    if not others or said or names_document(question.text, document.title, document.tier):
        return ()
    told = "、".join(f"《{title}》" for title in others[:_OTHERS_TOLD])
    more = "等" if len(others) > _OTHERS_TOLD else ""
    return (
        Draft(
            f"以上出自《{document.title}》；{told}{more}也有这一条，要看请在问题里写上文件名。",
            (),
            "\n",
            own=True,
        ),
    )


def _told(question: Question, document: Document, clause: Clause) -> tuple[Draft, ...]:
    if _ASKS_HEADING.search(question.text) and "分别" not in question.text and clause.path.steps[-1].title:
        return (quote_draft(document, heading_span(document, clause)),)
    drafts = clause_drafts(document, clause, listed=_ASKS_FOR_ITEMS.search(question.text) is not None)
    if clause.heading_end > clause.start and not clause.path.steps[-1].title:
        drafts = without_heading(clause, drafts)
    count = count_asked(question.text)
    points = points_of(document, clause) if count else ()
    if points and len(points) == count:  # 要做哪五件事 is told by 一是…。 to 五是…。
        # With what stands behind each, where that is not too long.
        return drafts if clause.end - clause.start <= LONGEST_ANSWER else points
    length = sum(len(draft.text) for draft in drafts)
    contents = about_contents(question)
    if length <= _SHORT and contents.kind not in MEASURED_KINDS:
        return drafts
    name = read_clause_name(question.text)
    # 第五章“资产与财务”讲了什么: its heading says which clause is meant, not what of it.
    after = name.after.replace(clause.path.steps[-1].title or " ", " ") if name else ""
    asked = question_terms(after).bigrams
    told = tuple(
        draft
        for draft in drafts
        if any(pair in draft.text for pair in asked) and has_expected_form(contents, draft.text)
    )
    return without_heading(clause, told) if any(_is_below(clause, draft) for draft in told) else drafts


def _is_below(clause: Clause, draft: Draft) -> bool:
    """Whether `draft` quotes something below the heading of `clause`."""
    return bool(draft.sources) and draft.sources[0].end > clause.heading_end


def _find(index: PassageIndex, question: Question, hits: tuple[Hit, ...]) -> list[tuple[Document, Clause]]:
    """The clauses that the question may name, the likeliest first; each of a document of its own."""
    name = read_clause_name(question.text)
    if name is None:
        return []
    titles = meant(question.text, (document.title for document in index.documents()))
    found = []
    for document in _documents(index, question, hits, name.before):
        # 《实施意见》解读的第五个问题 is of the interpretation.
        named = document.title in titles or document.tier is named_tier(question.text)
        clause = find_clause(document, name) if named else None
        if clause is not None:
            found.append((document, clause))
    return found or _found_first(index, name, hits[:_FIRST])


def _found_first(
    index: PassageIndex, name: ClauseName, hits: tuple[Hit, ...]
) -> list[tuple[Document, Clause]]:
    """The clause of that number that search found first, of a document whose title holds half of what stands before the
    number: 家用汽车三包规定第二十九条 is of 家用汽车产品修理更换退货责任规定."""
    for hit in hits:
        document = index.document(hit.passage.document_id)
        clause = find_clause(document, name)
        inside = clause is not None and clause.start <= hit.passage.start < clause.end
        if clause is not None and inside and _bears(hit.title, name.before, _HALF):
            return [(document, clause)]
    return []


def _documents(index: PassageIndex, question: Question, hits: tuple[Hit, ...], before: str) -> list[Document]:
    """Where to look: the documents that exact lookup named, those whose number stands in the question or whose title
    holds the words `before` the clause; else, of a few, the kind that the question names, then the most authoritative."""
    numbers = question_terms(question.text).document_numbers
    every = [item.id for item in index.documents()]
    exact = [hit.passage.document_id for hit in hits if HitSource.EXACT in hit.sources]
    found = [hit.passage.document_id for hit in hits if _bears(hit.title, before)]
    few = len(every) <= _FEW_DOCUMENTS
    place = {hit.passage.document_id: hit.rank for hit in reversed(hits)}
    documents = [
        index.document(each) for each in dict.fromkeys([*exact, *found, *(every if few or numbers else [])])
    ]
    if numbers:
        documents = [each for each in documents if bears_number(each.number, numbers)]
    if not few:
        return documents
    tier = named_tier(question.text)
    return sorted(
        documents,
        key=lambda document: (
            tier is not None and document.tier is not tier,
            not _bears(document.title, before),
            not names_document(question.text, document.title, document.tier),
            document.tier.rank,
            place.get(document.id, len(hits) + 1),
        ),
    )


def _bears(title: str, words: str, share: float = _HELD) -> bool:
    """Whether most of `words` stand in `title`: 无正本提单交付货物的司法解释."""
    pairs = question_terms(words).bigrams
    form = comparison_form(title)
    return len(pairs) >= _TELLING and sum(pair in form for pair in pairs) >= share * len(pairs)
