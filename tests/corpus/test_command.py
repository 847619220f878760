"""`python -m corpus show`: the contract's JSON, the tree for people, exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.__main__ import main

ROOT = Path(__file__).parents[2]
POLICY = next((ROOT / "corpus" / "documents").glob("*.md"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "corpus", *arguments], capture_output=True, text=True, cwd=ROOT
    )


def test_the_contracts_json() -> None:
    done = run("show", str(POLICY), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    content = json.loads(done.stdout)
    assert list(content) == ["document", "text", "clauses", "cleaning", "damaged", "warnings"]
    assert list(content["document"]) == [
        "id", "title", "source", "number", "issuers", "issued_on", "published_on", "effective_on", "expires_on", "status", "tier",
    ]  # fmt: skip
    clause = next(c for c in content["clauses"] if c["clause"] == "四（一）1")
    assert list(clause) == ["kind", "clause", "clause_path", "start", "end"]
    assert clause["kind"] == "heading"
    assert clause["clause_path"] == ["四、重点任务", "（一）全面布局未来产业", "1.加强前瞻谋划部署"]
    assert content["text"][clause["start"] : clause["end"]].startswith("1.加强前瞻谋划部署。把握")


def test_the_tree_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(POLICY)]) == 0
    shown = capsys.readouterr().out
    assert "文号：工信部联科〔2024〕12号" in shown
    assert "      标题 四（一）1  1.加强前瞻谋划部署。" in shown
    assert "\033[" not in shown


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    done = run("show", str(tmp_path / "gone.txt"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "不存在" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["show"], ["bogus"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_help_answers_at_once() -> None:
    start = time.monotonic()
    done = run("--help")
    assert done.returncode == 0
    assert "show" in done.stdout
    heavy = subprocess.run(
        [sys.executable, "-c", "import sys, corpus; print([m for m in ('lxml', 'pypdfium2', 'numpy', 'opencc') if m in sys.modules])"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert heavy.stdout.strip() == "[]"
    assert time.monotonic() - start < 10
