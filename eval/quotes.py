"""Whether what answers cite is what the documents say: `python -m eval.quotes --home DIR [--answers N]`.

Questions are made from the passages of the index itself, from its clauses' numbers and headings. Knows answers and
documents; nothing of how answers come about.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import clause_at
from corpus.command import print_json, run_command
from corpus.settings import load_settings
from index.schema import PassageIndex
from qa import AnswerStatus, Assistant, open_assistant
from qa.reader.clause_questions import questions_from
from qa.schema import Answer, Support

ANSWERS = 10_000


@dataclass(slots=True)
class Counts:
    """What was seen; the last four are faults, and must be 0."""

    questions: int = 0
    answers: int = 0
    citations: int = 0
    sentences: int = 0
    quotes_unlike_their_document: int = 0
    clauses_unlike_their_place: int = 0
    markers_without_citation: int = 0
    sentences_not_supported: int = 0

    @property
    def faults(self) -> int:
        """How many faults of any kind."""
        return (
            self.quotes_unlike_their_document
            + self.clauses_unlike_their_place
            + self.markers_without_citation
            + self.sentences_not_supported
        )


def made_questions(index: PassageIndex, seed: int) -> Iterator[str]:
    """Questions without end about the passages of the index, in random order."""
    chance = random.Random(seed)
    documents = [index.document(summary.id) for summary in index.documents()]
    while True:
        document = chance.choice(documents)
        passages = index.passages(document.id)
        for passage in chance.sample(passages, min(8, len(passages))):
            yield from (made.question for made in list(questions_from(passage.text, chance))[:3])
            if passage.path.short:
                yield f"《{document.title}》{passage.path.short}讲了什么？"
            if passage.path.steps and passage.path.steps[-1].title:
                yield f"{passage.path.steps[-1].title}有哪些要求？"


def count_faults(index: PassageIndex, answer: Answer, counts: Counts) -> None:
    """Add what `answer` says and cites to `counts`."""
    counts.questions += 1
    if answer.status is not AnswerStatus.ANSWERED:
        return
    counts.answers += 1
    markers = {citation.marker for citation in answer.citations}
    for citation in answer.citations:
        document = index.document(citation.document_id)
        counts.citations += 1
        counts.quotes_unlike_their_document += (
            document.text[citation.start : citation.end] != citation.quote or not citation.quote
        )
        counts.clauses_unlike_their_place += citation.path != clause_at(
            document, citation.start, citation.end
        )
    for sentence in answer.sentences:
        counts.sentences += 1
        counts.markers_without_citation += not markers.issuperset(sentence.citations)
        counts.sentences_not_supported += sentence.support is not Support.SUPPORTED


def measure(assistant: Assistant, answers: int, seed: int) -> Counts:
    """Ask until `answers` answers were given (at most four times as many questions)."""
    counts = Counts()
    for question in made_questions(assistant.index, seed):
        count_faults(assistant.index, assistant.ask(question), counts)
        if counts.answers >= answers or counts.questions >= 4 * answers:
            break
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts as JSON; exit status 1 where there is a fault."""
    made = argparse.ArgumentParser(prog="python -m eval.quotes", description="引文与原文是否逐字相同")
    made.add_argument("--home", type=Path, required=True, metavar="DIR", help="索引所在的目录")
    made.add_argument("--answers", type=int, default=ANSWERS, metavar="N", help="多少个回答（默认 10000）")
    made.add_argument("--seed", type=int, default=17)
    options = made.parse_args(arguments)

    def command() -> int:
        assistant = open_assistant(load_settings([("home", options.home)]))
        counts = measure(assistant, options.answers, options.seed)
        print_json({**asdict(counts), "faults": counts.faults})
        return int(counts.faults > 0)

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main())
