"""Lay questions with their gold articles (LeCoQA's layout), divided by law into development and test.

Knows that layout; nothing of indexes or models.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.reader.schema import ReaderError

_ARTICLE = re.compile(
    r"^(?P<law>.+?)(?P<article>第[〇零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?)$"
)


@dataclass(frozen=True, slots=True)
class LegalQuestion:
    """A question with (law, article) pairs; `development` is the half of its first article's law."""

    question: str
    articles: tuple[tuple[str, str], ...]
    development: bool


def read_legal_questions(path: Path) -> tuple[LegalQuestion, ...]:
    """Every question of the file. Raises `ReaderError` where it is not of this layout."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        halves = development_laws([row["articles"] for row in rows])
        return tuple(
            LegalQuestion(
                row["question"],
                tuple(map(split_article, row["articles"])),
                halves[law_of(row["articles"][0])],
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ReaderError(
            f"{path} 不是 LeCoQA 格式的题集（{error}）", "请给出每行含 question 与 articles 的文件"
        ) from error


def development_laws(articles: Sequence[Sequence[str]]) -> Mapping[str, bool]:
    """Whether each law is of the development half, by the first articles of the questions.

    Laws, not questions, are divided: the next most frequent law goes to the smaller half.
    """
    laws = Counter(law_of(gold[0]) for gold in articles)
    halves: dict[str, bool] = {}
    sizes = {True: 0, False: 0}
    for law, count in sorted(laws.items(), key=lambda item: (-item[1], item[0])):
        half = min((True, False), key=lambda side: sizes[side])
        halves[law] = half
        sizes[half] += count
    return halves


def law_of(article: str) -> str:
    """中华人民共和国民法典第三条 → 民法典."""
    return split_article(article)[0]


def split_article(article: str) -> tuple[str, str]:
    """(law without 中华人民共和国, 第三条); the whole and "" where no article is named."""
    found = _ARTICLE.match(article)
    law = found["law"] if found else article
    return law.removeprefix("中华人民共和国"), found["article"] if found else ""
