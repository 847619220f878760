"""Questions written over documents become examples: the passage that answers, and those that tempt.

Knows question files, documents and search; nothing of tokens or models.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.bundled_encoder import BundledEncoder
from qa.reader.law_passages import SourcePassage, WordSearch, read_passages
from qa.reader.schema import Example, ReaderError
from qa.reader.squad import negative

WRITTEN = Path(__file__).with_name("written")
_TEMPTING = 10  # passages nearest by words, and as many nearest by meaning, from which negatives are drawn
_NEGATIVES = 3
_NO_CONTEXT = 0.1  # share of pairs whose title and clause path are not read


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question; `quotes` are (file name, verbatim text) of what answers it, or, where `answerable` is false, of
    what only resembles an answer. `span` is the shortest full answer, "" where it is not one piece of text.
    """

    question: str
    answerable: bool
    quotes: tuple[tuple[str, str], ...]
    span: str


def read_written(path: Path) -> tuple[WrittenQuestion, ...]:
    """The questions of a JSON Lines file in the evaluation's layout with `span` and `near`.

    Raises `ReaderError` with the line's number where one cannot be used.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ReaderError(
                f"{path.name} 第 {number} 行不能用（{error}）", "请按 qa/reader/written/README.md 改正"
            ) from error
    return tuple(found)


def _question(record: Mapping[str, Any]) -> WrittenQuestion:
    evidence = record["evidence"] if record["answerable"] else [record["near"]] if "near" in record else []
    quotes = tuple((item["document"], item["quote"]) for item in evidence)
    return WrittenQuestion(record["question"], record["answerable"], quotes, record.get("span") or "")


def written_examples(
    files: Sequence[Path], laws: Path, chance: random.Random, said: Callable[[str], None]
) -> Iterator[Example]:
    """The examples of every file; its documents stand beside it in `documents/`, or in `laws` under their names.

    Every file is searched on its own: who wrote it made sure that nothing else in its documents answers.
    """
    encoder = BundledEncoder()
    by_name = {path.name: path for path in sorted(laws.rglob("*.md"))}
    for file in files:
        questions = read_written(file)
        names = dict.fromkeys(name for question in questions for name, _ in question.quotes)
        passages = [p for name in names for p in read_passages(_place(file, name, by_name), said)]
        examples = list(_examples(questions, passages, encoder, chance, file.stem))
        said(f"{file.stem}：{len(questions)} 题，{len(passages)} 段，{len(examples)} 例")
        yield from examples


def _place(file: Path, name: str, laws: Mapping[str, Path]) -> Path:
    beside = file.with_name("documents") / name
    found = beside if beside.is_file() else laws.get(name)
    if found is None:
        raise ReaderError(f"{file.name} 引的文件 {name} 找不到", "请用 --data 指明含 laws/ 的数据目录")
    return found


def _examples(
    questions: Sequence[WrittenQuestion],
    passages: Sequence[SourcePassage],
    encoder: BundledEncoder,
    chance: random.Random,
    source: str,
) -> Iterator[Example]:
    search = WordSearch.over([(p.context, p.text) for p in passages])
    vectors = encoder.encode_passages([f"{p.context}\n{p.text}" for p in passages])
    asked = encoder.encode_queries([question.question for question in questions])
    for question, vector in zip(questions, asked, strict=True):
        holding = [
            place
            for place, passage in enumerate(passages)
            if any(quote in passage.text for _, quote in question.quotes)
        ]
        if question.answerable:
            if not holding:
                continue  # a quote that lies across two passages
            for place in holding:
                yield _positive(question, passages[place], chance, source)
        else:
            for place in holding[:2]:
                yield _negative(question, passages[place], chance, f"{source}/near")
        near = [*search.nearest(question.question, _TEMPTING), *np.argsort(-(vectors @ vector))[:_TEMPTING]]
        others = [
            place
            for place in dict.fromkeys(map(int, near))
            if place not in holding and not (question.span and question.span in passages[place].text)
        ]
        for place in chance.sample(others, min(_NEGATIVES, len(others))):
            yield _negative(question, passages[place], chance, f"{source}/other")


def _positive(
    question: WrittenQuestion, passage: SourcePassage, chance: random.Random, source: str
) -> Example:
    quote = next(quote for _, quote in question.quotes if quote in passage.text)
    begin = passage.text.index(quote)
    if question.span and question.span in quote:
        begin, quote = begin + quote.index(question.span), question.span
    context = _context(passage, chance)
    return Example(question.question, context, passage.text, (begin, begin + len(quote)), True, None, source)


def _negative(
    question: WrittenQuestion, passage: SourcePassage, chance: random.Random, source: str
) -> Example:
    return negative(question.question, passage.text, source, _context(passage, chance))


def _context(passage: SourcePassage, chance: random.Random) -> str:
    return "" if chance.random() < _NO_CONTEXT else passage.context
