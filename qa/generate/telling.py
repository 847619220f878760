"""What is cited and what is told of the sentence that answers: the paragraph, the sentence, or the clauses of it that answer.

Knows one candidate and its document; nothing of how it was chosen.
"""

from __future__ import annotations

import re

from corpus.schema import AuthorityTier, Document
from qa.evidence import Candidate, Evidence, paragraph_of_law
from qa.generate.shortening import shortened
from qa.question import QuestionKind
from qa.schema import Support
from qa.sentences import ITEM_MARK, Span, line_around, split_sentences, to_full_stops
from qa.verify import check_sentence

_TELLS_EACH = re.compile("分别|各自|各(?:是|为|有|多|要|应|能|给|补|奖|出)|差别|区别|不同|差异")
# 初审、公示、拨付各要多长时间: things that are asked of side by side.
_SIDE_BY_SIDE = re.compile("[\u4e00-\u9fff]{2,4}(?=、|和|及|与|各|分别)")
_LABEL = re.compile(rf"(?:{ITEM_MARK}|第[一二三四五六七八九十]+[类种档级])[^，,。；;]{{2,24}}。$")
_ANSWERED = re.compile("答[：:][^。；]{1,20}。")
_TOLD_TOGETHER = 200  # characters of a sentence that are told whole
_NAMES_ALL = 3  # 、 in a part of a sentence that is a list itself: 二是首批聚焦甲、乙、丙、丁；


def _with_exception(text: str, span: Span) -> Span:
    """`span` with the sentence behind it on its line that takes a part of it back: 但不得用于体育健身。"""
    line = line_around(text, span)
    behind = split_sentences(text[span.end : max(span.end, line.end)], span.end)[:1]
    if not behind or not re.match("但|不过|然而", behind[0].text):
        return span
    end = to_full_stops(text, behind[0]).end
    return Span(span.start, end, text[span.start : end])


def _is_label_of(line: Span, span: Span) -> bool:
    """Whether `span` only names what the rest of its `line` tells: （二）第二类：有户无房学生。学生户籍在…"""
    return line.start == span.start and line.end > span.end and _LABEL.match(span.text) is not None


def _lacks_some(question: str, line: Span, span: Span) -> bool:
    """Whether `question` asks of several things each, of which the rest of the `line` tells what `span` does not."""
    if line == span or not _TELLS_EACH.search(question):
        return False
    return any(name in line.text and name not in span.text for name in _SIDE_BY_SIDE.findall(question))


def told_of(document: Document, evidence: Evidence, candidate: Candidate) -> tuple[Span, str]:
    """What the candidate's sentence is cited with, and what is told of it.

    Of law the whole paragraph, if it is short; of another text the sentence up to its full stop, or the clauses of it
    that answer.
    """
    if document.tier is AuthorityTier.LAW:
        paragraph = paragraph_of_law(document.text, candidate.span)
        return paragraph, paragraph.text
    whole = to_full_stops(document.text, candidate.span)
    if evidence.question.kind is QuestionKind.YES_NO:
        excepted = _with_exception(document.text, whole)
        if excepted != whole:
            return excepted, excepted.text
    line = line_around(document.text, whole)
    said = _ANSWERED.match(document.text, line.start, line.end)
    if said is not None and whole.start == said.end():
        # 答：自愿参保。 is the answer, what follows says more.
        whole = Span(line.start, whole.end, document.text[line.start : whole.end])
    if len(line.text) <= _TOLD_TOGETHER and (
        _is_label_of(line, whole) or _lacks_some(evidence.question.text, line, whole)
    ):
        return line, line.text
    if _TELLS_EACH.search(evidence.question.text):
        return whole, whole.text  # 大型企业给予500万元；对中型企业给予200万元
    listed = evidence.question.kind is QuestionKind.LIST  # 包括：甲；乙；丙
    names_all = listed and candidate.span.text.count("、") >= _NAMES_ALL
    if names_all or (len(whole.text) > _TOLD_TOGETHER and not listed):
        whole = candidate.span
    seen = evidence.readings.best_span(candidate.hit, candidate.span.start, candidate.span.end)
    told = shortened(evidence.question, evidence.weights, whole, seen)
    if told != whole.text and check_sentence(told, whole.text).support is not Support.SUPPORTED:
        # A check cannot tell it from another statement: a clause with 不 is left out between two.
        told = whole.text
    return whole, told
