"""Adding, refreshing and removing give what a rebuild from nothing gives; readers follow."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.settings import Settings
from index import build_index, open_index, remove_documents
from index.inspect import find_problems
from index.local import LocalIndex
from index.schema import IndexFailure, SearchFilter
from index.search import Ways
from tests.index.make import keep_vectors, made_vector, write_policy

WORDS = Ways(dense=False)
QUERIES = ("人形机器人的产业规模", "第三次修订", "应用场景", "重点任务第（一）部分", "2027年")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home whose vector cache knows policies 0 to 5 in two revisions."""
    settings = Settings(home=tmp_path / "home")
    for revision in (0, 1):
        files = [write_policy(tmp_path / f"cache-{revision}", number, revision) for number in range(6)]
        keep_vectors(settings, files)
    return settings


def test_incremental_is_a_rebuild(settings: Settings, tmp_path: Path) -> None:
    for number in (3, 0, 4):
        build_index(settings, [write_policy(tmp_path / "in", number)])
    build_index(settings, [write_policy(tmp_path / "in", 0, revision=1)])
    gone = build_index(settings, [write_policy(tmp_path / "in", 5)]).added
    report = remove_documents(settings, gone)
    assert report.removed == gone
    assert report.documents == 3

    whole = dataclasses.replace(settings, home=tmp_path / "whole")
    shutil.copytree(
        settings.home, whole.home, ignore=shutil.ignore_patterns("generations", "CURRENT", "library*")
    )
    files = [write_policy(tmp_path / "in", number, revision) for number, revision in ((4, 0), (0, 1), (3, 0))]
    keep_vectors(whole, files)
    build_index(whole, files)

    one, other = settings.home / "generations", whole.home / "generations"
    first = LocalIndex(settings, WORDS).generation.directory
    second = LocalIndex(whole, WORDS).generation.directory
    assert first.parent == one
    assert second.parent == other
    for name in (
        "dense/vectors.npy",
        "lexical/impacts.npy",
        "lexical/passages.npy",
        "lexical/vocabulary.npy",
    ):
        np.testing.assert_array_equal(np.load(first / name), np.load(second / name))
    for query in QUERIES:
        found = [LocalIndex(each, WORDS).search(query) for each in (settings, whole)]
        assert found[0] == found[1]
        assert found[0]


def test_a_removed_document_leaves_no_trace(settings: Settings, tmp_path: Path) -> None:
    files = [write_policy(tmp_path / "in", number) for number in range(3)]
    added = build_index(settings, files).added
    index = LocalIndex(settings, WORDS)
    victim = next(item.id for item in index.documents() if item.source == "policy-1.md")
    remove_documents(settings, [victim])
    assert victim in added
    for query in (*QUERIES, "人形机器人"):
        for hit in index.search(query, 20):
            assert hit.passage.document_id != victim
            assert victim not in hit.also_in
    with pytest.raises(IndexFailure):
        index.document(victim)
    assert find_problems(settings) == ()


def test_unknown_id_removes_nothing(settings: Settings, tmp_path: Path) -> None:
    build_index(settings, [write_policy(tmp_path / "in", 0)])
    with pytest.raises(IndexFailure, match="index list"):
        remove_documents(settings, ["nowhere"])
    assert len(LocalIndex(settings, WORDS).documents()) == 1


def test_nothing_new_writes_nothing(settings: Settings, tmp_path: Path) -> None:
    path = write_policy(tmp_path / "in", 0)
    first = build_index(settings, [path])
    again = build_index(settings, [path])
    assert again.generation == first.generation
    assert again.unchanged == first.added
    assert again.embedded == 0


def test_a_bad_file_is_reported_and_the_rest_goes_on(settings: Settings, tmp_path: Path) -> None:
    good = write_policy(tmp_path / "in", 0)
    (tmp_path / "in" / "empty.md").write_text("", encoding="utf-8")
    report = build_index(settings, [tmp_path / "in"])
    assert [failure.path.name for failure in report.failures] == ["empty.md"]
    assert len(report.added) == 1
    assert good.exists()


def test_readers_go_on_and_take_up_the_new_generation(settings: Settings, tmp_path: Path) -> None:
    build_index(settings, [write_policy(tmp_path / "in", 0)])
    index = LocalIndex(settings, WORDS)
    old = index._current().parts
    for number in range(1, 5):
        build_index(settings, [write_policy(tmp_path / "in", number)])
        assert len(index.documents()) == number + 1
    # What was opened before, its files long removed, can still be read.
    assert old.store.passages_of(0)
    assert np.asarray(old.dense.vectors).shape[0] == old.store.documents[0].passages


def test_an_index_of_nothing_answers_nothing(settings: Settings) -> None:
    assert build_index(settings).documents == 0
    assert LocalIndex(settings, WORDS).search("任何问题") == ()
    assert find_problems(settings) == ()


@pytest.mark.parametrize(
    ("name", "value"), [("index.encoder", "other/model"), ("passages.size", 200)], ids=["encoder", "size"]
)
def test_other_settings_are_refused_with_the_command(
    settings: Settings, tmp_path: Path, name: str, value: object
) -> None:
    build_index(settings, [write_policy(tmp_path / "in", 0)])
    with pytest.raises(IndexFailure, match="python -m index build"):
        open_index(settings.with_value(name, value))


def test_missing_index_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(IndexFailure, match="python -m index build"):
        open_index(Settings(home=tmp_path))


@pytest.mark.parametrize(
    "name", ["passages.sqlite3", "dense/vectors.npy", "lexical/bounds.npy", "terms.json"]
)
def test_damage_is_found_and_mended(settings: Settings, tmp_path: Path, name: str) -> None:
    path = write_policy(tmp_path / "in", 0)
    build_index(settings, [path])
    damaged = LocalIndex(settings, WORDS).generation.directory / name
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    assert find_problems(settings)
    build_index(settings, [path])
    assert find_problems(settings) == ()


def test_filters(settings: Settings, tmp_path: Path) -> None:
    build_index(settings, [write_policy(tmp_path / "in", number) for number in range(4)])
    index = LocalIndex(settings, WORDS)
    wanted = next(item.id for item in index.documents() if item.source == "policy-2.md")
    hits = index.search("应用场景", 10, SearchFilter(document_ids=frozenset({wanted})))
    assert {hit.passage.document_id for hit in hits} == {wanted}
    assert index.search("应用场景", 10, SearchFilter(document_ids=frozenset())) == ()


def test_made_vectors_are_found_by_themselves(settings: Settings, tmp_path: Path) -> None:
    path = write_policy(tmp_path / "in", 0)
    build_index(settings, [path])
    parts = LocalIndex(settings, WORDS)._current().parts
    vectors = np.asarray(parts.dense.vectors)
    for row, vector in enumerate(vectors):
        ((found, score),) = parts.dense.search(vector, 1)
        assert found == row
        assert score == pytest.approx(1.0, abs=1e-5)
    assert made_vector("a") @ made_vector("a") == pytest.approx(1.0, abs=1e-5)
