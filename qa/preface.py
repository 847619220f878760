"""What people say before and after the question itself: 老总让我查查，…；听人说…，…；…，谢谢.

Knows which words the documents know; nothing of what is asked.
"""

from __future__ import annotations

import re

from qa.quantities import quantities
from qa.spelling import Frequencies
from qa.terms import AMBIGUOUS, content_runs, question_terms

_SEGMENT = re.compile(r"[^，,。！!；;~～]*[，,。！!；;~～]?")
_ASKS = re.compile(
    "什么|啥|干嘛|咋|哪|多少|几|吗|如何|怎|是否|是不是|有没有|能不能|谁|多久|多大|介绍|概括|总结|归纳|梳理|列出|列举|第[0-9一二三四五六七八九十]|(?:是|为)[？?]?$"
)
# Who asks, wants or reports what follows: 老总让我查查, 意见里说, 请列一下. What happened (孩子重度残疾) is of the case.
_IDLE = re.compile(
    r"[让叫托](?:我|咱|俺)|想(?:要)?(?:了解|问|请教|咨询|查|知道|弄清|搞清|算|确认|核实)|请(?:告诉|问|教|列|给|帮|您|你)|麻烦|劳驾|帮(?:我|忙|咱|俺)|谢|辛苦|好奇|你好|您好|打扰"
    r"|说白了|说实话|老实说|简单(?:说|讲|点)|听(?:说|人)|据说|据了解|(?:老板|领导|老总|同事|朋友|客户|上面|处长|科长|主任)(?:问|说|要|让|叫)"
    r"|(?:说法|口径|判断|解读|意见|报道|专报|文件|方案|通知|办法|条例|规定)(?:里|中|上|下|的)?(?:好像|似乎|都|也)?(?:说|提|写|讲|指出|举例|规定)?(?:到|过|了)?[，,。]?$|^(?:按照?|根据|依据|据)"
    r"|写(?:稿|材料|报告|请示|汇报|体会|总结)|(?:列|写|说|给|讲)(?:全|完整|一下|下|个|出来)"
)
# 按实施意见的说法: which document is meant.
_NAMES_SOURCE = re.compile(
    "(?:按照?|根据|依据|照)[^，,]{0,14}(?:意见|办法|通知|方案|规划|条例|规定|解读|专报)(?![^，,]{0,2}精神)"
)
_SUBJECT_PAIRS = 2
_KNOWN_SHARE = 0.34  # of a segment's terms; below it the segment speaks of something else than the documents
_KNOWN_CHARACTERS = 0.5  # of a segment: half of 走私假币 stands in a word that is known


def without_preface(question: str, frequencies: Frequencies) -> str:
    """`question` without leading and trailing parts that ask nothing and share hardly a word with the documents.

    At least the part that asks stays; a question of one part is unchanged.
    """
    parts = [part for part in _SEGMENT.findall(question) if part.strip()]
    while len(parts) > 1 and _is_idle(parts[0], frequencies) and _says_what("".join(parts[1:]), frequencies):
        parts.pop(0)
    while (
        len(parts) > 1 and _is_idle(parts[-1], frequencies) and _says_what("".join(parts[:-1]), frequencies)
    ):
        parts.pop()
    return "".join(parts)


def _says_what(rest: str, frequencies: Frequencies) -> bool:
    """Whether the rest names its subject itself: 国家给啥政策 alone does not."""
    terms = question_terms(rest)
    known = sum(count > 0 for count in frequencies(list(terms.bigrams)))
    return bool(terms.quoted or terms.latin) or known >= _SUBJECT_PAIRS


def _is_idle(part: str, frequencies: Frequencies) -> bool:
    terms = question_terms(part)
    if (
        _NAMES_SOURCE.match(part)
        or not _IDLE.search(part)
        or _ASKS.search(part)
        or terms.years
        or terms.places
        or terms.quoted
        or terms.bodies
        or quantities(part)
    ):
        return False
    pairs = [pair for pair in terms.bigrams if not AMBIGUOUS & set(pair)]
    if not pairs:
        return not terms.latin
    known = {pair for pair, count in zip(pairs, frequencies(pairs), strict=True) if count}
    return len(known) / len(pairs) < _KNOWN_SHARE and _share_in(content_runs(part), known) < _KNOWN_CHARACTERS


def _share_in(runs: tuple[str, ...], known: set[str]) -> float:
    """The share of the characters of `runs` that stand in a `known` pair: half of 走私假币, whose 私假 is no word."""
    held = sum(
        any(run[start : start + 2] in known for start in (at - 1, at) if start >= 0)
        for run in runs
        for at in range(len(run))
    )
    return held / max(1, sum(map(len, runs)))
