"""Questions in English are put into the Chinese terms of policy before they are searched.

Dictionary-based query translation (Pirkola 1998): each phrase that the glossary knows is exchanged, the longest
first. The bundled encoder alone finds Chinese text for an English question poorly. Knows the glossary and place names.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from qa.english_dictionary import chinese_in_use
from qa.spelling import Frequencies
from qa.terms import PLACES

_GLOSSARY = Path(__file__).with_name("english_terms.tsv")
_WORD = re.compile(r"[a-z][a-z&+\-]*|[0-9]+(?:\.[0-9]+)?%?|[?]|[\u4e00-\u9fff]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MOST_CHINESE = 0.5  # characters for each English letter of a sentence with Chinese names in it
_NUMBERS = dict(
    zip("two three four five six seven eight nine ten".split(), "两三四五六七八九十", strict=True)
)
_LONGEST = 5  # words of a phrase
_SHORTEST = 4  # letters of a phrase that is looked up in the dictionary
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_SENTENCE = 3  # words that only an English sentence has
_ENOUGH = 0.55  # of a question's content words must be known
_ASKING = (
    (re.compile(r"how often"), "是多久一次"),
    (re.compile(r"how many hours"), "是多少小时"),
    (re.compile(r"how many (?:working )?days"), "是多少日"),
    (re.compile(r"how many months"), "是几个月"),
    (re.compile(r"how many years"), "是多少年"),
    (re.compile(r"how many"), "有多少个"),
    (re.compile(r"how long"), "是多久"),
    (re.compile(r"how much|what (?:is|was|are) the (?:maximum|minimum|highest|lowest)|what (?:is|was|are) (?:the )?[a-z ]*\b(?:amount|target|value|scale|proportion|rate|share|subsidy|subsidie|reward|award|bonus|fine|fee|price|budget|compensation|limit|ceiling|cap|deductible)s?\b"), "是多少"),
    (re.compile(r"\bwhen\b|what (?:year|date|time)|which year"), "是什么时候"),
    (re.compile(r"\bwho(?:m)?\b|which (?:department|ministr|bod|agenc)"), "是哪些部门"),
    (re.compile(r"\bhow\b"), "怎么做"),
    (re.compile(r"what are|which|list"), "有哪些"),
    (re.compile(r"^(?:is|are|does|do|did|can|may|must|should|has|have)\b"), "吗"),
)  # fmt: skip
# They are of the sentence, whatever a dictionary makes of them.
_VAGUE = frozenset(
    """take taken make made used using need needs want going come comes goes give given after before between during without
    within through against into more most less least other another same such only also even still just very much one ones
    time times thing things people someone anyone person kind type sort case cases part parts terms number done doing being
    happen happens else then else both either neither every whether because since until unless while although though
    under upon above below here there back away down over once first last next named called says""".split()
)
_OF_ISSUING = ("文号", "部门", "发布", "机构", "机关")
_EMPTY = frozenset(
    """a an the of in on at by for to from with and or is are was were be been do does did what which who whom when where how
    why many much there it its this that these those as into about under over than then their his her our your my we you they
    i me should can could may must will would shall has have had any all some each per s please tell list according give
    mention mentioned say says said mean means""".split()
)


def in_chinese(question: str, frequencies: Frequencies) -> str | None:
    """`question` in Chinese terms with what it asks; None where it is not English or too little of it is known.

    A phrase that the glossary lacks is looked up in a dictionary, and called as the documents do.

    Chinese names in an English sentence stay as they are: the transaction records of 霞浔数据交易所.
    """
    if _CHINESE.search(question) and not _is_sentence(question):
        return None
    plain = re.sub(r"['’]s\b", "", question.lower())
    words = _WORD.findall(plain)
    terms: list[str] = []
    known = unknown = position = 0
    while position < len(words):
        for length in range(min(_LONGEST, len(words) - position), 0, -1):
            term = _term(words[position : position + length], frequencies)
            if term is not None:
                terms.append(term)
                known += length
                position += length
                break
        else:
            unknown += words[position] not in _EMPTY and words[position] != "?"
            position += 1
    if not known or known / (known + unknown) < _ENOUGH:
        return None
    if "文号" in terms:  # asked by itself, whatever else the words mean
        named = [term for term in terms if term not in _OF_ISSUING and not term.endswith("个")]
        return "的".join((*dict.fromkeys(named), "文号是什么？"))
    asking = next((asked for pattern, asked in _ASKING if pattern.search(plain)), "是什么")
    return re.sub("(?<=个)的", "", "的".join(dict.fromkeys(terms))) + asking + "？"


def _is_sentence(question: str) -> bool:
    """Whether `question` is an English sentence with Chinese names in it, no Chinese one with English names in it."""
    words = re.findall("[a-z]+", question.lower())
    letters = sum(map(len, words))
    return (
        sum(word in _EMPTY for word in words) >= _SENTENCE
        and len(_CHINESE.findall(question)) <= _MOST_CHINESE * letters
    )


def chinese_term(word: str) -> str:
    """What a Latin word of a Chinese question is in Chinese: 人工智能 for ai; "" where the glossary does not know it."""
    return _terms().get(word.lower(), "")


def _term(words: list[str], frequencies: Frequencies) -> str | None:
    phrase = " ".join(words)
    if re.fullmatch(r"(?:19|20)[0-9]{2}", phrase):
        return f"{phrase}年"
    if phrase in _NUMBERS:
        return f"{_NUMBERS[phrase]}个"
    if phrase in _EMPTY:
        return None
    if _CHINESE.match(phrase):
        return phrase if len(words) == 1 else None
    glossary = _terms()
    known = next((glossary[form] for form in _forms(phrase) if form in glossary), None)
    if known is not None or len(phrase) < _SHORTEST or phrase in _VAGUE:
        return known
    return next(filter(None, (chinese_in_use(form, frequencies) for form in _forms(phrase))), None)


def _forms(phrase: str) -> tuple[str, ...]:
    """The phrase, and what may be its singular or its infinitive."""
    forms = [phrase]
    for ending, instead in _ENDINGS:
        if phrase.endswith(ending):
            forms.append(phrase.removesuffix(ending) + instead)
    return tuple(forms)


@functools.cache
def _terms() -> dict[str, str]:
    from pypinyin import lazy_pinyin

    rows = (line.split("\t") for line in _GLOSSARY.read_text(encoding="utf-8").splitlines() if line)
    places = {"".join(lazy_pinyin(place)): place for place in PLACES}
    return places | {"shanxi": "山西", "shaanxi": "陕西", "inner mongolia": "内蒙古", "tibet": "西藏", "hong kong": "香港", "macau": "澳门"} | dict(rows)  # fmt: skip
