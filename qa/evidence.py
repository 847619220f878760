"""Turns hits into scored sentences: what the answer may be composed of, and how well each fits.

Knows nothing of how answers are worded or whether the question is refused.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import character_pairs, comparison_form
from corpus.schema import AuthorityTier, Document
from index.encoder import sentence_encoder
from index.schema import Hit, HitSource, PassageIndex
from qa.english import chinese_term
from qa.imprint import is_imprint
from qa.question import Question
from qa.reader.reader import Reader
from qa.reading import Readings, read_hits
from qa.scoring import PLAIN, READ, Parts, parts_of, score
from qa.sentence_vectors import SentenceVectors
from qa.sentences import Span, announcement_of, line_around, split_sentences, to_full_stops
from qa.tables import Row, TablePlace, in_words, row_around, table_place
from qa.terms import AMBIGUOUS, QuestionTerms, content_runs, question_terms

SENTENCES_READ = 24  # encoded for one question
_TYPICAL = 16  # of them, by which the odds of an answer are fitted: those behind are less and less alike
HITS_READ = 8  # by the reader; with the sentences they are most of an answer's time
_READ_WHOLE = 4  # hits
_OF_ONE_PASSAGE = 7  # sentences
_LEAD = 0.02  # what an item's cosine loses for the words of its announcement, which its neighbours share
_PARAGRAPH_TOLD = 200  # characters of a paragraph of law that are told whole
_SHORTEST = 8  # characters; shorter stretches are labels and signatures, not sentences


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit; `row` where it stands in a row of a table. `context_coverage` in [0, 1] is the share of the question's term weight that sentence,
    clause path, title and passage hold together; `score` orders candidates; `late` is one that was read behind the first
    `_TYPICAL`."""

    span: Span
    hit: Hit
    parts: Parts
    context_coverage: float
    score: float
    row: Row | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: hits best first, candidates best first, documents by id.

    `weights` holds the weight of each of the question's bigrams; `readings` is what the reader says of the
    hits, empty where there is no reader; `typical` is the mean cosine of the sentences that were read first.
    """

    question: Question
    terms: QuestionTerms
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    weights: dict[str, float]
    readings: Readings
    typical: float = 0.0


def gather(
    index: PassageIndex,
    question: Question,
    hits: tuple[Hit, ...],
    sentences: SentenceVectors,
    reader: Reader | None = None,
) -> Evidence:
    """Read the sentences of `hits` and score each against `question`, with the reader where there is one."""
    terms = question_terms(question.text)
    known = {
        bigram: frequency
        for bigram, frequency in zip(terms.bigrams, index.passage_frequencies(terms.bigrams), strict=True)
        if frequency or not AMBIGUOUS & set(bigram)
    }
    weights = term_weights(known, index.passage_count())
    if not terms.is_foreign:
        # 6G and AI are terms like others; how rare they are is not known, so they weigh as much as the rarest.
        # What has a Chinese name (AI) may be written so, and is not asked of a text by its letters.
        unnamed = [comparison_form(word) for word in terms.latin if not chinese_term(word)]
        weights |= term_weights(dict.fromkeys(unnamed, 0), index.passage_count())
    read = [
        (hit, span)
        for hit, span in _sentences_to_read(hits, weights)
        if not _is_damaged(index, hit, span)
        and table_place(document_of(index, hit), span.start) is not TablePlace.HEADER
        and not is_imprint(document_of(index, hit), span.text, question.text)
    ]
    if not read:
        return Evidence(question, terms, hits, (), weights, Readings())
    query = _query(index, question)
    leads = [announcement_of(document_of(index, hit).text, span) for hit, span in read]
    rows = [row_around(document_of(index, hit), span) for hit, span in read]
    vectors = sentences.encode(
        sentence_encoder(index.encoder),
        [
            _with_heading(hit, in_words(row.header.text, row.span.text) if row else span.text, lead)
            for (hit, span), lead, row in zip(read, leads, rows, strict=True)
        ],
    )
    similarities = vectors @ query
    made = [
        _candidate(question, hit, span, lead, row, float(similarity) - (_LEAD if lead else 0.0), weights)
        for (hit, span), lead, row, similarity in zip(read, leads, rows, similarities, strict=True)
    ]
    typical = float(np.mean([candidate.parts.similarity for candidate in made[:_TYPICAL]]))
    late = (dataclasses.replace(candidate, late=True) for candidate in made[_TYPICAL:])
    candidates = _in_order([*made[:_TYPICAL], *late])
    # A passage takes the reader as long as all else together: those with the likeliest sentences are read.
    likeliest = {candidate.hit.passage.id: candidate.hit for candidate in candidates}
    readings = read_hits(reader, question.text, tuple(likeliest.values())[:HITS_READ])
    if readings:
        candidates = _in_order(_with_reading(candidate, readings) for candidate in candidates)
    return Evidence(question, terms, hits, candidates, weights, readings, typical)


def _query(index: PassageIndex, question: Question) -> NDArray[np.float32]:
    """The vector of `question`; of a translated one the mean of it and the original, each of which knows what the other
    misses."""
    vectors = index.encoder.encode_queries([each for each in (question.text, question.original) if each])
    mean: NDArray[np.float32] = vectors.mean(axis=0)
    return mean / np.float32(np.linalg.norm(mean))


def _in_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda item: (-item.score, item.hit.rank, item.span.start)))


def term_weights(frequencies: dict[str, int], passages: int) -> dict[str, float]:
    """Inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)), as BM25 weighs terms (Robertson 2009)."""
    return {term: math.log(1 + (passages - n + 0.5) / (n + 0.5)) for term, n in frequencies.items()}


def coverage(weights: dict[str, float], text: str) -> float:
    """The share of the terms' weight that stands in `text`, in [0, 1]; 0 when there are no terms."""
    total = sum(weights.values())
    if not total:
        return 0.0
    form = comparison_form(text)
    return sum(weight for bigram, weight in weights.items() if bigram in form) / total


def document_of(index: PassageIndex, hit: Hit) -> Document:
    """The document that `hit` stands in."""
    return index.document(hit.passage.document_id)


def words_of(document: Document, candidate: Candidate) -> str:
    """What `candidate` says: a row of a table with its columns and units; of law all that is told."""
    if candidate.row is not None:
        return in_words(candidate.row.header.text, candidate.row.span.text)
    if document.tier is AuthorityTier.LAW:
        return paragraph_of_law(document.text, candidate.span).text
    return candidate.span.text


def paragraph_of_law(text: str, span: Span) -> Span:
    """What is told of law: the whole paragraph around `span`, if it is short (the exception, or the sum, is often in the
    next sentence), else all up to the full stop."""
    whole = to_full_stops(text, span)
    line = line_around(text, whole)
    # What only announces a list is no paragraph.
    short = len(line.text) <= _PARAGRAPH_TOLD and not line.text.endswith(("：", ":"))
    return line if short else whole


def context_of(hit: Hit) -> str:
    """The words that surround a hit's sentences: title, clause path, passage."""
    return "\n".join((hit.title, *hit.passage.path.headings, hit.passage.text))


def _sentences_to_read(hits: tuple[Hit, ...], weights: dict[str, float]) -> list[tuple[Hit, Span]]:
    """The sentences worth encoding: those of the first hits, and of the others those that share most words.

    Of a passage of many short sentences those that share most, lest it keep out all behind it.
    """
    first: list[tuple[Hit, Span]] = []
    others: list[tuple[float, Hit, Span]] = []
    seen: set[str] = set()
    for hit in hits:
        spans = []
        for span in split_sentences(hit.passage.text, hit.passage.start):
            form = comparison_form(span.text)
            if len(form) >= _SHORTEST and form not in seen:
                seen.add(form)
                spans.append((coverage(weights, span.text), span))
        if hit.rank <= _READ_WHOLE:
            kept = sorted(spans, key=lambda item: -item[0])[:_OF_ONE_PASSAGE]
            first += [(hit, span) for shared, span in spans if (shared, span) in kept]
        else:
            others += [(shared, hit, span) for shared, span in spans if shared or not weights]
    others.sort(key=lambda item: -item[0])
    return (first + [(hit, span) for _, hit, span in others])[:SENTENCES_READ]


def reranked(evidence: Evidence, count: int) -> tuple[Hit, ...]:
    """The hits ordered by their best sentence, those without a sentence that was read last; `count` of them."""
    best: dict[str, float] = {}
    for candidate in evidence.candidates:
        best.setdefault(candidate.hit.passage.id, candidate.score)
    exact_first = sorted(
        evidence.hits,
        key=lambda hit: (HitSource.EXACT not in hit.sources, -best.get(hit.passage.id, 0.0), hit.rank),
    )
    return tuple(dataclasses.replace(hit, rank=rank) for rank, hit in enumerate(exact_first[:count], start=1))


def _is_damaged(index: PassageIndex, hit: Hit, span: Span) -> bool:
    """Whether the sentence holds a stretch that cleaning could not repair: it is shown, but never quoted."""
    return any(start < span.end and span.start < end for start, end in document_of(index, hit).damaged)


def _with_heading(hit: Hit, text: str, lead: str) -> str:
    """What is encoded of a sentence: an item with what announces it, another with the heading above it."""
    if lead:
        return f"{lead}{text}"
    headings = hit.passage.path.headings
    if not headings or comparison_form(headings[-1]) in comparison_form(text):
        return text
    return f"{headings[-1]}：{text}"


def _candidate(
    question: Question,
    hit: Hit,
    span: Span,
    lead: str,
    row: Row | None,
    similarity: float,
    weights: dict[str, float],
) -> Candidate:
    own = coverage(weights, span.text)
    headed = coverage(weights, " ".join((*hit.passage.path.headings, lead, span.text)))
    parts = parts_of(question, hit, span.text, similarity, (own, headed), row)
    context = coverage(weights, context_of(hit))
    return Candidate(span, hit, parts, context, score(parts, PLAIN), row)


def _with_reading(candidate: Candidate, readings: Readings) -> Candidate:
    hit, span = candidate.hit, candidate.span
    parts = dataclasses.replace(
        candidate.parts,
        relevance=readings.relevance(hit),
        answer=readings.answer(hit, span.start, span.end),
    )
    return dataclasses.replace(candidate, parts=parts, score=score(parts, READ))


def characters_held(question: str, text: str) -> float:
    """The share of the characters of `question`'s content that stand in `text` beside a neighbour of theirs.

    Pairs across two words (省低 of 某省低空) need not stand there.
    """
    held = total = 0
    for run in content_runs(question):
        pairs = [pair in text for pair in character_pairs(run)]
        held += sum(before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True))
        total += len(run)
    return held / total if total else 0.0
