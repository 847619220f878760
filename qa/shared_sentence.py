"""Tells apart the answers of questions asked in one that fell on the same sentence: 公示几天？公示完几天内申请？

Knows what was read for one question; nothing of how questions are taken apart or answers worded.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.encoder import sentence_encoder
from index.schema import PassageIndex
from qa.evidence import Candidate
from qa.quantities import quantities
from qa.question import MEASURED_KINDS, read_question
from qa.sentence_vectors import SentenceVectors


def nearest_to(
    index: PassageIndex, sentences: SentenceVectors, words: str, usable: tuple[Candidate, ...]
) -> Candidate:
    """Of the first of `usable` and the others of its passage, the one that is most like `words`, a question's own.

    With what goes before it (保温工程的保修，从什么时候算？) a question is most like the sentence that answers what goes before.
    """
    within = [
        each
        for each in usable
        if each.hit.passage.id == usable[0].hit.passage.id and not each.span.text.endswith(("？", "?"))
    ]
    if len(within) < 2:
        return usable[0]
    query = index.encoder.encode_queries([words])[0]
    vectors = sentences.encode(sentence_encoder(index.encoder), [each.span.text for each in within])
    return within[int((vectors @ query).argmax())]


def answers_all(asked: Sequence[str], candidate: Candidate) -> bool:
    """Whether `candidate` may answer all the questions of `asked`: a row of a table, or as many numbers as are asked for
    where the last asks for one."""
    if candidate.row is not None:
        return True
    kinds = [read_question(each).kind for each in asked]
    measured = sum(kind in MEASURED_KINDS for kind in kinds)
    return kinds[-1] in MEASURED_KINDS and len(quantities(candidate.span.text)) >= measured
