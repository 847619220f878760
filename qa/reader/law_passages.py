"""A folder of documents becomes passages with their contexts, searchable by words: where questions are made from.

Knows documents and word search; nothing of questions or models.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import find_files, load_document, split_passages
from corpus.schema import ClauseKind, ClausePath, WenceError
from corpus.settings import Settings
from index.lexical import LexicalIndex, build_lexical, count_tokens
from index.tokens import fold, pairs, token_id
from qa.reader.tokens import reader_context

_DATE = re.compile(r"\(\d{4}-\d{2}-\d{2}\)$")


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage with what is read before it; `law` is its document's title without 中华人民共和国.

    `section` is the lowest heading that it stands under, without its number; "" where there is none.
    """

    law: str
    article: str
    context: str
    text: str
    section: str = ""


def read_passages(folder: Path, said: Callable[[str], None]) -> tuple[SourcePassage, ...]:
    """The passages of every document below `folder`; a file that cannot be read is said and left out."""
    settings = Settings()
    passages: list[SourcePassage] = []
    for file in find_files([folder]):
        try:
            document = load_document(file, settings)
        except WenceError as error:
            said(str(error))
            continue
        law = _DATE.sub("", document.title).removeprefix("中华人民共和国")
        for passage in split_passages(document, settings.passages):
            articles = [step.label for step in passage.path.steps if step.level is ClauseKind.ARTICLE]
            passages.append(
                SourcePassage(
                    law,
                    articles[-1] if articles else "",
                    reader_context(document.title, passage.path),
                    passage.text,
                    _section(passage.path),
                )
            )
    return tuple(passages)


def _section(path: ClausePath) -> str:
    titles = [step.heading.removeprefix(step.label).strip() for step in path.steps]
    return next((title for title in reversed(titles) if 3 <= len(title) <= 24), "")


@dataclass(frozen=True, slots=True)
class WordSearch:
    """Texts ranked by the character pairs that they share with a question (BM25)."""

    index: LexicalIndex = field(repr=False)

    @classmethod
    def over(cls, texts: Sequence[tuple[str, str]]) -> WordSearch:
        """Over (context, text) pairs."""
        fields = [((), _numbers(context), _numbers(text)) for context, text in texts]
        return cls(build_lexical(count_tokens(fields)))

    def nearest(self, question: str, count: int) -> Iterator[int]:
        """The numbers of the `count` texts that share most with `question`, best first."""
        import numpy as np

        scores = self.index.scores(dict.fromkeys(_numbers(question), 1.0))
        best = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
        yield from (int(place) for place in best[np.argsort(-scores[best])])


def by_article(passages: Sequence[SourcePassage]) -> dict[tuple[str, str], list[int]]:
    """The numbers of the passages of every (law, article)."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        if passage.article:
            found[passage.law, passage.article].append(number)
    return found


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(token_id(pair) for pair in pairs(fold(text)))
