"""An index whose hits are partly replaced by unrelated passages, for RGB's noise robustness.

Knows the `PassageIndex` protocol and a question's gold; everything else is passed on.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import replace

from corpus.schema import Document, Passage
from eval.measures import HALF
from eval.overlap import quote_coverage
from eval.schema import Question
from index.schema import DocumentSummary, Encoder, Hit, PassageIndex, SearchFilter


class NoisyIndex:
    """`index`, but the share `ratio` of every result's hits is random passages that hold no gold.

    Hits that hold gold are kept as long as enough others can be replaced, as RGB keeps its positive document;
    the noise stands at random ranks, with the scores of the ranks it takes.
    """

    def __init__(self, index: PassageIndex, question: Question, ratio: float, seed: int) -> None:
        self._index, self._question, self._ratio = index, question, ratio
        self._seed = zlib.crc32(f"{seed}/{ratio}/{question.id}".encode())

    def search(self, query: str, k: int = 10, where: SearchFilter | None = None) -> tuple[Hit, ...]:
        """`k` hits, of which `round(ratio * k)` are noise."""
        hits = self._index.search(query, k, where)
        dice = random.Random(self._seed)
        found = {hit.passage.id for hit in hits}
        others = [passage for passage in self._all_passages() if passage.id not in found]
        plain = [at for at, hit in enumerate(hits) if not self._holds_gold(hit.passage)]
        count = min(round(self._ratio * len(hits)), len(others), len(plain))
        replaced = set(plain[len(plain) - count :])
        noise = dice.sample(others, count)
        kept = [hit for at, hit in enumerate(hits) if at not in replaced]
        summaries = {summary.id: summary for summary in self._index.documents()}
        mixed = [*kept, *(self._as_hit(passage, summaries[passage.document_id], hits) for passage in noise)]
        dice.shuffle(mixed)
        return tuple(
            replace(hit, rank=rank, score=place.score)
            for rank, (hit, place) in enumerate(zip(mixed, hits, strict=True), start=1)
        )

    def _all_passages(self) -> list[Passage]:
        passages = [item for summary in self._index.documents() for item in self._index.passages(summary.id)]
        return [passage for passage in passages if not self._holds_gold(passage)]

    def _holds_gold(self, passage: Passage) -> bool:
        return any(quote_coverage(entry.quote, (passage.text,)) >= HALF for entry in self._question.evidence)

    @staticmethod
    def _as_hit(passage: Passage, summary: DocumentSummary, hits: tuple[Hit, ...]) -> Hit:
        lowest = min(hit.similarity for hit in hits)
        return replace(
            hits[-1],
            passage=passage,
            title=summary.title,
            source=summary.source,
            tier=summary.tier,
            status=summary.status,
            similarity=lowest,
            also_in=(),
        )

    @property
    def encoder(self) -> Encoder:
        return self._index.encoder

    def passage_frequencies(self, bigrams: Sequence[str]) -> tuple[int, ...]:
        return self._index.passage_frequencies(bigrams)

    def document(self, document_id: str) -> Document:
        return self._index.document(document_id)

    def documents(self) -> tuple[DocumentSummary, ...]:
        return self._index.documents()

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        return self._index.passages(document_id)

    def passage_count(self) -> int:
        return self._index.passage_count()
