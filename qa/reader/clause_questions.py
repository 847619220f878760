"""Questions made from the clauses of documents: what a clause enumerates, defines, counts, orders or punishes.

Knows Chinese legal and policy prose; nothing of tokens, models or files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question with the place of its answer in the passage it was made from."""

    question: str
    span: tuple[int, int]
    kind: str


_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_LIST = re.compile(
    r"(?P<before>[^。；\n]{0,60}?)(?:有|具有|符合|具备|属于)?(?:下列|以下)(?P<noun>[^，。；：\n]{2,8}?)(?P<any>之一)?(?:的)?(?:，(?P<after>[^。；：\n]{2,40}))?：(?P<items>.+)",
    re.S,
)
_ITEM = re.compile(r"^[（(][一二三四五六七八九十]+[）)]", re.M)
_DEFINITION = re.compile(
    r"(?:本[^，。]{1,6}所称的?|所称的?)(?P<term>[^，。]{2,24})，(?:是指|包括|指)(?P<answer>[^。\n]{8,})"
)
_RESPONSIBLE = re.compile(r"(?P<body>[^，。；\n]{3,30}?)(?:负责|主管)(?P<work>[^，。；\n]{4,30})")
_PENALTY = re.compile(
    r"(?P<act>[^。；\n]{6,60}?)的，(?P<answer>(?:由[^，。；]{2,30}(?:责令|处|给予)|责令|处|依法给予|吊销|没收)[^\n；。]{4,})"
)
_NUMBER = re.compile(
    r"(?P<number>[一二三四五六七八九十百千万两0-9.]+)(?P<unit>个工作日|个月|周岁|万元|亿元|%|％|元|日|天|年|倍|小时|人|家|个|项)(?P<bound>以内|以上|以下|内)?"
)
_ORDER = re.compile(
    r"(?P<who>[^，。；\n]{2,24}?)(?P<modal>应当|不得|可以|必须|鼓励|支持|推动|加强|加快)(?P<what>[^，。；\n]{4,40})"
)
_TASK = re.compile(r"^(?P<title>[^。：，\n]{4,24})[。：](?P<body>[^\n]{30,})")


def questions_from(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    """The questions that the sentences of `passage` answer, in random order of their kinds."""
    makers = list(_MAKERS)
    chance.shuffle(makers)
    for maker in makers:
        yield from maker(passage, chance)


def _lists(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    found = _LIST.search(passage)
    if found is None or len(_ITEM.findall(found["items"])) < 2:
        return
    subject = _subject(found["before"])
    noun, after = found["noun"], _strip_modal(found["after"] or "")
    if after and found["any"]:
        forms = [
            f"什么情况下{subject}{after}？",
            f"哪些{noun}下，{subject}{after}？",
            f"{subject}{after}，要满足什么{noun}？",
            f"啥时候{subject}{after}",
        ]
    elif len(subject) >= 3:
        forms = [
            f"{subject}哪些{noun}？",
            f"{subject}的{noun}有哪些？",
            f"{subject}{noun}都包括什么？",
            f"列出{subject}{noun}",
        ]
    else:
        return
    begin = found.start("items") if chance.random() < 0.6 else found.start()
    yield MadeQuestion(chance.choice(forms), _trim(passage, begin, found.end()), "list")


def _definitions(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    for found in _DEFINITION.finditer(passage):
        term = found["term"].strip("“”")
        forms = [
            f"什么是{term}？",
            f"{term}指的是什么？",
            f"{term}是啥意思",
            f"{term}怎么定义？",
            f"{term}包括什么？",
            f"如何理解“{term}”？",
        ]
        yield MadeQuestion(chance.choice(forms), found.span("answer"), "definition")


def _bodies(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    for found in _RESPONSIBLE.finditer(passage):
        if not re.search(r"部|委|局|机关|政府|院|署|部门|组织|机构|办公室|协会", found["body"]):
            continue
        work = found["work"]
        forms = [f"谁负责{work}？", f"{work}由哪个部门负责？", f"{work}归谁管", f"哪个单位负责{work}？"]
        begin, end = found.span("body")
        yield MadeQuestion(chance.choice(forms), _trim(passage, begin, end), "body")


def _penalties(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    for found in _PENALTY.finditer(passage):
        act = re.sub(r"^.*?(?:规定|情形之一)[，的]", "", found["act"]).strip("，、 ")
        if len(act) < 4:
            continue
        forms = [
            f"{act}会受到什么处罚？",
            f"{act}怎么处理？",
            f"{act}，有什么后果？",
            f"{act}要罚多少？",
            f"{act}会怎么样",
        ]
        yield MadeQuestion(chance.choice(forms), found.span("answer"), "penalty")


def _numbers(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    places = list(_NUMBER.finditer(passage))
    chance.shuffle(places)
    for found in places[:2]:
        if passage[max(0, found.start() - 1) : found.start()] in {"第", "（", "("}:
            continue
        clause = _clause_around(passage, found.start())
        before, after = passage[clause[0] : found.start()], passage[found.end() : clause[1]]
        if len(before) + len(after) < 8 or _NUMBER.search(after):
            continue
        asks = {
            "%": "多少",
            "％": "多少",
            "日": "多少日",
            "天": "几天",
            "个工作日": "多少个工作日",
            "年": "几年",
            "个月": "几个月",
            "周岁": "几岁",
        }
        ask = asks.get(found["unit"], f"多少{found['unit']}")
        stem = _subject(before)
        forms = [f"{stem}{ask}{found['bound'] or ''}{after}？", f"{stem}多少{after}？"]
        if found["unit"] in {"日", "天", "个工作日", "年", "个月"}:
            forms += [f"{stem}多长时间{found['bound'] or ''}{after}？", f"{stem}多久{after}"]
        yield MadeQuestion(chance.choice(forms), found.span(), "number")


def _orders(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    places = list(_ORDER.finditer(passage))
    chance.shuffle(places)
    for found in places[:2]:
        who, modal, what = _subject(found["who"]), found["modal"], found["what"]
        if len(who) < 2:
            continue
        forms = {
            "应当": [
                f"{who}应当做什么？",
                f"{who}必须{what}吗？",
                f"{who}有什么义务？",
                f"{who}要不要{what}",
            ],
            "必须": [f"{who}必须做什么？", f"{who}一定要{what}吗？"],
            "不得": [f"{who}能不能{what}？", f"{who}可以{what}吗？", f"{who}不能做什么？"],
            "可以": [
                f"{who}能不能{what}？",
                f"{who}可以{what}吗？",
                f"{who}有权{what}吗",
                f"{who}可以怎么做？",
            ],
        }.get(
            modal,
            [
                f"{who}{modal}什么？",
                f"如何{modal}{what}？",
                f"怎样{modal}{what[:8]}？",
                f"在{what}方面有什么要求？",
            ],
        )
        sentence = _sentence_around(passage, found.start())
        yield MadeQuestion(chance.choice(forms), sentence, "order")


def _tasks(passage: str, chance: random.Random) -> Iterator[MadeQuestion]:
    found = _TASK.match(
        re.sub(r"^[（(0-9一二三四五六七八九十]+[）).．、]\s*", lambda m: " " * len(m[0]), passage)
    )
    if found is None:
        return
    title = found["title"].strip()
    forms = [
        f"如何{title}？", f"{title}方面有哪些举措？", f"怎样{title}", f"{title}包括哪些内容？", f"{title}的具体要求是什么？",
        f"在{title}上要做什么？", f"{title}怎么搞？",
    ]  # fmt: skip
    yield MadeQuestion(chance.choice(forms), found.span("body"), "task")


def section_question(law: str, section: str, chance: random.Random) -> str:
    """What everyone asks who knows the matter and not the words: every passage below the heading `section` answers."""
    about = chance.choice([section, f"{section}方面", f"{section}这一块"])
    named = chance.choice(["", "", f"{law}中", f"《{law}》里", f"根据{law}，"])
    return named + chance.choice(
        [
            f"{about}有哪些规定？",
            f"{about}有什么要求？",
            f"对{section}是怎么规定的？",
            f"如何做好{section}？",
            f"{section}主要讲了什么？",
            f"关于{section}说了些什么",
        ]
    )


_MAKERS: tuple[Callable[[str, random.Random], Iterator[MadeQuestion]], ...] = (
    _lists, _definitions, _bodies, _penalties, _numbers, _orders, _tasks,
)  # fmt: skip


def _strip_modal(text: str) -> str:
    return re.sub(r"^(?:应当|可以|必须)", lambda match: {"可以": "可以"}.get(match[0], "要"), text)


def _subject(before: str) -> str:
    """The words before a fact without the article's number and without earlier clauses of the sentence."""
    plain = re.sub(
        r"^\s*第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十])?\s*|^\s*[（(][一二三四五六七八九十]+[）)]",
        "",
        before,
    )
    return plain.split("，")[-1].strip("，：、 的\n") if len(plain) > 40 else plain.strip("，：、 的\n")


def _clause_around(text: str, place: int) -> tuple[int, int]:
    begin = max((text.rfind(mark, 0, place) for mark in "。；：\n"), default=-1) + 1
    ends = [end for mark in "，。；：\n" if (end := text.find(mark, place)) >= 0]
    return begin, min(ends, default=len(text))


def _sentence_around(text: str, place: int) -> tuple[int, int]:
    for found in _SENTENCE.finditer(text):
        if found.start() <= place < found.end():
            return _trim(text, found.start(), found.end())
    return place, len(text)


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """The stretch without the article's number, an item's number, or white space at its ends."""
    head = re.match(
        r"\s*(?:第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十])?)?\s*", text[begin:end]
    )
    begin += head.end() if head else 0
    return begin, begin + len(text[begin:end].rstrip())
