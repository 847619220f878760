"""Carries what the question before was about into one that does not say it: 到期了提前多久申请？ after 授权一次几年？

Knows words and what a search finds first; how pronouns and ellipses are filled is `qa.followup`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.normal_form import comparison_form
from index.schema import Hit
from qa.evidence import context_of, coverage
from qa.question import QuestionKind, read_question
from qa.terms import question_terms

Search = Callable[[str], Hit | None]

ASKING = re.compile(
    r"什么时[候间]|哪一?[年天月日]|何时|几时|啥时候?|(?:多少|几)(?:个?月|[个家项条种类大名人年天次岁万亿元块钱成步台套辆间层份户件处座所亩吨]+)?|多[久长大高远](?:时间)?"
    r"|哪(?:些|[两二三四五六七八九十几]?[个家种项类条大方]+|里|儿)|什么|[啥谁]|怎[么样]+|如何|为[什啥]么?|为何|是不是|有没有|能不能|可不可以|是否|[吗呢么吧]|分别|一共|总共"
)
_EDGE = re.compile(r"^(?:那么?|请问|是|有|的|被|由)+|(?:是|有|的|由|在|要|给|了|能|会|按|把|对|到|就)+$")
_SEGMENT = re.compile("[，,。；;？?！!]+")
_LONGEST = 60  # characters carried
_SAYS_ENOUGH = 8  # characters
_LOOKED_BACK = 3  # questions
OPENING = r"^(?:那么|那(?![边里儿个些种年时份项])|然后|还有|另外|再问一下|接着问|请问|嗯|好的?|哦)?[，,\s]*"
# 如果是合作社申请，上限又是几台: the same is asked of another case.
OF_ANOTHER_CASE = re.compile(OPENING + "(?:如果|要是|换成|换做|假如|若是)|又(?:是|能|该|为)(?:几|多少)")
# How much less of its own words the passage found with the context may hold than the one found without.
_GIVEN_UP = 0.1


def without_asking(words: str) -> str:
    """`words` without what they ask: 护士执业注册 of 护士执业注册几年有效."""
    return _EDGE.sub("", ASKING.sub("", words).strip())


def subject_of(earlier: Sequence[str]) -> str:
    """What the questions before, the last first, are about: the last, and the one before it where that says little."""
    said = ""
    for question in earlier[:_LOOKED_BACK]:
        parts = [without_asking(part) for part in _SEGMENT.split(question)]
        said = "，".join(part for part in (*parts, said) if len(part) > 1)
        if len(said) >= _SAYS_ENOUGH:
            break
    return said[:_LONGEST].rstrip("，")


def carried(asked: str, previous: str, context: str, search: Search) -> str | None:
    """`asked` behind the `context` that `previous` stands in, where it names nothing of its own and is answered there as well.

    Its own words must stand about as much in what is found with the context as in what is found without.
    """
    kind = read_question(asked).kind
    if (
        not context
        or kind in (QuestionKind.SMALL_TALK, QuestionKind.SUMMARY)
        or _names_its_own(asked, previous)
    ):
        return None
    rewrite = f"{context}，{re.sub(OPENING, '', asked)}"
    alone, within = search(asked), search(rewrite)
    if alone is None or within is None or alone.passage.id == within.passage.id:
        return None
    own = dict.fromkeys(question_terms(asked).bigrams, 1.0)
    held = (
        OF_ANOTHER_CASE.search(asked)
        or coverage(own, context_of(within)) >= coverage(own, context_of(alone)) - _GIVEN_UP
    )
    return rewrite if held else None


def _names_its_own(asked: str, previous: str) -> bool:
    """Whether `asked` names a document, a place, a body or a thing that `previous` does not."""
    terms = question_terms(asked)
    named = (
        *terms.places,
        *terms.ranked_places,
        *terms.quoted,
        *terms.bodies,
        *terms.latin,
        *terms.document_numbers,
    )
    before = comparison_form(previous)
    return "《" in asked or any(comparison_form(name) not in before for name in named)
