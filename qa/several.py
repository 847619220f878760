"""Takes apart a question that asks for several things: 保修几年？从什么时候开始算？ is two.

Knows words; nothing of documents or of how each is answered.
"""

from __future__ import annotations

import re

from qa.question import QuestionKind, read_question
from qa.terms import question_terms

_SEGMENT = re.compile(r"[^，,。！!；;？?]+[，,。！!；;？?]*")
ASKS = re.compile(
    r"什么|[啥谁]|哪(?!怕)|(?<!好)(?<!^)几(?=[个家项条种类大组名人年倍天周月日号点折步批场座处亩吨次小时]|百|千|万|成)|多[少长久大高远]|[吗么不没](?=[？?]*$)|如何|怎[么样]|咋|是否|是不是|有没有|能不能|可不可以|会不会|要不要|(?P<verb>[\u4e00-\u9fff])不(?P=verb)"
)
# …多大？意见里有写吗 asks once: whether it is said goes with what is said.
_SAID_AT_ALL = re.compile(
    "有没有(?:写|提|说|讲|规定|明确)(?:到|过|明)?[\u4e00-\u9fff]{0,6}[？?。]*$|(?:有没有|有无|是否|有)?(?:具体|明确|专门)?(?:写|提|说|讲|规定|写明|提到|说明|明确|涉及)(?:到|过|明|了)?(?:吗|没有|没)[？?。]*$"
)
_DANGLING = re.compile(r"(?:(?<!现)在|[由是有把按归对给得要]|做到|达到|分别|各|至少|最多|能拿到|定的是)+$")
_OWN_YEAR = re.compile("(?:(?:19|20)[0-9]{2}|[去今明前]|上一?|本)年(?:实际|计划)?")
_DEFINED = re.compile("(?:什么|啥)(?:叫做?|是|算)(?P<term>[^，。？]{2,16})")  # 什么叫国防资产，归谁所有
# 我想塞进快递寄回老家，成吗？被查到罚多少: what was said before is the first question.
_IS_THAT_SO = re.compile(
    "(?:这样?)?(?:成|行|可以|能|合法|合规|允许|违法|违规|犯法|犯罪|对|算数)?(?:吗|么|不成|不行|不)"
)
_MOST = 3
_SAYS_ENOUGH = 8  # characters of a sentence that stands alone
_LEAST_CONTENT = 2  # characters that are a subject: 各多少, 行吗 ask nothing of their own


def sentences_in(text: str) -> tuple[tuple[str, str], ...]:
    """(its own words, the question) for each sentence of `text` that asks, where there are several: 下限各是多少？有没有上限？

    A later one that says little is asked of what the first is about.
    """
    sentences = [part.strip("，,。 ") for part in re.split("[？?]", text) if ASKS.search(f"{part}？")]
    if not 2 <= len(sentences) <= _MOST:
        return ()
    asked = ASKS.search(sentences[0])
    subject = _DANGLING.sub("", sentences[0][: asked.start()] if asked else "")
    found = [(sentences[0], f"{sentences[0]}？")]
    for sentence in sentences[1:]:
        alone = len(question_terms(sentence).content) > _SAYS_ENOUGH
        found.append((sentence, f"{sentence}？" if alone else f"{subject}，{sentence}？"))
    return tuple(found)


def questions_in(text: str) -> tuple[tuple[str, str], ...]:
    """(its own words, the question) for each that `text` asks one after the other; () where it asks one.

    Each has what is said before it. What an earlier one is about goes before a later one (保温工程至少保修，从什么时候
    开始算？), without what it asks.
    """
    read = read_question(text)
    if read.place or read.kind in (QuestionKind.COMPARISON, QuestionKind.SMALL_TALK, QuestionKind.CLAUSE):
        return ()
    said: list[str] = []
    found: list[tuple[str, str]] = []
    subject = ""
    for segment in _SEGMENT.findall(text):
        asked = None if found and _SAID_AT_ALL.search(segment) else ASKS.search(segment)
        bare = segment.strip("，,。！!；;？? ")
        if asked is None:
            said.append(bare)
            continue
        if len(question_terms(bare).content) < _LEAST_CONTENT:
            if not found and said and _IS_THAT_SO.fullmatch(bare):
                found.append((f"{said[-1]}，{bare}", "，".join((*said, bare)) + "？"))
            elif not found:
                said.append(bare)
            continue
        if _OWN_YEAR.search(bare):
            subject = _OWN_YEAR.sub("", subject)  # 2024年干了多少，2025年计划多少
        before = [*said, subject] if found else said
        found.append((bare, "，".join(part for part in (*before, bare) if part) + "？"))
        subject = subject or _DANGLING.sub("", segment[: asked.start()].strip())
        if not subject:
            defined = _DEFINED.match(segment)
            subject = defined["term"] if defined else ""
    if all(read_question(words).kind is QuestionKind.DEFINITION for words, _ in found):
        return ()  # 是个什么概念，怎么定义的 asks once
    return tuple(found) if 2 <= len(found) <= _MOST else ()
