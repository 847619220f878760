"""Which document a question names by its title, in 《》 or without: 印花税法第二十五条, 《印花税法》.

Knows a question and titles; nothing of what stands in the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.normal_form import comparison_form
from qa.terms import bears_number, numbers_in

_MARKED = re.compile(r"《([^《》]{2,60})》")
# The name of a law that stands before a number: 外商投资法第五十一条, 道路交通安全违法行为处理程序规定的第几条.
_BEFORE_NUMBER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,30}?(?:(?<!办)(?<!做)(?<!方)(?<!合)(?<!违)(?<!执)(?<!司)法|法典|条例|规定|办法|细则|解释))的?(?=第|哪一?条|里|中|[（(])"
)
# What stands before a name, or for one: 请问印花税法, 根据本法.
_NO_NAME = re.compile(
    r"^.*(?:请问|想问|问一?下|根据|依据|依照?|按照?|关于|引用|对照|查一?下|看看?|说说|解释一?下|讲讲|这个要求出自|出自|来自|在|是|那么?|这[个部份项]?|该|本|此|新|到底|违反|适用|涉及)"
)
# Characters; a shorter name stands in order in many titles.
_LONG = 5
# Characters; 刑法 is looked up by its articles, and means what is written about them.
_SHORTEST = 3


def named_titles(question: str) -> tuple[str, ...]:
    """The names of documents in `question`: those in 《》, else the one of a law that stands before a number."""
    marked = _MARKED.findall(question)
    if marked:
        return tuple(marked)
    found = _BEFORE_NUMBER.search(question)
    name = _NO_NAME.sub("", found["name"]) if found else ""
    return (name,) if len(name) >= _SHORTEST else ()


def meant(question: str, titles: Iterable[str]) -> frozenset[str]:
    """Of `titles`, those that `question` names; all where it names none that can be told."""
    known, names = frozenset(titles), named_titles(question)
    if not names:
        return known
    marked = _MARKED.search(question) is not None
    return frozenset().union(*(_bearing(name, known, marked) for name in names))


def unknown_title(question: str, titles: Iterable[str]) -> str:
    """The first name in `question` that no document of `titles` bears, in 《》; "" where there is none."""
    known, marked = frozenset(titles), _MARKED.search(question) is not None
    unknown = (name for name in named_titles(question) if not _bearing(name, known, marked))
    return next((f"《{name}》" for name in unknown), "")


def unknown_number(question: str, numbers: Iterable[str | None]) -> str:
    """The first document number in `question` that is none of `numbers`, as it is written; "" where there is none."""
    known = tuple(numbers)
    return next(
        (
            each
            for each in numbers_in(question)
            if not any(bears_number(number, (comparison_form(each),)) for number in known)
        ),
        "",
    )


def _bearing(name: str, known: frozenset[str], marked: bool) -> frozenset[str]:
    """The titles that may be meant by `name`, which is `marked` where it stands in 《》.

    A title that holds the name (or is held by it) is meant before one that holds its characters in their order.
    A law by a name that no title bears is none of them; another kind of document may be called what its title is not.
    """
    wanted = comparison_form(name)
    forms = {title: comparison_form(title) for title in known}
    holding = frozenset(
        title
        for title, form in forms.items()
        if wanted in form or form in wanted or (not marked and _ends_in(wanted, form.removeprefix(_STATE)))
    )
    if holding or marked:
        return holding
    loosely = frozenset(title for title, form in forms.items() if _in_order(form, wanted))
    return loosely or (frozenset() if _IS_LAW.search(name) else known)


_STATE = "中华人民共和国"


def _ends_in(words: str, title: str) -> bool:
    """Whether the name is the last of `words`, which people begin as they like: 帮我概括一下邮政法."""
    return len(title) >= _SHORTEST and words.endswith(title)


_IS_LAW = re.compile("(?:法|法典|条例)$")


def _in_order(form: str, wanted: str) -> bool:
    rest = iter(form)
    return len(wanted) >= _LONG and all(char in rest for char in wanted)
