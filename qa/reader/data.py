"""Puts the reader's training data together from public question files and a folder of laws.

Knows which file serves for what, the shares of the mixture and what is held out; nothing of tokens or models.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.reader.clause_questions import MadeQuestion, questions_from, section_question
from qa.reader.law_passages import SourcePassage, WordSearch, read_passages
from qa.reader.legal_examples import legal_examples
from qa.reader.legal_questions import read_legal_questions
from qa.reader.near_miss import changed_part, every_change, nouns_of, swapped_noun
from qa.reader.schema import Example
from qa.reader.squad import SquadQuestion, negative, other_windows, positive, read_squad
from qa.reader.support_pairs import declared, statements_from
from qa.reader.written_questions import WRITTEN, written_examples

TRAINING_FILES = (
    "cmrc2018-train",
    "cmrc2018-trial",
    "drcd-dev",
    "drcd-test",
    "xquad-zh",
    "dureader-robust-dev",
)
MADE_QUESTIONS = 7000
SECTION_QUESTIONS = 1000
STATEMENT_PASSAGES = 3600
HELD_OUT_QUESTIONS = frozenset({"regulations-d", "policies-d"})  # written questions, by file
HELD_OUT_SHARE = 10  # one law in so many is kept from training, for measuring


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Shuffled examples to train on, and held-out ones by which the best checkpoint is chosen."""

    training: tuple[Example, ...]
    development: tuple[Example, ...]


def prepare(
    directory: Path, seed: int, said: Callable[[str], None], others: int | None = None
) -> TrainingData:
    """Everything from `directory`, which has `qa/` and `laws/` as the design lays them out, and the written questions.

    `others` is how many examples are kept of what is not written questions; None: all.
    Laws of the test half of the legal questions are left out wholly. Raises `ReaderError` where a file is
    missing or of another layout.
    """
    chance = random.Random(seed)
    squad = [(name, read_squad(directory / "qa" / f"{name}.json")) for name in TRAINING_FILES]
    legal = read_legal_questions(directory / "qa" / "lecoqa-train.jsonl")
    tested = {question.articles[0][0] for question in legal if not question.development}
    said("读取法律…")
    passages = tuple(p for p in read_passages(directory / "laws", said) if p.law not in tested)
    held_out = tuple(p for p in passages if is_held_out(p.law))
    kept = tuple(p for p in passages if not is_held_out(p.law))
    said(f"法条 {len(kept)} 段，留出 {len(held_out)} 段")
    training = [
        *squad_examples(squad, chance, said),
        *law_examples(kept, MADE_QUESTIONS, STATEMENT_PASSAGES, chance, said),
        *legal_examples([q for q in legal if q.development], kept, chance),
    ]
    development = [
        *law_examples(held_out, 250, 150, chance, said),
        *_sample(list(squad_examples([("cmrc2018-trial", squad[1][1])], chance, said)), 250, chance),
    ]
    if others is not None:
        training = _sample(training, others, chance)
    files = sorted(WRITTEN.glob("*.jsonl"))
    for examples, held, most in ((training, False, None), (development, True, 900)):
        chosen = [file for file in files if (file.stem in HELD_OUT_QUESTIONS) is held]
        written = list(written_examples(chosen, directory / "laws", chance, said))
        examples += _sample(written, most or len(written), chance)
    tuned = {example.question for example in development}
    training = [example for example in training if example.question not in tuned]
    chance.shuffle(training)
    said(f"训练 {len(training)} 例，开发 {len(development)} 例")
    return TrainingData(tuple(training), tuple(development))


def is_held_out(law: str) -> bool:
    """Whether a law is kept from training: by its name, the same on every machine."""
    return zlib.crc32(law.encode()) % HELD_OUT_SHARE == 0


def squad_examples(
    files: Sequence[tuple[str, Sequence[SquadQuestion]]], chance: random.Random, said: Callable[[str], None]
) -> Iterator[Example]:
    """Every answerable question with its window; for some, windows that do not answer, and statements."""
    contexts = list(dict.fromkeys(q.context for _, questions in files for q in questions))
    search = WordSearch.over([("", context) for context in contexts])
    nouns = list(
        dict.fromkeys(
            n for _, qs in files for q in qs[:: max(1, len(qs) // 800)] for n in nouns_of(q.question)
        )
    )
    for name, questions in files:
        said(f"{name}：{len(questions)} 题")
        for question in questions:
            if not question.answerable or question.start < 0:
                continue
            example = positive(question, chance, name)
            yield example
            # Where an answer is missing, what retrieval brings is the rest of the same document: most negatives are that.
            draw = chance.random()
            if draw < 0.22:
                yield from (
                    negative(question.question, w, name) for w in list(other_windows(question, chance))[:1]
                )
            elif draw < 0.30:
                yield from _from_elsewhere(question, contexts, search, chance, name)
            elif draw < 0.47:
                yield from _missed(example, nouns, chance)
            if chance.random() < 0.12:
                yield from _declared(question, example, questions, chance)


def _from_elsewhere(
    question: SquadQuestion, contexts: Sequence[str], search: WordSearch, chance: random.Random, name: str
) -> Iterator[Example]:
    near = [contexts[i] for i in search.nearest(question.question, 8) if contexts[i] != question.context]
    near = [text for text in near if not any(answer in text for answer in question.answers)]
    if near:
        text = chance.choice(near)
        first = chance.randrange(max(1, len(text) - 250))
        yield negative(question.question, text[first : first + chance.randint(180, 380)], name)


def _missed(example: Example, nouns: Sequence[str], chance: random.Random) -> Iterator[Example]:
    """The question with one fact or name exchanged, so that its passage no longer answers it."""
    changed = next((new for _, new in every_change(example.question, chance, avoid=example.passage)), None)
    if changed is None or chance.random() < 0.5:
        changed = swapped_noun(example.question, example.passage, nouns, chance) or changed
    if changed is not None:
        yield replace(
            example,
            question=changed,
            span=None,
            relevant=False,
            source=f"{example.source}/near-miss",
            changed=changed_part(example.question, changed),
        )


def _declared(
    question: SquadQuestion, example: Example, questions: Sequence[SquadQuestion], chance: random.Random
) -> Iterator[Example]:
    true = declared(question.question, question.answers[0])
    if true is None:
        return
    statement = Example(true, "", example.passage, None, None, True, f"{example.source}/statement")
    same = {
        q.answers[0] for q in questions
        if q.context == question.context and q.answers and q.answers[0] not in question.answers[0]
        and question.answers[0] not in q.answers[0] and q.answers[0] in example.passage
    }  # fmt: skip
    false = declared(question.question, chance.choice(sorted(same))) if same else None
    if false is None:
        false = next((new for _, new in every_change(true, chance, avoid=example.passage)), None)
    if false is not None:
        yield statement
        yield replace(statement, question=false, supported=False, changed=changed_part(true, false))


def law_examples(
    passages: Sequence[SourcePassage],
    questions: int,
    statements: int,
    chance: random.Random,
    said: Callable[[str], None],
) -> Iterator[Example]:
    """`questions` made questions with as many passages that do not answer them; statements of `statements` passages."""
    order = list(range(len(passages)))
    chance.shuffle(order)
    search = WordSearch.over([(p.context, p.text) for p in passages])
    said("检索好了，开始出题…")
    nouns = list(
        dict.fromkeys(noun for place in order[:1500] for noun in nouns_of(passages[place].text[:60]))
    )
    quota = dict.fromkeys(
        ("list", "definition", "body", "penalty", "number", "order", "task"), questions // 6
    )
    made = 0
    for place in order:
        if made >= questions:
            break
        passage = passages[place]
        for item in questions_from(passage.text, chance):
            if quota[item.kind] > 0 and 6 <= len(item.question) <= 80:
                quota[item.kind] -= 1
                made += 1
                yield from _around(place, item, passages, search, nouns, chance)
                break
    yield from _sections(passages, questions * SECTION_QUESTIONS // MADE_QUESTIONS, chance)
    for place in order[-statements:] if statements else ():
        passage = passages[place]
        for statement in statements_from(passage.text, chance):
            source = f"laws/statement/{statement.change}"
            supported, changed = statement.supported, statement.changed
            yield Example(
                statement.text, passage.context, passage.text, None, None, supported, source, changed
            )


def _around(
    place: int,
    item: MadeQuestion,
    passages: Sequence[SourcePassage],
    search: WordSearch,
    nouns: Sequence[str],
    chance: random.Random,
) -> Iterator[Example]:
    """The question with its passage, and with one that does not answer it: a neighbour, a look-alike, or a changed fact."""
    passage = passages[place]
    source = f"laws/{item.kind}"
    question, named = item.question, False
    if chance.random() < 0.4:
        law = passage.law
        question = chance.choice(
            [
                f"{law}中，{question}",
                f"《{law}》规定{question}",
                f"根据{law}，{question}",
                f"{law}里{question}",
            ]
        )
        named = True
    context = passage.context if named or chance.random() < 0.85 else ""
    whole = Example(question, context, passage.text, item.span, True, None, source)
    yield whole
    draw = chance.random()
    if draw < 0.1:
        other = chance.choice(passages)
        yield negative(question, other.text, f"{source}/random", other.context)
    elif draw < 0.4:
        alike = [
            passages[i] for i in search.nearest(question, 12)
            if passages[i].text != passage.text and (not named or passages[i].law != passage.law or passages[i].article != passage.article)
            and passage.text[item.span[0] : item.span[1]] not in passages[i].text
        ]  # fmt: skip
        if alike:
            other = chance.choice(alike)
            yield negative(question, other.text, f"{source}/alike", other.context)
    elif draw < 0.65:
        near = passages[min(max(0, place + chance.choice([-2, -1, 1, 2])), len(passages) - 1)]
        if near.text != passage.text and passage.text[item.span[0] : item.span[1]] not in near.text:
            yield negative(question, near.text, f"{source}/neighbour", near.context)
    else:
        yield from _missed(whole, nouns, chance)


def _sections(passages: Sequence[SourcePassage], count: int, chance: random.Random) -> Iterator[Example]:
    """Questions of a section's matter with a passage that stands in it, and one of the same law that does not."""
    laws: dict[str, list[SourcePassage]] = {}
    for passage in passages:
        if passage.section:
            laws.setdefault(passage.law, []).append(passage)
    names = sorted(laws)
    for _ in range(count if names else 0):
        law = chance.choice(names)
        inside = chance.choice(laws[law])
        question = section_question(law, inside.section, chance)
        yield Example(question, inside.context, inside.text, None, True, None, "laws/section")
        outside = [passage for passage in laws[law] if passage.section != inside.section]
        if outside:
            other = chance.choice(outside)
            yield negative(question, other.text, "laws/section/other", other.context)


def _sample(examples: list[Example], count: int, chance: random.Random) -> list[Example]:
    return chance.sample(examples, min(count, len(examples)))
