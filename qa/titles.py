"""Which document a question names by its title, in 《》 or without: 印花税法第二十五条, 《印花税法》.

Knows a question and titles; nothing of what stands in the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.normal_form import comparison_form

_MARKED = re.compile(r"《([^《》]{2,60})》")
# The name of a law that stands before a number: 外商投资法第五十一条, 道路交通安全违法行为处理程序规定的第几条.
_BEFORE_NUMBER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,30}?(?:(?<!办)(?<!做)(?<!方)(?<!合)(?<!违)(?<!执)(?<!司)法|法典|条例|规定|办法|细则|解释))的?(?=第|哪一?条|里|中|[（(])"
)
# What stands before a name, or for one: 请问印花税法, 根据本法.
_NO_NAME = re.compile(
    r"^.*(?:请问|想问|问一?下|根据|依据|依照?|按照?|关于|引用|对照|查一?下|看看?|说说|解释一?下|讲讲|这个要求出自|出自|来自|在|是|那么?|这[个部份项]?|该|本|此|新|到底|违反|适用|涉及)"
)
_LONG = 5  # characters; a shorter name stands in order in many titles
_SHORTEST = (
    3  # characters; 刑法 and 民法典 are looked up by their articles, and mean what is written about them
)


def named_titles(question: str) -> tuple[str, ...]:
    """The names of documents in `question`: those in 《》, else the one of a law that stands before a number."""
    marked = _MARKED.findall(question)
    if marked:
        return tuple(marked)
    found = _BEFORE_NUMBER.search(question)
    name = _NO_NAME.sub("", found["name"]) if found else ""
    return (name,) if len(name) >= _SHORTEST else ()


def meant(question: str, titles: Iterable[str]) -> frozenset[str]:
    """Of `titles`, those that `question` names; all where it names none that can be told.

    A title that holds the name (or is held by it) is meant before one that holds its characters in their order.
    A law by a name that no title bears is none of them; another kind of document may be called what its title is not.
    """
    known, names = frozenset(titles), named_titles(question)
    if not names:
        return known
    holding = frozenset(title for title in known if any(_bears(title, name) for name in names))
    if holding or _MARKED.search(question):
        return holding
    loosely = frozenset(title for title in known if any(_in_order(title, name) for name in names))
    return loosely or (frozenset() if any(map(_IS_LAW.search, names)) else known)


def unknown_title(question: str, titles: Iterable[str]) -> str:
    """The first name in `question` that no document of `titles` bears, in 《》; "" where there is none."""
    known = tuple(titles)
    if meant(question, known):
        return ""
    names = named_titles(question)
    unknown = (name for name in names if not any(_bears(title, name) for title in known))
    return next((f"《{name}》" for name in unknown), "")


_IS_LAW = re.compile("(?:法|法典|条例)$")


def _bears(title: str, name: str) -> bool:
    form, wanted = comparison_form(title), comparison_form(name)
    return wanted in form or form in wanted


def _in_order(title: str, name: str) -> bool:
    rest = iter(comparison_form(title))
    return len(name) >= _LONG and all(char in rest for char in comparison_form(name))
