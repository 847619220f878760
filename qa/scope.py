"""Which year and place a sentence of a document speaks of: 到2027年 and 江西 hold for what follows them.

Knows questions and the text around a sentence; nothing of how sentences were found.
"""

from __future__ import annotations

import re
from collections.abc import Container

from corpus.schema import AuthorityTier, Document
from qa.quantities import quantities
from qa.question import Question, QuestionKind
from qa.sentences import Span, line_around
from qa.terms import PLACES, PROVINCE_OF, PROVINCES

NAMED_PLACE = re.compile("|".join(PLACES))
_ENUMERATED = re.compile(rf"(?:省|市)?[、和与及](?:{NAMED_PLACE.pattern})")
_PARAGRAPHS_BACK = 3
TITLED = re.compile("《[^》]*》")
YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_YEAR_RANGE = re.compile("(?P<first>(?:19|20)[0-9]{2})年?(?:至|到|—+|-|–|~|～)(?P<last>(?:19|20)[0-9]{2})年?")
COMPARED_YEAR = re.compile("(?:较|比|相比|同比|对比)(?:19|20)[0-9]{2}年")  # 较2025年下降4% is of another year
_OPENING = 300  # characters


def lies_between_years(year: str, text: str) -> bool:
    """Whether `text` tells something of each year from one to another, `year` among them: 2025年至2027年分别按8元、6元、4元."""
    return any(match["first"] <= year <= match["last"] for match in _YEAR_RANGE.finditer(text))


def opening_of(document: Document) -> str:
    """The title and the first lines of `document`, in which it says whose and of what it is."""
    return f"{document.title}\n{document.text[:_OPENING]}"


# 到2027年，…；…。 tells nothing of 2030, whatever else its paragraph is about.
_OF_YEAR = re.compile(
    r"(?:^\W*(?:[一二三四五六七八九十\d]{1,2}[^\w年]+)?(?:在|截至|截止)?|[到至]\s*)(?P<year>(?:19|20)\d{2})\s*年"
)


# （一）2025年度居民医保缴费标准为400元 is of that year, whenever the document was issued.
_OF_THAT_YEAR = re.compile(r"^\W*(?:[一二三四五六七八九十\d]{1,2}\W+)?(?P<year>(?:19|20)\d{2})\s*年度")


def begins_with_another_year(sentence: str, year: str) -> bool:
    """Whether `sentence` says at its head of which year it is, and names `year` nowhere."""
    return _OF_THAT_YEAR.match(sentence) is not None and year not in sentence


def is_of_another_year(text: str, span: Span, year: str, dated: Container[str]) -> bool:
    """Whether the last words up to the candidate that say for which year they are, say another than `year`.

    What a document of that year (one of `dated`) says of the years before may hold for it, unless the candidate itself
    says that it is of them: 2022年至2024年，全市建成….
    """
    start = text.rfind("\n", 0, span.start) + 1
    own = True
    for words in reversed(re.split("[。；;]", text[start : span.end])):
        of = _OF_YEAR.search(words)
        if of is not None:
            return year not in words and (year not in dated or own or of["year"] > year)
        own = own and not words.strip()
    return False


def names_years_together(sentence: str, year: str) -> bool:
    """Whether `sentence` names `year` with another in one breath and gives no amount: 提出到2025年和2027年的发展目标。"""
    together = rf"{year}年?(?:和|、|与|及|以及)(?:到)?(?:19|20)[0-9]{{2}}年|(?:19|20)[0-9]{{2}}年?(?:和|、|与|及|以及)(?:到)?{year}年"
    return re.search(together, sentence) is not None and not any(
        unit not in ("年", "月", "日") for _, unit in quantities(sentence)
    )


_TARGET = re.compile(r"到\s*(?P<year>(?:19|20)\d{2})\s*年")
_DOCUMENT = "意见|通知|办法|方案|计划|规划|措施|条例|规定|细则|纲要|解读|报告|文件|政策|要点"


def aims_at_a_later_year(question: str, sentence: str, year: str) -> bool:
    """Whether `sentence` says what is to be by a later year (到2030年), where `question` asks about `year` itself.

    2025年印发的意见提出的目标 asks about no year.
    """
    targets = [match["year"] for match in _TARGET.finditer(sentence)]
    dates = re.search(
        rf"{year}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:以来|起|开始|[^，。？；]{{0,16}}(?:印发|出台|发布|公布|施行|实施|{_DOCUMENT}))",
        question,
    )
    return bool(targets) and year not in sentence and min(targets) > year and dates is None


# 2024年工作回顾, alone on its line above what was done in that year; no date of the document.
_YEAR_HEADING = re.compile(
    r"[^。；;，,：:\n]{0,8}(?P<year>(?:19|20)\d{2})年(?!\s*\d{1,2}月)[^。；;，,：:\n]{0,20}"
)
_LINES_UP = 120


def heading_year(text: str, span: Span) -> str:
    """The year that the nearest line with nothing but a heading above the candidate is about; "" where none is."""
    lines = text[: span.start].split("\n")[:-1]
    for line in reversed(lines[-_LINES_UP:]):
        found = _YEAR_HEADING.fullmatch(line.strip())
        if found:
            return found["year"]
    return ""


def place_scope(text: str, span: Span) -> str:
    """The paragraph of the candidate; where it names no place, the one that the nearest before it is about.

    A paragraph that begins 到2035年 goes on about the place that the paragraph before it named first.
    """
    paragraph = line_around(text, span).text
    before = text[: span.start].rsplit("\n", 1)[0].split("\n")
    earlier = [line for line in before if line.strip()][-_PARAGRAPHS_BACK:]
    if NAMED_PLACE.search(paragraph):
        return paragraph
    first = next(filter(None, (NAMED_PLACE.search(line) for line in reversed(earlier))), None)
    # 北京、上海、江苏等地出台了政策 is about none of them.
    return first.group() if first and not _ENUMERATED.match(first.string, first.end()) else paragraph


def is_of_place(document: Document, place: str) -> bool:
    """Whether `document` is that place's own: its title names it and no other. What it says is of that place, towns and
    what was seen elsewhere included."""
    return [name for name in PLACES if name in document.title] == [place]


def names_other_province(sentence: str, place: str) -> bool:
    """Whether `sentence` names a province, and not `place`: 浙江提出到2027年… in a report of 湖北."""
    return place not in sentence and any(name in sentence for name in PROVINCES)


_OF_SOMEONE = re.compile("我|俺|咱|家里|孩子|老人|父母|公司|企业|厂|店")


def holds_for_town(question: str, document: Document, place: str, sentence: str) -> bool:
    """Whether `place` is where someone lives who asks, in the province whose own `document` is, and `sentence` is of no
    other town: 我们家孩子在长沙 asks what 湖南 gives."""
    province = PROVINCE_OF.get(place)
    if province is None or not is_of_place(document, province) or not _OF_SOMEONE.search(question):
        return False
    return place in sentence or not NAMED_PLACE.search(sentence.replace(province, ""))


_AND_OTHERS = re.compile(rf"(?:(?:{NAMED_PLACE.pattern})(?:省|市)?[、和与及]?){{2,}}等(?:多?地|省|市|城市)")


def without_mentions(question: Question, scope: str) -> str:
    """`scope` without the places that it names as examples (北京、江苏等地出台了政策): it tells nothing of any of them.

    A question whether a place is among them, or which are, is answered by it: nothing is left out.
    """
    if question.kind is QuestionKind.YES_NO or _ASKS_WHICH.search(question.text):
        return scope
    return _AND_OTHERS.sub("", scope)


_ASKS_WHICH = re.compile(
    "哪些?(?:几个)?(?:地方|省|市|城市|地区)|除了|以外|之外|类似|和谁|同样|一样|提到|提及"
)
_HAPPENS_IN = re.compile(
    rf"(?:在|位于|到|去|从|来自|住|地处)(?:{NAMED_PLACE.pattern})|(?:{NAMED_PLACE.pattern})[市省]?(?:人|籍|总部|户口)|(?:{NAMED_PLACE.pattern})[市省]?的?(?:公司|企业|单位|朋友|客户|供应商|分公司|厂)"
)


def is_case(question: str, document: Document) -> bool:
    """Whether a place is where the case that is asked about happens: a national law holds in every one of them.

    公司在上海，转让位于苏州的厂房 is not about what a law says of 上海.
    """
    return (
        document.tier is AuthorityTier.LAW
        and NAMED_PLACE.search(document.title) is None
        and _HAPPENS_IN.search(question) is not None
    )
