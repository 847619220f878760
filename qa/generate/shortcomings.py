"""What a report owns up to: 存在的主要问题, 我们也清醒看到…; asked for as 短板, 不足, 困难.

Knows a question and one document; nothing of similarity, since such a passage shares no word with the question.
"""

from __future__ import annotations

import re

from corpus.schema import Clause, ClauseKind, Document
from qa.evidence import characters_held
from qa.generate.draft import Draft
from qa.generate.outline import LONGEST_ANSWER, text_drafts, without_heading
from qa.scope import opening_of
from qa.sentences import Span, line_around, to_full_stops

_ASKED = re.compile(
    "(?:哪些|什么|啥|哪几[个项点])(?:方面的?)?(?:突出|主要|明显)?(?:的)?(?:短板|不足|困难|差距|薄弱环节|问题)(?:和(?:短板|不足|困难|差距|问题))?[？?。]*$|(?:短板|不足|困难|差距|问题)(?:有|是|包括)(?:哪些|什么|啥)"
)
_OWNED = re.compile("存在|面临|承认|还有|指出|提到|坦言|看到|有")
_HEADING = re.compile("(?:存在|面临)的?[^，。]{0,8}(?:问题|不足|困难|短板|差距)|^(?:主要)?(?:问题|不足|短板)")
_SENTENCE = re.compile(
    "清醒地?(?:看到|认识到)|(?:还|仍然?|依然|也)(?:存在|面临)[^。]{0,20}(?:问题|不足|困难|短板|差距)|同时也要看到"
)
_COUNTED = re.compile(r"\s*(?:一是|主要|第一[，,]|一方面)")  # …还存在不少困难。一是…
_ASKING = re.compile(
    "承认|存在|面临|还有|自己|短板|不足|困难|差距|薄弱环节|问题|报告|总结|工作|突出|主要|哪些|什么"
)
_NAMED = 0.6  # of the question's other characters


def shortcomings_asked(document: Document, question: str) -> tuple[Draft, ...]:
    """The passage of `document` that names shortcomings, where `question` asks for those of all it reports on; else ()."""
    if not (_ASKED.search(question) and _OWNED.search(question)):
        return ()
    about = _ASKING.sub("，", question)
    if characters_held(about, opening_of(document)) < _NAMED:
        return ()
    clause = next((clause for clause in document.clauses if _is_of_them(clause)), None)
    if clause is not None:
        return without_heading(clause, text_drafts(document, clause.start, clause.end))
    said = _SENTENCE.search(document.text)
    if said is None:
        return ()
    found = Span(said.start(), said.end(), said.group())
    line, sentence = line_around(document.text, found), to_full_stops(document.text, found)
    counted = _COUNTED.match(document.text, sentence.end)
    return text_drafts(document, sentence.start, line.end if counted else sentence.end)


def _is_of_them(clause: Clause) -> bool:
    return (
        clause.kind is ClauseKind.HEADING
        and bool(clause.path.steps)
        and _HEADING.search(clause.path.steps[-1].title) is not None
        and clause.end - clause.start <= LONGEST_ANSWER
    )
