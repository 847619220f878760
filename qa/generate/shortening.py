"""Cuts a long sentence down to the clauses of it that answer: 打造百家领军企业, not the seven targets around it.

Policy prose strings ten verb phrases together with commas; a reader who asked for one wants that one, and finds the
others highlighted beside it in the source. Knows nothing of how sentences were found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.normal_form import comparison_form
from qa.expected import has_expected_form, shares_count
from qa.question import Question, QuestionKind
from qa.sentences import Span
from qa.verify import quantities

# How much of the question's words that a sentence holds must stand in what is kept of it.
_KEPT = 0.97
_CUT_KINDS = frozenset({QuestionKind.FACT, QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.LIST})
# Asked for a whole: what is to be done, how, why. No clause of a sentence is more the answer than another.
_ASKS_FOR_ALL = re.compile(
    r"如何|怎[么样]|什么样|为什么|为何|原因|部署|安排|要求|举措|措施|做法|任务|内容|方面|规定|目标|支持|情况|优势|说了|讲了|提了|干什么|做什么|干嘛|目的|效果|"
    r"变化|区别|不同|差异|进展|影响|作用|意义|布局|特点"
)
_ASKS_WHO = re.compile(r"谁|哪[个些几]?(?:部门|单位|机构|机关|企业|公司|地方|省|市)|由什么|归什么|牵头|负责")
_PARTS = re.compile("[，,；;？?]")
_ASKS_WHEN = re.compile(r"哪一?[年月天日]|几[年月日]|何[时年]|[什啥]么?时[候间]?|几时|时间|日期|年份")
_WHEN = re.compile(r"[0-9〇零一二三四五六七八九十]{1,4}\s*[年月日]|时期|同时|届时|当天")
_ASKS = re.compile(r"什么|哪|几|多少|谁|何|吗|啥|列出|列举")
_NEW_PAIRS = 5  # pairs of characters that are not the question's own: fewer say nothing new
_OPEN, _CLOSE = "“‘（(《【[〔「『", "”’）)》】]〕」』"
_COMMA = re.compile(r"[，；;]|,(?![0-9]{3})")
# A condition, an exception, a force: without it the rest says something else.
_BINDING = re.compile(
    r"但|除外|以外|不得|不予|应当|可以|必须|如果|如有|若|未经|的$|时$|后$|前$|除|凡|为了?$|否则|因为|由于|虽然|尽管|例如|比如|其中"
)


def shortened(
    question: Question, weights: Mapping[str, float], span: Span, answer: tuple[int, int] | None = None
) -> Span:
    """The fewest neighbouring clauses of `span` that hold what it says of the question; often all of it.

    What is kept holds `_KEPT` of the weight of the question's terms that the sentence holds, and has the form
    that is asked for: a date, a number, a list, the same count, at least something that the question does not
    say itself; and `answer`, the place in the document where the reader sees the answer, if it lies in the sentence.
    A sentence with a condition or an exception is left whole.
    """
    text = question.text
    if question.kind not in _CUT_KINDS or not _ASKS.search(text) or _ASKS_WHO.search(text):
        return span
    if sum(_ASKS.search(part) is not None for part in _PARTS.split(text)) > 1:
        return span  # 找哪个处室？电话多少？ asks for two things
    if _ASKS_FOR_ALL.search(text) and question.kind is not QuestionKind.NUMBER:
        return span
    clauses = _clauses(span.text)
    if _distinguishes(text, span.text):
        return span
    if len(clauses) < 2 or any(_BINDING.search(span.text[slice(*clause)]) for clause in clauses):
        return span
    whole = comparison_form(span.text)
    held = {term: weight for term, weight in weights.items() if term in whole}
    wanted = _KEPT * sum(held.values())
    if not wanted:
        return span
    windows = sorted(
        ((clauses[i][0], clauses[j][1]) for i in range(len(clauses)) for j in range(i, len(clauses))),
        key=lambda window: window[1] - window[0],
    )
    needed = (max(0, answer[0] - span.start), min(len(span.text), answer[1] - span.start)) if answer else None
    for start, end in windows:
        if needed and (start > needed[0] or end < needed[1]):
            continue
        form = comparison_form(span.text[start:end])
        if sum(weight for term, weight in held.items() if term in form) < wanted:
            continue
        if _answers(question, span.text, span.text[start:end]):
            return Span(span.start + start, span.start + end, span.text[start:end])
    return span


def _distinguishes(question: str, sentence: str) -> bool:
    """Whether `sentence` tells cases apart by what `question` gives: 0～6岁按50%计算，7～10岁按60%计算, asked for 9岁."""
    said, given = quantities(sentence), quantities(question)
    return any(
        len({value for value, other in said if other == unit} - {value}) >= 2
        for value, unit in given
        if unit not in ("年", "月", "日") and (value, unit) not in said
    )


def _answers(question: Question, whole: str, text: str) -> bool:
    """Whether `text`, a part of the sentence `whole`, has what is asked for, as far as its form tells."""
    if shares_count(question.text, whole) and not shares_count(question.text, text):
        return False
    if _ASKS_WHEN.search(question.text):
        return _WHEN.search(text) is not None
    if question.kind is QuestionKind.NUMBER:
        return has_expected_form(question, text)
    if question.kind is QuestionKind.LIST:
        return text.count("、") >= max(2, whole.count("、") // 2)
    form, asked = comparison_form(text), comparison_form(question.text)
    return sum(form[i : i + 2] not in asked for i in range(len(form) - 1)) >= _NEW_PAIRS


def _clauses(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` between commas that stand outside quotes and brackets, without the commas."""
    depth, begin = 0, 0
    found: list[tuple[int, int]] = []
    for place, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and _COMMA.match(text, place):
            found.append((begin, place))
            begin = place + 1
    found.append((begin, len(text)))
    return [(start, end) for start, end in found if text[start:end].strip()]
