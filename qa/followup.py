"""Makes a follow-up question standalone from the turns before it, by rules whose results are judged by retrieval.

Knows nothing of how answers are composed; a question that stands alone is returned unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.carried import OF_ANOTHER_CASE, OPENING, Search, carried, subject_of, without_asking
from qa.definition import defined_term
from qa.question import CLAUSE_REFERENCE, QuestionKind, clean_question, read_question
from qa.replacing import CONTRASTS, SAYS_LITTLE, YEAR, exchanged_in, noun_runs, replacements
from qa.schema import Turn
from qa.terms import arabic_years, question_terms

_ELLIPSIS = re.compile(
    OPENING
    + r"(?:换成|如果是|要是|对于|关于|至于|到了?)?(?P<topic>.{1,30}?)(?:又|也)?(?:呢|(?<![会应该将要])(?:怎么样|如何|怎样))[？?。!！]*$"
)
# 第三类也是向市里备案吗: what was said of one is asked of another of its form; 企业也能申请吗 stands alone.
_ALSO = re.compile(
    OPENING
    + r"(?P<topic>[^，,。？?]{2,12}?)(?:是不是)?也(?:是|要|能|可以|得|需要|适用|归|由|按|给|有|算)[^，,。？?]{0,12}[吗么]?[？?。!！]*$"
)
# 那从轻的有哪几种: hardly more than what takes the other's place.
_CONTRASTED = re.compile("^(?:那么?|然后|还有)")
# 那重庆呢，它的产值目标是多少: a new topic, and what is asked about it.
_TOPIC_FIRST = re.compile(OPENING + r"(?P<topic>[^，,。？?]{1,16}?)呢[，,？?]\s*(?P<rest>.{2,})$")
# 如果被评为差会怎么样 asks what follows, not the same of another.
_CONSEQUENCE = re.compile(
    OPENING + "(?:如果|要是|假如|若是)[^，,。？?]{2,20}(?:会怎|怎么办|怎么处理|有什么后果)"
)
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
    if YEAR.search(asked):
        context = YEAR.sub("", context)  # another year is asked about
    also = _ALSO.match(asked)
    exchanged = exchanged_in(also["topic"], previous) if also else None
    if exchanged is None and _contrasts(asked):
        exchanged = exchanged_in(asked, previous, CONTRASTS)
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
        return previous.replace(said[0], now[0], 1) if len(rest) <= SAYS_LITTLE else None
    term, before = defined_term(asked), defined_term(previous)
    if term and before and before in previous and term != before:
        return previous.replace(before, term.removeprefix("那").removesuffix("又"), 1)
    return None


def _contrasts(asked: str) -> bool:
    """Whether `asked` says hardly more than what takes the place of another: 那从轻的有哪几种."""
    return _CONTRASTED.match(asked) is not None and len(question_terms(asked).content) <= SAYS_LITTLE


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
    if _YEAR_FIRST.match(asked) and len(YEAR.sub("", content)) <= SAYS_LITTLE:
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
        return replacements(ellipsis["topic"].strip("，, "), previous)
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
    if YEAR.search(asked):
        focus = YEAR.sub("", focus)  # another year is asked about
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


def _focus(previous: str) -> str:
    quoted = re.search(r"《[^》]+》|“[^”]+”", previous)
    if quoted:
        return quoted.group()
    runs = noun_runs(previous)
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
