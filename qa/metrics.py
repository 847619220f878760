"""Counts what happens, in Prometheus form. Question texts are never recorded.

Knows no web framework; whoever answers a question tells it.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from qa.schema import Answer

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The numbers of one running service."""

    def __init__(self, documents: Callable[[], int], passages: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "wence_answers", "Questions answered, by outcome", ["status"], registry=self.registry
        )
        self._searches = Counter("wence_searches", "Searches without an answer", registry=self.registry)
        self._seconds = Histogram(
            "wence_answer_seconds",
            "Time from question to whole answer",
            buckets=_SECONDS,
            registry=self.registry,
        )
        for name, told, count in (
            ("wence_documents", "Documents that are open", documents),
            ("wence_passages", "Passages that are indexed", passages),
        ):
            Gauge(name, told, registry=self.registry).set_function(_as_float(count))

    def answered(self, answer: Answer, seconds: float) -> None:
        """One more answer, of whatever status."""
        self._answers.labels(answer.status.value).inc()
        self._seconds.observe(seconds)

    def searched(self) -> None:
        """One more search."""
        self._searches.inc()

    def text(self) -> bytes:
        """The exposition that a Prometheus server reads."""
        return generate_latest(self.registry)


def _as_float(count: Callable[[], int]) -> Callable[[], float]:
    return lambda: float(count())
