"""What a question asks for: its kind, the clause it names, the subjects it compares.

Knows nothing of documents; follow-ups are made standalone in `qa.followup`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from corpus.normal_form import comparison_form, simplify
from qa.locating import place_asked, without_place
from qa.schema import QuestionFailure

MAXIMUM_CHARACTERS = 2000  # a longer "question" is a pasted document


class QuestionKind(StrEnum):
    """What an answer to the question looks like."""

    FACT = "fact"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    DEFINITION = "definition"
    CLAUSE = "clause"
    COMPARISON = "comparison"
    YES_NO = "yes_no"
    SUMMARY = "summary"
    METADATA = "metadata"
    SMALL_TALK = "small_talk"


# A number tells them; 几年 and 哪年 are as near as that.
MEASURED_KINDS = frozenset({QuestionKind.NUMBER, QuestionKind.DATE})


class MetadataField(StrEnum):
    """Which fact about a document as a whole is asked for."""

    ISSUERS = "issuers"
    NUMBER = "number"
    DATE = "date"
    ADDRESSEES = "addressees"
    TITLE = "title"
    EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True)
class Question:
    """A standalone question and what kind of answer it wants.

    `place` is the counter word (条, 章, 部分) where it asks in which clause something stands; `text` is then without
    the words that ask for that. `original` is what was asked in
    another language, of which `text` is a translation word by word, else "".
    """

    text: str
    kind: QuestionKind
    field: MetadataField | None = None
    place: str = ""
    original: str = ""


_NUMERAL = "0-9〇零一二两三四五六七八九十百千"
# 重点任务（四）: below the heading that is named, without a number of its own; a pattern of what stands before （四）.
BELOW_HEADING = "(?<=任务|措施|原则|目标|要求|保障)(?:的|里|中)?"
# 问6讲了什么, of an explanation in questions and answers; 提问2次 is none.
QUESTION_REFERENCE = "(?<![提疑请访学质想要就再我])问(?P<asked>[0-9]{1,2})(?=$|[？?，。、的里中是讲说写答回])"
CLAUSE_REFERENCE = re.compile(
    rf"第\s*[（(]?[{_NUMERAL}]+[）)]?\s*(?:条|款|项|目|章|节|编|部分|点|段|问|大点|个(?:问题|部分|方面|小节|大点))|{QUESTION_REFERENCE}"
    rf"|{BELOW_HEADING}[（(][一二三四五六七八九十]{{1,3}}[）)]\s*[0-9]{{0,2}}"
    rf"|(?<![{_NUMERAL}])[一二三四五六七八九十]{{1,3}}[、，]?\s*[（(][一二三四五六七八九十]{{1,3}}[）)]\s*[0-9]{{0,2}}"
)
_SMALL_TALK = re.compile(
    r"^(?:(?:你|您|大家)好(?:啊|呀)?|嗨|哈喽|hi|hello|hey|在吗|早上好|下午好|晚上好|谢谢(?:你|您|啦|了)?|多谢|感谢|辛苦了|再见|拜拜|好的|ok"
    r"|(?:你|您)(?:是谁|是什么|叫什么(?:名字)?|能做什么|会做什么|会什么|能干什么|可以做什么|有什么功能|能帮我做什么|是人吗|是机器人吗)"
    r"|(?:这个|本)?(?:工具|系统|程序|软件|问策)(?:是什么|怎么用|如何使用|能做什么|有什么功能)|怎么用|帮助|help|whoareyou|whatcanyoudo|thanks|thankyou"
    r"|(?:你|您)?(?:今天|最近)?(?:心情|过得|天气|忙不忙|累不累|吃(?:了|饭)没?)(?:怎么样|如何|好吗|好不好|了吗|吗|了没)?|(?:给我|来|讲|说)(?:讲|说)?(?:一?个)?(?:笑话|故事)|呀|啊)+$"
    # The weather of the day is in no document.
    r"|^(?:请问|问一?下)?(?:[\u4e00-\u9fff]{2,4}?)?(?:今天|明天|后天|今晚|周末|这周|下周).{0,8}(?:天气|下雨|下雪|气温|刮风)(?:情况|预报)?(?:怎么?样|如何|好不好|好吗|大吗|多少度|几度|吗|么)?(?:适合.{0,10}|要不要带伞|要带伞吗)?$"
    r"|^(?:今天|明天|后天|周末).{0,10}(?:带伞|穿什么衣服).{0,4}$"
    # Thanks with a word of praise, and questions about whoever answers; what is said is in comparison form.
    r"|^(?:谢谢|多谢|感谢|辛苦了)(?:(?!什么|啥|哪|多少|几|谁|如何|怎|是否|吗|第|呢|那|请|再|还|介绍|讲).){0,20}$"
    r"|^(?:(?:你|您)好[呀啊]?)?(?:你|您|问策|(?:这个|本)(?:工具|系统|程序|软件))(?:到底|究竟)?(?:是|由)(?:谁|哪家公司|哪个(?:公司|团队|单位)|什么人)(?:开发|研发|做|制作|训练|设计|写)(?:出来)?的(?:.{0,8}(?:模型|技术|数据|语言))?.{0,4}$"
    r"|^(?:(?:你|您)好[呀啊]?)?.{0,12}(?:陪|跟|和)我(?:聊|说说话|玩).{0,8}$"
    r"|^(?:你|您)(?:到底|究竟)?是(?:机器人|真人|人工智能|ai|电脑|人)(?:(?!文件|政策|规定|办法).){0,16}$"
)
_GENERIC_DOCUMENT = r"(?:这|该|本|此|那)?(?:份|个|项|部|篇)?(?:文件|意见|实施意见|政策|文档|通知|办法|规划|方案|文章|材料|全文)"
_SUMMARY = re.compile(
    rf"^{_GENERIC_DOCUMENT}?的?(?:主要|大致|大概|核心|总体|重点)?(?:都|是)?(?:讲|说|写|谈|规定|介绍|涉及)(?:了|的|述)?(?:些|是)?(?:什么|啥|哪些(?:内容|方面))"
    rf"|^(?:请|帮我|麻烦)*(?:总结|概括|概述|归纳|简述|简要介绍|梳理|综述|介绍(?:一下)?{_GENERIC_DOCUMENT})"
    rf"|(?:归纳|总结|概括|概述|梳理)(?:一下|下)?(?:主要|核心)?(?:要点|内容|大意)?$"
    rf"|^{_GENERIC_DOCUMENT}的?(?:主要|核心|大致|基本)?(?:内容|要点|大意|框架|结构|主旨)(?:是|有|包括)?(?:什么|哪些|啥)?$"
)
_NAMED_DOCUMENT = "(?:文件|意见|政策|通知|办法|规划|方案|措施|条例|规定|细则|法|报告|解读|纲要|决定|总结|公告|解释|答记者问|报道|新闻|文章|专报|通报|纪要)"
_SUMMARY_OF_NAMED = re.compile(
    rf"{_NAMED_DOCUMENT}(?:试行|暂行)?(?:都|主要|大致|大概|大体|到底|总体|核心|全文)*(?:讲|说|写|谈|规定|介绍|涵盖)(?:了|的|述)?(?:些|是)?(?:什么|啥|哪些(?:内容|方面|事)?)$"
    rf"|{_NAMED_DOCUMENT}(?:试行|暂行)?的?(?:主要|核心|大致|基本|总体)(?:内容|要点|大意|框架|结构|精神)(?:是|有|包括)?(?:什么|哪些|啥)?$"
)
_ISSUER = r"(?:部门|单位|机关|机构|部委)"
_NO_ISSUER = "省|市|县|地|国家|城|区|企业|公司|高校|政策|文件|标准|措施|规划|办法|目录|清单|名单|产品|平台|方案|计划|内容"
_ISSUED = (
    r"(?<!不)(?:共同发|联合发|发了|发布|印发|出台|制定|发文|下发|颁布|公布|联合|牵头|签发|署名|发的|出的)"
)
_METADATA = (
    (
        MetadataField.NUMBER,
        re.compile(
            r"文号|发文字号|发文号|文件编号|令[^，。？]{0,3}第?几号|令号(?:是|为)?(?:多少|几|什么)|第几号令|(?<!第)几号令"
        ),
    ),
    (
        MetadataField.TITLE,
        re.compile(
            r"(?:的|全)(?:标题|题目|全称|名称)(?:是|叫)?(?:什么|啥)|(?:标题|题目)(?:是|叫)(?:什么|啥)"
        ),
    ),
    (
        MetadataField.EFFECTIVE,
        re.compile(
            r"(?:什么时候|什么时间|何时|哪年|哪一?年|哪一?天|几月几[日号]|几[号月]).{0,3}(?:起|开始|正式)?.{0,2}(?:施行|实施|生效|执行)的?$"
            r"|(?:施行|实施|生效)(?:日期|时间)|(?:施行|实施|生效|执行)(?:是|的|从|自)*(?:什么时候|什么时间|何时|哪一?天)"
        ),
    ),
    (MetadataField.ADDRESSEES, re.compile(r"主送|发给(?:了)?(?:谁|哪些)|印发给|发送给|收文")),
    (
        MetadataField.DATE,
        re.compile(
            rf"(?:什么时候|什么时间|何时|哪年|哪一年|哪天|哪一天|几月|时间|日期).{{0,4}}{_ISSUED}"
            rf"|{_ISSUED}.{{0,4}}(?:什么时候|什么时间|何时|时间|日期|哪年|哪一年|哪天)|成文(?:日期|时间)?|落款(?:日期|时间)|落款[^，。？]{{0,6}}(?:哪一?天|什么时候|几月几[日号])|(?:哪一?天|什么时候|何时|哪一?年).{{0,4}}(?:成文|落款)"
        ),
    ),
    (
        MetadataField.ISSUERS,
        re.compile(
            rf"谁.{{0,6}}{_ISSUED}"
            rf"|(?:哪些|几|什么|哪(?!些)[{_NUMERAL}几]?)[个家]?(?!{_NO_ISSUER})(?:.{{0,4}}{_ISSUER}.{{0,6}}|.{{0,2}}){_ISSUED}"
            rf"|{_ISSUED}.{{0,6}}(?:{_ISSUER}|者|主体)|{_ISSUER}.{{0,4}}{_ISSUED}(?!的)|^(?:这|那|上述)?[{_NUMERAL}]+个?{_ISSUER}(?:都|分别|具体|到底|究竟)*(?:是|有|指|包括)(?:的是)?(?:哪|谁|什么)|{_ISSUED}的?是(?:谁|哪)"
        ),
    ),
)
_WHY = re.compile(
    r"为什么|为啥|为何|为了(?:什么|啥)|图的?是?个?(?:什么|啥)|初衷|(?<!项)目的|出于什么|怎么(?!称|写)"
)
_COMPARISON = re.compile(
    r"区别|不同|差异|差别|对比|比较(?![中里]|的?(?:简报|报告|研究|文章|结果|表))|相比|异同|有何不一样|哪个更|哪里不一样|什么变化|有何变化|怎么变|差在哪|[多高大长快]还是[少低小短慢]"
)
_LIST = re.compile(
    rf"[两二三四五六七八九十]+(?:大|个|项|类)[^，,。？]{{1,8}}(?:都|分别)?叫(?:什么|啥)|哪些|哪几|哪(?!一)[{_NUMERAL}]+|哪[两]|各(?:叫|是)(?:什么|啥)|"
    rf"几大|什么样的(?:人|企业|单位|项目|情况|房子|材料)|(?:哪类|哪种|什么)(?:人|企业|项目|情况|情形)(?:下)?(?=[^，。？]{{0,2}}(?:能|可以|不|才|会|算))|包括什么|包含什么|包括啥|有什么|有啥|都有|分别|列出|列举|罗列|几个方面|哪方面|"
    rf"^[两二三四五六七八九十]+(?:大|项|个)[^，。？]{{2,12}}$|"
    rf"[两二三四五六七八九十](?:大|项|个|条|类)(?:具体|主要|重点|关键)?(?:举措|措施|任务|原则|目标|方向|领域|特征|路径|要求|工程|行动)$|"
    rf"几(?:点|个方面|方面|条|项)(?=[^，。？]{{0,6}}(?:措施|任务|原则|要求|举措|保障|目标))|"
    rf"什么(?:措施|任务|条件|情形|手续|材料|文件|资料|证件|证明)"
)
_NUMBER = re.compile(
    r"多少|几(?:毛|分|块|角)钱|[百千万]分之几|几分之几|几折|(?<![那这好十前后])几(?:个|家|项|条|种|类|大|组|名|人|年|倍|天|周|小时|分钟|次|折|步|批|场|座|处|亩|吨|公里|米|岁|块|台|套|间|层|辆|份|户|件|届|架|艘|所|回|趟|级(?!别)|分(?![之类种别期])|升|张|篇|页|轮|枚|秒|元|箱|只|头|株|课时|学时|学分|万|亿|百|千)|多大|多高|(?:占比|比例|数量|规模|金额)(?:是|为|有)?[？?。]?$|(?:占比|比例|数量|规模|金额)是|几成|多长|多久"
)
_DATE = re.compile(
    r"什么时候|啥时候?|几时|什么时间|何时|哪一年|哪年|哪天|哪一天|几月几|几点(?=钟|[前后起开关结下上营到止截之以])|(?<!第)几号(?!文|令)|到哪年|时间节点|期限|截止"
)
_DEFINITION = re.compile(
    r"(?:什么|啥)(?:是|叫|叫做)|指(?:的是)?(?:什么|啥)|是(?:一?个)?(?:什么|啥)(?:意思|概念|东西|样的产业)?[？?]?$|是指|指的是|何谓|定义|含义|怎么理解|如何理解|如何界定"
)
_YES_NO = re.compile(
    r"是否|是不是|能不能|可不可以|有没有|会不会|要不要|需不需要|可否|能否|吗[？?。]?$|对不对"
)


# A question for an amount or a time, even where it ends as one for yes or no: 知道要交多少吗.
_MEASURED = re.compile(r"多少|多久|多长|多大|多高|什么时候|何时|哪一?[年天]|区别|不同|差异|差别|对比|比较")
_CLAUSE_MARK = re.compile("[，,；;]")
_OTHERWISE = re.compile("谁|哪里|哪儿|怎么|咋|如何|会怎|(?:什么|啥)(?!时)")
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
_ENGLISH = (
    (
        QuestionKind.NUMBER,
        re.compile(r"\bhow (?:many|much|long)\b|\bwithin how\b|\bwhat (?:rate|percentage|share)\b", re.I),
    ),
    (
        QuestionKind.DATE,
        re.compile(
            r"^when (?:is|was|are|were|did|does|do|will|must|should|shall|can|has|had)\b|\bwhat (?:date|year)\b|\bby which year\b",
            re.I,
        ),
    ),
    (QuestionKind.LIST, re.compile(rf"\b(?:which|what) {_COUNT}\b|\bwhat are the\b|\bwhich \w+s\b", re.I)),
)


def read_question(text: str) -> Question:
    """The kind of `text`, which must stand alone; `Question.text` is in the form that is searched for.

    Raises `QuestionFailure` when it is empty or far too long.
    """
    plain = plain_form(clean_question(text))
    kind, field = _kind(plain, comparison_form(plain))
    place = place_asked(plain)
    if place and kind is not QuestionKind.CLAUSE:
        return Question(without_place(plain), QuestionKind.FACT, place=place)
    return Question(plain, kind, field)


def about_contents(question: Question) -> Question:
    """`question` as if the clause that it names were a word like others, not what is asked for."""
    kind, field = _content_kind(question.text, comparison_form(question.text))
    return Question(question.text, kind, field)


_SPACE_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+|\s+(?=[\u3000-\u9fff\uff00-\uffef])")


_HAN = re.compile("[\u4e00-\u9fff]")
_PUNCTUATION = re.compile("(?<![0-9])[,;?!]|[,;?!](?![0-9])")
_IN_CHINESE = str.maketrans(",;?!", "，；？！")


def plain_form(question: str) -> str:
    """`question` as it is searched: NFKC, simplified script, Chinese commas and question marks, no white space beside
    Chinese characters."""
    simple = simplify(unicodedata.normalize("NFKC", question)).replace("甚么", "什么")
    close = _SPACE_IN_CHINESE.sub("", simple).strip()
    if not _HAN.search(close):
        return close
    return _PUNCTUATION.sub(lambda match: match.group().translate(_IN_CHINESE), close)


def clause_reference(text: str) -> str:
    """The first clause that `text` names by its number, as it is written; "" when it names none."""
    match = CLAUSE_REFERENCE.search(text)
    return match.group() if match else ""


def clean_question(text: str) -> str:
    """`text` on one line, without control characters; raises `QuestionFailure` as `read_question`."""
    cleaned = " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())
    if not comparison_form(cleaned):
        raise QuestionFailure("问题是空的", "请写一句关于文件内容的问题")
    if len(cleaned) > MAXIMUM_CHARACTERS:
        raise QuestionFailure(
            f"问题有 {len(cleaned)} 个字，超过 {MAXIMUM_CHARACTERS} 个字",
            "请缩短问题；要加入文件请用 python -m index build",
        )
    return cleaned


def _kind(plain: str, bare: str) -> tuple[QuestionKind, MetadataField | None]:
    if _SMALL_TALK.match(bare):
        return QuestionKind.SMALL_TALK, None
    if CLAUSE_REFERENCE.search(plain):
        return QuestionKind.CLAUSE, None
    return _content_kind(plain, bare)


def _content_kind(plain: str, bare: str) -> tuple[QuestionKind, MetadataField | None]:
    if _SUMMARY.search(bare) or _SUMMARY_OF_NAMED.search(bare):
        return QuestionKind.SUMMARY, None
    for field, pattern in _METADATA if not _WHY.search(plain) else ():
        if pattern.search(bare):
            return QuestionKind.METADATA, field
    for kind, pattern in _ENGLISH:
        if pattern.search(plain):
            return kind, None
    if _YES_NO.search(plain) and not _MEASURED.search(plain) and not _LIST.search(plain):
        return QuestionKind.YES_NO, None
    for kind, pattern in (
        (QuestionKind.COMPARISON, _COMPARISON),
        (QuestionKind.LIST, _LIST),
        (QuestionKind.DATE, _DATE),
        (QuestionKind.NUMBER, _NUMBER),
        (QuestionKind.YES_NO, _YES_NO),
        (QuestionKind.DEFINITION, _DEFINITION),
    ):
        if pattern.search(plain):
            tail = _CLAUSE_MARK.split(plain.rstrip("？?。"))[-1]
            # 几个省谈不拢，谁来拍板: the number is of the case, what is asked for stands last.
            other = kind in (QuestionKind.DATE, QuestionKind.NUMBER) and _OTHERWISE.search(tail)
            return (QuestionKind.FACT if other and not pattern.search(tail) else kind), None
    return QuestionKind.FACT, None
