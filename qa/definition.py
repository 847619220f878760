"""Which term a question asks the meaning of, and whether a sentence defines it: 大型企业，是指中小企业以外的企业.

Knows one question and one sentence; nothing of documents.
"""

from __future__ import annotations

import functools
import re

from corpus.normal_form import comparison_form

_TERM = r"[“\"「『]?(?P<term>[^，,。？?“”\"「」『』]{2,16}?)[”\"」』]?"
_DEFINES_FOR = re.compile(rf"[给为对]{_TERM}(?:是)?(?:怎么|如何)?下的?(?:是)?(?:什么|啥)?定义")
_ASKED = (
    re.compile(rf"(?:怎么|如何)(?:理解|界定|定义|解释){_TERM}(?:[？?。]|$)"),
    re.compile(rf"(?:什么|啥)(?:样的)?(?:是|叫做?|才算)(?:一种|一个)?{_TERM}(?:[？?。]|$)"),
    re.compile(rf"(?:何谓|何为|所谓的?){_TERM}(?:[，,？?。]|$|是)"),
    re.compile(
        rf"(?:[，,里中的说]|^){_TERM}(?:究竟|到底|具体)?(?:是|指|的是|是指|指的是|都?包括)+(?:一?个)?(?:什么|啥|哪些|哪几种|谁)"
    ),
    re.compile(
        rf"(?:[，,里中的下]|^){_TERM}(?:究竟|到底|具体|是|应当?|应该)*(?:怎么|如何|怎样)(?:来|去)?(?:被)?(?:理解|界定|定义)的?(?:[？?。，,]|$)"
    ),
    re.compile(rf"(?:[，,里中的]|^){_TERM}(?:的)?(?:定义|含义|概念|意思)"),
)
_QUOTED = re.compile(r"[“\"「『](?P<term>[^”\"」』]{2,20})[”\"」』]")
_ABOUT_MEANING = re.compile(
    r"[”\"」』](?:都|具体|分别)?(?:包括|是|有)(?:哪|什么|谁)|指|定义|含义|概念|意思|理解|界定|是什么|什么是|叫|何谓|何为|才算"
)


# 未来产业由前沿技术驱动，当前处于孕育萌发阶段，是具有…的产业 defines as 是指 does.
_SAYS_WHAT = re.compile(
    r"(?:由.{2,50}?)?(?:是指|指的是|指|是(?:一种|以|具有|基于|由|在|对|通过|将|把|利用|依托|针对|面向))|包括"
)
_SO_CALLED = re.compile("所称的?(?P<name>[^指]{2,14}?)(?:是指|指)")
_SHORTEST = 3  # characters
_NAMED = re.compile("(?:划定|认定|界定|统称|简称|称|叫做?|定义)(?:之?为|作)?$")


# 专利法上的实用新型: the document, and the term that it defines.
_OF_DOCUMENT = re.compile(
    r"^.{1,12}(?:法|条例|办法|规定|意见|规划|方案|文件|解释|政策)(?:上|里面?|中|所)?(?:说|称|讲)?的"
)


# 一核两带多点 is told part by part: “一核”即…；“两带”即….
COUNTED_PARTS = re.compile("(?:[一两二三四五六七八九十百千多][\u4e00-\u9fff]){2,}")


@functools.lru_cache(maxsize=1024)
def defined_term(question: str) -> str:
    """The term whose meaning `question` asks for, in comparison form; "" where it asks for none."""
    if not _ABOUT_MEANING.search(question):
        return ""
    given = _DEFINES_FOR.search(question)
    if given:
        return comparison_form(given["term"])
    quoted = _QUOTED.search(question)
    if quoted:
        return comparison_form(quoted["term"])
    for pattern in _ASKED:
        found = pattern.search(question)
        if found:
            return comparison_form(_OF_DOCUMENT.sub("", found["term"]))
    return ""


def defines(sentence: str, term: str) -> bool:
    """Whether `sentence` says what `term` (in comparison form) means: 所称…是指, …指的是, …是一种."""
    if not term:
        return False
    if COUNTED_PARTS.fullmatch(term) and re.match(
        rf"[“\"「『]?{term[:2]}[”\"」』]?(?:即|是|指|为|：|:)", sentence
    ):
        return True
    form = comparison_form(sentence)
    called = _SO_CALLED.search(form)
    if called and len(called["name"]) >= _SHORTEST and term.endswith(called["name"]):
        return True  # 本办法所称实训基地，是指…, asked for 公共产教融合实训基地
    place = form.find(term)
    if place < 0:
        return False
    after = form[place + len(term) :]
    if _NAMED.search(form[:place]):
        return True  # 将……的林地划定为公益林
    if form[:place].endswith("属于") and not after:
        return True  # ……等属于国防资产。
    return _SAYS_WHAT.match(after) is not None or ("所称" in form[:place][-6:] and "指" in after[:30])
