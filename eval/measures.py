"""What one recorded answer scores against its question: every metric of the contract, before averaging.

Needs no language model; knows nothing of intervals, files or how answers are made.

Every score is in [0, 1], higher is better (latency: milliseconds, lower is better). A question that got no
answer, no citation or no hit scores 0 where the metric applies to it: it never leaves the denominator.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.loaders.blocks import cells_of
from corpus.normal_form import contains
from eval.overlap import clause_holds, form, quote_coverage, shared_bigrams, text_precision
from eval.schema import Question, Recorded

CUTOFFS = (1, 3, 5, 10)
# Half of a text must agree for it to count as that text (ALCE asks a model for "supports"; we have gold text).
HALF = 0.5
# Share of a sentence's character bigrams that its citations must hold for the citation to be the sentence's own.
# A chosen value: paraphrases of policy text keep most of its terms, unrelated sentences few.
OWN = 0.4

RETRIEVAL = (*(f"evidence_recall@{k}" for k in CUTOFFS), "mrr@10", "ndcg@10")
ANSWER = ("citation_precision", "citation_recall", "clause_accuracy", "key_point_recall", "answer_precision")
REFUSAL = ("refusal_precision", "refusal_recall", "refusal_f1")
LATENCY = ("latency_ms_p50", "latency_ms_p95")
METRICS = (*RETRIEVAL, *ANSWER, *REFUSAL, "supported_rate", *LATENCY)
LOWER_IS_BETTER = frozenset(LATENCY)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question's scores; a metric that does not apply to it is absent from `scores`."""

    question: Question
    recorded: Recorded
    scores: Mapping[str, float]


def score(question: Question, recorded: Recorded) -> Scored:
    """Every metric of `METRICS` that is an average over questions and applies to `question`.

    Refusal and latency are not averages; `eval.aggregate` computes them from the recorded answers.
    """
    scores: dict[str, float] = {}
    if question.answerable:
        scores |= retrieval_scores(question, recorded)
        scores["citation_precision"] = citation_precision(question, recorded)
        scores["citation_recall"] = citation_recall(question, recorded)
        if question.clause:
            scores["clause_accuracy"] = clause_accuracy(question, recorded)
        if question.key_points:
            scores["key_point_recall"] = key_point_recall(question, recorded)
        scores["answer_precision"] = answer_precision(question, recorded)
        scores["supported_rate"] = supported_rate(recorded)
    return Scored(question, recorded, scores)


def evidence_recall(question: Question, texts: Sequence[str]) -> float:
    """Mean over the gold quotes of the share of their characters found in `texts`.

    Character-level recall of LegalBench-RAG (Pipitone & Alami 2024, arXiv 2408.10343).
    """
    quotes = [evidence.quote for evidence in question.evidence]
    return sum(quote_coverage(quote, texts) for quote in quotes) / len(quotes)


def retrieval_scores(question: Question, recorded: Recorded) -> dict[str, float]:
    """evidence_recall@k for k in 1, 3, 5, 10; mrr@10; ndcg@10.

    mrr and ndcg are ir_measures' RR@10 and nDCG@10 (Järvelin & Kekäläinen 2002). A hit is relevant when it
    holds at least half of a gold quote; each gold quote that no hit holds counts as one more relevant
    passage that was not returned, so that finding one of two quotes cannot reach 1. Further copies of a
    sentence in other documents are relevant where they are returned and not missed where they are not.
    """
    texts = [hit.text for hit in recorded.hits[:10]]
    scores = {f"evidence_recall@{k}": evidence_recall(question, texts[:k]) for k in CUTOFFS}
    quotes = [evidence.quote for evidence in question.evidence]
    relevant = [[quote_coverage(quote, (text,)) >= HALF for quote in quotes] for text in texts]
    judged = {f"hit{rank}": int(any(row)) for rank, row in enumerate(relevant)}
    judged |= {f"missing{at}": 1 for at in range(len(quotes)) if not any(row[at] for row in relevant)}
    ranking = {f"hit{rank}": float(-rank) for rank in range(len(texts))}
    return scores | _ranking_scores(judged, ranking)


def _ranking_scores(judged: Mapping[str, int], ranking: Mapping[str, float]) -> dict[str, float]:
    reciprocal_rank, gain = _measures()
    found = {"mrr@10": 0.0, "ndcg@10": 0.0}
    if ranking:
        import ir_measures

        for metric in ir_measures.iter_calc(
            [reciprocal_rank, gain], {"q": dict(judged)}, {"q": dict(ranking)}
        ):
            found["mrr@10" if metric.measure == reciprocal_rank else "ndcg@10"] = float(metric.value)
    return found


@functools.cache
def _measures() -> tuple[Any, Any]:
    import ir_measures

    return ir_measures.RR @ 10, ir_measures.nDCG @ 10


def is_gold_citation(question: Question, quote: str) -> bool:
    """Whether a cited quote is gold: it holds half of a gold quote, or half of it lies in the gold quotes."""
    quotes = [evidence.quote for evidence in question.evidence]
    holds = any(quote_coverage(gold, (quote,)) >= HALF for gold in quotes)
    return holds or text_precision(quote, quotes) >= HALF


def citation_precision(question: Question, recorded: Recorded) -> float:
    """The share of the answer's citations, one for each sentence and marker, that are right; 0 with none.

    ALCE's citation precision (Gao et al. 2023, arXiv 2305.14627, section 3) with gold text in place of an
    entailment model: right means the quote is gold (`is_gold_citation`) and it is the sentence's own, that is
    the quotes which the sentence cites hold at least `OWN` of its character bigrams, or the sentence says the whole of
    them, cell for cell: the row of a table told with the names of its columns.
    """
    quotes = {citation.marker: citation.quote for citation in recorded.citations}
    right = total = 0
    for sentence in recorded.sentences:
        cited = [quotes.get(marker, "") for marker in sentence.citations]
        own = _is_own(sentence.text, cited)
        total += len(cited)
        right += sum(own and is_gold_citation(question, quote) for quote in cited)
    return right / total if total else 0.0


def _is_own(sentence: str, cited: Sequence[str]) -> bool:
    han = sum("\u4e00" <= char <= "\u9fff" for char in sentence)
    if han < len(sentence.strip()) / 3:
        return True  # another language than its source: words cannot be compared
    if shared_bigrams(sentence, "".join(cited)) >= OWN:
        return True
    cells = [form(cell) for quote in cited for cell in cells_of(quote)]
    return any(cells) and all(cell in form(sentence) for cell in cells)


def citation_recall(question: Question, recorded: Recorded) -> float:
    """Mean over the gold quotes of the share of their characters that stand in what the answer cites.

    ALCE's citation recall, with the gold evidence as what must be supported.
    """
    used = {marker for sentence in recorded.sentences for marker in sentence.citations}
    return evidence_recall(question, [item.quote for item in recorded.citations if item.marker in used])


def clause_accuracy(question: Question, recorded: Recorded) -> float:
    """1 when some citation's quote is gold and its clause is the gold clause or stands below it; else 0."""
    return float(
        any(
            clause_holds(question.clause, citation.clause) and is_gold_citation(question, citation.quote)
            for citation in recorded.citations
        )
    )


def key_point_recall(question: Question, recorded: Recorded) -> float:
    """The share of the key points of which an alternative stands in an answered question's words."""
    if not recorded.answered:
        return 0.0
    text = recorded.text
    return sum(any(contains(text, way) for way in point) for point in question.key_points) / len(
        question.key_points
    )


def answer_precision(question: Question, recorded: Recorded) -> float:
    """The share of the answer's characters that stand in gold evidence (LegalBench-RAG's precision)."""
    if not recorded.answered:
        return 0.0
    return text_precision(recorded.text, [evidence.quote for evidence in question.evidence])


def supported_rate(recorded: Recorded) -> float:
    """The share of the answer's sentences that the program itself verified as supported; 0 with none."""
    if not recorded.answered or not recorded.sentences:
        return 0.0
    return sum(item.support == "supported" for item in recorded.sentences) / len(recorded.sentences)
