"""Sentences that tell nothing of what is asked: they open a document, name one of a list, or leave it to another text.

Knows one question and one sentence; nothing of documents or scores.
"""

from __future__ import annotations

import re

from qa.expected import shares_count
from qa.question import Question, QuestionKind

_ONE_OF = re.compile(r"[两二三四五六七八九十0-9]+(?:大|个|项|种|类)[^，。；、]{1,12}之一")


def names_one_of_them(question: Question, sentence: str) -> bool:
    """Whether `question` asks for a counted list and `sentence` speaks of one in it: 作为十大标志性产品之一."""
    return (
        question.kind is QuestionKind.LIST
        and _ONE_OF.search(sentence) is not None
        and shares_count(question.text, sentence)
    )


# 根据…要求，现就申报有关事项通知如下。 names no list and decides nothing.
_OPENS_DOCUMENT = re.compile(
    "(?:通知|公告|措施|意见|办法|方案|决定|规定|通告|解释)?如下[。：:]?$|(?:制定|编制|印发)本[\u4e00-\u9fff]{2,4}[。]?$|^(?:近日|最近|日前)[，,][^，。]{2,40}(?:印发|发布|出台|公布)了?《"
)
# 《…行动计划》已经省政府同意，现印发给你们。
_APPROVED = re.compile("已经?[^，。；]{1,16}同意(?:，现印发[^。]*)?。?$")
_ASKS_APPROVED = re.compile("同意|批准|审议|通过|印发|哪级|谁")
_ASKS_GROUND = re.compile("依据|根据|目的|为了|为什么|为何|背景|初衷|适用")


_NOT_OF_OPENING = (QuestionKind.LIST, QuestionKind.YES_NO, QuestionKind.NUMBER, QuestionKind.DATE)


def opens_document(question: Question, sentence: str) -> bool:
    """Whether `sentence` only says why a document is made, where a list, a number, a date or yes or no is asked for, or
    that it was approved, where that is not asked."""
    if _APPROVED.search(sentence):
        return _ASKS_APPROVED.search(question.text) is None
    return (
        question.kind in _NOT_OF_OPENING
        and _OPENS_DOCUMENT.search(sentence) is not None
        and _ASKS_GROUND.search(question.text) is None
    )


_ELSEWHERE = re.compile(
    "(?:另行|另外)(?:制定|规定|公布|通知|发布|明确|确定|印发)|(?:具体|实施)(?:办法|细则|标准|规定)由.{2,30}(?:制定|规定|确定|公布)|(?:标准|目录|名录|额度|比例|限额|级别|等级|划分|程序)[^，。；]{0,12}[，,]?由.{2,30}(?:制定|规定|确定|公布)"
)
_ASKS_MEASURE = re.compile(
    "多[少大高长久]|几|标准|比例|额度|限额|目录|名录|名单|办法|细则|指标|哪些|什么|啥|如何|怎"
)
_ASKS_FOR_IT = re.compile(
    "谁|哪[个些家级]?(?:部门|单位|机关|机构)|另行|由.{0,4}(?:定|制定|规定|公布)|怎么定|在哪|依据|还是"
)


def leaves_it_to_others(question: Question, sentence: str) -> bool:
    """Whether `sentence` says that what is asked for is told elsewhere: 具体指标由省财政厅另行规定.

    A question for who tells it, or where, is answered by that, and so is one whether a rule holds for something.
    """
    return (
        _ELSEWHERE.search(sentence) is not None
        and question.kind is not QuestionKind.YES_NO
        and _ASKS_MEASURE.search(question.text) is not None
        and _ASKS_FOR_IT.search(question.text) is None
    )
