"""Things that a text names side by side, of which what is said of one is not said of another: 拖拉机、联合收割机、插秧机.

Knows words; nothing of kinds of questions, documents or scores.
"""

from __future__ import annotations

import functools
import re

_BRACKETS = re.compile(r"[（(](?P<inside>[^（）()]{2,20})[）)]")
_SEPARATORS = re.compile("[，,。；;：:！？\n|]")
# Where the first name of an enumeration begins, and the last one ends.
_BEFORE = re.compile(
    "^.*(?:对于?|将|把|向|在|为|以|聚焦|围绕|包括|支持|发展|鼓励|推进|开展|实施|建设|加快|面向|针对|包含|涉及|等)"
)
_BEHIND = re.compile(
    "(?:等|[两二三四五六七八九十0-9]+(?:大|个|类|种|项|家|座)|及其|实施|开展|进行|的|给予|应当|可以|以及|，).*$"
)
_AND = re.compile("[和与及或]")
_SHORTEST, _LONGEST = 3, 16  # characters of a name


@functools.lru_cache(maxsize=2048)
def enumerations(text: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Each enumeration of three names or more in `text`; a name is all the ways in which it is written there."""
    found = []
    for part in _SEPARATORS.split(text):
        pieces = part.split("、")
        if len(pieces) < 3:
            continue
        pieces[0] = _BEFORE.sub("", pieces[0])
        last = _BEHIND.sub("", pieces[-1])
        names = [*pieces[:-1], *_AND.split(last)]
        found.append(tuple(filter(None, map(_ways, names))))
    return tuple(found)


def _ways(name: str) -> tuple[str, ...]:
    """A name without its brackets, and what stands in them: 电动垂直起降航空器（eVTOL）."""
    inside = _BRACKETS.search(name)
    bare = _BRACKETS.sub("", name).strip()
    ways = (bare, inside["inside"] if inside else "")
    return tuple(way for way in ways if _SHORTEST <= len(way) <= _LONGEST)


def is_of_a_sibling(question: str, sentence: str, text: str) -> bool:
    """Whether `text` names what `question` asks about beside something else, and `sentence` speaks of that alone."""
    for names in enumerations(text):
        asked = [ways for ways in names if any(way in question for way in ways)]
        if len(asked) != 1 or any(way in sentence for way in asked[0]):
            continue
        if any(way in sentence for ways in names if ways is not asked[0] for way in ways):
            return True
    return False
