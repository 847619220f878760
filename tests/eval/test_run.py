"""The command line on the policy that ships: files, JSON, exit status, sweeps, robustness, and bad requests."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.measures import METRICS
from eval.robustness import robustness_table
from eval.run import grid_cells, parse_grid
from eval.schema import EvaluationError

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "corpus" / "documents"
QUESTIONS = ROOT / "eval" / "questions" / "policy.jsonl"
model = pytest.mark.model


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("eval") / "home"


@pytest.fixture
def workplace(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory whose `.wence` is shared by the module, so that vectors are made once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENCE_HOME", str(home))
    return tmp_path


def few(path: Path, every: int = 12) -> Path:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[::every]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@model
def test_run_writes_three_files_and_prints_one_object(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = few(workplace / "few.jsonl")
    command = ["run", str(questions), "--documents", str(DOCUMENTS), "--out", "out", "--json"]
    assert main(command) == 0
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report == json.loads((workplace / "out" / "report.json").read_text(encoding="utf-8"))
    assert list(report["metrics"]) == list(METRICS)
    assert report["questions_asked"] == 12
    assert report["warnings"] == []
    assert report["metrics"]["evidence_recall@10"]["value"] > 0.8
    assert str(workplace) not in printed.out
    answers = [
        json.loads(line) for line in (workplace / "out" / "answers.jsonl").read_text("utf-8").splitlines()
    ]
    assert [answer["id"] for answer in answers] == [
        json.loads(line)["id"] for line in questions.read_text("utf-8").splitlines()
    ]
    assert {"question", "status", "answer", "sentences", "citations", "hits", "generator", "timings"} <= set(
        answers[0]
    )
    assert (workplace / "out" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main([*command[:-2], "again", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    for name in METRICS:
        if not name.startswith("latency"):
            assert again["metrics"][name] == report["metrics"][name], name
    assert (
        main(["compare", "out", "again", "--fail-under-drop", "citation_precision", "refusal_f1", "--json"])
        == 0
    )
    assert json.loads(capsys.readouterr().out)["flipped"] == []


@model
def test_an_index_that_is_there_needs_no_documents(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = few(workplace / "few.jsonl", every=40)
    own = ["--home", str(workplace / "own")]
    assert main(["run", str(questions), *own, "--json"]) == 1
    assert "python -m index build" in capsys.readouterr().err
    assert main(["run", str(questions), *own, "--documents", str(DOCUMENTS)]) == 0
    assert "| `refusal_f1` |" in capsys.readouterr().out
    assert main(["run", str(questions), *own, "--split", "dev", "--limit", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["questions_asked"] == 1
    assert (workplace / "runs" / "few" / "report.json").exists()


@model
def test_a_grid_is_one_table(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = few(workplace / "few.jsonl", every=60)
    command = ["run", str(questions), "--documents", str(DOCUMENTS), "--out", "grid"]
    assert main([*command, "--set", "passages.size=150,300", "--set", "answer.passages=1,10"]) == 0
    table = capsys.readouterr().out.strip().splitlines()
    assert len(table) == 2 + 4
    assert table[0].startswith("| passages.size | answer.passages |")
    assert (workplace / "grid" / "passages.size=150,answer.passages=1" / "report.html").exists()
    assert main([*command, "--set", "answer.passages=2,3", "--json"]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [cell["settings"] for cell in cells] == [{"answer.passages": "2"}, {"answer.passages": "3"}]
    assert main([*command, "--set", "passages.colour=1"]) == 1
    assert "没有名为 passages.colour 的设置" in capsys.readouterr().err


@model
def test_gold_that_is_in_no_document_is_told(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {"id": "x", "question": "中试能力如何建设？", "evidence": [{"quote": "这句话不在任何文件里。"}]}
    (workplace / "bad.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert main(["run", "bad.jsonl", "--documents", str(DOCUMENTS), "--json"]) == 0
    printed = capsys.readouterr()
    assert "证据原文不在所给文件中" in printed.err
    assert json.loads(printed.out)["metrics"]["evidence_recall@10"]["value"] == 0.0


@model
def test_a_document_that_cannot_be_read(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = few(workplace / "few.jsonl", every=60)
    (workplace / "damaged.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert main(["run", str(questions), "--documents", "damaged.pdf"]) == 1
    assert "没有一份读得出来的文件" in capsys.readouterr().err
    assert main(["run", str(questions), "--documents", "damaged.pdf", str(DOCUMENTS), "--json"]) == 0
    assert "damaged.pdf" in json.loads(capsys.readouterr().out)["warnings"][0]


@model
def test_robustness(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = few(workplace / "few.jsonl", every=60)
    command = ["robust", str(questions), "--documents", str(DOCUMENTS), "--out", "robust", "--json"]
    assert main(command) == 0
    content = json.loads(capsys.readouterr().out)
    assert set(content["disturbances"]) >= {"typo", "traditional", "colloquial", "thanks", "white_space"}
    assert set(content["noise"]) == {"0.2", "0.4", "0.6", "0.8"}
    assert content["evidence_removed"]["n"] >= 1
    assert (workplace / "robust" / "typo" / "report.html").exists()
    assert json.loads((workplace / "robust" / "robustness.json").read_text(encoding="utf-8")) == content
    assert "| 错一个字 |" in robustness_table(content)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "none.jsonl"], "找不到题集"),
        (["run", str(QUESTIONS), "--documents", "none.md"], "找不到文件 none.md"),
        (["run", str(QUESTIONS), "--set", "passages.size"], "看不懂"),
        (["run", str(QUESTIONS), "--set", "passages.size=,"], "看不懂"),
        (["run", str(QUESTIONS), "--set", "passages.size=big"], "不可用"),
        (["compare", "a", "b"], r"没有 report.json"),
        (["table", "a"], r"没有 report.json"),
        (["draft", "none.md"], "none.md"),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_what_cannot_be_done_is_one_line(
    workplace: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert workplace.is_dir()
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert printed.err.count("\n") == 1


def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        [],
        ["run"],
        ["run", "q", "--split", "train"],
        ["run", "q", "--limit", "0"],
        ["nothing"],
    ):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
    capsys.readouterr()


def test_help_answers_at_once() -> None:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "eval", "run", "--help"], cwd=ROOT, capture_output=True, check=True
    )
    heavy = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "eval", "--help"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert "--documents" in done.stdout.decode()
    assert time.perf_counter() - started < 4  # two processes on a busy machine; heavy imports take more
    assert not any(name in heavy.stderr.decode() for name in ("numpy", "torch", "matplotlib", "jieba"))


def test_a_grid_is_every_combination() -> None:
    grid = parse_grid(["a.b=1,2", "c.d=x"])
    assert grid_cells(grid) == ((("a.b", "1"), ("c.d", "x")), (("a.b", "2"), ("c.d", "x")))
    assert grid_cells(()) == ((),)
    with pytest.raises(EvaluationError):
        parse_grid(["=1"])
