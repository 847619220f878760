"""Kills builds with SIGKILL at random moments and checks the index after each; run by `test_crash.py`.

Every round forks: the child adds, refreshes, removes and rebuilds, telling through a pipe what is done; the
parent kills it somewhere on the way and looks at what is left. Forking spares 200 starts of the interpreter.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

from corpus.settings import Settings
from index import build_index, remove_documents
from index.inspect import find_problems
from index.local import LocalIndex
from index.search import Ways
from tests.index.make import keep_vectors, write_policy

NUMBERS, REVISIONS = 6, 3


def work(settings: Settings, folder: Path, seed: int, told: int) -> None:
    """Random operations; after each, one line {number: revision or null} of what it acknowledged."""
    choose = random.Random(seed)
    while True:
        number = choose.randrange(NUMBERS)
        ids = {item.source: item.id for item in LocalIndex(settings, Ways(dense=False)).documents()}
        identity = ids.get(f"policy-{number}.md")
        if identity is not None and choose.random() < 0.3:
            os.write(told, f'["begin", {number}, null]\n'.encode())
            remove_documents(settings, [identity])
            os.write(told, f'["done", {number}, null]\n'.encode())
            continue
        revision = choose.randrange(REVISIONS)
        os.write(told, f'["begin", {number}, {revision}]\n'.encode())
        build_index(settings, [write_policy(folder, number, revision)])
        os.write(told, f'["done", {number}, {revision}]\n'.encode())


def main(home: Path, folder: Path, rounds: int) -> None:
    """`rounds` rounds; prints one JSON object with what was counted. Raises AssertionError for any loss."""
    settings = Settings(home=home)
    for revision in range(REVISIONS):
        keep_vectors(settings, [write_policy(folder, number, revision) for number in range(NUMBERS)])
    build_index(settings, [write_policy(folder, 0)])
    known: dict[int, set[int | None]] = {number: {None if number else 0} for number in range(NUMBERS)}
    finished = interrupted = 0
    moments = random.Random(7)
    for round_number in range(rounds):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                work(settings, folder, round_number, writer)
            except BaseException:
                traceback.print_exc()
            os._exit(70)
        os.close(writer)
        time.sleep(moments.uniform(0.0, 0.25))  # the moment of death is what is tested, not waited for
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader) as lines:
            records = [json.loads(line) for line in lines]
        assert os.WIFSIGNALED(status), f"round {round_number}: the worker failed by itself"
        for state, number, revision in records:
            # What is begun and not done may be found as it was or as it will be, until it is done again.
            known[number] = {revision} if state == "done" else known[number] | {revision}
            finished += state == "done"
        interrupted += bool(records) and records[-1][0] == "begin"
        check(settings, known, round_number)
    sys.stdout.write(json.dumps({"rounds": rounds, "finished": finished, "interrupted": interrupted}))


def check(settings: Settings, known: dict[int, set[int | None]], round_number: int) -> None:
    """The index is whole and holds all that was acknowledged; `known` are the revisions each policy may have."""
    assert find_problems(settings) == (), f"round {round_number}: {find_problems(settings)}"
    index = LocalIndex(settings, Ways(dense=False))
    standing = {item.source: index.document(item.id).text for item in index.documents()}
    for number in range(NUMBERS):
        text = standing.get(f"policy-{number}.md")
        found = None
        if text is not None:
            found = next(revision for revision in range(REVISIONS) if f"第{revision}次修订" in text)
            hits = index.search(f"实施意见第{number}号 第{found}次修订", 10)
            assert any(hit.source == f"policy-{number}.md" for hit in hits), (
                f"round {round_number}: not found"
            )
        assert found in known[number], (
            f"round {round_number}: policy {number} is {found}, not {known[number]}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
