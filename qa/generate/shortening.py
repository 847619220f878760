"""Tells of a long sentence the clauses that answer: 打造百家领军企业, not the seven targets around it.

Policy prose strings ten verb phrases together with commas; a reader who asked for one wants that one, and finds the
others beside it in the source, which is cited whole. Knows nothing of how sentences were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.normal_form import character_pairs, comparison_form
from qa.expected import has_expected_form, shares_count
from qa.quantities import quantities, with_plain_ages
from qa.question import MEASURED_KINDS, Question, QuestionKind
from qa.sentences import Span
from qa.terms import PLACES

# How much of the question's words that a sentence holds must stand in what is told of it.
_KEPT = 0.9
# How much of all the question's words the sentence must hold: one that answers in other words is told whole.
_OWN_WORDS = 0.3
_GAP = 12  # characters that a clause between two told ones may have and still be told: a gap reads badly
_MOST_CLAUSES = 12  # of a sentence; all their combinations are tried
_CUT_KINDS = frozenset(
    {
        QuestionKind.FACT,
        QuestionKind.NUMBER,
        QuestionKind.DATE,
        QuestionKind.LIST,
        QuestionKind.YES_NO,
        QuestionKind.METADATA,
    }
)
_OF_ONE_FORM = MEASURED_KINDS | {QuestionKind.LIST}
# 五大工程是什么 asks for names; 什么是五大工程, and what a term means, for a definition, which is told whole.
_ASKS_MEANING = re.compile("什么是|何谓|什么叫|啥叫|指的?是?|含义|意思|定义|概念|界定|理解")
# Asked for a whole: what is to be done, how, why. No clause of a sentence is more the answer than another.
_WHOLE = "部署|安排|要求|举措|措施|做法|任务|内容|方面|规定|目标|支持|情况|优势|目的|效果|变化|区别|不同|差异|进展|影响|作用|意义|布局|特点"
_ASKS_FOR_ALL = re.compile(
    rf"如何|怎[么样]|什么样|为什么|为何|原因|说了|讲了|提了|干什么|做什么|干嘛|(?:什么|哪些|啥|何|哪几?[个项点大方]|[有了])[^，。？]{{0,3}}(?:{_WHOLE})"
    rf"|(?:{_WHOLE})(?:都|分别|具体|主要)*(?:[是有为呢？?]|包括|$)"
)
_ASKS_WHO = re.compile(r"谁|哪[个些几]?(?:部门|单位|机构|机关|企业|公司|地方|省|市)|由什么|归什么|牵头|负责")
_PARTS = re.compile("[，,；;？?、]")
_ASKS_WHEN = re.compile(r"哪一?[年月天日]|几[年月日]|何[时年]|[什啥]么?时[候间]?|几时|时间|日期|年份")
_WHEN = re.compile(r"[0-9〇零一二三四五六七八九十]{1,4}\s*[年月日]|时期|同时|届时|当天")
_ASKS = re.compile(
    r"什么|哪|几|多[少长久大高远]|谁|何|吗|啥|列出|列举|有没有|是否|是不是|能不能|可不可以|能否|(?P<verb>[\u4e00-\u9fff])不(?P=verb)"
)
_LISTED = re.compile("[请並并]?(?:列出|列举|罗列)[来一下]*")
_NEW_PAIRS = 4  # pairs of characters that are not the question's own: fewer say nothing new
_DIGIT = re.compile("[0-9〇零一二三四五六七八九十百千万亿%％年月日元]")
_SAME_WORDS = 2  # pairs of characters beside numbers and units
_OPEN, _CLOSE = "“‘（(《【[〔「『", "”’）)》】]〕」』"
_COMMA = re.compile(r"[，；;]|,(?![0-9]{3})")
# What may, must or must not be done: said of what follows, unless that says so itself.
_FORCE = re.compile("不得|不予|应当|可以|必须")
# A condition, an exception: without it the rest says something else.
_BINDING = re.compile(
    r"但|除外|以外|如果|如有|若(?!干)|未经|的$|时$|后$|前$|除|凡|为了?$|否则|因为|由于|虽然|尽管"
)
# It belongs to what stands before, as does all up to the next semicolon: told with it, or left out.
_DEPENDENT = re.compile(r"\s*(?:其中|例如|比如|即|也就是)")
_CONTRASTED = re.compile(r"\s*(?:而是|而非|而不是)")  # 不是甲，而是乙 is one
_ASKS_MEANS = re.compile(
    "(?:靠|用|凭|借助|依托|通过|利用|采[取用]|以)了?(?:什么|哪些|啥|何种|哪种|哪类)|(?:什么|哪些|哪类|哪种)(?:样的)?(?:技术|手段|方式|办法|途径|渠道|机制|平台)"
)
_MEANS = re.compile(r"\s*(?:利用|依托|通过|借助|采用|运用|基于|凭借|采取|依靠|以)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def shortened(
    question: Question, weights: Mapping[str, float], span: Span, answer: tuple[int, int] | None = None
) -> str:
    """What is told of the sentence `span`: as few of its clauses as answer, …… where some are left out; often all.

    They hold `_KEPT` of the weight of the question's terms that the sentence holds, and have the form that is asked
    for: a date, a number, a list, the same count, at least something that the question does not say itself; and
    `answer`, the place in the document where the reader sees the answer, if it lies in the sentence. A year or a place
    that the question gives need not be told again where the sentence names no other. A sentence with a condition or an
    exception is told whole.
    """
    text = span.text
    clauses = _clauses(text)
    if not 2 <= len(clauses) <= _MOST_CLAUSES or not _may_cut(question, text, clauses):
        return text
    forms = [comparison_form(text[slice(*clause)]) for clause in clauses]
    alone, beside = _anchors(question.text, forms)
    if sum(weight for weight, _ in _to_be_held(weights, forms)) < _OWN_WORDS * sum(weights.values()):
        return text
    held = _to_be_held(weights, forms, alone)
    wanted = _KEPT * sum(weight for weight, _ in held)
    answering = [
        at
        for at, (start, end) in enumerate(clauses)
        if answer and span.start + start < answer[1] and span.start + end > answer[0]
    ]
    needed = sum(1 << at for at in range(answering[0], answering[-1] + 1)) if answering else 0
    if _ASKS_WHEN.search(question.text):
        needed |= _governing_date(text, clauses, held)
    if _ASKS_MEANS.search(question.text):
        needed |= sum(1 << at for at, (start, end) in enumerate(clauses) if _MEANS.match(text[start:end]))
    named = [_where(name, forms) for name in beside]
    dependent = list(_dependent(text, clauses))
    segments = _segments(text, clauses)
    forced = sum(1 << at for at, clause in enumerate(clauses) if _FORCE.search(text[slice(*clause)]))
    alike = list(_alike(forms)) if question.kind in MEASURED_KINDS else []
    for chosen in _by_length(forms, needed):
        if not all(where & chosen for where in named):
            continue
        if any(chosen & which and chosen & needs != needs for which, needs in dependent):
            continue
        if _loses_force(chosen, forced) or _mixes(chosen, segments):
            continue
        if any(chosen & pair and chosen & pair != pair for pair in alike):
            continue
        if sum(weight for weight, where in held if where & chosen) < wanted:
            continue
        told = _text(text, clauses, chosen)
        if _answers(question, text, told):
            return told
    return text


def _governing_date(text: str, clauses: Sequence[tuple[int, int]], held: Sequence[tuple[float, int]]) -> int:
    """The last clause with a date up to the one that holds most of what is asked, as a bit: 到2030年，…，产值达到五千亿元，到
    2035年，…; 0 where there is none."""
    weights = [sum(weight for weight, where in held if where >> at & 1) for at in range(len(clauses))]
    most = weights.index(max(weights))
    dated = [at for at in range(most + 1) if _WHEN.search(text[slice(*clauses[at])])]
    return 1 << dated[-1] if dated else 0


def _dependent(text: str, clauses: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(clauses that hang on others, those that must be told with any of them), as bits: 甲，其中乙，丙；丁."""
    for at, (start, end) in enumerate(clauses[1:], start=1):
        if _CONTRASTED.match(text[start:end]):
            yield 3 << (at - 1), 3 << (at - 1)
        if _DEPENDENT.match(text[start:end]):
            last = at
            while last + 1 < len(clauses) and text[clauses[last][1]] not in "；;":
                last += 1
            yield sum(1 << which for which in range(at, last + 1)), 3 << (at - 1)


def _segments(text: str, clauses: Sequence[tuple[int, int]]) -> list[int]:
    """The clauses between semicolons, as bits: 高血压患者，限额400元；糖尿病患者，限额600元."""
    segments = [0]
    for at, (_, end) in enumerate(clauses):
        segments[-1] |= 1 << at
        if text[end : end + 1] in ("；", ";") and at + 1 < len(clauses):
            segments.append(0)
    return segments


def _mixes(chosen: int, segments: Sequence[int]) -> bool:
    """Whether `chosen` tells what one segment says without the head that it says it of, or parts of several."""
    touched = [segment for segment in segments if chosen & segment]
    if len(segments) == 1:
        return False
    if len(touched) > 1:
        return any(chosen & segment != segment for segment in touched)
    return not any(chosen & segment & -segment for segment in touched)


def _alike(forms: Sequence[str]) -> Iterator[int]:
    """Each two clauses, as bits, that say the same of two cases with another number: 市级政府2025年底前全部设立，县级政府2026年底前
    全部设立. A word of the question that both cases share does not tell which is asked about."""
    units = [{unit for _, unit in quantities(form)} for form in forms]
    words = [{pair for pair in character_pairs(form) if not _DIGIT.search(pair)} for form in forms]
    for one in range(len(forms)):
        for other in range(one + 1, len(forms)):
            if units[one] & units[other] and len(words[one] & words[other]) >= _SAME_WORDS:
                yield 1 << one | 1 << other


def _loses_force(chosen: int, forced: int) -> bool:
    """Whether a clause of `chosen` without a force of its own stands behind one with it that is left out."""
    left_out = forced & ~chosen
    plain = chosen & ~forced
    return bool(left_out) and plain > (left_out & -left_out)


def _may_cut(question: Question, sentence: str, clauses: Sequence[tuple[int, int]]) -> bool:
    """Whether `question` is of a kind that a part of `sentence` can answer, and the parts stand alone."""
    text = question.text
    names = question.kind is QuestionKind.DEFINITION and not _ASKS_MEANING.search(text)
    if question.original and question.kind not in _OF_ONE_FORM:
        return False  # some words are lost, and with them which part is asked for
    if not (question.kind in _CUT_KINDS or names) or not _ASKS.search(text) or _ASKS_WHO.search(text):
        return False
    if sum(_ASKS.search(part) is not None for part in _PARTS.split(_LISTED.sub("", text))) > 1:
        return False  # 找哪个处室？电话多少？ asks for two things
    if _ASKS_FOR_ALL.search(text) and question.kind is not QuestionKind.NUMBER:
        return False
    if question.kind is QuestionKind.LIST and sentence.count("；") + sentence.count(";") > 1:
        return False  # 包括：甲；乙；丙 is the list that is asked for
    binding = any(_BINDING.search(sentence[slice(*clause)]) for clause in clauses)
    return not binding and not _distinguishes(text, sentence)


def _to_be_held(
    weights: Mapping[str, float], forms: Sequence[str], given: Sequence[str] = ()
) -> list[tuple[float, int]]:
    """The weight of each of the question's terms that a clause holds, with the set of the clauses that hold it."""
    held = []
    for term, weight in weights.items():
        where = _where(term, forms)
        if where and not any(term in name for name in given):
            held.append((weight, where))
    return held


def _anchors(question: str, forms: Sequence[str]) -> tuple[list[str], list[str]]:
    """The years and places of `question` that the sentence names: those beside no other, and those beside others."""
    asked, whole = comparison_form(question), "".join(forms)
    alone: list[str] = []
    beside: list[str] = []
    for names in (set(_YEAR.findall(whole)), {place for place in PLACES if place in whole}):
        (alone if len(names) == 1 else beside).extend(name for name in names if name in asked)
    return alone, beside


def _where(term: str, forms: Sequence[str]) -> int:
    return sum(1 << at for at, form in enumerate(forms) if term in form)


def _by_length(forms: Sequence[str], needed: int) -> Iterator[int]:
    """The sets of clauses that contain `needed`, as bits, the shortest to tell first; each gap counts `_GAP`."""
    lengths = [0] * (1 << len(forms))
    for chosen in range(1, len(lengths)):
        first = (chosen & -chosen).bit_length() - 1
        rest = chosen & (chosen - 1)
        gap = 0 if rest >> (first + 1) & 1 else _GAP
        lengths[chosen] = lengths[rest] + len(forms[first]) + gap
    yield from sorted({chosen | needed for chosen in range(1, len(lengths))}, key=lengths.__getitem__)


def _text(sentence: str, clauses: Sequence[tuple[int, int]], chosen: int) -> str:
    told = ""
    for at, (start, end) in enumerate(clauses):
        if chosen >> at & 1:
            follows = at and chosen >> (at - 1) & 1
            gap = sentence[clauses[at - 1][1] : start] if follows else "……" if told else ""
            told += gap + (sentence[start:end] if follows else sentence[start:end].lstrip())
    return told if chosen >> (len(clauses) - 1) else f"{told}。"


def _distinguishes(question: str, sentence: str) -> bool:
    """Whether `sentence` tells cases apart by what `question` gives: 0～6岁按50%计算，7～10岁按60%计算, asked for 9岁."""
    said, given = quantities(with_plain_ages(sentence)), quantities(with_plain_ages(question))
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
    if question.kind is QuestionKind.LIST and _named(whole) > 1:
        return _named(text) >= max(2, _named(whole) // 2)
    form, asked = comparison_form(text), comparison_form(question.text)
    return sum(pair not in asked for pair in character_pairs(form)) >= _NEW_PAIRS


def _named(text: str) -> int:
    """How many names `text` strings together: 甲、乙、丙, “强基”“突破”“加速”."""
    return text.count("、") + len(re.findall("”\\s*“", text))


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
