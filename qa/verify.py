"""Checks a sentence against the text it cites: facts that must stand there, force and polarity that must not turn.

Knows nothing of retrieval or of which generator wrote the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from corpus.normal_form import comparison_form, simplify
from qa.schema import Support
from qa.terms import PLACES, arabic_years

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
QUANTITY = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千万]+)(?P<scale>[万亿]*)[ \u3000]?(?P<unit>%|个百分点|个月|个工作日|个小时|元|年|月|日|天|家|个|"
    r"项|条|款|种|类|倍|人|组|批|名(?![称单录义牌额])|台|套|座|间|层(?!次|级|面)|马力|°C|辆|架|艘|亩|公顷|户|所|处|份|件|位|场|平方米|平方公里|平方|平米|立方米|公里|海里|吨|大(?!于|约|概|力)|千瓦时|千瓦|兆瓦|分贝|号|部门|周岁|周|小时|分钟|分|秒|级|次|岁|期|折|米(?!粉|面|饭)|厘米|毫米|公斤|千克|克|课时|学时|度(?!假)|届|株|头|只|枚|篇|张|美元|港元|欧元|毫升|例|字(?!段|号|样|典|母|眼|体))"
)
_PERCENT = re.compile(
    "百分之(?P<whole>[0-9.]+|[〇零一二两三四五六七八九十百]+)(?:点(?P<part>[〇零一二三四五六七八九]+))?"
)
_SIGN = re.compile("(?P<number>[0-9]+(?:[.][0-9]+)?)%")
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
    r"不得|不能|不可|不予|不应|不|未(?!来)|无(?!人|线|论|障碍)|没有|非(?!常|遗)|禁止|严禁|免予|拒绝"
)
# A sentence whose characters stand in the cited text to this share is a shortening of it; below the second it
# says something else. `python -m eval.verification` measures both ways on changed statements.
_FULL_OVERLAP, _SOME_OVERLAP = 0.85, 0.55
# Probability, as the reader gives it, from which a text carries a statement, and from which it says a part of it.
_CARRIED, _DOUBTFUL = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome for one sentence; `reason` is Chinese, None when supported."""

    support: Support
    reason: str | None = None


def check_sentence(sentence: str, cited: str, carries: Callable[[str, str], float] | None = None) -> Check:
    """Whether `cited` carries `sentence`; a verbatim quotation always does.

    Rules first (numbers with units, titles, bodies, places, modal force, negation), each of which can fail
    the sentence; what then is an excerpt holds; else the meaning: `carries(sentence, cited)` is the probability that
    the cited text says it, and without it the share of the sentence's character pairs that the cited text holds.
    """
    if not cited.strip():
        return Check(Support.UNSUPPORTED, "没有引用任何原文")
    form, cited_form = _form(sentence), _form(cited)
    # What stands there letter by letter is verbatim even where its end is read as a part of a number: 0 of 01%.
    if form and (sentence in cited or _holds_whole(cited_form, form)):
        return Check(Support.SUPPORTED)
    for problem in (_facts(sentence, cited), _force(sentence, cited), _polarity(sentence, cited)):
        if problem is not None:
            return Check(Support.UNSUPPORTED, problem)
    if _is_excerpt(sentence, cited):
        return Check(Support.SUPPORTED)
    overlap = word_overlap(form, cited_form)
    if carries is not None:
        return _by_meaning(carries(sentence, cited), overlap)
    if overlap >= _FULL_OVERLAP:
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
    if probability >= (_DOUBTFUL if overlap >= _FULL_OVERLAP else _CARRIED):
        return Check(Support.SUPPORTED)
    if probability >= _DOUBTFUL and overlap >= _SOME_OVERLAP:
        return Check(Support.PARTIAL, "引用的原文只说到其中一部分")
    return Check(Support.UNSUPPORTED, "引用的原文没有这样说")


def _facts(sentence: str, cited: str) -> str | None:
    missing = sorted(quantities(sentence) - quantities(cited))
    if missing:
        return f"原文中没有“{missing[0][0]}{missing[0][1]}”"
    plain, cited_form = simplify(sentence), comparison_form(cited)
    for pattern in (_TITLE, _BODY):
        for match in pattern.finditer(plain):
            name = match.group(1) if pattern is _TITLE else match.group()
            if comparison_form(name) not in cited_form:
                return f"原文中没有“{name}”"
    for place in PLACES:
        if place in plain and place not in cited_form:
            return f"原文中没有“{place}”"
    return None


def _form(text: str) -> str:
    """The comparison form with every quantity in Arabic numerals."""
    # The comparison form drops %, and a share must not become a bare number.
    plain = _SIGN.sub("百分之\\g<number>", plain_numbers(text))
    return comparison_form(QUANTITY.sub(_in_arabic, plain))


def _in_arabic(match: re.Match[str]) -> str:
    amount = _amount(match)
    return match.group() if amount is None else f"{amount}{match['unit']}"


def plain_numbers(text: str) -> str:
    """`text` in NFKC and simplified script, years in Arabic numerals and 百分之二点五 as 2.5%."""
    return _PERCENT.sub(_in_percent, arabic_years(simplify(unicodedata.normalize("NFKC", text))))


def _in_percent(match: re.Match[str]) -> str:
    value = number_value(match["whole"])
    part = "".join(str(_DIGITS[char]) for char in match["part"] or "")
    return f"{value:.15g}{'.' if part else ''}{part}%"


def quantities(text: str) -> frozenset[tuple[str, str]]:
    """Every number with its unit in normal form: 一百二十家 and 120家 are both ("120", "家"), 两千万元 and 2000万元 both
    ("2000万", "元")."""
    plain = plain_numbers(text)
    found = set()
    for match in QUANTITY.finditer(plain):
        amount = _amount(match)
        asked = match["number"] in _SCALES and plain[: match.start()].endswith(_ASKING)
        asked = asked or plain.startswith("分之", match.end() - 1)  # 百分之几
        if amount is not None and not asked:
            found.add((amount, match["unit"]))
    return frozenset(found)


def quantity_value(match: re.Match[str]) -> float | None:
    """The value of a match of `QUANTITY` in its unit, None where its numeral is none."""
    value = number_value(match["number"])
    if value is None:
        return None
    for scale in match["scale"]:
        value *= _SCALE_VALUES[scale]
    return value


def _amount(match: re.Match[str]) -> str | None:
    """The number of a quantity, one way for each value: in 亿 or 万 where it is large and round."""
    value = quantity_value(match)
    if value is None:
        return None
    for scale, size in _SCALE_VALUES.items():
        if value >= size and value % (size / 100) == 0:
            return f"{value / size:.15g}{scale}"
    return f"{value:.15g}"


_SCALE_VALUES = {"亿": 100_000_000, "万": 10_000}
_SCALES = ("十", "百", "千", "万", "百万", "千万")
_ASKING = ("多少", "几", "若干")  # 多少万元 is no amount


def number_value(text: str) -> float | None:
    """The value of an Arabic or Chinese numeral, None when it is not one."""
    if text[0].isascii():
        return float(text.replace(",", ""))
    if "万" in text:
        head, _, tail = text.partition("万")
        high, low = number_value(head) if head else 1.0, number_value(tail) if tail else 0.0
        return None if high is None or low is None else high * 10_000 + low
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return float(total + digit)


def _force(sentence: str, cited: str) -> str | None:
    said = {_MODALS[m] for m in _MODAL.findall(sentence)}
    allowed = {_MODALS[m] for m in _MODAL.findall(cited)}
    for modal in sorted(said - allowed):
        return f"原文没有用“{modal}”这样的语气"
    return None


def _polarity(sentence: str, cited: str) -> str | None:
    """A negation must stand in the clause of the cited text that resembles the sentence's, and the other way."""
    for clause in _clauses(sentence):
        nearest = max(
            _clauses(cited), key=lambda c: word_overlap(comparison_form(clause), comparison_form(c))
        )
        if word_overlap(comparison_form(clause), comparison_form(nearest)) < _SOME_OVERLAP:
            continue
        negative, cited_negative = len(_NEGATION.findall(clause)) % 2, len(_NEGATION.findall(nearest)) % 2
        if negative != cited_negative:
            return "肯定与否定同原文相反"
    return None


def _is_excerpt(sentence: str, cited: str) -> bool:
    """Whether `sentence` is whole clauses of one paragraph of the cited text in their order, of one sentence or after
    the year that the paragraph opens with (到2025年，打造百家领军企业).

    What is left out between two of them must bound neither: no other year, place, condition or exception.
    """
    return any(_is_excerpt_of(sentence, line) for line in cited.split("\n"))


def _is_excerpt_of(sentence: str, line: str) -> bool:
    places = [place for place in PLACES if place not in sentence]
    wanted = [_form(clause) for clause in _clauses(sentence)]
    told, between = 0, ""
    for clause in re.findall(r"[^，,。；;：:！？]+[，,。；;：:！？]*", line):
        if told < len(wanted) and _form(clause) == wanted[told]:
            stopped = re.search("[。；;！？]", between) and not (
                told == 1 and _YEAR_ALONE.fullmatch(wanted[0])
            )
            if stopped or _BOUNDS.search(between) or any(place in between for place in places):
                return False
            told, between = told + 1, clause[-1]
        elif told:
            between += simplify(clause)
    return told == len(wanted)


_YEAR_ALONE = re.compile("[到至]?(?:19|20)[0-9]{2}年[底末]?")
_BOUNDS = re.compile(
    "[0-9〇一二三四五六七八九十]年|的[，,]|(?:^|[，,。；;])(?:但|除|如|若|对|按|经|以|在)|不|未经|其中|另|以上|以下"
)


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[，,。；;：:！？\n]", text) if part.strip()] or [text]


def word_overlap(form: str, cited_form: str) -> float:
    """The share of the character pairs of `form` that `cited_form` holds, in [0, 1]."""
    pairs = [form[i : i + 2] for i in range(len(form) - 1)]
    return sum(pair in cited_form for pair in pairs) / len(pairs) if pairs else 0.0
