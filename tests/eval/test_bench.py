"""The benchmark's clocks, its input and its table; the whole of it is run by `make bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import document_from_bytes, load_document, split_passages
from corpus.normal_form import comparison_form
from corpus.settings import Settings
from eval.bench import _at_size
from eval.bench_corpus import perturbed_vectors, policy_sentences, write_corpus
from eval.bench_measure import growth, machine, median_ms, medians, peak_memory, resident_memory
from eval.bench_reading import LINES_ON_PAGE, PDF_PAGES, reading_stages, text_pdf, windows
from eval.bench_table import bench_table


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_growth_is_the_power(power: float) -> None:
    slope = growth([(size, 3 * size**power) for size in (1_000, 10_000, 100_000)])
    assert slope == pytest.approx(power, abs=1e-3)


def test_growth_needs_two_sizes_and_positive_costs() -> None:
    assert growth([(1, 1)]) is None
    assert growth([(1, 0), (2, 1)]) is None


def test_clocks() -> None:
    calls: list[int] = []
    assert median_ms(lambda: calls.append(1), repeats=3) >= 0
    assert len(calls) == 4
    assert medians(lambda item: calls.append(item), [5, 6], repeats=2) >= 0
    assert calls[4:] == [5, 5, 6, 6]
    assert peak_memory() >= (resident_memory() or 0) * 0.5 > 0
    assert set(machine()) == {"processor", "cores", "memory_gib", "system", "python"}


def test_perturbed_vectors_are_unit_neighbours_of_real_ones() -> None:
    real = np.eye(384, dtype=np.float32)[:2]
    vectors = perturbed_vectors(real, 500, seed=1)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert 0.9 < float((vectors @ real.T).max(axis=1).mean()) < 0.97
    assert np.array_equal(vectors, perturbed_vectors(real, 500, seed=1))


def test_a_corpus_has_about_the_passages_asked_for(tmp_path: Path) -> None:
    paths = write_corpus(tmp_path, 250, seed=1)
    assert len(paths) == 3
    documents = [load_document(path, Settings()) for path in paths]
    count = sum(len(split_passages(document, Settings().passages)) for document in documents)
    assert 240 <= count <= 290
    assert len(set(policy_sentences())) > 60


def test_the_pdf_of_the_benchmark_has_its_words_on_its_pages() -> None:
    text = "".join(policy_sentences())
    document = document_from_bytes("a.pdf", text_pdf(text, 3), Settings())
    assert [page.number for page in document.pages] == [1, 2, 3]
    words = comparison_form(document.text)
    assert words in comparison_form(text * 3)
    assert len(words) > 0.8 * 3 * LINES_ON_PAGE * 34  # without punctuation
    assert windows("字" * 600)[1] == "字" * 300


def test_the_speed_of_reading_is_in_the_table(tmp_path: Path) -> None:
    rows = reading_stages(Settings(), tmp_path, 1, seed=1)
    assert [row["name"] for row in rows] == ["text_to_passages", "pdf_to_passages", "pdf_to_passages"]
    assert [row["units"] for row in rows[1:]] == [PDF_PAGES, PDF_PAGES]
    assert rows[0]["units"] > 80_000
    stages = [
        {"name": row["name"], "size": row["units"], "unit": row["unit"], "ours_ms": row["ours"],
         "baseline_ms": row["baseline"], "baseline": row["baseline_name"], "ratio": 1.0}
        for row in rows
    ]  # fmt: skip
    content = {
        "machine": machine(),
        "repeats": 1,
        "stages": stages,
        "sizes": {},
        "growth": {},
        "cold_start": {},
    }
    assert f"| {1000 * rows[0]['units'] / rows[0]['ours']:,.0f} |" in bench_table(content)


@pytest.mark.model
def test_every_cost_at_a_small_size(tmp_path: Path) -> None:
    from index import load_encoder

    vectors = load_encoder(Settings()).encode_passages(policy_sentences()[:8])
    stages: list[dict[str, Any]] = []
    costs = _at_size(tmp_path, Settings(), 200, vectors, 2, stages)
    assert all(value is not None and value >= 0 for value in costs.values())
    names = ["dense_search", "lexical_search", "build_index", "open_index", "search_index"]
    assert [stage["name"] for stage in stages] == names
    assert all(float(stage[cost]) > 0 for stage in stages for cost in ("ours_ms", "baseline_ms"))
    content = {
        "machine": machine(),
        "repeats": 2,
        "stages": stages,
        "sizes": {"200": costs},
        "growth": {name: None for name in costs if name.endswith(("_ms", "_mib"))},
        "cold_start": {"qa_help_ms": 1.0},
    }
    table = bench_table(content)
    assert "rank_bm25" in table
    assert "| 200 |" in table
