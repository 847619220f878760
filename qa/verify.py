"""Checks a sentence against the text it cites: facts that must stand there, force and polarity that must not turn.

Knows nothing of retrieval or of which generator wrote the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.normal_form import comparison_form, simplify
from qa.excerpt import (
    FULL_OVERLAP,
    clause_overlap,
    clauses_of,
    is_excerpt,
    is_spliced,
    without_opening,
    word_overlap,
)
from qa.quantities import quantities, quantity_form
from qa.schema import Support
from qa.terms import BODY_NAMES, PLACES, bodies_in, charge_of, names_body

_TITLE = re.compile(r"《([^《》]{2,60})》")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:委员会|办公厅|办公室|人民政府|人民法院|人民检察院|科学院|工程院|部|局|署|厅|总局)(?![\u4e00-\u9fff]?(?:分|门|队|署|面|长|际|级))"
)
_MODALS = {
    "必须": "必须",
    "应当": "应当",
    "可以": "可以",
    "不得": "不得",
    "禁止": "不得",
    "严禁": "不得",
    "鼓励": "鼓励",
    "探索": "探索",
    "支持": "支持",
    "引导": "引导",
}
_MODAL = re.compile("必须|应当|可以|不得|禁止|严禁|鼓励|探索|支持|引导")
_NEGATION = re.compile(
    r"不得|不能|不可(?!抗力)|不予|不应|不(?!可抗力|断|仅|但|动产|设区|特定)|未(?!来)|无(?!人|线|论|障碍)|没有|非(?!常|遗)|禁止|严禁|免予|拒绝"
)
# Of what shares fewer character pairs with the cited text it says something else. `python -m eval.verification` measures
# both ways on changed statements.
_SOME_OVERLAP = 0.55
# Probability, as the reader gives it, from which a text carries a statement, and from which it says a part of it.
_CARRIED, _DOUBTFUL = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome for one sentence; `reason` is Chinese, None when supported."""

    support: Support
    reason: str | None = None


def check_sentence(sentence: str, cited: str, carries: Callable[[str, str], float] | None = None) -> Check:
    """Whether `cited` carries `sentence`; a verbatim quotation always does, and words that only lead in (根据规定，) say nothing.

    Rules first (numbers with units, titles, bodies, places, modal force, negation, clauses of two sentences joined), each
    of which can fail the sentence; what then is an excerpt holds; else the meaning: `carries(sentence, cited)` is the probability that
    the cited text says it, and without it the share of the sentence's character pairs that the cited text holds.
    """
    if not cited.strip():
        return Check(Support.UNSUPPORTED, "没有引用任何原文")
    sentence = without_opening(sentence)
    form, cited_form = quantity_form(sentence), quantity_form(cited)
    # What stands there letter by letter is verbatim even where its end is read as a part of a number: 0 of 01%.
    if form and (sentence in cited or _holds_whole(cited_form, form)):
        return Check(Support.SUPPORTED)
    for rule in (_facts, _force, _polarity, _joined):
        problem = rule(sentence, cited)
        if problem is not None:
            return Check(Support.UNSUPPORTED, problem)
    if is_excerpt(sentence, cited):
        return Check(Support.SUPPORTED)
    overlap = clause_overlap(sentence, cited)
    if carries is not None:
        return _by_meaning(carries(sentence, cited), overlap)
    if overlap >= FULL_OVERLAP:
        return Check(Support.SUPPORTED)
    if overlap >= _SOME_OVERLAP:
        return Check(Support.PARTIAL, "引用的原文只说到其中一部分")
    return Check(Support.UNSUPPORTED, "引用的原文没有这样说")


def _holds_whole(cited: str, form: str) -> bool:
    """Whether `form` stands in `cited`, and its last number is not the beginning of a longer one: 百分之5 of 百分之50."""
    return form in cited and (
        not form[-1].isdigit() or re.search(f"{re.escape(form)}(?![0-9])", cited) is not None
    )


def _by_meaning(probability: float, overlap: float) -> Check:
    # Where rules found nothing and nearly every word stands there, a doubt is not enough to call it unsaid.
    if probability >= (_DOUBTFUL if overlap >= FULL_OVERLAP else _CARRIED):
        return Check(Support.SUPPORTED)
    if probability >= _DOUBTFUL and overlap >= _SOME_OVERLAP:
        return Check(Support.PARTIAL, "引用的原文只说到其中一部分")
    return Check(Support.UNSUPPORTED, "引用的原文没有这样说")


def _facts(sentence: str, cited: str) -> str | None:
    missing = sorted(quantities(sentence) - quantities(cited))
    if missing:
        return f"原文中没有“{missing[0][0]}{missing[0][1]}”"
    plain, cited_form = simplify(sentence), comparison_form(cited)
    for match in _TITLE.finditer(plain):
        if comparison_form(match.group(1)) not in cited_form:
            return f"原文中没有“{match.group(1)}”"
    for place in PLACES:
        if place in plain and place not in cited_form:
            return f"原文中没有“{place}”"
    return _bodies(plain, cited, cited_form)


def _bodies(plain: str, cited: str, cited_form: str) -> str | None:
    """A body that `plain` names and `cited` does not, by any of its names, or a department in charge of something else."""
    cited_plain = simplify(cited)
    for match in _DEPARTMENT.finditer(plain):
        if match["charge"] not in cited_form:
            return f"原文中没有“{match.group()}”"
    named = _DEPARTMENT.sub(" ", plain)
    for body in bodies_in(named):
        if not names_body(cited_plain, body):
            return f"原文中没有“{body}”"
    for match in _BODY.finditer(named):
        # 报税务总局: a word that stands before a body known by that name.
        known = bodies_in(match.group()) and match.group().endswith(BODY_NAMES)
        if not known and comparison_form(match.group()) not in cited_form:
            return f"原文中没有“{match.group()}”"
    return None


_CHARGES = sorted({charge_of(name) for name in BODY_NAMES} - {""}, key=len, reverse=True)
_DEPARTMENT = re.compile(f"(?P<charge>{'|'.join(_CHARGES)})(?:行政)?(?:主管|监督管理|管理)?部门")


def _joined(sentence: str, cited: str) -> str | None:
    return "原文没有把这几句话连在一起说" if is_spliced(sentence, cited) else None


def _force(sentence: str, cited: str) -> str | None:
    said = {_MODALS[m] for m in _MODAL.findall(sentence)}
    allowed = {_MODALS[m] for m in _MODAL.findall(cited)}
    for modal in sorted(said - allowed):
        return f"原文没有用“{modal}”这样的语气"
    return None


def _polarity(sentence: str, cited: str) -> str | None:
    """A negation must stand in the clause of the cited text that resembles the sentence's, and the other way."""
    for clause in clauses_of(sentence):
        nearest = max(
            clauses_of(cited), key=lambda c: word_overlap(comparison_form(clause), comparison_form(c))
        )
        if word_overlap(comparison_form(clause), comparison_form(nearest)) < _SOME_OVERLAP:
            continue
        negative, cited_negative = len(_NEGATION.findall(clause)) % 2, len(_NEGATION.findall(nearest)) % 2
        if negative != cited_negative:
            return "肯定与否定同原文相反"
    return None
