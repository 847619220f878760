"""The library: add, replace, remove, history; the same in threads, in processes, and after a kill."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from corpus import AddOutcome, Library, connect, document_from_bytes, load_document
from corpus.database import FILE_NAME, SCHEMA_VERSION
from corpus.schema import LibraryError
from corpus.settings import Settings

SETTINGS = Settings()
ONE = "某某意见\n一、总体要求\n为贯彻落实精神，现提出如下意见。".encode()
TWO = "某某意见\n一、总体要求\n为贯彻落实精神，现提出新的意见。".encode()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


def test_a_kept_document_comes_back_whole(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ONE)
    result = library.add(path, SETTINGS)
    assert result.outcome is AddOutcome.ADDED
    assert library.get(result.document.id) == result.document == load_document(path, SETTINGS)
    assert library.original(result.document.id).read_bytes() == ONE
    assert [(entry.id, entry.source) for entry in library.summaries()] == [(result.document.id, "a.txt")]


def test_adding_again_changes_nothing(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ONE)
    first = library.add(path, SETTINGS)
    again = library.add(path, SETTINGS)
    assert again.outcome is AddOutcome.UNCHANGED
    assert again.document == first.document
    assert len(library.history("a.txt")) == 1


def test_new_content_replaces_and_the_old_version_is_kept_and_marked(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ONE)
    old = library.add(path, SETTINGS).document
    path.write_bytes(TWO)
    result = library.add(path, SETTINGS)
    assert (result.outcome, result.replaced_id) == (AddOutcome.REPLACED, old.id)
    assert [entry.id for entry in library.summaries()] == [result.document.id]
    assert library.get(old.id) == old
    versions = library.history("a.txt")
    assert [version.document_id for version in versions] == [old.id, result.document.id]
    assert versions[0].replaced_at is not None
    assert versions[1].replaced_at is None


def test_content_that_comes_back_stands_again(library: Library) -> None:
    first = library.add_bytes("a.txt", ONE, SETTINGS).document
    library.add_bytes("a.txt", TWO, SETTINGS)
    assert library.add_bytes("a.txt", ONE, SETTINGS).document == first
    assert [entry.id for entry in library.summaries()] == [first.id]
    assert len(library.history("a.txt")) == 3


def test_the_same_text_under_another_name_is_recognised(library: Library) -> None:
    first = library.add_bytes("a.txt", ONE, SETTINGS).document
    second = library.add_bytes("b.md", ONE + b"\n\n", SETTINGS)
    assert second.document.id != first.id
    assert second.same_text == (first.id,)
    assert library.same_text(first.id) == (second.document.id,)


def test_the_same_bytes_under_two_names_are_one_document(library: Library) -> None:
    first = library.add_bytes("a.txt", ONE, SETTINGS).document
    assert library.add_bytes("b.txt", ONE, SETTINGS).document.id == first.id
    assert len(library.summaries()) == 1
    library.add_bytes("b.txt", TWO, SETTINGS)
    assert len(library.summaries()) == 2


def test_removing(library: Library) -> None:
    document = library.add_bytes("a.txt", ONE, SETTINGS).document
    original = library.original(document.id)
    library.remove(document.id)
    assert library.summaries() == ()
    assert not original.exists()
    with pytest.raises(LibraryError, match="index list"):
        library.get(document.id)
    with pytest.raises(LibraryError):
        library.remove(document.id)


def test_a_new_library_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    for number in range(40):  # one in twenty failed
        together = threading.Barrier(6)

        def opened(home: Path, together: threading.Barrier) -> None:
            together.wait()
            try:
                connect(home).close()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=opened, args=(tmp_path / str(number), together)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_threads_add_at_once(library: Library) -> None:
    failures: list[BaseException] = []

    def add(worker: int) -> None:
        try:
            for number in range(8):
                library.add_bytes(f"{number}.txt", ONE + f"\n第{number}号。".encode(), SETTINGS)
                library.add_bytes(
                    f"own-{worker}-{number}.txt", ONE + f"\n{worker}-{number}。".encode(), SETTINGS
                )
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=add, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(library.summaries()) == 8 + 4 * 8


ADDER = """
import sys
from pathlib import Path
from corpus import Library
from corpus.settings import Settings
library = Library(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    document = library.add_bytes(f"{sys.argv[2]}-{number}.txt", f"某某意见\\n{sys.argv[2]}-{number}，现提出如下意见。".encode(), Settings()).document
    print(document.id, flush=True)
"""


def start_adder(home: Path, name: str, count: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, str(home), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )


def test_processes_add_at_once(library: Library) -> None:
    adders = [start_adder(library.home, name, 15) for name in ("x", "y", "z")]
    assert [adder.communicate()[0].count("\n") for adder in adders] == [15, 15, 15]
    assert [adder.returncode for adder in adders] == [0, 0, 0]
    assert len(library.summaries()) == 45


def test_what_was_acknowledged_survives_a_kill(library: Library) -> None:
    for round_number in range(3):
        adder = start_adder(library.home, f"k{round_number}", 10_000)
        assert adder.stdout is not None
        acknowledged = [adder.stdout.readline().strip() for _ in range(10)]
        adder.send_signal(signal.SIGKILL)
        rest = adder.stdout.read().split("\n")[:-1]
        adder.wait()
        adder.stdout.close()
        for identity in (*acknowledged, *rest):
            document = library.get(identity)
            assert library.original(identity).read_bytes().decode().startswith(document.title)
    with connect(library.home) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    library.add_bytes("after.txt", ONE, SETTINGS)


def test_the_file_is_opened_safely(library: Library) -> None:
    connection = connect(library.home)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    connection.close()


def test_a_library_of_a_later_version_is_left_alone(library: Library) -> None:
    connect(library.home).close()
    raw = sqlite3.connect(library.home / FILE_NAME)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    with pytest.raises(LibraryError, match="升级"):
        library.summaries()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database, just words" * 100)
    with pytest.raises(LibraryError, match="备份"):
        Library(tmp_path).summaries()


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(LibraryError, match="--home"):
        Library(tmp_path / "file" / "home").summaries()


def test_a_document_is_read_anew_when_reading_has_changed(library: Library) -> None:
    document = library.add_bytes("a.txt", ONE, SETTINGS).document
    raw = sqlite3.connect(library.home / FILE_NAME)
    raw.execute("UPDATE documents SET reading_version = 0, record = x'7b7d'")
    raw.commit()
    raw.close()
    assert library.add_bytes("a.txt", ONE, SETTINGS).document == document
    assert library.get(document.id) == document


@pytest.mark.data
def test_a_library_gives_laws_back_without_their_files(
    library: Library, shared_data: Path, tmp_path: Path
) -> None:
    originals = sorted((shared_data / "laws" / "行政法").glob("*.md"))[:60]
    paths = [Path(shutil.copy(path, tmp_path)) for path in originals]
    ids = [library.add(path, SETTINGS).document.id for path in paths]
    read = [document_from_bytes(path.name, path.read_bytes(), SETTINGS) for path in paths]
    for path in paths:
        path.unlink()
    documents = [library.get(identity) for identity in ids]
    assert [document.text for document in documents] == [document.text for document in read]
    assert os.path.getsize(library.home / FILE_NAME) < 30 * sum(len(document.text) for document in documents)
