"""Every quote of a few hundred answers is the document's text; a forged one is counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.settings import load_settings
from eval.quotes import Counts, count_faults, measure
from index import build_index
from qa import Assistant, open_assistant

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = load_settings([("home", tmp_path_factory.mktemp("quotes"))], environment={})
    build_index(settings, [DOCUMENTS])
    return open_assistant(settings)


def test_quotes_are_the_documents_own_text(assistant: Assistant) -> None:
    counts = measure(assistant, 200, seed=3)
    assert counts.answers == 200
    assert counts.citations >= 200
    assert counts.faults == 0, counts


def test_a_forged_quote_is_counted(assistant: Assistant) -> None:
    answer = assistant.ask("重点任务第14条说了什么？")
    (citation,) = answer.citations
    counts = Counts()
    count_faults(
        assistant.index, replace(answer, citations=(replace(citation, start=citation.start + 1),)), counts
    )
    count_faults(assistant.index, replace(answer, citations=()), counts)
    assert counts.quotes_unlike_their_document == 1
    assert counts.markers_without_citation == len(answer.sentences)
