"""Why a document was made, from when it holds, who explains it, what an application needs and what is left out: questions that every document answers in a set form of words.

Knows one question and one sentence; nothing of documents. The forms are those of the 立法技术规范（试行）（一）
(2009), 5 (为了…，制定本法) and 10 (自…起施行), which documents of policy follow too.
"""

from __future__ import annotations

import functools
import re
from enum import Enum

_DOCUMENT = r"(?:法|条例|办法|规定|意见|政策|措施|通知|规划|方案|文件|规则|细则|解释|制度|行动|计划|举措|规范|指南|标准|[0-9一二三四五六七八九十]+条)"
_MADE = r"(?:制定|出台|发布|印发|颁布|推出|编制|修订|施行|实施|立法?|搞|发)"
_WHY = r"(?:为什么|为啥|为何|因何|为了(?:什么|啥)|为的是|(?<!项)目的|初衷|用意|出于什么|什么考虑|图的?是?个?(?:什么|啥)|奔着(?:什么|啥))"
_ON_WHAT = r"(?:根据|依据|依照|按照|凭)(?:的?是)?(?:什么|啥|哪)|(?:制定|立法|上位法|法律|政策)依据"
_WHEN = r"(?:什么时候|什么时间|啥时候|何时|几时|何日|哪一?[天年日]|几[月号]|多久|多长|几年|多少年|到哪)(?:就|起|开始|为止)?"
_WHICH = r"(?:哪些|哪几[项类种个]|(?<!为)(?:什么|啥)(?:样的?)?(?!时)|哪[类种项]|何种)"
_NOT_ALLOWED = r"(?:不许|不能|不准|不让|不得|不可以|不给|不予|不享受|不补|不支持|不纳入|不适用|禁止|不列)"
_HOLDS = r"(?:不再?(?:施行|实施|执行|有效|管用)|施行|实施|执行|生效|有效|有效期|管用|作废|失效|废止|到期|算数|起作用)"


class Formula(Enum):
    """What is asked of a document as a whole; the value is what its sentence is searched with."""

    PURPOSE = "为了，根据，制定本办法，现提出如下意见"
    BASIS = "根据有关法律规定，结合实际，制定本办法"
    EFFECT = "自发布之日起施行，有效期，同时废止"
    EXPLAINED_BY = "由部门负责解释"
    MATERIALS = "申请材料包括，应当提交下列材料"
    EXCLUDED = "不得用于下列支出，有下列情形之一的不予支持"
    CONDITIONS = "应当同时符合下列条件"
    CASES = "有下列情形之一的"
    PROCEDURE = "按照下列程序办理，流程分为"

    @property
    def is_of_document(self) -> bool:
        """Whether a document says it once, of itself; materials are told for each thing that is applied for."""
        return self in (Formula.PURPOSE, Formula.BASIS, Formula.EFFECT, Formula.EXPLAINED_BY)


_ASKED = (
    (
        Formula.PURPOSE,
        re.compile(rf"{_WHY}.{{0,12}}{_MADE}.{{0,24}}{_DOCUMENT}|{_MADE}.{{0,30}}{_DOCUMENT}.{{0,6}}{_WHY}|^(?:国家|国务院|政府|省里|市里|当初).{{0,4}}(?:为什么|为啥|为何)要"),
    ),
    (
        Formula.BASIS,
        re.compile(rf"(?:{_ON_WHAT}).{{0,16}}(?:制定|出台|定的|立法)|{_MADE}.{{0,30}}{_DOCUMENT}.{{0,6}}(?:{_ON_WHAT})"),
    ),
    (
        Formula.EXPLAINED_BY,
        re.compile(r"(?:谁|哪几?[家个些]?(?:部门|单位|机关|机构)?)(?:来|负责|有权)?解释|解释(?:权|工作)?(?:归|由|是|属于?)+(?:谁|哪)"),
    ),
    (
        Formula.MATERIALS,
        re.compile(r"(?:哪些|什么|啥|哪几[份样种])(?:申请|申报|证明)?(?:材料|资料|证件|手续)|材料(?:有|是|包括|要)?(?:哪些|什么|啥)"),
    ),
    (
        Formula.CONDITIONS,
        re.compile(r"(?:哪些|什么|啥|何种|几个?)(?:样的?)?(?:基本|申报|申请|认定)?(?:条件|门槛|资格)|(?:条件|门槛|资格)(?:是|有|包括|要求)?(?:什么|哪些|啥)"),
    ),
    (
        Formula.PROCEDURE,
        re.compile(r"(?:哪些|什么|啥|哪?几个?)(?:步骤|步|程序|流程|环节|手续)|(?:程序|流程|步骤)(?:是|有|包括|怎么|如何)(?:什么|哪些|啥|样|走)?"),
    ),
    (
        Formula.CASES,
        re.compile(r"(?:哪些|什么|啥|哪几?种)(?:样的?)?(?:情况|情形)(?!怎)"),
    ),
    (
        Formula.EXCLUDED,
        re.compile(rf"[能可](?:不能|否|不可以|以)?(?:拿来|用来|用于|用在)|{_WHICH}[^，。？]{{0,14}}{_NOT_ALLOWED}|{_NOT_ALLOWED}[^，。？]{{0,8}}{_WHICH}"),
    ),
    (
        Formula.EFFECT,
        re.compile(
            rf"{_DOCUMENT}[^。]{{0,8}}{_WHEN}[^，,。]{{0,6}}{_HOLDS}|{_DOCUMENT}[^，,。]{{0,8}}{_HOLDS}[^，,。]{{0,6}}{_WHEN}"
            rf"|{_WHEN}[^，,。]{{0,4}}{_HOLDS}.{{0,12}}{_DOCUMENT}|{_DOCUMENT}[^，,。]{{0,6}}(?:能|可以)?管(?:到|几|多)"
            rf"|{_DOCUMENT}[^，,。]{{0,4}}有效期|{_DOCUMENT}[^。]{{0,6}}{_HOLDS}(?:日期|时间)"
        ),
    ),
)  # fmt: skip
_SAID = {
    Formula.EXPLAINED_BY: re.compile("负责解释|解释权|由[^。；，]{2,40}解释[。；，]"),
    Formula.PURPOSE: re.compile(
        r"(?:^|[\s，。：])为(?!主|首|例|期)[^。；]{6,}?(?:制定(?:本|此|《)|现[就将提印结]|提出(?:如下|以下)|特制定|出台|印发)"
    ),
    Formula.CASES: re.compile("(?:下列|以下)(?:情形|情况|行为)"),
    Formula.CONDITIONS: re.compile(
        r"(?:符合|具备|满足)[^。；]{0,10}条件|条件(?:包括|如下|为)?[：:]"
    ),
    Formula.PROCEDURE: re.compile(
        r"(?:程序|流程|步骤)(?:分为|包括|为|如下|是)?[：:]|(?:程序|流程)(?:分为|包括)|按照?(?:以下|下列|如下)(?:程序|步骤|流程)|分[为成]?[二三四五六七八九]步"
    ),
    Formula.EXCLUDED: re.compile(
        "(?:下列|以下|如下)[^。；]{1,16}(?:不得|不予|不能|不享受|不纳入|不适用|禁止)|(?:不得|不予|禁止)[^。；]{0,16}(?:下列|以下|如下)|不得(?:用于|列支|开支)|不予(?:支持|补助)|不纳入|不享受"
    ),
    Formula.MATERIALS: re.compile(
        r"(?:材料|资料)(?:主要)?(?:包括|有|为|如下|清单)?[：:]|(?:材料|资料)(?:主要)?(?:包括|如下)|(?:提交|提供|报送|准备|携带|持)(?:以下|下列|如下)[^。；]{0,12}(?:材料|资料|文件|证件)"
    ),
    Formula.BASIS: re.compile(r"(?:根据|依据|依照|按照)[^。；]{2,}?(?:制定(?:本|此|《)|现[就将提印结]|提出(?:如下|以下)|特制定)"),
    Formula.EFFECT: re.compile(
        rf"[自从][^，。；]{{2,24}}(?:正式|开始)?(?:施行|实施|执行|生效)|(?:本|此|该|现){_DOCUMENT}[^。；]{{0,12}}(?:有效期|试行期|施行|实施|执行)"
    ),
}  # fmt: skip


@functools.lru_cache(maxsize=1024)
def formula_asked(question: str) -> Formula | None:
    """Which formula answers `question`; None where none does."""
    return next((formula for formula, pattern in _ASKED if pattern.search(question)), None)


def has_formula(sentence: str, formula: Formula | None) -> bool:
    """Whether `sentence` is worded as `formula` is."""
    return formula is not None and _SAID[formula].search(sentence) is not None


def asks_for_repeal(question: str) -> bool:
    """Whether `question` asks what a document takes the place of, which stands behind its day in force: 《…》同时废止。"""
    return _REPEAL.search(question) is not None


_REPEAL = re.compile(
    "废止|作废|失效|取代|废了|(?:原来?的?|旧的?|老的?)《[^》]+》[^，。？]{0,4}(?:还|仍|是否|继续)?(?:有效|有没有效|管用|能用|适用)"
)
