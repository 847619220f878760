"""What people say before and after the question itself: 老总让我查查，…；听人说…，…；…，谢谢.

Knows which words the documents know; nothing of what is asked.
"""

from __future__ import annotations

import re

from qa.spelling import Frequencies
from qa.terms import AMBIGUOUS, content_runs, question_terms
from qa.verify import quantities

_SEGMENT = re.compile(r"[^，,。！!；;~～]*[，,。！!；;~～]?")
_ASKS = re.compile(
    "什么|啥|干嘛|咋|哪|多少|几|吗|如何|怎|是否|是不是|有没有|能不能|谁|多久|多大|介绍|概括|总结|归纳|梳理|列出|列举|第[0-9一二三四五六七八九十]|(?:是|为)[？?]?$"
)
# 复议没下来之前，…: when what follows is asked about.
_BOUNDS = re.compile("(?:之前|之后|以前|以后|期间|的话|的时候|情况下)[，,]?$|^(?:如果|要是|假如|万一|若)")
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
        _ASKS.search(part)
        or _BOUNDS.search(part)
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
