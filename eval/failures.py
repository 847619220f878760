"""What went wrong with a question, in the words of the report: the first stage at which it was lost.

Knows nothing of averages or files.
"""

from __future__ import annotations

from enum import StrEnum

from eval.measures import HALF, Scored, is_gold_citation


class Failure(StrEnum):
    """Why a question counts as failed; the first that applies, in the order of the pipeline."""

    ERROR = "error"
    SHOULD_HAVE_REFUSED = "should_have_refused"
    NOT_RETRIEVED = "not_retrieved"
    REFUSED = "refused"
    NOT_CITED = "not_cited"
    CITED_WRONG = "cited_wrong"
    INCOMPLETE = "incomplete"

    @property
    def label(self) -> str:
        """The Chinese words a reader sees."""
        return _LABELS[self]


_LABELS = {
    Failure.ERROR: "出错",
    Failure.SHOULD_HAVE_REFUSED: "该拒答而作答",
    Failure.NOT_RETRIEVED: "没有检索到证据",
    Failure.REFUSED: "检索到了却拒答",
    Failure.NOT_CITED: "检索到了却没有引用",
    Failure.CITED_WRONG: "引用了别处",
    Failure.INCOMPLETE: "引用正确，要点不全",
}


def failure_of(scored: Scored) -> Failure | None:
    """None when the question was answered with a right citation and every key point, or rightly refused."""
    question, recorded, scores = scored.question, scored.recorded, scored.scores
    if recorded.status not in {"answered", "no_evidence"}:
        return Failure.ERROR
    if not question.answerable:
        return None if recorded.refused else Failure.SHOULD_HAVE_REFUSED
    right = any(is_gold_citation(question, item.quote) for item in recorded.citations)
    complete = scores.get("key_point_recall", 1.0) == 1.0
    if right and complete and recorded.answered:
        return None
    if scores["evidence_recall@10"] < HALF and not right:
        return Failure.NOT_RETRIEVED
    if recorded.refused:
        return Failure.REFUSED
    if not recorded.citations:
        return Failure.NOT_CITED
    return Failure.INCOMPLETE if right else Failure.CITED_WRONG
