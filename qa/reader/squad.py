"""Files in SQuAD layout become examples: windows of the text with the answer, and windows without it.

Knows the layout and sentences; nothing of tokens or models.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.normal_form import simplify
from qa.reader.schema import Example, ReaderError

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
WINDOW = (110, 320)  # characters of a training window: what most passages of the index have


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question with its text and every reference answer; no answers: the text does not say."""

    id: str
    question: str
    context: str
    answers: tuple[str, ...]
    start: int  # of the first answer in `context`, -1 where there is none

    @property
    def answerable(self) -> bool:
        """Whether the text says it."""
        return bool(self.answers)


def read_squad(path: Path) -> tuple[SquadQuestion, ...]:
    """The questions of a file in SQuAD layout, texts in simplified script (length unchanged).

    Unanswerable are questions with no answers, empty answers or `is_impossible` (true or "true"). An
    answer without a right offset is looked up in its text; one that is not in it keeps `start` -1.
    Raises `ReaderError` where the file is not of this layout.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = content["data"] if isinstance(content, dict) else content
        return tuple(
            _question(item, simplify(paragraph["context"]))
            for entry in entries
            for paragraph in entry["paragraphs"]
            for item in paragraph["qas"]
        )
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ReaderError(
            f"{path} 不是 SQuAD 格式的题集（{error}）", "请给出含 data[].paragraphs[].qas[] 的 JSON 文件"
        ) from error


def _question(item: dict[str, object], context: str) -> SquadQuestion:
    given = item.get("answers") or []
    impossible = str(item.get("is_impossible")).lower() == "true"
    answers: list[str] = []
    start = -1
    for answer in given if isinstance(given, list) and not impossible else ():
        text = simplify(str(answer["text"]))
        if not text.strip():
            continue
        answers.append(text)
        place = int(answer.get("answer_start", -1))
        if place < 0 or context[place : place + len(text)] != text:
            place = context.find(text)
        if start < 0 and len(answers) == 1:
            start = place
    return SquadQuestion(str(item["id"]), simplify(str(item["question"])), context, tuple(answers), start)


def answer_window(question: SquadQuestion, chance: random.Random) -> tuple[str, tuple[int, int]]:
    """A stretch of the text that begins at a sentence and holds the whole answer, and the answer's place in it."""
    text, start = question.context, question.start
    end = start + len(question.answers[0])
    size = max(chance.randint(*WINDOW), end - start)
    lowest = max(0, end - size)
    begins = [0, *(match.end() for match in _SENTENCE_END.finditer(text, 0, start))]
    possible = [place for place in begins if lowest <= place <= start] or [max(0, start - 40)]
    first = chance.choice(possible)
    last = min(len(text), max(first + size, end))
    return text[first:last], (start - first, end - first)


def other_windows(question: SquadQuestion, chance: random.Random) -> Iterator[str]:
    """Stretches of the same text that hold no reference answer."""
    text = question.context
    begins = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    chance.shuffle(begins)
    for first in begins:
        window = text[first : first + chance.randint(*WINDOW)]
        if len(window) >= 80 and not any(answer in window for answer in question.answers):
            yield window


def positive(question: SquadQuestion, chance: random.Random, source: str) -> Example:
    """The question with a window that answers it."""
    window, span = answer_window(question, chance)
    return Example(question.question, "", window, span, True, None, source)


def negative(question: str, passage: str, source: str, context: str = "") -> Example:
    """The question with a passage that does not answer it."""
    return Example(question, context, passage, None, False, None, source)
