"""Makes a follow-up question standalone from the turns before it, by rules whose results are judged by retrieval.

Knows nothing of how answers are composed; a question that stands alone is returned unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.tokens import tagged_words
from qa.carried import ASKING, OF_ANOTHER_CASE, OPENING, Search, carried, subject_of, without_asking
from qa.definition import defined_term
from qa.opposites import OPPOSITES
from qa.question import CLAUSE_REFERENCE, QuestionKind, clean_question, read_question
from qa.schema import Turn
from qa.terms import PLACES, arabic_years, question_terms

_ELLIPSIS = re.compile(
    OPENING
    + r"(?:换成|如果是|要是|对于|关于|至于|到了?)?(?P<topic>.{1,30}?)(?:又|也)?(?:呢|(?<![会应该将要])(?:怎么样|如何|怎样))[？?。!！]*$"
)
# 第三类也是向市里备案吗: what was said of one is asked of another of its form; 企业也能申请吗 stands alone.
_ALSO = re.compile(
    OPENING
    + r"(?P<topic>[^，,。？?]{2,12}?)(?:是不是)?也(?:是|要|能|可以|得|需要|适用|归|由|按|给|有|算)[^，,。？?]{0,12}[吗么]?[？?。!！]*$"
)
# A kind or a sum that takes the place of another of its form: 第二类, 20亿元.
_PARALLEL = (
    re.compile(r"第[一二三四五六七八九十0-9]+[类级档批种阶]|[一二三四五甲乙丙丁特][类级等档]"),
    re.compile(r"[0-9.]+(?:[十百千万亿]+)?(?:元|人|名|家|个|岁|天|年|平方米|%|架次|吨|公里)?"),
)
_CONTRASTS = tuple(
    re.compile(group.replace(" ", "|"))
    for group in (*OPPOSITES, "职工 居民", "首套 二套", "国家级 省级 市级 县级 区级", "大型 中型 小型 微型")
)
# 那从轻的有哪几种: hardly more than what takes the other's place.
_CONTRASTED = re.compile("^(?:那么?|然后|还有)")
_SAYS_LITTLE = 6  # characters
# 那重庆呢，它的产值目标是多少: a new topic, and what is asked about it.
_TOPIC_FIRST = re.compile(OPENING + r"(?P<topic>[^，,。？?]{1,16}?)呢[，,？?]\s*(?P<rest>.{2,})$")
# 如果被评为差会怎么样 asks what follows, not the same of another.
_CONSEQUENCE = re.compile(
    OPENING + "(?:如果|要是|假如|若是)[^，,。？?]{2,20}(?:会怎|怎么办|怎么处理|有什么后果)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?|[今去明]年|上一?年")
# 到2035年又是什么目标: of what was spoken of before.
_YEAR_FIRST = re.compile(OPENING + "(?:到了?)?(?:19|20)[0-9]{2}年(?:底)?(?:又|的|要|是|能|达)")
_DOCUMENT_PRONOUN = re.compile(
    r"(?:这|该|此|那|上述)(?:份|个|项|部)?(?:文件|实施意见|意见|政策|通知|办法|规划|方案|法律?|规定|条例|解释)"
)
_PRONOUN = re.compile(
    r"(?:这|那|该|此|上述)(?:一|两|几|三|四|五|六|些|个|项|种|类|方面|大|几个|几项|几个)*(?:方向|领域|目标|任务|产业|计划|措施|行动|工程|平台|产品|场景|原则|机制|内容|方面|部分|条|款|项|者|里|儿|个|些|点)?"
    r"|它们|他们|她们|它|他|她|其中|前者|后者|其(?!他|它|余|实|次)"
)
_CONTINUES = re.compile(
    r"^(?:那|那么|还有|另外|除此之外|此外|然后|具体|为什么|为何|怎么|如何|还|再|也|接下来|分别|详细|[\u4e00-\u9fff]{1,4}的时候)"
)


def standalone_question(question: str, history: Sequence[Turn], search: Search) -> str:
    """`question` with what it leaves out filled in from `history`; unchanged when nothing is left out.

    Among the rewrites that the rules allow, the one that retrieves best (highest cosine of its first hit) is
    taken. Raises `QuestionFailure` for an empty question.
    """
    asked = arabic_years(clean_question(question))
    earlier = _earlier(history)
    if not earlier:
        return asked
    previous, context = earlier[0], subject_of(earlier)
    if _YEAR.search(asked):
        context = _YEAR.sub("", context)  # another year is asked about
    also = _ALSO.match(asked)
    exchanged = _exchanged(also["topic"], previous) if also else None
    if exchanged is None and _contrasts(asked):
        exchanged = _exchanged(asked, previous, _CONTRASTS)
    if exchanged is not None:
        return exchanged
    named = _of_another_name(asked, previous)
    if named is not None:
        return named
    if not _depends(asked):
        return carried(asked, previous, context, search) or asked
    candidates = tuple(dict.fromkeys(_rewrites(asked, previous, context, search)))
    if not candidates:
        return asked
    return max(candidates, key=lambda text: _retrieves(text, search))


_QUOTED = re.compile("“[^“”]{2,20}”")


def _of_another_name(asked: str, previous: str) -> str | None:
    """`previous` about the name that `asked` gives, where both ask the same of a name: 那高能效又是啥意思 after “高算效”指什么,
    那第二个“精识别”具体要干啥; else None."""
    if not _CONTRASTED.match(asked):
        return None
    said, now = _QUOTED.findall(previous), _QUOTED.findall(asked)
    if len(said) == len(now) == 1 and said != now:
        rest = question_terms(asked.replace(now[0], "")).content
        return previous.replace(said[0], now[0], 1) if len(rest) <= _SAYS_LITTLE else None
    term, before = defined_term(asked), defined_term(previous)
    if term and before and before in previous and term != before:
        return previous.replace(before, term.removeprefix("那").removesuffix("又"), 1)
    return None


def _contrasts(asked: str) -> bool:
    """Whether `asked` says hardly more than what takes the place of another: 那从轻的有哪几种."""
    return _CONTRASTED.match(asked) is not None and len(question_terms(asked).content) <= _SAYS_LITTLE


def _earlier(history: Sequence[Turn]) -> tuple[str, ...]:
    """The questions before, the last first, each as it was understood; without small talk."""
    texts = (turn.standalone_question or turn.question for turn in reversed(history))
    return tuple(
        arabic_years(clean_question(text))
        for text in texts
        if text.strip() and read_question(text).kind is not QuestionKind.SMALL_TALK
    )


def _retrieves(text: str, search: Search) -> float:
    hit = search(text)
    return hit.similarity if hit else -1.0


def _depends(asked: str) -> bool:
    """Whether the question cannot be understood alone: an ellipsis, a pronoun, or hardly any content."""
    if read_question(asked).kind is QuestionKind.SMALL_TALK:
        return False
    content = question_terms(asked).content
    if _YEAR_FIRST.match(asked) and len(_YEAR.sub("", content)) <= _SAYS_LITTLE:
        return True
    if (_ELLIPSIS.match(asked) and len(asked) <= 20) or _TOPIC_FIRST.match(asked):
        return True
    if _CONSEQUENCE.match(asked):
        return True
    if _DOCUMENT_PRONOUN.search(asked):
        return True
    pronoun = _PRONOUN.search(asked)
    if pronoun and (pronoun.start() <= 4 or len(content) <= 8):
        return True
    if CLAUSE_REFERENCE.search(asked) and "《" not in asked and len(content) <= 12:
        return True
    return len(content) < 4 or (len(content) <= 8 and _CONTINUES.match(asked) is not None)


def _rewrites(asked: str, previous: str, context: str, search: Search) -> list[str]:
    ellipsis = _ELLIPSIS.match(asked)
    if _CONSEQUENCE.match(asked) and context:
        return [f"{context}，{re.sub(OPENING, '', asked)}"]
    if ellipsis and len(asked) <= 20:
        return _replacements(ellipsis["topic"].strip("，, "), previous)
    split = _TOPIC_FIRST.match(asked)
    if split:
        if OF_ANOTHER_CASE.match(asked) and context:
            another = [f"{context}，{split['topic']}，{split['rest']}"]
            return another + _about_topic(split["topic"], split["rest"])
        return _about_topic(split["topic"], split["rest"])
    title = _title_of(previous, search)
    if _DOCUMENT_PRONOUN.search(asked) and title:
        return [_DOCUMENT_PRONOUN.sub(f"《{title}》", asked, count=1)]
    if CLAUSE_REFERENCE.search(asked) and title:
        return [f"《{title}》{_section_of(previous, search)}{re.sub(OPENING, '', asked)}"]
    focus = _focus(previous)
    if _YEAR.search(asked):
        focus = _YEAR.sub("", focus)  # another year is asked about
    kind = read_question(asked).kind
    rest = re.sub(OPENING, "", asked)
    rewrites = [
        f"{subject}，{rest}" for subject in dict.fromkeys((without_asking(focus), context)) if subject
    ]
    pronoun = _PRONOUN.search(asked)
    if pronoun:
        if kind is QuestionKind.METADATA and title:
            return [asked[: pronoun.start()] + f"《{title}》" + asked[pronoun.end() :]]
        if focus:
            rewrites.append(asked[: pronoun.start()] + focus + asked[pronoun.end() :])
    elif kind is QuestionKind.METADATA and title and len(question_terms(asked).content) < 8:
        return [f"《{title}》{re.sub(OPENING, '', asked)}"]
    return rewrites


def _about_topic(topic: str, rest: str) -> list[str]:
    """`rest` asked about `topic`: in the place of its pronoun, or before it."""
    pronoun = _PRONOUN.search(rest)
    if pronoun:
        return [rest[: pronoun.start()] + topic + rest[pronoun.end() :]]
    return [f"{topic}{rest}"]


_AREA = re.compile(r"[\u4e00-\u9fff]{1,3}(?:省|市|县|区|州|镇|乡|街道)(?![场民政内外级长域间块])")


def _replacements(topic: str, previous: str) -> list[str]:
    """`previous` with the part that `topic` takes the place of exchanged: year for year, place for place."""
    if topic.startswith("其中"):
        return [f"{focus}，{topic}怎么样？" for focus in _noun_runs(previous)[:2]]
    years, places = _YEAR.findall(topic), [place for place in PLACES if place in topic]
    if years and _YEAR.search(previous):
        year = years[0] if years[0].endswith("年") else years[0] + "年"
        return [_YEAR.sub(year, previous, count=1)]
    known = [place for place in PLACES if place in previous]
    if places and known:
        place = re.compile(re.escape(known[0]) + "(?:省|市|自治区)?")
        asks = ASKING.search(previous)
        # 深圳的行动计划呢 after 山西的规划是哪年印发的: what is asked of the one is asked of the other.
        whole = [f"{topic}是{previous[asks.start() :]}"] if asks and "的" in topic else []
        return whole or [place.sub(topic, previous, count=1)]
    areas = _AREA.findall(previous) if _AREA.fullmatch(topic) else []
    if areas:
        # 石桥县呢 after 江宁川市主城区…: for the town, or for what is named within it.
        return [previous.replace(area, topic, 1) for area in dict.fromkeys(areas)]
    clause, earlier = CLAUSE_REFERENCE.search(topic), CLAUSE_REFERENCE.search(previous)
    if clause and earlier:
        return [previous.replace(earlier.group(), clause.group(), 1)]
    exchanged = _exchanged(topic, previous)
    if exchanged is not None:
        return [exchanged]
    head, comma, tail = previous.rpartition("，")
    if topic.endswith("的") and comma and ASKING.search(tail):
        return [f"{head}，{topic}，{tail}"]  # 情节严重的呢: the case, and what is asked of it
    runs = [run for run in _noun_runs(previous) if run not in topic]
    things = [run for run in runs if _begins_with_verb(run) is _begins_with_verb(topic)]
    rewrites = [previous.replace(run, topic, 1) for run in things or runs]
    rewrites.append(f"{topic}：{previous}" if (years or places) else f"{topic}{_frame(previous)}")
    return rewrites


def _exchanged(
    topic: str, previous: str, forms: Sequence[re.Pattern[str]] = (*_PARALLEL, *_CONTRASTS)
) -> str | None:
    """`previous` of the kind or sum that `topic` names, where it has one of those `forms`; else None."""
    for form in forms:
        said, asked = form.findall(previous), form.findall(topic)
        if len(set(said)) == 1 and len(asked) == 1 and said != asked:
            return previous.replace(said[0], asked[0], 1)
    return None


def _noun_runs(text: str) -> list[str]:
    """The stretches of content words of a question that may be its subject, longest first."""
    pieces = re.split(
        r"[，,。？?、的是有由对把和与及]|哪(?:些|[个家里年天])?|什么|多[少久长大高]|几|谁|何时|如何|怎么|为什么|是否|应当|可以|要|吗|呢",
        text,
    )
    return sorted(dict.fromkeys(p for p in pieces if len(p) >= 2), key=lambda p: -len(p))[:4]


def _begins_with_verb(words: str) -> bool:
    """签署公布 does, 行政法规 does not: what is done takes no thing's place."""
    first = next(iter(tagged_words(words)), ("", ""))
    return first[1] == "v"


def _frame(previous: str) -> str:
    """What the previous question asked, without its subject: 的区别是什么, 有哪些措施."""
    match = re.search(r"(?:的|有|是|由|如何|怎么|应当).*$", previous)
    return match.group() if match else ""


def _focus(previous: str) -> str:
    quoted = re.search(r"《[^》]+》|“[^”]+”", previous)
    if quoted:
        return quoted.group()
    runs = _noun_runs(previous)
    return runs[0] if runs else ""


def _title_of(previous: str, search: Search) -> str:
    named = re.search(r"《([^》]+)》", previous)
    if named:
        return named.group(1)
    hit = search(previous)
    return hit.title if hit else ""


def _section_of(previous: str, search: Search) -> str:
    """The heading that `previous` named: after 保障措施有哪些, 第四条 is the fourth below that heading."""
    if CLAUSE_REFERENCE.search(previous):
        return ""
    hit = search(previous)
    titles = [step.title for step in hit.passage.path.steps] if hit else []
    return next((title for title in titles if len(title) >= 2 and title in previous), "")
