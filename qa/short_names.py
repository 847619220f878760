"""Short names of laws that people use and titles do not hold: 科普法 for 科学技术普及法.

Knows the titles of the documents; nothing of answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(r"[\u4e00-\u9fff]{2,7}(?:法|条例)")
_CORE = re.compile(r"^中华人民共和国|[（(].*?[）)]$")
_SHORTEST, _MOST_TIMES_LONGER = 3, 3


def full_name(question: str, titles: Iterable[str]) -> tuple[str, str] | None:
    """(short name, the title's own) of the first short name in `question` that one title alone can mean.

    A short name takes characters of the title in their order, its first and last among them. None where every
    name stands in a title as it is, or where several titles could be meant.
    """
    runs = _NAME.findall(question)
    cores = tuple(dict.fromkeys(_CORE.sub("", title) for title in titles)) if runs else ()
    for run in runs:
        names = [run[start:] for start in range(len(run) - _SHORTEST + 1)]
        if any(name in core for name in names for core in cores):
            continue
        for name in names:
            meant = [core for core in cores if _shortens(name, core)]
            if len(meant) == 1:
                return name, meant[0]
    return None


def _shortens(name: str, core: str) -> bool:
    if name[0] != core[:1] or name[-1] != core[-1:] or len(core) > _MOST_TIMES_LONGER * len(name):
        return False
    rest = iter(core)
    return all(char in rest for char in name)
