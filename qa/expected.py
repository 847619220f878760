"""What form an answer must have: a question for an amount of money is not answered by a count of firms.

Knows nothing of documents; reads the question and one sentence.
"""

from __future__ import annotations

import re

from qa.asked_forms import ASKS_PHONE, lacks_form
from qa.quantities import quantities
from qa.question import MetadataField, Question, QuestionKind
from qa.sentences import ITEM_MARK

_COUNTERS = "个工作日|工作日|个小时|个月|分钟|秒|家|个|台|套|座|间|层|马力|毫米|厘米|辆|架|艘|亩|公顷|户|所|处|份|件|位|场|条|项(?!目)|吨|公里|海里|平方米|平方公里|平米|立方米|千瓦时|分贝|人|名|年|天|日|月|倍|次|回|趟|种|类|岁|小时|批|组|大|周|折|分(?!之|别|类|期|为|成|开|配|担)|米|公斤|千克|克|课时|学时|度|届|期|级|株|头|只|枚|篇|张|毫升|例|座|字(?!段|号|样|典|母|眼|体)"
_UNIT_ASKED = re.compile(rf"(?:多少|几)(?:个)?(?P<unit>{_COUNTERS})")
_MONEY = re.compile(
    r"多少钱|多少[^，。？]{0,8}费(?!用?由|用?谁)|多少[万亿]+(?:元|块|[？?。，]|$)|多少[^，。？]{0,8}(?:资金|经费|补贴|补助|奖金|奖励|投资|贷款|罚款|税)"
    r"|(?:产值|奖金|收费|价格|租金|票价|学费|保费|缴费|预算|金额|补贴|补助|收入|罚款|工资|薪|费用|投资额?|资金|经费|营收|造价)[^，。？]{0,8}(?:多少|多大|多高|几)"
    r"|(?:缴|奖|罚|补|赔|报销)多少(?![个名天次家人年])"
)
# What is paid for work or a thing; a share alone says nothing of it.
_PRICE = re.compile(
    "(?:工资|薪酬|薪资|租金|票价|学费|奖金|价格|[水电气热房油]价)(?:(?![补贴减免比优增]|[涨升降浮](?![到至为]))[^，。？]){0,6}(?:多少|几)(?!成|折|倍)|几(?:毛|分|块|角)钱|费用?(?:具体)?(?:是|要|收|交|缴)?多少钱"
)
_AREA = re.compile("(?:面积|占地)(?:(?![补奖贴每费价钱])[^，。？]){0,8}(?:多少(?!钱|元)|多大|几)")
_AREA_UNITS = frozenset({"平方米", "平方公里", "平方", "亩", "公顷", "%"})
_LATIN_UNIT = re.compile(r"[0-9]\s*(?:[A-Za-z]{1,8}|[㎡℃°])")  # 45EFLOPS, 85EB
_SUM = re.compile(
    r"(?:多少|几)[十百千万亿]*(?:元|块)|(?:要|共|得|能|会)?(?:投资?|花|耗资|造价)(?:了|入|资)?多少(?:钱|资金)?(?:[？?。，]|$)"
)  # a sum is asked for, no share and no multiple
_SHARE = re.compile(
    r"(?:几|多少)个(?:百分)?点(?!位)|[百千万]分之(?:几|多少)|几成|[什怎]么比例|何种比例|几比几|多大比例|多少比例|(?:率|比例|占比|比重|增速)[^，。？]{0,6}(?:多少|多大|多高|几)"
)
_TENTHS = re.compile("分之|‰|[一二三四五六七八九十半]成")
_RATIO = re.compile(r"[0-9]\s*[:：∶/／]\s*[0-9]")
# How long may be a length: 疤痕要多长.
_LONG = re.compile("多长|长度")
_LENGTH = re.compile(r"[0-9.一二三四五六七八九十]\s*(?:cm|mm|km|厘米|毫米|公里|千米|米|m(?![a-z0-9]))", re.I)
_YEARS = re.compile("(?:几|多少)年(?!级|度|龄)")
_PORTION = re.compile("半数|多数|分之|一致通过")
_EVERY = re.compile("[每按逐]半?(?:年|季度|月|周|日|天)")  # how often: 每年检定一次
_DURATION = re.compile(
    r"多久|多长(?!度)|几年内|几天|几日|几周|几个?(?:小时|钟头)|几个?工作日|几个月|(?:几|多少)分钟|(?:期限|年限|任期|保护期|有效期|时限)[^，。？]{0,4}(?:多少|多长|几)"
)

_DAYS = re.compile(
    "几(?:天|日|个?工作日|个?小时|分钟)|多少(?:天|日|个?工作日|个?小时|分钟)"
)  # no count of years
_CALENDAR = frozenset({"年", "月", "日", "号"})
_MONEY_UNITS = frozenset({"元", "倍", "%"})
_DURATION_UNITS = frozenset({"年", "月", "个月", "日", "个工作日", "天", "小时", "个小时", "分钟", "周"})
_SAME_UNIT = (
    frozenset({"个", "名", "人", "位"}),
    frozenset({"家", "个", "座", "处", "所"}),
    frozenset({"日", "天", "工作日", "个工作日"}),
    frozenset({"小时", "个小时"}),
    frozenset({"月", "个月"}),
    frozenset({"岁", "周岁"}),
    frozenset({"次", "回", "趟"}),
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
    r"(?:哪|什么|啥)[一二两三四五六七八九十几些]?[个家]?(?:部门|单位|机关|机构|部委|委办局)|由谁|归谁|谁(?:来)?(?:负责|牵头|主管|监督|管|审批|决定)"
)
_WHO = re.compile(
    r"部门|机关|机构|单位|公司|国家|财政|原告|被告|[甲乙丙供需买卖双一]方|当事人|申请人|政府|法院|检察院|国务院|银行|组织|企业|学校|协会|中心|用人|委员|人员"
    r"|[\u4e00-\u9fff]{2}(?:部(?!分|署|长|际|队|委)|委(?!托)|(?<!布)局(?!面|部|限)|办(?!法|理|公|学)|厅|院|署(?!名)|(?<!社)会(?!议|保|计)|人(?!才|工|民|形|机)|者)"
)
_WHEN = re.compile(
    r"[0-9〇零一二三四五六七八九十半]\s*(?:年|个?月|日|天|个?工作日|小时|周|时|点)|时期|之日|期间|届时|当[天日年月]|日为|(?:以|之)[前后]|[前后时起](?=[，,；。])|每[年月日季]"
)
# 自　　年　　月　　日起施行: the date of a draft is not written yet.
_LEFT_BLANK = re.compile(r"自[\s_×ＸX]*年[\s_×ＸX]*月[\s_×ＸX]*日")
_ASKS_DAY = re.compile("哪一?[天日年月]|何时|什么时[候间]|几[月号日]|时间|日期")
# By when at the latest: 9月13日发布 is no deadline.
_ASKS_LATEST = re.compile("最[晚迟]|截[止至]|前(?:要|应|得|须)")
_LATEST = re.compile(
    "[年月日天底末时点]\\s*[^，。；]{0,6}(?:前|止|内)|截[止至]|之前|以前|不得?[晚迟]于|期限|逾期|[至到—－-]\\s*[0-9二]|最[晚迟]|届满|[日月]内"
)
_FIELDS = {
    MetadataField.NUMBER: re.compile("号"),
    MetadataField.ISSUERS: re.compile(
        rf"(?=.*(?:印发|发布|联合|共同|制定|出台|公布|会同|颁布|发文|主办|牵头|署名|签发)).*(?:{_WHO.pattern})",
        re.DOTALL,
    ),
    MetadataField.DATE: _WHEN,
}


def _without_years_of(question: str, sentence: str) -> str:
    """`sentence` without the years that `question` gives: 做好2025年度申报工作 does not say when in 2025."""
    for year in re.findall("(?:19|20)[0-9]{2}年度?", question):
        sentence = sentence.replace(year, "")
    return sentence


_UNITS = "(?:元|倍|[%％]|年|月|日|天|人|名|个|家|岁|米|公里|公斤|吨|成|件|次)"
# What bounds an amount from above and from below: 不得少于2人 does not say how many at most.
_MOST_ASKED, _LEAST_ASKED = (
    re.compile("最多|至多|上限|最高|封顶|最长|最大"),
    re.compile("最少|至少|下限|最低|起码|最短"),
)
_AT_LEAST = re.compile(rf"不得?(?:少|低|小|短)于|{_UNITS}以上|至少|最少|最低")
_AT_MOST = re.compile(rf"不得?(?:超过|高于|多于|大于)|至多|最多|最高|以内|上限|最长|{_UNITS}以下")


def _bounds_wrongly(question: str, sentence: str) -> bool:
    """Whether `sentence` bounds an amount only on the side that `question` does not ask about."""
    if _MOST_ASKED.search(question) and not _LEAST_ASKED.search(question):
        return _AT_LEAST.search(sentence) is not None and not _AT_MOST.search(sentence)
    if _LEAST_ASKED.search(question) and not _MOST_ASKED.search(question):
        return _AT_MOST.search(sentence) is not None and not _AT_LEAST.search(sentence)
    return False


def counts_something_else(question: str, sentence: str) -> bool:
    """Whether `question` names the unit of a count (多少户) and `sentence` counts in others alone (21个)."""
    asked = None if _SHARE.search(question) else _UNIT_ASKED.search(question)  # 按几个点补
    units = {unit for _, unit in quantities(sentence)} - _CALENDAR
    return asked is not None and bool(units) and not units & _accepted(asked["unit"])


def _accepted(unit: str) -> frozenset[str]:
    """The units that count the like of `unit`, itself among them."""
    return frozenset({unit}).union(*(group for group in _SAME_UNIT if unit in group))


def has_expected_form(question: Question, sentence: str) -> bool:
    """Whether `sentence` holds what `question` asks to be told: a body, a time, a number with the unit asked for.

    A number that the question says itself tells nothing: 五大工程 in 五大工程总投资是多少.
    """
    if lacks_form(question.text, sentence):
        return False
    if _LEFT_BLANK.search(sentence) and _ASKS_DAY.search(question.text):
        return False
    if question.kind is QuestionKind.METADATA and question.field in _FIELDS:
        return _FIELDS[question.field].search(sentence) is not None
    if question.kind is QuestionKind.DATE and _ASKS_LATEST.search(question.text):
        return _LATEST.search(sentence) is not None
    if question.kind is QuestionKind.DATE:
        return _WHEN.search(_without_years_of(question.text, sentence)) is not None
    if ASKS_PHONE.search(question.text):
        return True  # it has a number, which counts nothing
    if question.kind is QuestionKind.LIST and _ASKS_NAMES.search(question.text):
        return _NAMES.search(_IN_BRACKETS.sub("", sentence) or sentence) is not None
    if question.kind is QuestionKind.LIST and _HOW_MANY.search(question.text):
        return _counts_or_lists(sentence)
    if question.kind is QuestionKind.LIST and _ASKS_EACH.search(question.text):
        return _counts(sentence)
    if question.kind is not QuestionKind.NUMBER:
        return _ASKS_WHO.search(question.text) is None or _WHO.search(sentence) is not None
    return _has_number(question.text, sentence) and not _bounds_wrongly(question.text, sentence)


# A list of names is asked for, and a sentence that names none gives none.
_ASKS_NAMES = re.compile(
    "名单|哪(?:些|[几一二两三四五六七八九十0-9]+[家个所座])(?:企业|公司|央企|国企|城市|省份?|市|县|地区|单位|机构|高校|学校|园区|平台|小区|社区|街道|楼盘|医院|银行|景区|村)(?![的要应须])"
)
_NAMES = re.compile("[、：:“《]|和|与|及|等|是")
_IN_BRACKETS = re.compile("（[^（）]*）")  # 县（市、区） names none
# 完善类和提升类分别出多少比例: a number of each.
_ASKS_EACH = re.compile("(?:分别|各自?)[^，。？]{0,6}(?:多少|几(?![个项种类条点]))")
_HOW_MANY = re.compile("(?<!哪)(?:几|多少)(?:个|家|座|所|处|名|位)")
# What is written with 一 and counts nothing: 建设一批, 一次性奖励.
_NO_COUNT = re.compile("一(?:批|系列|定|次性|律|揽子|方面|体化)|第一")


_MARK = re.compile(rf"^\s*(?:{ITEM_MARK})")  # 2.完善类包括… has no number


def _counts_or_lists(sentence: str) -> bool:
    """Whether `sentence` has a number, names several, or opens a list."""
    return "、" in sentence or _counts(sentence)


def _counts(sentence: str) -> bool:
    """Whether `sentence` has a number, or opens a list that may."""
    counted = _NO_COUNT.sub("", _MARK.sub("", sentence))
    return bool(sentence.endswith(("：", ":")) or re.search("[0-9]", counted) or quantities(counted))


# The number of an article is no answer: 第二十三条 小规模纳税人….
_ORDINAL = re.compile(
    r"第[0-9〇零一二三四五六七八九十百千]+(?:条|款|项|章|节|编|目)(?:之[一二三四五六七八九十]+)?"
)


# A day of the calendar is no stretch of time.
_DAY = re.compile(r"(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?")


_SIZE = re.compile("(?P<noun>规模|总量|产值|产量|销量)[^，。？]{0,6}(?:多大|多少|几)")


def _tells_no_size(question: str, sentence: str) -> bool:
    """Whether `sentence` names the size that `question` asks for without its number: 占总规模的比例不低于50%."""
    asked = _SIZE.search(question)
    if asked is None or asked["noun"] not in sentence:
        return False
    number = "[0-9一二三四五六七八九十百千万亿]"
    noun = asked["noun"]
    told = rf"{noun}(?:(?!比例|占比|的)[^，。；]){{0,12}}{number}|{number}[^，。；]{{0,6}}{noun}"
    return re.search(told, sentence) is None


_THINGS = re.compile("单位|企业|公司|机构|学校|医院|银行|项目|平台|城市|专家|人员|学生|教师")


def _counts_that(asked: str, sentence: str) -> bool:
    """Whether `sentence`, which counts in a like unit, names what `asked` (the words behind 多少家) opens with: 4个重点方向 is
    no number of firms."""
    thing = _THINGS.match(asked)
    return thing is None or thing.group() in sentence


def _has_number(question: str, sentence: str) -> bool:
    counted = _NO_COUNT.sub(" ", _ORDINAL.sub(" ", sentence))
    if _DURATION.search(question):
        counted = _DAY.sub(" ", counted)
    units = {unit for _, unit in quantities(counted) - quantities(question)}
    if _SUM.search(question):
        return "元" in units
    if _SHARE.search(question):
        return bool(units & {"%", "个百分点"} or _TENTHS.search(sentence) or _RATIO.search(sentence))
    if _tells_no_size(question, sentence):
        return False
    if _LONG.search(question) and _LENGTH.search(sentence):
        return True
    if _YEARS.search(question):
        return bool(units & {"年", "月", "个月"})
    if _DURATION.search(question):
        told = _DURATION_UNITS - {"年"} if _DAYS.search(question) else _DURATION_UNITS
        return bool(units & told or _EVERY.search(sentence))
    asked = _UNIT_ASKED.search(question)
    if asked is not None:
        if asked["unit"] in ("人", "名") and _PORTION.search(sentence):
            return True  # 过半数通过
        if asked["unit"] == "折" and "%" in units:
            return True
        if asked["unit"] in units:
            return asked["unit"] not in ("个", "项") or _counts_that(question[asked.end() :], sentence)
        return bool(units & _accepted(asked["unit"])) and _counts_that(question[asked.end() :], sentence)
    if _AREA.search(question):
        return bool(units & _AREA_UNITS or _TENTHS.search(sentence) or _LATIN_UNIT.search(sentence))
    if _PRICE.search(question):
        return "元" in units or "倍" in units
    if _MONEY.search(question):
        return bool(units & _MONEY_UNITS)
    return bool(
        units - _CALENDAR or _TENTHS.search(sentence) or _LATIN_UNIT.search(sentence)
    )  # 2025年 is no amount
