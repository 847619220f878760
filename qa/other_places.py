"""Whether a number is told of another place than the one that is asked about, or of several places together.

Knows one question and one sentence; nothing of documents.
"""

from __future__ import annotations

import re

from qa.scope import NAMED_PLACE
from qa.terms import places_with_rank, question_terms, ranked_places

_REGION = rf"(?:{NAMED_PLACE.pattern}|[\u4e00-\u9fff]{{1,3}}[县区市省镇乡])"
_SEVERAL = "[0-9两二三四五六七八九十]+个?(?:[县区市省镇乡]|地市)"
_SINGLY = re.compile("单独|其中")
_OF_EACH = re.compile("分别|各(?![类级地项种])|每个?[县区市省镇乡地]|均")
_OF_THE_COUNTRY = re.compile("全国|我国|国家层面")
_OF_ONE_PLACE = re.compile("[全我本][省市县区州](?!场|民|级|值|域)")
_ALL_OF_ONE = re.compile(
    "全[省市县区州]"
)  # 我市企业入选全国名单 is of one place, and the sentence speaks of the country
_RANK = "[省市县]"


def is_of_another_place(question: str, sentence: str) -> bool:
    """Whether `sentence` tells of another town than the one of its rank that `question` names, or of one province where
    it asks of the country."""
    asked = question_terms(question)
    if _OF_THE_COUNTRY.search(question) and not asked.places and not asked.ranked_places:
        of_one = NAMED_PLACE.search(sentence) or _OF_ONE_PLACE.search(sentence)
        return of_one is not None and not _OF_THE_COUNTRY.search(sentence)
    if _ALL_OF_ONE.search(question) and not _OF_THE_COUNTRY.search(question):
        return _OF_THE_COUNTRY.search(sentence) is not None and not _OF_ONE_PLACE.search(sentence)
    said = ranked_places(sentence)
    if not asked.ranked_places or not said or any(name in sentence for name in asked.ranked_places):
        return False
    ranks = {rank for name in asked.ranked_places for rank in re.findall(f"{name}({_RANK})", question)}
    return any(re.search(f"{name}(?:{'|'.join(ranks)})", sentence) for name in said) if ranks else False


def is_total(question: str, sentence: str) -> bool:
    """Whether `sentence` gives one number for several places of which `question` asks about one."""
    if _OF_EACH.search(sentence) and not _SINGLY.search(question):
        return False
    terms = question_terms(question)
    return any(
        re.search(
            rf"{name}[县区市省镇乡]?[、和与及]{_REGION}|{_REGION}[、和与及]{name}|[、和与及]{name}等?{_SEVERAL}|{name}[、和与及][^，。；]{{2,12}}{_SEVERAL}",
            sentence,
        )
        for name in (*terms.places, *terms.ranked_places, *places_with_rank(question))
    )
