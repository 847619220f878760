"""Answerable policy questions, each beside itself with one fact changed so that its passage no longer answers it.

Made from the shipped question sets over the five seed documents; knows nothing of readers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import find_files, load_document, split_passages
from corpus.normal_form import comparison_form
from corpus.settings import Settings
from eval.question_file import read_questions
from qa.reader.near_miss import every_change, nouns_of, swapped_noun
from qa.reader.tokens import reader_context

_SETS = tuple(Path(__file__).with_name("questions") / name for name in ("policy.jsonl", "seeds.jsonl"))
_A_QUESTION = 4  # changed forms of one question at most


@dataclass(frozen=True, slots=True)
class NearMiss:
    """`passage` answers `question` and does not answer `changed`."""

    question: str
    changed: str
    context: str
    passage: str


def near_miss_pairs(seeds: Path) -> tuple[NearMiss, ...]:
    """Every answerable question of the sets whose evidence stands in one passage, with changed forms of it."""
    settings = Settings()
    passages = [
        (reader_context(document.title, passage.path), passage.text, comparison_form(passage.text))
        for document in (load_document(file, settings) for file in find_files([seeds]))
        for passage in split_passages(document, settings.passages)
    ]
    questions = [q for path in _SETS for q in read_questions(path) if q.answerable and not q.history]
    nouns = list(dict.fromkeys(noun for question in questions for noun in nouns_of(question.question)))
    chance = random.Random(31)
    pairs: list[NearMiss] = []
    for question in questions:
        quote = comparison_form(question.evidence[0].quote)
        held = next(((context, text) for context, text, form in passages if quote in form), None)
        if held is not None:
            changed = dict.fromkeys(_changed(question.question, held[1], nouns, chance))
            pairs += [NearMiss(question.question, new, *held) for new in list(changed)[:_A_QUESTION]]
    return tuple(pairs)


def _changed(question: str, passage: str, nouns: list[str], chance: random.Random) -> Iterator[str]:
    yield from (new for _, new in every_change(question, chance, avoid=passage))
    for _ in range(_A_QUESTION):
        new = swapped_noun(question, passage, nouns, chance)
        if new is not None:
            yield new
