"""Lines of a saved page that are no part of its document: menus, share prompts, related news, footers.

Judges lines by form and place, for any site; changes nothing itself. Patterns take both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line, LineKind
from corpus.markers import read_marker

NAVIGATION, SHARE, COPYRIGHT, CONTACT, CREDITS, RELATED, TEASER, CHANNEL = (
    "navigation",
    "share_prompts",
    "copyright",
    "contact_lines",
    "credits",
    "related_news",
    "teasers",
    "navigation",
)
_COLON = "[ \u3000]*[:：丨|｜/／]"
_PATTERNS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    # (rule, greatest length of the line, pattern)
    (NAVIGATION, 120, re.compile(
        "(?:您|你)?(?:现在|現在|当前|當前|所在)?(?:的|所在)?位置[ \u3000]*[:：]|(?:首[页頁]|主[页頁])[ \u3000]*(?:[>＞»›→|/／]|$)|"
        "(?:[^>＞»›。]{1,20}[ \u3000]*[>＞»›][ \u3000]*){2,}|[>＞»›]$|"
        "(?:您好|你好)?[，, !！]?(?:欢迎|歡迎)(?:您)?(?:光[临臨]|[访訪][问問]|[来來]到).{0,40}$")),
    (NAVIGATION, 40, re.compile(
        "(?:返回|回到)?[ \u3000]*(?:顶部|頂部|首[页頁]|列表|上一[页頁級级])$|(?:上|下)一(?:篇|条|條|[页頁])[ \u3000]*(?:[:：].*)?$|"
        "(?:登录|登錄|注册|註冊|收藏本站|设为首页|設為首頁|网站地图|網站地圖|站内搜索|无障碍浏览|English|繁体版?|繁體版?|简体版?|手机版)"
        "(?:[ \u3000|丨/·]+(?:登录|登錄|注册|註冊|收藏本站|设为首页|設為首頁|网站地图|網站地圖|无障碍浏览|English|繁体版?|繁體版?|简体版?|手机版))*$|"
        "(?:logo|menu|search|top|home)$", re.IGNORECASE)),
    (SHARE, 60, re.compile(
        "(?:【)?(?:字[体體号號]|字体大小)[ \u3000]*[:：]?[ \u3000]*[【\\[]?[ \u3000]*(?:特?大|小|超大)[ \u3000|]|"
        "(?:分享|转发|轉發|推荐给)(?:到|至|给|給|本文|此文|此[页頁])?[ \u3000]*(?:[:：]|微信|微博|QQ|朋友圈|好友|$)|"
        "(?:我要)?(?:打印|列印)(?:本[页頁]|此[页頁]|本文)?(?:[ \u3000|丨【】]*(?:关闭|關閉|收藏|分享|复制链接)(?:窗口|本[页頁])?)*$|(?:【)?(?:关闭|關閉)(?:窗口|本[页頁])(?:】)?$|"
        "(?:请)?(?:用|使用|打开)?(?:微信|手机|手機)?[“\"]?(?:扫|掃)(?:码|碼|一(?:扫|掃)|描)[”\"]?.{0,10}(?:关注|關注|二[维維]码|二[维維]碼|下载|下載|分享|阅读|打开|查看|手机|公众号)|"
        "(?:长按|長按).{0,8}(?:识别|識別|二[维維]|关注)|戳(?:这里|這裡|链接|图)|点击(?:这里|此处|蓝字|上方|下方|阅读原文|关注)|"
        "(?:欢迎)?(?:关注|關注|搜索)(?:我们|本|该|“|「).{0,14}(?:公众号|公眾號|视频号|視頻號)|"
        "[•·●◆■-]?[ \u3000]*(?:官方)?(?:微信|微博|微信公众号|微信公眾號|微信视频号|微信視頻號|抖音号?|头条号|客户端|APP)(?:二[维維][码碼])?$|(?:阅读原文|查看原文|展开全文|点赞|收藏|在看|评论|举报|赞|分享)$")),
    (COPYRIGHT, 300, re.compile(
        "copyright|©|[^，。]{0,12}(?:版权|版權)所有|[^，。]{0,20}ICP[ \u3000]*[备備证證]|[^，。]{0,12}公[网網]安[备備]|"
        "(?:主办|主辦|承办|承辦)(?:单位|單位)?[:：].{2,120}(?:(?:网站|網站)(?:标识|標識)[码碼]|ICP|公[网網]安[备備])|"
        "(?:网站|網站)(?:标识|標識)[码碼]|(?:网站)?(?:技术支持|技術支持|建议使用|最佳浏览|网站维护|网站管理)[ \u3000]*[:：]|All Rights Reserved|"
        ".{0,40}(?:文章|内容|信息|稿件|文字).{0,30}(?:不代表|并不代表|仅代表|仅供参考).{0,40}(?:观点|立场|说法|描述|证实|建议)|"
        "(?:免责|免責)(?:声明|聲明)[:：]|.{0,30}(?:如有|若有|如涉|如发现).{0,12}侵权.{0,30}(?:联系|删除|处理|通知)", re.IGNORECASE)),
    (CREDITS, 80, re.compile(
        f"[【（(\\[]?[ \u3000]*(?:(?:责任|責任|本期|执行|文字|网络|新媒体|值班)?[编編][辑輯]|责[编編]|責[编編]|美[编編]|[监監]制|[审審][核校]|校[对對]|初[审審]|复[审審]|[终終][审審]|排版|[实實][习習]生|制图|总[监編编]|统筹|策划){_COLON}")),
    (CREDITS, 60, re.compile(f"[【（(\\[][ \u3000]*(?:信息|文章|稿件|图片|内容)?(?:来源|來源){_COLON}[^】）)\\]]{{2,50}}[】）)\\]]$")),
    (CONTACT, 100, re.compile(
        f"[•·●◆■\\-*]?[ \u3000]*(?:(?:联系|聯繫|咨询|监督|举报|投稿|办公|服务)?(?:电话|電話|热线|熱線|传真|傳真|邮箱|郵箱)|(?:电子|電子)?(?:邮件|郵件|邮箱|郵箱)|E-?mail|(?:办公|通讯|联系|公司|单位)?地址|(?:邮政)?[邮郵](?:编|編|政编码)|QQ群?|共印|联系(?:人|我们)|聯繫(?:人|我們)){_COLON}", re.IGNORECASE)),
    (CONTACT, 60, re.compile("(?:联系我们|關於我們|关于我们|聯繫我們|隐私(?:协议|政策)|法律声明|网站声明|友情链接|投稿|广告服务|加入我们|诚聘英才|意见反馈)(?:[ \u3000|丨·]*(?:联系我们|关于我们|隐私(?:协议|政策)|法律声明|网站声明|友情链接|投稿|广告服务|加入我们|意见反馈|©.*))*$")),
    (RELATED, 30, re.compile(
        "(?:相关|相關|延伸|推荐|推薦|更多|拓展|热门|熱門|热点|精彩|最新|猜你|往期|编辑|大家都在|本文)(?:的)?(?:阅读|閱讀|链接|鏈接|新闻|新聞|文章|推荐|推薦|资讯|資訊|报道|報道|稿件|内容|信息|喜欢|回顾|看|搜|精彩|专题|推送|排行)[ \u3000]*[:：>]?$|"
        "(?:阅读|点击)排行(?:榜)?$|(?:热|熱)[门門点點](?:排行|标签|专题)?$")),
)  # fmt: skip
_LOOSE = re.compile("[>＞»›©]|版[权權]所|ICP|公[网網]安|代表|供参考|侵权|[欢歡]迎")
# What the patterns begin with; between the edges only such lines are looked at.
_FIRST = frozenset(
    "您你现現当當所位首主欢歡返回上下登注收设設网網站无無繁简手lLmMsStThHeEcC©字分转轉推我打列关關请用使微扫掃长長戳点點官抖头客Aa阅查展赞在评举"
    "版技建最免责責编編美监監审審校初复復终終排实實制总統统策【（([•·●◆■-*联聯咨投办服电電传傳邮郵地Qq共隐法友广加诚意相延更拓热熱精猜往大本文信来來图"
)
_EDGE = 60  # lines at either end of a document where lines with a loose sign are looked at too
_CHANNEL = re.compile(
    "(?:科技|财经|財經|时政|時政|要闻|要聞|国内|國內|国际|國際|社会|社會|经济|經濟|产经|產經|产业|政策|政策法规|政策法規|政策文件|政策解读|资讯|資訊|头条|头条号|新闻|新聞|"
    "产经新闻|產經新聞|新闻中心|新聞中心|行业动态|行业资讯|通知公告|信息公开|正文|文章|首页|专题|专栏|评论|观点|研究|报告|教育|文化|健康|汽车|房产|体育|娱乐|军事|.{1,10}(?:新闻网?|资讯网?|日报|在线))$"
)
_TERMINAL = "。！？；：…!?;:”」』）)》】"
LONG = 60  # characters: a paragraph rather than a title


def find_debris(lines: Sequence[Line]) -> dict[int, str]:
    """(index of a line, rule that says it is debris) for every line that is no part of the document."""
    hits = _pattern_hits(lines)
    doomed: dict[int, str] = {}
    first, last = _body(lines, hits)
    strong_tail = [
        index for index, rule in hits.items() if index > last and rule in (COPYRIGHT, CREDITS, SHARE)
    ]
    for index, rule in hits.items():
        inside = first <= index <= last
        if rule in (SHARE, COPYRIGHT):
            if not inside or (rule == SHARE and len(lines[index].text) <= 40):
                doomed[index] = rule
        elif rule == NAVIGATION:
            if not inside or ">" in lines[index].text:
                doomed[index] = rule
        elif rule == CREDITS:
            if index > last or _ends_article(lines[index].text):
                doomed[index] = rule
        elif rule == CONTACT:
            if index > last and strong_tail:
                doomed[index] = rule
        elif rule == RELATED and _is_link_list(lines, index + 1, hits):
            doomed |= dict.fromkeys(_related(lines, index, hits), RELATED)
    _head(lines, first, doomed)
    _tail(lines, hits, doomed)
    return doomed


def _pattern_hits(lines: Sequence[Line]) -> dict[int, str]:
    hits = {}
    tail = len(lines) - _EDGE
    for index, line in enumerate(lines):
        text = line.text
        if text[0] not in _FIRST and (_EDGE <= index < tail or not _LOOSE.search(text)):
            continue
        if len(text) > 300 or line.kind is not LineKind.TEXT:
            continue
        for rule, longest, pattern in _PATTERNS:
            if len(text) <= longest and pattern.match(text):
                hits[index] = rule
                break
    return hits


def _is_prose(line: Line) -> bool:
    text = line.text
    return (
        (len(text) >= LONG and text[-1] in _TERMINAL)
        or (len(text) >= 8 and text[-1] in "。；：！？" and not text.startswith(("【", "[")))
        or read_marker(text) is not None
    )


def _body(lines: Sequence[Line], hits: dict[int, str]) -> tuple[int, int]:
    """The first and the last line that are surely the document's own."""
    own = [
        i
        for i, line in enumerate(lines)
        if i not in hits and (_is_prose(line) or line.kind is not LineKind.TEXT)
    ]
    return (own[0], own[-1]) if own else (len(lines), -1)


def _ends_article(text: str) -> bool:
    return text.startswith(("【", "（", "(", "[", "责任编辑", "責任編輯", "责编")) and (
        "编" in text or "編" in text
    )


def _looks_truncated(text: str) -> bool:
    return len(text) >= LONG and text[-1] not in _TERMINAL


def _is_link(line: Line) -> bool:
    """A title without an end mark, or many run together."""
    text = line.text
    if len(text) < LONG:
        return text[-1] not in "。；：，、"
    return text.count("。") * 150 < len(text) and text[-1] != "。"


def _is_link_list(lines: Sequence[Line], index: int, hits: dict[int, str]) -> bool:
    """Whether what stands behind a heading such as 相关阅读 is titles of other pages."""
    following = [line for i, line in enumerate(lines[index : index + 4], index) if i not in hits]
    return (
        all(_is_link(line) and read_marker(line.text) is None for line in following[:2])
        if following
        else True
    )


def _related(lines: Sequence[Line], index: int, hits: dict[int, str]) -> list[int]:
    doomed = [index]
    for position in range(index + 1, len(lines)):
        if position in hits or not _is_link(lines[position]) or _dated(lines[position].text):
            break
        doomed.append(position)
    return doomed


_DATED = re.compile(r"[一二〇○零\d]{4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日$")


def _dated(text: str) -> bool:
    return _DATED.search(text) is not None


def _head(lines: Sequence[Line], first: int, doomed: dict[int, str]) -> None:
    """Site and channel names above the title: known words, parts of the bread crumbs, a lone `>`."""
    crumbs = ""
    for index in range(min(first, len(lines), 25)):
        text = lines[index].text
        if index in doomed:
            if doomed[index] == NAVIGATION:
                crumbs += text
                if text in ">＞»›" and index and index - 1 not in doomed and len(lines[index - 1].text) <= 12:
                    doomed[index - 1] = NAVIGATION
            continue
        if lines[index].level:
            continue
    for index in range(min(first, len(lines), 25)):
        text = lines[index].text
        if index in doomed or lines[index].level or len(text) > 30:
            continue
        words = re.split("[ \u3000]*[/|／][ \u3000]*", text)[0]
        if _CHANNEL.match(text) or (
            crumbs and 2 <= len(words) <= 12 and f"{words}" in crumbs.split(">")[:-1] + _crumb_parts(crumbs)
        ):
            doomed[index] = CHANNEL


def _crumb_parts(crumbs: str) -> list[str]:
    return [part.strip(" \u3000") for part in re.split("[>＞»›:：]", crumbs)[:-1]]


def _tail(lines: Sequence[Line], hits: dict[int, str], doomed: dict[int, str]) -> None:
    """What follows the end of the article: teasers (a title, then a paragraph cut off), and link lists."""
    start = next(
        (
            i + 1
            for i, rule in hits.items()
            if rule in (CREDITS, SHARE, RELATED)
            and i in doomed
            and i > len(lines) // 4
            and _is_tail(lines, i + 1, doomed)
        ),
        None,
    )
    if start is None:
        start = _teasers_from(lines, doomed)
    if start is None:
        return
    for index in range(start, len(lines)):
        doomed.setdefault(
            index, TEASER if len(lines[index].text) >= LONG or index + 1 < len(lines) else NAVIGATION
        )


def _is_tail(lines: Sequence[Line], start: int, doomed: dict[int, str]) -> bool:
    """Whether all from `start` is other pages' titles and cut-off beginnings, or already known debris."""
    rest = [line for index, line in enumerate(lines[start:], start) if index not in doomed]
    if not rest:
        return False
    if any(
        line.text.startswith(("附件", "附：", "附表", "附录"))
        or _dated(line.text)
        or line.kind is not LineKind.TEXT
        for line in rest
    ):
        return False
    long = [line for line in rest if len(line.text) >= LONG]
    if not long:
        return all(_is_link(line) and read_marker(line.text) is None for line in rest)
    cut_off = sum(_looks_truncated(line.text) for line in long)
    return cut_off * 2 >= len(long)


def _teasers_from(lines: Sequence[Line], doomed: dict[int, str]) -> int | None:
    """Where a tail of at least three title-and-teaser pairs begins, if the document ends in one."""
    position, pairs = len(lines) - 1, 0
    while position >= 0 and position in doomed:
        position -= 1
    start = None
    while position >= 1:
        teaser, title = lines[position].text, lines[position - 1].text
        if not (_looks_truncated(teaser) and len(title) < LONG and title[-1] not in "。；：，、"):
            break
        pairs += 1
        start = position - 1
        position -= 2
    return start if pairs >= 3 else None
