"""Ctrl-C while passages are embedded: a consistent index, one line, and the next run goes on from there."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.settings import Settings
from index import build_index
from index.build import _EMBEDDED_AT_ONCE
from index.inspect import find_problems
from index.local import open_index
from tests.index.make import TOPICS, write_policy

ROOT = Path(__file__).resolve().parents[2]
CLAUSES = 320  # of which the first _EMBEDDED_AT_ONCE are kept before the rest is under way


def write_long(folder: Path) -> list[Path]:
    """Policies of forty clauses each, every clause unlike the others."""
    paths = []
    for number in range(CLAUSES // 40):
        clauses = "\n\n".join(
            f"第{clause + 1}条 {TOPICS[clause % len(TOPICS)]}项目{number * 40 + clause}号由第{clause * 7 + number}组"
            f"承担，经费{clause * 13 + number}万元，在{2025 + clause}年以前完成并通过验收。"
            for clause in range(40)
        )
        path = folder / f"long-{number}.md"
        path.write_text(f"# 某某专项管理办法第{number}号\n\n{clauses}\n", encoding="utf-8")
        paths.append(path)
    return paths


def vectors_kept(home: Path) -> int:
    with closing(sqlite3.connect(f"file:{home / 'library.sqlite3'}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM vectors").fetchone()[0])


def heeding_interrupts() -> None:
    """A shell starts what runs in the background, this test perhaps, deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def command(home: Path, *paths: Path) -> list[str]:
    return [sys.executable, "-m", "index", "build", *map(str, paths), "--home", str(home), "--json"]


@pytest.mark.model
def test_ctrl_c_while_embedding(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "long"
    folder.mkdir()
    settings = Settings(home=home)
    first = build_index(settings, [write_policy(tmp_path / "in", 0)])
    before = vectors_kept(home)
    write_long(folder)

    building = subprocess.Popen(
        command(home, folder),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_interrupts,
    )
    try:
        while building.poll() is None and vectors_kept(home) == before:
            time.sleep(0.02)  # what is waited for is the condition above
        assert building.poll() is None, "the build was over before it could be interrupted"
        building.send_signal(signal.SIGINT)
        output, said = building.communicate(timeout=300)
    finally:
        building.kill()
    assert building.returncode == 130
    assert output == ""
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith("已中断")

    kept = vectors_kept(home) - before
    assert _EMBEDDED_AT_ONCE <= kept < CLAUSES
    assert find_problems(settings) == ()
    index = open_index(settings)
    assert index.generation.number == first.generation
    assert [item.id for item in index.documents()] == list(first.added)

    again: dict[str, Any] = json.loads(
        subprocess.run(command(home, folder), cwd=ROOT, check=True, capture_output=True, text=True).stdout
    )
    assert again["embedded"] == again["passages"] - before - kept
    assert 0 < again["embedded"] < again["passages"] - before
    assert again["documents"] == 1 + CLAUSES // 40
    assert not again["failures"]
    assert find_problems(settings) == ()
    hits = open_index(settings).search("项目131号由哪个组承担？", 10)
    assert "项目131号" in hits[0].passage.text
