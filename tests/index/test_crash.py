"""Whatever ends a build (SIGKILL, Ctrl-C, a full disk, another build), nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.schema import WenceError
from corpus.settings import Settings
from index import build_index
from index.inspect import find_problems
from index.local import LocalIndex
from index.schema import IndexFailure
from index.search import Ways
from tests.index.make import keep_vectors, write_policy

ROOT = Path(__file__).resolve().parents[2]
WORDS = Ways(dense=False)


def test_sigkill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.index.crash_worker", tmp_path / "home", tmp_path / "in", "200"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    counted = json.loads(run.stdout)
    assert counted["rounds"] == 200
    assert counted["interrupted"] > 50, counted
    assert counted["finished"] > 50, counted


def _build_command(home: Path, *paths: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "index", "build", *map(str, paths), "--home", str(home), "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_builders_both_succeed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    folders = [tmp_path / "a", tmp_path / "b"]
    files = [write_policy(folder, number) for number, folder in enumerate(folders)]
    keep_vectors(settings, files)
    running = [_build_command(settings.home, folder) for folder in folders]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert len(json.loads(out)["added"]) == 1
    assert {item.source for item in LocalIndex(settings, WORDS).documents()} == {"policy-0.md", "policy-1.md"}
    assert find_problems(settings) == ()


def test_ctrl_c_keeps_the_index_and_the_next_run_goes_on(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    files = [write_policy(tmp_path / "in", number) for number in range(4)]
    keep_vectors(settings, files)
    build_index(settings, files[:1])
    process = _build_command(settings.home, tmp_path / "in")
    try:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode in (0, 130, -signal.SIGINT), err  # it may be over, or not yet have begun
    assert find_problems(settings) == ()
    assert build_index(settings, files).documents == 4


def test_a_full_disk_says_so_and_keeps_the_index(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small tmpfs needs root")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False, capture_output=True
    ).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        settings = Settings(home=disk / "home")
        first = write_policy(tmp_path / "in", 0)
        keep_vectors(settings, [first])
        build_index(settings, [first])
        second = write_policy(tmp_path / "in", 1)
        keep_vectors(settings, [second])
        # Enough for SQLite to open its files, too little for a document and a generation.
        free = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"\0" * (free - 100_000))
        with pytest.raises(IndexFailure, match="磁盘满了") as caught:
            build_index(settings, [second])
        assert "\n" not in str(caught.value)
        assert find_problems(settings) == ()
        assert [item.source for item in LocalIndex(settings, WORDS).documents()] == ["policy-0.md"]
        (disk / "filler").unlink()
        assert build_index(settings, [second]).documents == 2
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_home_that_cannot_be_made_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WenceError, match=r"权限|文件夹") as caught:
        build_index(Settings(home=tmp_path / "file" / "home"))
    assert "\n" not in str(caught.value)


def test_leftovers_of_a_killed_writer_are_cleared(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    path = write_policy(tmp_path / "in", 0)
    keep_vectors(settings, [path])
    (settings.home / "generations" / "1.writing").mkdir(parents=True)
    (settings.home / "generations" / "7").mkdir()  # complete but never named by CURRENT
    assert build_index(settings, [path]).generation == 8
    assert sorted(item.name for item in (settings.home / "generations").iterdir()) == ["8"]


def test_a_pointer_to_nowhere_is_a_clear_failure(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("9\n", encoding="ascii")
    with pytest.raises(IndexFailure, match="python -m index build"):
        LocalIndex(Settings(home=tmp_path))
