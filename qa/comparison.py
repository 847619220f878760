"""Takes a question about several years or places apart, so that each is looked for and answered by itself.

Knows nothing of retrieval or of how answers are composed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from qa.terms import PLACES, question_terms

_TWO = re.compile(
    r"(?:^|[，,对在于将把从按以的])(?P<one>[^，,。的和与跟同及对在于]{2,14}?)(?:和|与|跟|同|以及)(?P<other>[^，,。的和与跟同及]{2,14}?)"
    r"(?=的|在|[，,]|之间|分别|相比|有(?:什么|何|哪些|啥)|区别|各|每[年月日人次户][^，,]{0,4}(?:分别|各))"
)

# 岚湖的购房补贴和云澄的安家补贴各是多少: two whole phrases, each with its owner.
_EACH_OF = re.compile(
    r"(?:^|[，,])(?P<one>[^，,的和与跟]{2,14}的[^，,和与跟]{2,16})(?:和|与|跟)(?P<other>[^，,的和与跟]{2,14}的[^，,和与跟]{2,16}?)(?:各自|各|分别)(?P<asked>(?:是|为|有|要|能|达)[^，,]{2,10})$"
)

# 云陵的航线补贴和临港的货运补贴，标准有何不同
_OF_EACH = re.compile(
    r"(?:^|[，,])(?P<one>[^，,的和与跟]{2,14}的[^，,和与跟]{2,20})(?:和|与|跟)(?P<other>[^，,的和与跟]{2,14}的[^，,和与跟]{2,20}?)(?P<asked>[，,][^，,]{2,20}?)(?:之间)?(?:分别|各)?(?:有(?:什么|何|哪些|啥))?的?(?:区别|不同|差异|差别|是(?:多少|什么))[？?]?$"
)

# “高算效”“高能效”各是什么意思.
_BOTH_MEANT = re.compile(
    r"[“\"「](?P<one>[^”\"」]{2,12})[”\"」](?:和|与|跟|、)?[“\"「](?P<other>[^”\"」]{2,12})[”\"」](?:(?:各自|各|分别|都)(?:是|指|指的是)?(?:什么|啥|怎么)|(?:之间)?有(?:什么|何|啥)(?:区别|不同|差别|差异|不一样))"
)
# 核心区、缓冲区、实验区分别能做什么: three or more.
_EACH_OF_SEVERAL = re.compile(
    r"(?P<names>[^，,。、的和与对在按于把里]{2,10}(?:、[^，,。、的和与]{2,10}){1,3}(?:(?:和|与|以及|及)[^，,。、的和与]{2,10}?)?)(?:各自|各|分别)(?P<asked>[^，,。]{2,30})$"
)
# 山西2025年和上海2030年的目标
_PLACE_AND_YEAR = re.compile(
    rf"(?P<one>(?:{'|'.join(PLACES)})(?:省|市)?(?:到)?(?:19|20)[0-9]{{2}}年?(?:的[^，,和与跟]{{2,14}})?)(?:和|与|跟|、|同)(?P<other>(?:{'|'.join(PLACES)})(?:省|市)?(?:到)?(?:19|20)[0-9]{{2}}年?)"
)
_OWN_NOUN = re.compile("^的[^，,？?谁哪各是分]{2,14}")
_WHICH_IS_MORE = re.compile(
    "[，,]?哪[个一][^，,]{0,4}(?:更|最)[大多高小少低快早]?.{0,2}[？?]?$|[，,]?谁更.{1,3}[？?]?$"
)

# What is asked of the two together is asked of each: 付款期限有什么差别, 付款期限是什么.
_DIFFERENCE = re.compile(
    r"(?:之间)?(?:分别|各自|各)?(?:有(?:什么|何|哪些|啥))?的?(?:区别|不同|差异|差别|异同)(?:之处)?(?:是什么|在哪里?|吗)?"
)
_RANK = "(?:省|市|县|区|地|自治区)"
_PAIR = 2
_JOIN = r"(?:和|与|及|跟|同|以及|、|对比|相比|比|vs|VS)?"


def sub_questions(question: str) -> tuple[tuple[str, str], ...]:
    """(what it is about, the question about that alone) for each year or place; () when there is only one.

    山西和河南2025年的目标分别是多少 gives (山西, 山西2025年的…) and (河南, 河南2025年的…).
    """
    pair = _PLACE_AND_YEAR.search(question)
    if pair is not None:
        rest = _WHICH_IS_MORE.sub("是多少？", question[pair.end() :])
        before = question[: pair.start()]
        own = _OWN_NOUN.sub("", rest) if "的" in pair["one"] else rest  # …的产值和上海2035年的产值
        return (
            (pair["one"], f"{before}{pair['one']}{own}"),
            (pair["other"], f"{before}{pair['other']}{rest}"),
        )
    terms = question_terms(question)
    for anchors, suffix in ((terms.places, "(?:省|市|自治区)?"), (terms.years, "年?")):
        if len(anchors) >= 2 and not re.search(rf"{anchors[0]}年?(?:—|-|–|~|～|至|到){anchors[1]}", question):
            return tuple((anchor, _alone(_only(question, anchor, anchors, suffix))) for anchor in anchors)
    towns = terms.ranked_places
    if len(towns) == _PAIR and re.search(
        rf"{towns[0]}{_RANK}?(?:和|与|跟|同|及|、){towns[1]}两?{_RANK}", question
    ):
        one = re.sub(rf"({towns[1]})两(?={_RANK})", r"\1", question)
        return tuple((town, _alone(_only(one, town, towns, f"{_RANK}?"))) for town in towns)
    return ()


def compared_subjects(question: str) -> tuple[tuple[str, str], ...]:
    """The same for the two things or more that a comparison joins: 工业终端和消费级终端的…有什么区别; () when there are none."""
    meant = _BOTH_MEANT.search(question)
    if meant is not None:
        return tuple((meant[name], f"“{meant[name]}”是什么意思？") for name in ("one", "other"))
    each = _EACH_OF.search(question)
    if each is not None:
        return tuple((_named(each[name]), f"{each[name]}{each['asked']}") for name in ("one", "other"))
    of_each = _OF_EACH.search(question)
    if of_each is not None:
        asked = of_each["asked"]
        return tuple((_named(of_each[name]), f"{of_each[name]}{asked}是多少？") for name in ("one", "other"))
    several = _EACH_OF_SEVERAL.search(question.rstrip("？?"))
    if several is not None:
        before = question[: several.start()]
        names = [name for name in re.split("、|和|与|以及|及", several["names"]) if name]
        owner = re.search("[的里，,]$", before)
        lead = before if owner or not before else f"{before}，"
        return tuple((name, f"{lead}{name}{several['asked']}？") for name in names)
    two = _TWO.search(question)
    if two is None:
        return ()
    before, after = question[: two.start("one")], _DIFFERENCE.sub("是什么", question[two.end("other") :])
    return tuple((two[name], f"{before}{two[name]}{after}") for name in ("one", "other"))


def _named(phrase: str) -> str:
    """What is compared in 岚湖的购房补贴: 购房补贴."""
    return phrase.split("的", 1)[1]


def _only(question: str, kept: str, anchors: tuple[str, ...], suffix: str) -> str:
    question = _said_once(question, anchors, suffix)
    for other in anchors:
        if other != kept:
            question = re.sub(
                f"{_JOIN}(?:到|在)?{re.escape(other)}{suffix}{_JOIN}(?={re.escape(kept)}|)", "", question
            )
    return question


def _said_once(question: str, anchors: tuple[str, ...], suffix: str) -> str:
    """2025年目标和2027年目标 as 2025年和2027年目标: the noun of each once, behind the last.

    `suffix` is optional, and taken where it stands (?+): 年 is no noun.
    """
    for one, other in itertools.pairwise(sorted(anchors, key=question.index)):
        twice = rf"({re.escape(one)}{suffix}+)(?P<noun>[^，,。和与跟同及]{{1,12}}?)((?:和|与|及|跟|同|以及|、)(?:到|在)?{re.escape(other)}{suffix}+)(?P=noun)"
        question = re.sub(twice, r"\1\3\g<noun>", question)
    return question


def _alone(question: str) -> str:
    """What is asked of several, asked of one: 目标分别是多少, 表述有什么变化 → 目标是多少, 表述是什么."""
    return _EACH.sub("", _CHANGE.sub("是什么", question))


_EACH = re.compile("(?:分别|各自)(?!于)")
_CHANGE = re.compile(f"{_DIFFERENCE.pattern}|有(?:了)?(?:什么|哪些|何)(?:样的)?(?:变化|调整|提升)")


_STATE = "中华人民共和国"
_JOINED_TITLES = r"》?(?:和|与|及|跟|同|以及|、|对比|相比|比)《?"
# 哪个先施行, 谁更早实施: the day of each is asked for.
_WHICH_FIRST = re.compile(
    r"(?:哪[一个部份]*|谁)(?:更|最)?(?:先|早|晚|后)[^，,。？?]{0,4}(?:施行|实施|生效|执行)[^。？?]*"
)
_SHORTEST_TITLE = 4  # characters


def documents_compared(question: str, titles: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(title, the question about that document alone) for two documents of `titles` that `question` joins; () for none."""
    known = {title.removeprefix(_STATE): title for title in titles}
    named = sorted(
        (name for name in known if len(name) >= _SHORTEST_TITLE and name in question), key=question.index
    )
    if len(named) != _PAIR:
        return ()
    joined = re.search(rf"《?{re.escape(named[0])}{_JOINED_TITLES}{re.escape(named[1])}》?", question)
    if joined is None:
        return ()
    before, after = question[: joined.start()], _DIFFERENCE.sub("是什么", question[joined.end() :])
    after = _WHICH_FIRST.sub("从什么时候起施行", after)
    return tuple((known[name], f"{before}《{name}》{after}") for name in named)
