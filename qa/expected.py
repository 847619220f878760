"""What form an answer must have: a question for an amount of money is not answered by a count of firms.

Knows nothing of documents; reads the question and one sentence.
"""

from __future__ import annotations

import re

from qa.question import MetadataField, Question, QuestionKind
from qa.verify import quantities

_COUNTERS = "亿元|万元|元|家|个|台|套|座|辆|架|艘|亩|公顷|户|所|处|份|件|位|场|条|项|吨|公里|平方米|平方公里|人|名|年|天|日|月|倍|次|种|类|岁|小时|批|组|大|周"
_UNIT_ASKED = re.compile(rf"(?:多少|几)(?:个)?(?P<unit>{_COUNTERS})")
_MONEY = re.compile(
    r"多少钱|多少[万亿]+(?:元|块|[？?。，]|$)|多少[^，。？]{0,8}(?:资金|经费|补贴|补助|奖金|奖励|投资|贷款|罚款|税)"
    r"|(?:产值|奖金|预算|金额|补贴|补助|收入|罚款|工资|薪|费用|投资额?|资金|经费|营收|造价)[^，。？]{0,8}(?:多少|多大|多高|几)"
)
_SUM = re.compile(r"(?:多少|几)[十百千万亿]*(?:元|块)")  # a sum is asked for, no share and no multiple
_SHARE = re.compile(r"百分之几|几成|(?:率|比例|占比|比重|增速)[^，。？]{0,6}(?:多少|多大|多高|几)")
_TENTHS = re.compile("分之|[一二三四五六七八九十半]成")
_PORTION = re.compile("半数|多数|分之|一致通过")
_EVERY = re.compile("每半?(?:年|季度|月|周|日|天)")  # how often: 每年检定一次
_MINUTES = re.compile(r"[0-9〇零一二三四五六七八九十百]\s*多?分钟")
_DURATION = re.compile(
    r"多久|多长时间|几年内|几天|几日|几周|几个?小时|几个?工作日|几个月|(?:几|多少)分钟|(?:期限|有效期|时限)[^，。？]{0,4}(?:多少|多长|几)"
)

_CALENDAR = frozenset({"年", "月", "日", "号"})
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


_ASKS_WHO = re.compile(
    r"(?:哪|什么|啥)[一二两三四五六七八九十几些]?个?(?:部门|单位|机关|机构|部委|委办局)|由谁|归谁|谁(?:来)?(?:负责|牵头|主管|监督|管|审批|决定)"
)
_WHO = re.compile(
    r"部门|机关|机构|单位|政府|法院|检察院|国务院|银行|组织|企业|学校|协会|中心|用人|委员|人员"
    r"|[\u4e00-\u9fff]{2}(?:部(?!分|署|长|际|队|委)|委(?!托)|(?<!布)局(?!面|部|限)|办(?!法|理|公|学)|厅|院|署(?!名)|会(?!议)|人(?!才|工|民|形|机)|者)"
)
_WHEN = re.compile(
    r"[0-9〇零一二三四五六七八九十半]\s*(?:年|个?月|日|天|个?工作日|小时|周|时|点)|时期|之日|期间|届时|当[天日年月]|(?:以|之)[前后]|[前后时起](?=[，,；。])|每[年月日季]"
)
_FIELDS = {
    MetadataField.NUMBER: re.compile("号"),
    MetadataField.ISSUERS: _WHO,
    MetadataField.DATE: _WHEN,
}


# What is asked for, and what a sentence must hold to tell it.
_OF_ONE_FORM = (
    (
        re.compile(r"(?:电话|热线)(?:号码)?(?:是|为)?(?:多少|几|什么)|(?:什么|哪个|几号)(?:电话|热线)|联系(?:方式|电话)"),
        re.compile(r"[0-9]{5,}|[0-9]{3,}[-—][0-9]+|@"),
    ),
    (
        re.compile(r"(?:怎么|怎样|如何|咋)(?:处理?罚|惩处|惩罚|罚)|(?:什么|哪些|啥|何种|哪种)(?:样的)?(?:行政|刑事)?(?:处罚|惩罚)"),
        re.compile(
            r"罚|责令|警告|吊销|撤销|没收|拘留|追究|追回|取消|处分|禁止|暂停|停止|不予|不再|移出|收回|责任|徒刑|拘役|管制|失信|约谈|通报|赔偿|扣|移送|清退|记入|整改|不得|降级"
        ),
    ),
)  # fmt: skip


def has_expected_form(question: Question, sentence: str) -> bool:
    """Whether `sentence` holds what `question` asks to be told: a body, a time, a number with the unit asked for.

    A number that the question says itself tells nothing: 五大工程 in 五大工程总投资是多少.
    """
    if any(asked.search(question.text) and not form.search(sentence) for asked, form in _OF_ONE_FORM):
        return False
    if question.kind is QuestionKind.METADATA and question.field in _FIELDS:
        return _FIELDS[question.field].search(sentence) is not None
    if question.kind is QuestionKind.DATE:
        return _WHEN.search(sentence) is not None
    if question.kind is not QuestionKind.NUMBER:
        return _ASKS_WHO.search(question.text) is None or _WHO.search(sentence) is not None
    return _has_number(question.text, sentence)


# The number of an article is no answer: 第二十三条 小规模纳税人….
_ORDINAL = re.compile(
    r"第[0-9〇零一二三四五六七八九十百千]+(?:条|款|项|章|节|编|目)(?:之[一二三四五六七八九十]+)?"
)


def _has_number(question: str, sentence: str) -> bool:
    units = {unit for _, unit in quantities(_ORDINAL.sub(" ", sentence)) - quantities(question)}
    if _SUM.search(question):
        return "元" in units
    if _MONEY.search(question):
        return bool(units & _MONEY_UNITS)
    if _SHARE.search(question):
        return bool(units & {"%", "个百分点"} or _TENTHS.search(sentence))
    if _DURATION.search(question):
        return bool(units & _DURATION_UNITS or _EVERY.search(sentence) or _MINUTES.search(sentence))
    asked = _UNIT_ASKED.search(question)
    if asked is None:
        return bool(units - _CALENDAR)  # 2025年 is no amount
    if asked["unit"] in ("人", "名") and _PORTION.search(sentence):
        return True  # 过半数通过
    wanted = asked["unit"].removeprefix("亿").removeprefix("万")
    accepted = {wanted}.union(*(group for group in _SAME_UNIT if wanted in group))
    return bool(units & accepted)
