"""Statements that a passage carries, and the same statements with one fact changed so that it no longer does.

Knows sentences and answered questions; nothing of models or files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.reader.near_miss import Change, changed_part, every_change
from qa.sentences import NUMBERING

_SENTENCE = re.compile(r"[^。！？；\n]{12,}[。！？；]?")
_FACT = re.compile(r"[0-9]{2,}|[二三四五六七八九十百]{1,4}(?:日|年|个月|万元|元|倍|人)|《|部|委员会|局")
_ASKED = re.compile(
    r"什么时候|什么时间|哪一年|哪年|哪一天|哪里|哪儿|什么地方|哪个[国地城省]?|哪些|哪种|哪一[个种家]|谁|什么人|什么|多少|几"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about a passage; `change` says what was changed to make it false, "" where it is true.

    `changed` is where, None where nothing or no one place was.
    """

    text: str
    supported: bool
    change: str
    changed: tuple[int, int] | None = None


def statements_from(passage: str, chance: random.Random, most: int = 2) -> Iterator[Statement]:
    """True statements (a sentence, shortened, joined or introduced) and false ones (one fact changed)."""
    sentences = [NUMBERING.sub("", match.group()).strip() for match in _SENTENCE.finditer(passage)]
    sentences = [sentence for sentence in sentences if len(sentence) >= 12]
    chance.shuffle(sentences)
    # Sentences with a number, date or name first: what is changed in them is what readers are misled by.
    sentences.sort(key=lambda sentence: not _FACT.search(sentence))
    for sentence in sentences[:most]:
        true = rephrased(sentence, chance)
        yield Statement(true, True, "")
        for kind, false in every_change(true, chance, avoid=passage):
            yield Statement(false, False, kind, changed_part(true, false))
            break
        else:
            other = moved(sentence, sentences, chance)
            if other is not None:
                yield Statement(other, False, "clause")


def rephrased(sentence: str, chance: random.Random) -> str:
    """The sentence as an answer would say it: whole, shortened by a clause, introduced, or its order changed."""
    body = sentence.rstrip("。！？；")
    parts = [part for part in body.split("，") if part]
    draw = chance.random()
    if draw < 0.3 and len(parts) > 2:
        keep = sorted(chance.sample(range(len(parts)), len(parts) - 1))
        body = "，".join(parts[i] for i in keep)
    elif draw < 0.4 and "、" in body:
        names = re.findall(r"[^，、]{2,12}、", body)
        body = body.replace(chance.choice(names), "", 1) if names else body
    if chance.random() < 0.25:
        body = (
            chance.choice(["文件提出，", "根据规定，", "按照要求，", "具体来说，", "其中，", "也就是说，"])
            + body
        )
    return body + "。"


def moved(sentence: str, others: list[str], chance: random.Random) -> str | None:
    """The subject of one sentence with what another says; None where neither has both."""
    candidates = [other for other in others if other != sentence and "，" in other]
    if "，" not in sentence or not candidates:
        return None
    return sentence.split("，")[0] + "，" + chance.choice(candidates).rstrip("。；").split("，", 1)[1] + "。"


def declared(question: str, answer: str) -> str | None:
    """The question as a statement, its asking word exchanged for `answer`; None where it has no single one."""
    body = question.rstrip("？?。 ")
    found = list(_ASKED.finditer(body))
    if len(found) != 1 or len(answer) > 60 or body.endswith(("吗", "呢")):
        return None
    return body[: found[0].start()] + answer.strip("。") + body[found[0].end() :] + "。"


def change_kinds() -> tuple[str, ...]:
    """Every kind of change that a false statement may bear."""
    return (*Change, "clause")
