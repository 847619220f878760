"""Which lines are the title, and which are records above or below it: 文号, adoption, publishing, issue.

Judges the form of lines (GB/T 9704-2012, 7.2 and 7.3); assigns no roles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line, LineKind

NUMBER = re.compile(
    r"[\u4e00-\u9fa5（）()]{1,20}[〔\[［【（(﹝]\s*(?:19|20)\d{2}\s*[〕\]］】）)﹞]\s*(?:第\s*)?\d{1,5}\s*[号號]"
)
ORDER = re.compile(
    r"[\u4e00-\u9fa5、 ]{2,40}(?:令|公告)[ \u3000]*[（(]?第[ \u3000]*[0-9一二三四五六七八九十百零〇]{1,5}[ \u3000]*号[）)]?$|(?:20|19)\d{2}年第\d{1,4}号(?:[（(]总第\d{1,4}[号期][）)])?$"
)
DATE = r"[一二三四五六七八九〇○Ｏ零\d]{4}[ \u3000]*年[ \u3000]*[一二三四五六七八九十\d]{1,3}[ \u3000]*月[ \u3000]*[一二三四五六七八九十廿\d]{1,3}[ \u3000]*日"
_ADOPTION = re.compile(
    f"[（(]?{DATE}[^。]*$|[（(]{DATE}.*[）)]$|[（(]?(?:根据)?{DATE}.{{0,200}}(?:通过|修订|修正|公布|施行|发布|批准)[）)]?$"
)
_PUBLISHED = re.compile(
    "(?:发布|發布|发文|成文|更新|公布|印发)?(?:时间|時間|日期)[ \u3000]*[:：]|(?:信息|文章|稿件)?(?:来源|來源|出处)[ \u3000]*[:：]|(?:浏览|阅读|点击)(?:次数|量|数)?[ \u3000]*[:：]"
)
_MONTH = re.compile(
    r"[一二三四五六七八九〇○Ｏ零\d]{4}[ \u3000]*年[ \u3000]*[一二三四五六七八九十\d]{1,3}[ \u3000]*月"
)
_ISSUE = re.compile(r"(?:总)?第?[ \u3000]*[0-9一二三四五六七八九十百]{1,4}[ \u3000]*期")
DOCUMENT_KIND = re.compile(
    "(?:通知|[意][见見]|[决決]定|[办辦]法|[条條]例|[规規](?:定|则|則|划|劃)|[细細][则則]|方案|[纲綱]要|公告|公[报報]|批[复復]|函|要[点點]|措施|"
    "解[释釋读讀]|答[复復]|指南|指引|[计計][划劃]|[报報]告|[说說]明|[标標][准準]|目[录錄]|令|法|法典|[宪憲]法|制度|准则|章程|答记者问|"
    "意见稿|倡议书?|政策|[白蓝绿]皮[书書])(?:[（(][^（）()]{1,20}[）)])?(?:[\\[〔［][0-9]{1,2}[\\]〕］])?$"
)
# Whoever wrote or issued it, and what the series is called, stand above or below the title.
_BYLINE = re.compile(
    "执笔|课题组|作者[：:]|责任编辑|主编|主办|(?:简报|专报|参阅|内参|快报|动态|通讯|研究院|研究中心|研究所)$"
)
# Characters at most of a kind of document that stands above the number of an issue: 审计结果公告.
_MASTHEAD = 8
_NO_TITLE_END = frozenset("。；，、：:;,")
TITLE_LENGTH = 80
_SHORTEST = 8  # characters of a title that is of no known kind


def is_title_like(line: Line) -> bool:
    """Whether the form of a line allows it to be a title: short, without end mark, no table."""
    return (
        2 <= len(line.text) <= TITLE_LENGTH
        and line.text[-1] not in _NO_TITLE_END
        and line.kind is LineKind.TEXT
        and not is_record(line.text)
    )


def is_record(text: str) -> bool:
    """Whether a line is a 文号, an order's number, an adoption record, a publishing date or an issue number."""
    return bool(
        NUMBER.fullmatch(text.strip("（）() "))
        or ORDER.match(text)
        or _ADOPTION.match(text)
        or _PUBLISHED.match(text)
        or _MONTH.fullmatch(text)
        or (len(text) < 30 and _ISSUE.search(text))
    )


def title_lines(lines: Sequence[Line], end: int) -> list[int]:
    """The indices, in a row, of the lines that make up the title, looked for in the first `end` lines."""
    candidates = [index for index in range(end) if is_title_like(lines[index])]
    if not candidates:
        return []
    headed = [index for index in candidates if lines[index].level]
    if headed:
        return headed[:1]
    for index in candidates:
        if _is_masthead(lines, index, candidates):
            continue
        if DOCUMENT_KIND.search(lines[index].text) and (len(lines[index].text) > 4 or index):
            return _with_lines_above(lines, index, candidates)
    long = [
        index
        for index in candidates
        if len(lines[index].text) >= _SHORTEST
        and "：" not in lines[index].text[:6]
        and not _BYLINE.search(lines[index].text)
    ]
    return [long[-1]] if long else candidates[:1]


def _is_masthead(lines: Sequence[Line], index: int, candidates: list[int]) -> bool:
    """Whether the line is the name of a series, with the number of the issue below it and the title below that."""
    return (
        len(lines[index].text) <= _MASTHEAD
        and index + 1 < len(lines)
        and is_record(lines[index + 1].text)
        and any(below > index and len(lines[below].text) >= _SHORTEST for below in candidates)
    )


def _with_lines_above(lines: Sequence[Line], index: int, candidates: list[int]) -> list[int]:
    """A title set in several lines: those above that belong to it, up to the one that names the issuer."""
    group = [index]
    above = index - 1
    while (
        above in candidates
        and index - above <= 3
        and not lines[above + 1].spaced
        and "关于" not in lines[above + 1].text[1:-1]
    ):
        if DOCUMENT_KIND.search(lines[above].text):
            break
        group.insert(0, above)
        above -= 1
    text = "".join(lines[position].text for position in group)
    return group if len(group) == 1 or ("关于" in text and len(text) <= 120) else [index]
