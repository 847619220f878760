"""The ways in which a standalone question may be read: in Chinese terms, without its preface, spelled as documents spell.

Knows one index's words and titles; nothing of what is found.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from corpus.normal_form import comparison_form
from index.schema import PassageIndex
from qa.english import chinese_term, in_chinese
from qa.preface import without_preface
from qa.question import Question, QuestionKind, plain_form, read_question
from qa.scope import opening_of
from qa.short_names import full_name
from qa.spelling import correct_homophones, correct_places
from qa.terms import bears_number, numbers_in, question_terms
from qa.titles import unknown_title

_FEW_DOCUMENTS = 50  # whose first lines are looked at
_LOOKED_THROUGH = 3  # passages, for a word in Latin letters


@dataclass(frozen=True, slots=True)
class Understood:
    """`standalone` is what is shown of how the question was read, `notice` what was changed, "" for nothing; `within` are
    the documents whose number the question gives, None where it gives none of any."""

    read: Question
    standalone: str
    notice: str
    within: frozenset[str] | None = None


def ways_to_read(standalone: str, index: PassageIndex) -> tuple[Understood, ...]:
    """The readings of `standalone`, the likeliest first: one, or for English its translation and then the original.

    A translation word by word may miss what the multilingual encoder finds.
    """
    translated = in_chinese(standalone, index.passage_frequencies)
    if translated is None:
        return (_understood(standalone, index),)
    spelled = correct_homophones(translated, index.passage_frequencies)
    read = dataclasses.replace(read_question(spelled.question), original=standalone)
    notice = f"按“{translated}”检索" + (f"；{spelled.notice}" if spelled.notice else "")
    return Understood(read, read.text, notice), _understood(standalone, index)


def _understood(standalone: str, index: PassageIndex) -> Understood:
    titles = [document.title for document in index.documents()]
    plain = without_preface(plain_form(standalone), index.passage_frequencies)
    placed = correct_places(_called_in_chinese(plain, index), titles)
    named = full_name(placed.question, titles)
    whole = placed.question.replace(*named, 1) if named else placed.question
    spelled = correct_homophones(whole, index.passage_frequencies)
    read = read_question(spelled.question)
    numbered = _numbered(read.text, index)
    if numbered and read.kind is not QuestionKind.CLAUSE:
        read = read_question(_without_numbers(read.text))
    within = numbered or _opened_with(read.text, index)
    notices = (placed.notice, f"“{named[0]}”指《{named[1]}》" if named else "", spelled.notice)
    exchanged = placed.exchanged or spelled.exchanged or spelled.question != plain
    shown = spelled.question if exchanged else standalone
    return Understood(read, shown, "；".join(filter(None, notices)), within or None)


def _called_in_chinese(question: str, index: PassageIndex) -> str:
    """`question` with each word in Latin letters that no passage holds by its Chinese name: GDP as 生产总值."""
    terms = question_terms(question)
    for word in () if terms.is_foreign else terms.latin:
        name = chinese_term(word)
        found = index.search(word, _LOOKED_THROUGH) if name else ()
        if name and not any(word in comparison_form(hit.passage.text) for hit in found):
            whole = rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])"
            question = re.sub(whole, name, question, flags=re.IGNORECASE)
    return question


def _numbered(question: str, index: PassageIndex) -> frozenset[str]:
    """The documents that bear a number that `question` gives: 临政办规〔2025〕6号."""
    asked = question_terms(question).document_numbers
    known = index.documents() if asked else ()
    return frozenset(item.id for item in known if bears_number(item.number, asked))


def _opened_with(question: str, index: PassageIndex) -> frozenset[str]:
    """The documents that open with a name in 《》 of `question` that is no title: 《领军参阅》, a periodical."""
    known = index.documents()
    name = unknown_title(question, (item.title for item in known)) if len(known) <= _FEW_DOCUMENTS else ""
    if not name:
        return frozenset()
    form = comparison_form(name)
    return frozenset(
        item.id for item in known if form in comparison_form(opening_of(index.document(item.id)))
    )


def _without_numbers(question: str) -> str:
    for number in numbers_in(question):
        question = question.replace(number, "该文件")
    return question.replace("该文件文", "该文件").replace("该文件件", "该文件")
