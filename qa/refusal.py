"""Decides which sentences of the evidence may answer the question, and says in one sentence why none does.

Knows nothing of how an answer would be worded.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.normal_form import character_pairs, comparison_form
from corpus.schema import Document
from index.schema import PassageIndex
from qa.anchors import missing_anchor
from qa.evidence import Candidate, Evidence, context_of, document_of, words_of
from qa.expected import counts_something_else, has_expected_form
from qa.formula import formula_asked
from qa.imprint import ASKS_RESPONSIBLE, responsible_for
from qa.mention import OFFICIAL, named_tier, names_document
from qa.mismatch import is_beside
from qa.question import QuestionKind
from qa.tables import bounds_amount
from qa.telling_nothing import leaves_it_to_others, names_one_of_them, opens_document


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates that may answer, best first; when there are none, `anchor` is what they all lack."""

    usable: tuple[Candidate, ...]
    anchor: str | None = None


# How far the best sentence that has the form asked for may stand below the best without it. Further down it is about
# another matter: the one that is asked about is there, and lacks the detail. On the development halves, in cosine.
_ANOTHER_MATTER = 0.05
# What was read late, since it shares few words with the question, answers only where it is as good as the best: on the
# development laws five of six such answers further down were wrong, on policies all that were as good were right.
_LATE = 0.01
# How near the policy's own sentence must score, and how many of the shorter one's pairs of characters both must have.
_RETOLD_WITHIN, _RETOLD = 0.08, 0.6


def judge(index: PassageIndex, evidence: Evidence) -> Judged:
    """The candidates that lack no anchor of the question and have the form that it asks for.

    Where it names a kind of source (按照新闻的说法), those of that kind if there are any.
    """
    anchors = [missing_anchor(index, evidence, candidate) for candidate in evidence.candidates]
    anchored = [
        candidate
        for candidate, anchor in zip(evidence.candidates, anchors, strict=True)
        if anchor is None
        and not names_one_of_them(evidence.question, candidate.span.text)
        and not opens_document(evidence.question, candidate.span.text)
        and not is_beside(evidence.question, candidate.span.text, context_of(candidate.hit))
    ]
    usable = tuple(
        c
        for c in anchored
        if not (c.late and c.score < evidence.candidates[0].score - _LATE)
        and _has_form(evidence, c, _words_told(document_of(index, c.hit), c, evidence.question.text))
    )
    if usable and usable[0].score < anchored[0].score - _ANOTHER_MATTER and not evidence.terms.is_foreign:
        return Judged(())
    if usable and leaves_it_to_others(evidence.question, usable[0].span.text):
        return Judged(())
    usable = _formal_first(evidence.question.text, usable)
    tier = named_tier(evidence.question.text)
    usable = tuple(candidate for candidate in usable if candidate.hit.tier is tier) or usable
    if tier is None:
        usable = _from_the_source(evidence.question.text, usable)
    return Judged(
        usable, _lacking(evidence, [anchor for anchor in anchors if anchor]) if all(anchors) else None
    )


def _has_form(evidence: Evidence, candidate: Candidate, words: str) -> bool:
    """Whether `words`, told of the candidate, have the form that is asked for; a row that is asked for by name need not say
    again what its column is, but counts what is counted in the question."""
    if candidate.parts.tabled == 1.0:
        return not counts_something_else(evidence.question.text, words)
    if candidate.row is not None:
        if bounds_amount(candidate.row, evidence.question.text) is False:
            return False
        if evidence.question.kind is QuestionKind.YES_NO:
            return False  # a row that is not named answers no 能不能
    return has_expected_form(evidence.question, words)


def _from_the_source(question: str, usable: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """`usable` with the policy's own sentence first where the best is another's retelling of it, and no document is named."""
    if not usable or names_document(question, usable[0].hit.title, usable[0].hit.tier):
        return usable
    best = usable[0]
    told = _bigrams(best.span.text)
    for candidate in usable[1:]:
        if candidate.score < best.score - _RETOLD_WITHIN:
            break
        own = _bigrams(candidate.span.text)
        shared = len(own & told)
        if (
            candidate.hit.tier in OFFICIAL
            and best.hit.tier not in OFFICIAL
            and shared >= _RETOLD * min(len(own), len(told))
        ):
            return (candidate, *(other for other in usable if other is not candidate))
    return usable


def _bigrams(text: str) -> frozenset[str]:
    """The pairs of characters of `text` in its form of comparison."""
    return frozenset(character_pairs(comparison_form(text)))


def _words_told(document: Document, candidate: Candidate, question: str) -> str:
    """What is told of `candidate`: with who is responsible for it, where that is asked."""
    charged = responsible_for(document, candidate.span) if ASKS_RESPONSIBLE.search(question) else None
    return words_of(document, candidate) + (charged.text if charged else "")


def _formal_first(question: str, usable: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """`usable` with what says once, of the whole document that fits best, what is asked for (自…起施行) before all else."""
    formula = formula_asked(question)
    if formula is None or not formula.is_of_document or not usable:
        return usable
    document_id = usable[0].hit.passage.document_id
    first = tuple(c for c in usable if c.parts.formal and c.hit.passage.document_id == document_id)
    return first + tuple(c for c in usable if c not in first)


def _lacking(evidence: Evidence, anchors: list[str]) -> str | None:
    """What the answer fails for: the anchor that most candidates lack, before others one that nothing found holds."""
    around = [comparison_form(context_of(hit)) for hit in evidence.hits]
    nowhere = [each for each in anchors if not any(comparison_form(each) in text for text in around)]
    common = Counter(nowhere or anchors).most_common(1)
    return common[0][0] if common else None


def refusal_sentence(evidence: Evidence, anchor: str | None) -> str:
    """One sentence: what was looked for, and the nearest clause, clearly not as an answer."""
    wanted = f"“{anchor}”" if anchor else "这个问题的答案"
    sentence = f"文件中没有找到{wanted}。" if not anchor else f"文件中没有找到与{wanted}有关的答案。"
    if evidence.hits:
        nearest = evidence.hits[0]
        place = nearest.passage.path.short or (nearest.passage.path.headings or ("开头部分",))[-1]
        sentence += f"最接近的内容在《{nearest.title}》{place}，但它没有回答这个问题。"
    return sentence
