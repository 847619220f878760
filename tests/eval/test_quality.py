"""Quality is held: nothing that the README promises may fall significantly below the committed report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
HELD = ("evidence_recall@5", "citation_precision", "clause_accuracy", "key_point_recall", "refusal_f1")


@pytest.mark.model
def test_no_promise_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    questions = str(ROOT / "eval" / "questions" / "policy.jsonl")
    documents = str(ROOT / "corpus" / "documents")
    assert main(["run", questions, "--documents", documents, "--out", str(tmp_path / "now"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["warnings"] == []
    committed = str(ROOT / "eval" / "reports" / "policy")
    status = main(["compare", committed, str(tmp_path / "now"), "--json", "--fail-under-drop", *HELD])
    printed = capsys.readouterr()
    assert status == 0, printed.err
    assert set(HELD) <= set(json.loads(printed.out)["metrics"])
