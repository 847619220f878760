"""Which part of the question before a follow-up takes the place of: year for year, place for place, kind for kind.

Knows two questions; nothing of retrieval.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.numerals import parse_numeral, to_chinese
from index.tokens import tagged_words
from qa.carried import ASKING
from qa.opposites import OPPOSITES
from qa.question import CLAUSE_REFERENCE
from qa.terms import PLACES

YEAR = re.compile(r"(?:19|20)[0-9]{2}年?|[今去明]年|上一?年")
SAYS_LITTLE = 6  # characters
# A kind or a sum that takes the place of another of its form: 第二类, 20亿元.
_PARALLEL = (
    re.compile(r"第[一二三四五六七八九十0-9]+[类级档批种阶]|[一二三四五甲乙丙丁特][类级等档]"),
    re.compile(r"[0-9.]+(?:[十百千万亿]+)?(?:元|人|名|家|个|岁|天|年|平方米|%|架次|吨|公里)?"),
)
CONTRASTS = tuple(
    re.compile(group.replace(" ", "|"))
    for group in (*OPPOSITES, "职工 居民", "首套 二套", "国家级 省级 市级 县级 区级", "大型 中型 小型 微型")
)

_AREA = re.compile(r"[\u4e00-\u9fff]{1,3}(?:省|市|县|区|州|镇|乡|街道)(?![场民政内外级长域间块])")


def replacements(topic: str, previous: str) -> list[str]:
    """`previous` with the part that `topic` takes the place of exchanged: year for year, place for place."""
    if topic.startswith("其中"):
        return [f"{focus}，{topic}怎么样？" for focus in noun_runs(previous)[:2]]
    years, places = YEAR.findall(topic), [place for place in PLACES if place in topic]
    if years and YEAR.search(previous):
        year = years[0] if years[0].endswith("年") else years[0] + "年"
        return [YEAR.sub(year, previous, count=1)]
    known = [place for place in PLACES if place in previous]
    if places and known:
        place = re.compile(re.escape(known[0]) + "(?:省|市|自治区)?")
        asks = ASKING.search(previous)
        # 深圳的行动计划呢 after 山西的规划是哪年印发的: what is asked of the one is asked of the other.
        whole = [f"{topic}是{previous[asks.start() :]}"] if asks and "的" in topic else []
        return whole or [place.sub(topic, previous, count=1)]
    areas = _AREA.findall(previous) if _AREA.fullmatch(topic) else []
    if areas:
        # 石桥县呢 after 江宁川市主城区…: for the town, or for what is named within it.
        return [previous.replace(area, topic, 1) for area in dict.fromkeys(areas)]
    clause, earlier = CLAUSE_REFERENCE.search(topic), CLAUSE_REFERENCE.search(previous)
    if clause and earlier:
        return [previous.replace(earlier.group(), clause.group(), 1)]
    if _BESIDE.fullmatch(topic) and earlier:
        beside = _clause_beside(topic, earlier.group())
        return [previous.replace(earlier.group(), beside, 1)] if beside else []
    exchanged = exchanged_in(topic, previous)
    if exchanged is not None:
        return [exchanged]
    head, comma, tail = previous.rpartition("，")
    if topic.endswith("的") and comma and ASKING.search(tail):
        return [f"{head}，{topic}，{tail}"]  # 情节严重的呢: the case, and what is asked of it
    alike = _alike(topic, previous)
    if alike:
        return [previous.replace(alike, topic, 1)]
    runs = [run for run in noun_runs(previous) if run not in topic]
    things = [run for run in runs if _begins_with_verb(run) is _begins_with_verb(topic)]
    rewrites = [previous.replace(run, topic, 1) for run in things or runs]
    rewrites.append(f"{topic}：{previous}" if (years or places) else f"{topic}{_frame(previous)}")
    return rewrites


# 前一条, 下一条: counted from the clause that was asked about.
_BESIDE = re.compile("(?P<way>[前上后下])(?:面)?(?:那)?一[条款项章节点个](?:部分)?")
_NUMBER = re.compile("[0-9]+|[〇零一二两三四五六七八九十百千]+")


def _clause_beside(topic: str, clause: str) -> str:
    """The clause before or after `clause`, as `topic` asks: 第14条 for 前一条 of 第15条; "" where it has no number."""
    numbers = list(_NUMBER.finditer(clause))
    value = parse_numeral(numbers[-1].group()) if numbers else None
    if value is None:
        return ""
    value += 1 if topic[0] in "后下" else -1
    told = str(value) if numbers[-1].group().isdigit() else to_chinese(value)
    return clause[: numbers[-1].start()] + told + clause[numbers[-1].end() :] if value > 0 else ""


_WHERE = re.compile("[在向对从按于给]")


def _alike(topic: str, previous: str) -> str:
    """The words of `previous` that begin and end as `topic` does: 在大会全体会议上发言 for 在主席团会议上发言; "" for none."""
    if len(topic) < SAYS_LITTLE or not _WHERE.match(topic):
        return ""
    found = re.search(f"{topic[0]}[^，,。？?；]{{2,20}}?{re.escape(topic[-2:])}", previous)
    return found.group() if found and found.group() != topic else ""


def exchanged_in(
    topic: str, previous: str, forms: Sequence[re.Pattern[str]] = (*_PARALLEL, *CONTRASTS)
) -> str | None:
    """`previous` of the kind or sum that `topic` names, where it has one of those `forms`; else None."""
    for form in forms:
        said, asked = form.findall(previous), form.findall(topic)
        if len(set(said)) == 1 and len(asked) == 1 and said != asked:
            return previous.replace(said[0], asked[0], 1)
    return None


def noun_runs(text: str) -> list[str]:
    """The stretches of content words of a question that may be its subject, longest first."""
    pieces = re.split(
        r"[，,。？?、的是有由对把和与及]|哪(?:些|[个家里年天])?|什么|多[少久长大高]|几|谁|何时|如何|怎么|为什么|是否|应当|可以|要|吗|呢",
        text,
    )
    return sorted(dict.fromkeys(p for p in pieces if len(p) >= 2), key=lambda p: -len(p))[:4]


def _begins_with_verb(words: str) -> bool:
    """签署公布 does, 行政法规 does not: what is done takes no thing's place."""
    first = next(iter(tagged_words(words)), ("", ""))
    return first[1] == "v"


def _frame(previous: str) -> str:
    """What the previous question asked, without its subject: 的区别是什么, 有哪些措施."""
    match = re.search(r"(?:的|有|是|由|如何|怎么|应当).*$", previous)
    return match.group() if match else ""
