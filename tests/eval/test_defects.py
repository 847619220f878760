"""A deliberate defect is caught by the metric that is meant for it, significantly, on the policy that ships."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.schema import Document, Passage
from corpus.settings import Settings
from eval.ask import open_asked, prepare_index, record_answers
from eval.compare import Comparison, compare, dropped
from eval.question_file import read_questions
from eval.report_data import Run, report_content, score_all
from eval.schema import Question, Recorded, recorded_from_json

if TYPE_CHECKING:
    from index.schema import DocumentSummary, Encoder, Hit, PassageIndex, SearchFilter

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(home=tmp_path_factory.mktemp("defects") / "home")
    prepare_index(settings, [ROOT / "corpus" / "documents"])
    return settings


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    """Every third question of the set, all kinds among them."""
    return read_questions(ROOT / "eval" / "questions" / "policy.jsonl")[::3]


@pytest.fixture(scope="module")
def sound(settings: Settings, questions: tuple[Question, ...]) -> tuple[Recorded, ...]:
    return tuple(record_answers(open_asked(settings), questions))


def run_of(name: str, settings: Settings, questions: Sequence[Question], answers: Sequence[Recorded]) -> Run:
    report = report_content(score_all(questions, answers), question_file=name, settings=settings)
    return Run(name, report, {answer.id: answer for answer in answers})


@pytest.fixture(scope="module")
def against(
    settings: Settings, questions: tuple[Question, ...], sound: tuple[Recorded, ...]
) -> Callable[[Sequence[Recorded]], Comparison]:
    """A comparison of the sound program with a defective one."""
    return lambda answers: compare(
        run_of("sound", settings, questions, sound), run_of("defect", settings, questions, answers)
    )


def fallen(comparison: Comparison, *metrics: str) -> set[str]:
    return {item.metric for item in dropped(comparison, metrics)}


def test_without_a_defect_nothing_falls(
    settings: Settings, questions: tuple[Question, ...], sound: tuple[Recorded, ...]
) -> None:
    """The same questions put again to a program opened anew."""
    few = questions[::4]
    again = tuple(record_answers(open_asked(settings), few))
    comparison = compare(run_of("sound", settings, few, sound[::4]), run_of("again", settings, few, again))
    steady = [item for item in comparison.differences if not item.metric.startswith("latency")]
    assert len(steady) == 15
    assert all(item.difference == item.low == item.high == 0 for item in steady)
    assert comparison.flipped == ()
    assert [answer.text for answer in again] == [answer.text for answer in sound[::4]]


class HalvedPassages:
    """An index that lost the second half of every passage."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def search(self, query: str, k: int = 10, where: SearchFilter | None = None) -> tuple[Hit, ...]:
        return tuple(replace(hit, passage=halved(hit.passage)) for hit in self._index.search(query, k, where))

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
        return tuple(map(halved, self._index.passages(document_id)))

    def passage_count(self) -> int:
        return self._index.passage_count()


def halved(passage: Passage) -> Passage:
    middle = max(1, len(passage.text) // 2)
    return replace(passage, end=passage.start + middle, text=passage.text[:middle])


def test_passages_cut_in_half_lose_evidence(
    settings: Settings,
    questions: tuple[Question, ...],
    against: Callable[[Sequence[Recorded]], Comparison],
) -> None:
    from qa import Assistant

    assistant = Assistant(HalvedPassages(open_asked(settings).index), settings)
    answers = tuple(record_answers(assistant, questions))
    metrics = ("evidence_recall@5", "evidence_recall@10", "ndcg@10")
    assert fallen(against(answers), *metrics) == set(metrics)


def test_shuffled_citations_lose_precision(
    sound: tuple[Recorded, ...], against: Callable[[Sequence[Recorded]], Comparison]
) -> None:
    """Every answer keeps its sentences and cites what the next answer cites."""
    citing = [answer for answer in sound if answer.citations]
    others = dict(zip((answer.id for answer in citing), [*citing[1:], citing[0]], strict=True))
    shuffled = [
        altered(answer, citations=others[answer.id].raw["citations"]) if answer.id in others else answer
        for answer in sound
    ]
    comparison = against(shuffled)
    assert fallen(comparison, "citation_precision", "citation_recall", "clause_accuracy") == {
        "citation_precision",
        "citation_recall",
        "clause_accuracy",
    }
    assert not fallen(comparison, "key_point_recall", "evidence_recall@10", "refusal_f1")


def test_citations_shuffled_within_an_answer_lose_precision(settings: Settings) -> None:
    """The quotes stay right for the question; each merely moves to another sentence of the same answer.

    Asked of the answers that cite several places: most cite one.
    """
    every = read_questions(ROOT / "eval" / "questions" / "policy.jsonl")
    broad = [question for question in every if question.type in {"comparison", "summary", "list", "fact"}]
    answers = record_answers(open_asked(settings), broad)
    several = [(q, answer) for q, answer in zip(broad, answers, strict=True) if len(answer.citations) > 1]
    assert len(several) >= 4
    asked = [question for question, _ in several]
    turned = []
    for _, answer in several:
        records: list[dict[str, Any]] = [dict(item) for item in answer.raw["citations"]]
        markers = [item["marker"] for item in records]
        for record, marker in zip(records, [*markers[1:], *markers[:1]], strict=True):
            record["marker"] = marker
        turned.append(altered(answer, citations=records))
    before = run_of("sound", settings, asked, [answer for _, answer in several])
    assert fallen(compare(before, run_of("defect", settings, asked, turned)), "citation_precision") == {
        "citation_precision"
    }


def test_refusal_switched_off_loses_refusal_recall(
    sound: tuple[Recorded, ...], against: Callable[[Sequence[Recorded]], Comparison]
) -> None:
    """Whatever was refused is answered with the first passage found."""
    comparison = against([with_an_answer(answer) for answer in sound])
    assert fallen(comparison, "refusal_recall", "refusal_f1") == {"refusal_recall", "refusal_f1"}
    assert any(item.failure_b == "should_have_refused" for item in comparison.flipped)


def with_an_answer(answer: Recorded) -> Recorded:
    if not answer.refused or not answer.raw["hits"]:
        return answer
    hit = answer.raw["hits"][0]
    sentence = {"text": hit["text"], "citations": [1], "support": "supported", "reason": None}
    citation = {
        "marker": 1,
        "source": hit["source"],
        "clause": hit["clause"],
        "quote": hit["text"],
        "title": "",
    }
    return altered(answer, status="answered", sentences=[sentence], citations=[citation])


def test_altered_numbers_lose_support_and_key_points(
    sound: tuple[Recorded, ...], against: Callable[[Sequence[Recorded]], Comparison]
) -> None:
    """Every number of every answer is wrong; the program's own check is run again on what it then says."""
    comparison = against([with_wrong_numbers(answer) for answer in sound])
    assert "supported_rate" in fallen(comparison, "supported_rate")
    by_metric = {item.metric: item for item in comparison.differences}
    assert by_metric["key_point_recall"].difference < 0
    assert by_metric["answer_precision"].difference < 0
    assert any(not item.better and item.failure_b == "incomplete" for item in comparison.flipped)


NUMBER = re.compile(r"\d+|[一二三四五六七八九十百千](?=[项家个大])")


def with_wrong_numbers(answer: Recorded) -> Recorded:
    from qa.verify import check_sentence

    quotes = {item["marker"]: item["quote"] for item in answer.raw["citations"]}
    sentences = []
    for item in answer.raw["sentences"]:
        text = NUMBER.sub(wrong_number, item["text"])
        check = check_sentence(text, "\n".join(quotes.get(marker, "") for marker in item["citations"]))
        sentences.append(item | {"text": text, "support": check.support.value})
    return altered(answer, sentences=sentences) if answer.answered else answer


def wrong_number(found: re.Match[str]) -> str:
    return str(int(found[0]) + 3) if found[0].isdigit() else {"百": "千", "六": "九"}.get(found[0], "百")


def altered(answer: Recorded, **changes: object) -> Recorded:
    return recorded_from_json(dict(answer.raw) | changes)
