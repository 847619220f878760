"""Whether a sentence is about something beside what is asked: 门诊 for 住院, a total for the share of one, 组长 for 副组长.

Similarity cannot tell these apart, since all other words agree. Knows one question, one sentence and what stands
around it; nothing of scores.
"""

from __future__ import annotations

import re

from qa.expected import has_expected_form
from qa.opposites import OPPOSITES
from qa.other_money import is_of_other_money
from qa.other_places import is_of_another_place, is_total
from qa.quantities import number_value, quantities
from qa.question import Question, QuestionKind
from qa.ranges import NO_CASE, is_bounded, lies_in_range
from qa.scope import TITLED, YEAR
from qa.siblings import is_of_a_sibling
from qa.terms import question_terms

# Words of which each excludes the others: what holds for one is not said of another. Patterns.
_EXCLUSIVE = tuple(
    tuple(re.compile(word) for word in group.split())
    for group in (
        *OPPOSITES,
        "违约金 定金|订金",
        "职工(?:基本)?医疗?保 居民(?:基本)?医疗?保",
        "在职 退休",
        "居民(?=生活|用[水电气]|水价|电价) 工商业|特种行业|非居民",
        "手机(?![上能可号办]) 电脑|计算机(?!软|科) 平板电脑",
        "男(?!女) (?<!男)女",
        "公办 民办",
        "民营企业|民企 国有企业|国企|中央企业|央企 外资企业|外商投资企业",
        "甲方 乙方",
        "出租人 承租人",
        "(?<!未)成年人 未成年人",
        "债权人 债务人",
        "发包人|发包方 承包人|承包方",
        "大型企业 中型企业|中小企业 小型企业|小微企业|中小企业 微型企业|小微企业",
        "幼儿园 托育|托[大小]?班 小学|中小学 中学|中小学 高校|高等学校|高等院校|大学 职业学校|职业院校|职校|职教",
        "汽车|轿车 摩托车 自行车",
        "中央(?:财政|补助|资金|预算) 省级?(?:财政|补助|资金) 市级?(?:财政|补助|资金) [县区]级?(?:财政|补助|资金)",
    )
)
_POST = r"副?(?:组长|主任委员|主任|会长|理事长|召集人|院长|秘书长|主席|局长|厅长|校长|所长)"
_ASKS_POST = re.compile(rf"(?P<post>{_POST})(?:们)?(?:都)?(?:是|由|为|有)(?:谁|哪|什么人|几)")
# An identifier that is asked for must be told as such, or have its form.
_IDENTIFIERS = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        ("会议号", "会议号"),
        ("账号|帐号", "[账帐]号|[0-9]{9,}"),
        ("密码", "密码"),
        ("网址|网站地址", r"网址|[a-z]\.[a-z]"),
        ("邮箱|电子邮件", "@"),
        ("邮编|邮政编码", "[0-9]{6}"),
        ("微信号|公众号", "微信|公众号"),
        ("[Qq]{2}群?|群号", "[Qq]{2}|群"),
    )
)
_GRADE = re.compile(
    r"(?<![县乡村镇省市区])(?P<rank>[一二三四五六七八九十]|[0-9]{1,2}|[A-Ea-e])(?P<scale>星级|星|级|档|类)(?![似别型])"
)
# What statistics report side by side: growth of one says nothing of another.
_INDICATORS = tuple(
    re.compile(word)
    for word in """生产总值|GDP 增加值 固定资产投资 零售总额 预算收入 预算支出 进出口|出口|进口 就业(?!人) 失业率 消费价格 可支配收入 常住人口 税收
    营业收入 利润 用电量 接待(?:国内)?游客 旅游(?:总)?收入 存款 贷款余额 产业产值|总产值""".split()
)
_EVENTS = ("大赛", "竞赛", "博览会", "运动会")


# 房东不肯去备案, 没办证: the case in which something was not done.
_DENIES = re.compile("(?<![有是要能会])(?:还没|没有?|未(?!来)|不肯|不愿意?|拒不)")
_ON_THE_WAY = re.compile("^(?:去|来|有|能|经|给我?|办理?|进行|做|拿到?|取得|按时|依法)+")
_NO_DEED = re.compile("什么|多少|关系|问题|说|想|写|提|问|哪|[吗呢了的，]")
_NOT = "(?:未(?!来)|没有?|不予|不肯|拒绝?|不(?=[办做去交按进履]))[\u4e00-\u9fff]{0,8}?"


def _is_of_what_was_done(question: str, sentence: str, context: str) -> bool:
    """Whether `question` is of a case in which something was not done, `sentence` of one in which it was, and `context`
    has the other: 办理租赁合同备案的 beside 未办理租赁合同备案的.
    """
    for match in _DENIES.finditer(question):
        rest = question[match.end() :]
        for done in {rest[:2], _ON_THE_WAY.sub("", rest)[:2]}:
            if len(done) < 2 or _NO_DEED.search(done) or done not in sentence:
                continue
            denied = re.compile(_NOT + done)
            if denied.search(context) and not denied.search(sentence):
                return True
    return False


def _is_of_another_range(question: Question, sentence: str) -> bool:
    """Whether `sentence` bounds an amount that `question` gives by ranges in its unit that do not hold it: 20马力以下 for a
    tractor of 50马力."""
    said = quantities(sentence)
    return any(
        unit not in NO_CASE
        and (value, unit) not in said
        and is_bounded(unit, sentence)
        and not lies_in_range(value, unit, sentence)
        for value, unit in quantities(question.text)
    )


def _is_of_other_indicators(question: str, sentence: str) -> bool:
    """Whether `question` asks about one indicator of statistics and `sentence` tells of others alone."""
    asked = [word for word in _INDICATORS if word.search(question)]
    if len(asked) != 1 or asked[0].search(sentence):
        return False
    return any(word.search(sentence) for word in _INDICATORS if word is not asked[0])


_THE_REST = re.compile(
    "除了?(?P<told>[^，。？]{4,}?)(?:以外|之外|外|，).*(?:剩下|剩余|其余|其他|其它|另外|还有)"
)


def _names_only_those_left_out(question: str, sentence: str) -> bool:
    """Whether `question` asks for the rest of a list, and `sentence` names but what it gives: 除了甲、乙，其余三个是什么."""
    rest = _THE_REST.search(question)
    if rest is None or "、" not in rest["told"]:
        return False
    told = [name for name in re.split("[、和与及]", rest["told"]) if name]
    named = [part for part in re.split("[、和与及]", sentence) if part]
    return all(name in sentence for name in told) and len(named) <= len(told)


def is_beside(question: Question, sentence: str, context: str) -> bool:
    """Whether `sentence`, which stands in `context` (title, headings, passage), is about another thing than asked."""
    return (
        _excludes(question.text, context)
        or _is_of_another_post(question.text, sentence)
        or any(asked.search(question.text) and not told.search(sentence) for asked, told in _IDENTIFIERS)
        or _is_of_another_grade(question.text, context)
        or any(event in question.text and event not in context for event in _EVENTS)
        or _names_only_those_left_out(question.text, sentence)
        or _is_of_what_was_done(question.text, sentence, context)
        or (question.kind is QuestionKind.NUMBER and _is_another_number(question, sentence, context))
    )


# 首批, 第二批: what is said of one is not said of another, nor of all together.
_TURN = re.compile("(?:首|第(?P<number>[一二三四五六七八九十]|[0-9]{1,2}))(?P<scale>[批轮期届次]|阶段)")
_ALL_TOGETHER = re.compile("一共|总共|合计|总计|全部|总数")
_WHOLE = re.compile(f"{_ALL_TOGETHER.pattern}|总(?:规模|额|量|投资)")


def _is_of_another_turn(question: str, sentence: str) -> bool:
    """Whether `question` asks of one turn (第二批) or of all together, and `sentence` speaks of another turn alone."""
    told = {(match["scale"], _turn(match)) for match in _TURN.finditer(sentence)}
    asked = {(match["scale"], _turn(match)) for match in _TURN.finditer(question)}
    if not asked:
        return bool(told) and _ALL_TOGETHER.search(question) is not None and not _WHOLE.search(sentence)
    return any(each not in told and any(scale == each[0] for scale, _ in told) for each in asked)


def _turn(match: re.Match[str]) -> int:
    return int(number_value(match["number"]) or 0) if match["number"] else 1


# 三年统筹安排2.7亿元 says nothing of one year.
_OF_ONE_YEAR = re.compile("当年|每年|(?:20[0-9]{2}|今|明|去|本)年度?(?:当年|安排|预算|计划|要?投|拨付|支出)")
_OF_SEVERAL_YEARS = re.compile(
    "[两二三四五六]年(?:共|累计|统筹|合计|总|内|间)|(?:19|20)[0-9]{2}[年]?(?:—|-|–|～|~|至|到)(?:19|20)[0-9]{2}年?(?:共|累计|统筹|合计|期间)"
)
_OF_EACH_YEAR = re.compile("每年|年均|当年|分年|逐年|各年")


def _is_of_several_years(question: str, sentence: str) -> bool:
    """Whether `question` asks for the amount of one year, and `sentence` tells that of several together."""
    return (
        _OF_ONE_YEAR.search(question) is not None
        and _OF_SEVERAL_YEARS.search(sentence) is not None
        and not _OF_SEVERAL_YEARS.search(question)
        and not _OF_EACH_YEAR.search(sentence)
    )


def _is_another_number(question: Question, sentence: str, context: str) -> bool:
    """Whether the numbers of `sentence` are of something beside what `question` counts or measures."""
    return (
        _is_of_other_indicators(question.text, sentence)
        or _is_of_another_turn(question.text, sentence)
        or _is_of_several_years(question.text, sentence)
        or _is_of_another_range(question, sentence)
        or is_of_a_sibling(question.text, sentence, context)
        or is_of_other_money(question.text, sentence, context)
        or is_of_another_place(question.text, sentence)
        or is_total(question.text, sentence)
        or _is_of_another_year(question, sentence)
    )


def _excludes(question: str, context: str) -> bool:
    """Whether `question` names one of several exclusive things, and `context` others but not it: 住院, 门诊."""
    for group in _EXCLUSIVE:
        asked = [word for word in group if word.search(question)]
        if len(asked) != 1 or asked[0].search(context):
            continue
        if any(word.search(context) for word in group if word is not asked[0]):
            return True
    return False


def _is_of_another_post(question: str, sentence: str) -> bool:
    asked = _ASKS_POST.search(question)
    # 主任 is short for 主任委员.
    return asked is not None and not any(
        told.startswith(asked["post"]) for told in re.findall(_POST, sentence)
    )


def _is_of_another_grade(question: str, context: str) -> bool:
    """Whether `question` names a grade (一星级), and `context` other grades of its scale but not that one."""
    told = {(match["rank"].upper(), match["scale"]) for match in _GRADE.finditer(context)}
    for match in _GRADE.finditer(question):
        rank, scale = match["rank"].upper(), match["scale"]
        if (rank, scale) not in told and any(scale == other for _, other in told):
            return f"{rank}、" not in context.upper()  # A、B、C三类 names A without its scale
    return False


def _is_of_another_year(question: Question, sentence: str) -> bool:
    """Whether a `sentence` about several years tells no number for the one that `question` asks about.

    到2030年产值达到5000亿元，到2035年形成集群 gives none for 2035.
    """
    asked = question_terms(question.text).years
    sentence = TITLED.sub("", sentence)
    years = list(YEAR.finditer(sentence))
    if len(asked) != 1 or len({match.group() for match in years}) < 2:
        return False
    ends = [match.start() for match in years[1:]] + [len(sentence)]
    stretches = [
        sentence[match.start() : end]
        for match, end in zip(years, ends, strict=True)
        if match.group() == asked[0]
    ]
    return bool(stretches) and not any(has_expected_form(question, stretch) for stretch in stretches)
