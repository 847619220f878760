"""Which lines of a document are its imprint: to whom it goes, who issued it, when it was printed or amended.

They are read as metadata, and are no sentences of an answer. Knows one line and its document.
"""

from __future__ import annotations

import re

from corpus.normal_form import comparison_form
from corpus.schema import Document
from qa.asked_forms import RESPONSIBLE_LINE
from qa.sentences import Span, line_around, line_below

# 各省、自治区、直辖市人民政府，各有关单位：
_ADDRESSED = re.compile(
    r"^(?:各|[\u4e00-\u9fff]{2,20}、各)[^。；]*(?:政府|单位|部门|机构|企业|公司|集团|[委厅局办部院校会署行所])[：:]$"
)
# 某市人民政府办公室2025年2月28日印发; 附件：1.申报书
_PRINTED = re.compile(r"^附件[0-9]?[：:]|^[^，。；]{4,40}(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日印发$")
# 2016年11月7日 第十二届全国人民代表大会常务委员会第二十四次会议…第二次修正
_ADOPTED = re.compile(r"^[（(]?(?:19|20)[0-9]{2}年.{8,}(?:通过|修正|修订|公布|发布|批准|令)[)）]?$")
# 地点：市政府新闻发布厅; 市长　张三; 现在，我代表市人民政府向大会报告工作，请予审议
_STAGE = re.compile(
    r"^(?:时间|地点|主持人?|发布人|发言人|出席(?:人员|嘉宾)?|记录|嘉宾|主办|联系人)[：:]|^现在，我[^。]{0,6}代表[^。]{2,30}报告|^[\u4e00-\u9fff]{2,20}(?:长|主任|书记|主席)[ \u3000][\u4e00-\u9fff]{1,2}[ \u3000]?[\u4e00-\u9fff]{1,3}$"
    r"|^[—－-]+(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日在[^，。]{4,50}(?:大会|会议|全会)上$|^各位[\u4e00-\u9fff、]{2,20}[：:！!]$"
)
_ASKS_STAGE = re.compile(
    "谁|哪[位天里儿]|什么时[候间]|何时|几[月点号]|地点|地方|主持|出席|联系|会议|大会|报告人|电话"
)
# 发布日期：2025年5月12日
_ISSUED = re.compile("^(?:发布|成文|印发|公布|发文|制定)(?:日期|时间|单位|机关|机构|部门)[：:]")
_ASKS_ISSUED = re.compile("发布|成文|印发|公布|发文|出台|制定|谁|哪[个些几]")
# 解读机关：市医保局　解读人：张三　联系电话：…
_CONTACT = re.compile(
    "^(?:解读(?:机关|单位|部门|人)|联系(?:人|电话|方式)|咨询(?:电话|方式)|政策咨询|责任编辑|信息来源|供稿)[：:]"
)
_ASKS_CONTACT = re.compile("谁|哪[个些位家里]|电话|联系|咨询|热线|号码|邮箱|地址|解读|来源|编辑|打听|问")
# （责任单位：市科技局、市教育局）
_RESPONSIBLE = re.compile(f"^{RESPONSIBLE_LINE}")
ASKS_RESPONSIBLE = re.compile(
    "谁|哪(?:[一二两三四五六七八九十几些]?[个家]?)(?:部门|单位|机构|委办局|局)|负责|牵头|责任|落实|主管|配合|归口"
)
_ASKS_ADOPTED = re.compile(
    "通过|修正|修订|修改|公布|颁布|发布|批准|第几[号次届]|几次|主席令|国务院令|历史|沿革|版"
)


_UNLESS_ASKED = (
    (_ADOPTED, _ASKS_ADOPTED),
    (_ISSUED, _ASKS_ISSUED),
    (_RESPONSIBLE, ASKS_RESPONSIBLE),
    (_CONTACT, _ASKS_CONTACT),
    (_STAGE, _ASKS_STAGE),
)


def is_imprint(document: Document, line: str, question: str) -> bool:
    """Whether `line` is an addressee, an issuer, the document's title or number, its print line, its list of appendices, or
    the record of an amendment or of a meeting (its time, place, speakers) that `question` does not ask about.
    """
    if _ADDRESSED.match(line) or _PRINTED.search(line):
        return True
    if any(kind.search(line) and not asks.search(question) for kind, asks in _UNLESS_ASKED):
        return True
    named = (*document.issuers, document.number or "", document.title)
    return comparison_form(line) in map(comparison_form, named)


_NAMES_RESPONSIBLE = re.compile(RESPONSIBLE_LINE)


def responsible_for(document: Document, sentence: Span) -> Span | None:
    """What names who is responsible for what `sentence` says, at the end of its line or alone on the next:
    （责任单位：市科技局）; None where nothing does, or `sentence` is that."""
    if _NAMES_RESPONSIBLE.match(sentence.text):
        return None
    line = line_around(document.text, sentence)
    named = _NAMES_RESPONSIBLE.search(document.text, sentence.end, line.end)
    if named is not None:
        return Span(named.start(), line.end, document.text[named.start() : line.end])
    following = line_below(document.text, line)
    return following if _NAMES_RESPONSIBLE.match(following.text) else None


_TIME, _PLACE = re.compile("[^，。]{0,8}时间[：:]"), re.compile("[^，。]{0,8}(?:地点|地址)[：:]")


def place_beside(document: Document, time: Span) -> Span | None:
    """The line right above or below the line `time` (时间：…) that gives the place; None where neither does."""
    line = line_around(document.text, time)
    if not _TIME.match(line.text):
        return None
    end = len(document.text[: line.start].rstrip())
    above = line_around(document.text, Span(end, end, ""))
    beside = (line_below(document.text, line), above)
    return next((each for each in beside if _PLACE.match(each.text)), None)
