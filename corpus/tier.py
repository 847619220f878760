"""How authoritative a document is: law, official policy, official interpretation, news, commentary; and why.

Judges by form and wording; knows no list of documents or sites.
"""

from __future__ import annotations

import re

from corpus.schema import AuthorityTier

_LAW_TITLE = re.compile("(?:法|法典|宪法|条例|修正案|刑法)(?:[（(].{1,20}[）)])*$")
_LAW_RECORD = re.compile(
    "(?:全国人民代表大会|人民代表大会常务委员会|国务院令|国务院.{0,30}(?:公布|发布|通过)|主席令|第[^。]{1,6}次会议通过|审判委员会.{0,30}通过|检察委员会.{0,30}通过|令第?.{1,6}号)"
)
_RULE_TITLE = re.compile("(?:规定|办法|细则|规则|解释|决定|批复|意见|通知|规程|标准)(?:[（(].{1,20}[）)])*$")
_INTERPRETATION = re.compile(
    "解读|解讀|答记者问|答記者問|政策问答|政策問答|一图读懂|一圖讀懂|图解|起草说明|新闻发布会"
)
_INTERPRETATION_LINE = re.compile(r"^[^。\n]{4,60}(?:解读|解讀)[^。，\n]{0,6}$|解读如下", re.MULTILINE)
_OFFICIAL_TITLE = re.compile(
    "(?:关于|關於).{2,80}(?:通知|意见|意見|决定|方案|公告|批复|函|办法|规定|规划|措施|通报|纲要|要点|计划|细则)(?:[（(].{1,20}[）)])?$"
)
_PLAN_TITLE = re.compile(
    "(?:规划|纲要|行动计划|实施方案|行动方案|指导意见|实施意见|若干措施|管理办法|实施细则|工作方案|工作要点|政府工作报告)(?:[（(].{1,24}[）)])?$"
)
_NEWS = re.compile(
    "记者|記者|新华社|新華社|(?:本报|本網|本网|新华网|中新网).{0,12}讯|(?:来源|來源)[ \u3000]*[:：丨]|日[电電]|据(?:悉|了解|报道)|(?:近日|日前|[0-9]{1,2}日)[，,][^。]{0,40}(?:印发|發布|发布|出台|聯合印發|联合印发|獲悉|获悉)|(?:獲悉|获悉)"
)
_COMMENTARY = re.compile(
    "专报|專報|参阅|參閱|智库|智庫|评论员|評論員|研究院|研究报告|观点|觀點|社论|时评|書院|书院|研究所|研究中心|白皮书|第.{1,4}期"
)


def judge_tier(
    title: str, head: str, text: str, number: str | None, articles: int, signed: bool
) -> tuple[AuthorityTier, str]:
    """The tier and the reason for it. `head` is the front matter; `articles` counts 第…条; `signed`: a
    signature block with a date was found."""
    opening = text[:1500]
    interpreted = not number and not articles and "解" in text[:4000]
    if _INTERPRETATION.search(title) or (interpreted and _INTERPRETATION_LINE.search(text[:4000])):
        return AuthorityTier.OFFICIAL_INTERPRETATION, "标题或小标题写明是解读、问答"
    if _LAW_TITLE.search(title) and (articles or _LAW_RECORD.search(head)):
        return AuthorityTier.LAW, f"标题是「{title[-6:]}」，正文分条或有通过、公布的记录"
    if _LAW_RECORD.search(head) and (articles >= 2 or _RULE_TITLE.search(title)):
        return AuthorityTier.LAW, "有通过或公布的记录，是法律、法规、规章或司法解释"
    if number:
        return AuthorityTier.OFFICIAL_POLICY, f"有发文字号 {number}"
    if _OFFICIAL_TITLE.search(title) and signed:
        return AuthorityTier.OFFICIAL_POLICY, "公文标题，并有落款和日期"
    news = len(set(_NEWS.findall(opening)))
    if _COMMENTARY.search(head) and not signed:
        return AuthorityTier.COMMENTARY, "刊头写明是专报、智库、评论或研究"
    if articles >= 3 and _RULE_TITLE.search(title):
        return AuthorityTier.LAW, "正文分条，标题是规定、办法一类"
    if _OFFICIAL_TITLE.search(title) or _PLAN_TITLE.search(title):
        return AuthorityTier.OFFICIAL_POLICY, "标题是公文"
    if _RULE_TITLE.search(title) and not news and not _COMMENTARY.search(title):
        return AuthorityTier.OFFICIAL_POLICY, f"标题是「{title[-4:]}」一类"
    if news:
        return AuthorityTier.NEWS, "有记者、来源、获悉等报道用语"
    if _COMMENTARY.search(opening):
        return AuthorityTier.COMMENTARY, "文中写明是评论或研究"
    if re.search("(?:各地|我市|我省|全国).{0,40}(?:出台|发布|印发|布局)", opening) and not signed:
        return AuthorityTier.NEWS, "报道各地动态"
    return AuthorityTier.UNKNOWN, "没有文号、落款、报道用语等标志"
