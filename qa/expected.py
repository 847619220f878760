"""What form an answer must have: a question for an amount of money is not answered by a count of firms.

Knows nothing of documents; reads the question and one sentence.
"""

from __future__ import annotations

import re

from qa.question import Question, QuestionKind
from qa.verify import quantities

_COUNTERS = "亿元|万元|元|家|个|台|套|座|辆|架|艘|亩|公顷|户|所|处|份|件|位|场|条|项|吨|公里|平方米|平方公里|人|名|年|天|日|月|倍|次|种|类|岁|小时|批|组|大|周"
_UNIT_ASKED = re.compile(rf"(?:多少|几)(?:个)?(?P<unit>{_COUNTERS})")
_MONEY = re.compile(
    r"多少钱|多少[^，。？]{0,8}(?:资金|经费|补贴|补助|奖金|奖励|投资|贷款|罚款|税)"
    r"|(?:产值|奖金|预算|金额|补贴|补助|收入|罚款|工资|薪|费用|投资额|营收)[^，。？]{0,8}(?:多少|多大|多高|几)"
)
_SHARE = re.compile(r"百分之几|几成|(?:率|比例|占比|比重|增速)[^，。？]{0,6}(?:多少|多大|多高|几)")
_TENTHS = re.compile("分之|[一二三四五六七八九十半]成")
_EVERY = re.compile("每半?(?:年|季度|月|周|日|天)")  # how often: 每年检定一次
_DURATION = re.compile(
    r"多久|多长时间|几年内|几天|几日|几个月|(?:期限|有效期|时限)[^，。？]{0,4}(?:多少|多长|几)"
)

_MONEY_UNITS = frozenset({"元", "倍", "%"})
_DURATION_UNITS = frozenset({"年", "月", "个月", "日", "个工作日", "天", "小时", "周"})
_SAME_UNIT = (
    frozenset({"家", "个", "名", "人"}),
    frozenset({"日", "天"}),
    frozenset({"个", "大", "种", "类", "项", "条", "组"}),
)


def shares_count(question: str, sentence: str) -> bool:
    """Whether `sentence` counts as many of something as `question` does: 哪六个方向, 六大方向."""
    said = quantities(sentence)
    return any(
        any(
            value == other and (unit == own or any({unit, own} <= group for group in _SAME_UNIT))
            for other, own in said
        )
        for value, unit in quantities(question)
        if unit not in ("年", "月", "日")
    )


_COUNTED = re.compile(rf"(?:多少|几)(?:{_COUNTERS})?(?P<noun>[\u4e00-\u9fff]{{2,8}})")


def counts_asked(question: str, sentence: str) -> bool:
    """Whether a number of `sentence` counts what is asked for: 多少个前沿技术, 26个最新前沿技术."""
    asked = _COUNTED.search(question)
    if asked is None:
        return False
    head = asked["noun"][-2:]
    return any(head in match["after"] for match in _NUMBERED.finditer(sentence))


_NUMBERED = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿]+(?P<after>[^0-9，,。；;！？]{1,20})")


def has_expected_form(question: Question, sentence: str) -> bool:
    """Whether `sentence` holds what `question` asks to be told: a number, with the unit that is asked for."""
    if question.kind is not QuestionKind.NUMBER:
        return True
    units = {unit for _, unit in quantities(sentence)}
    if _MONEY.search(question.text):
        return bool(units & _MONEY_UNITS)
    if _SHARE.search(question.text):
        return bool(units & {"%", "个百分点"} or _TENTHS.search(sentence))
    if _DURATION.search(question.text):
        return bool(units & _DURATION_UNITS or _EVERY.search(sentence))
    asked = _UNIT_ASKED.search(question.text)
    if asked is None:
        return bool(units)
    wanted = asked["unit"].removeprefix("亿").removeprefix("万")
    accepted = {wanted}.union(*(group for group in _SAME_UNIT if wanted in group))
    return bool(units & accepted)
