"""`python -m index` as other programs use it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from corpus.settings import Settings
from index.__main__ import main
from index.progress import ProgressDisplay
from tests.index.make import keep_vectors, write_policy


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose vector cache knows the first three policies."""
    settings = Settings(home=tmp_path / "home")
    keep_vectors(settings, [write_policy(tmp_path / "in", number) for number in range(3)])
    return settings.home


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return status, output.out, output.err


def test_build_list_verify_remove(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "build", tmp_path / "in", "--home", home, "--json")
    assert status == 0
    built = json.loads(out)
    assert built["documents"] == 3
    assert built["embedded"] == 0
    status, out, _ = run(capsys, "list", "--home", home, "--json")
    identities = [item["id"] for item in json.loads(out)["documents"]]
    assert sorted(identities) == sorted(built["added"])
    assert run(capsys, "verify", "--home", home)[0] == 0
    status, out, _ = run(capsys, "info", "--home", home, "--json")
    assert json.loads(out)["passages"] == built["passages"]
    status, out, _ = run(capsys, "remove", identities[0], "--home", home, "--json")
    assert (status, json.loads(out)["removed"]) == (0, [identities[0]])


@pytest.mark.parametrize(
    "arguments",
    [("search", "问题"), ("list",), ("info",), ("verify",), ("remove", "x"), ("build", "/no/such/path")],
    ids=lambda value: value[0],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    status, out, err = run(capsys, *arguments, "--home", tmp_path / "none")
    assert status == 1
    assert not out
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [(), ("search",), ("search", "x", "-k", "0"), ("remove",), ("fly",)])
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    assert caught.value.code == 2


@pytest.mark.model
def test_search_prints_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    run(capsys, "build", write_policy(tmp_path / "in", 1), "--home", home)
    status, out, _ = run(capsys, "search", "人形机器人应用场景", "-k", 2, "--home", home, "--json")
    found = json.loads(out)
    assert status == 0
    assert found["query"] == "人形机器人应用场景"
    first = found["hits"][0]
    assert {"document_id", "source", "clause", "start", "end", "text", "score"} <= set(first)
    assert first["clause"].startswith("二")
    assert [hit["score"] for hit in found["hits"]] == sorted(
        (hit["score"] for hit in found["hits"]), reverse=True
    )


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_and_lines_elsewhere() -> None:
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        with ProgressDisplay({"embedding": "编码"}, stream) as display:
            for done in range(0, 11, 5):
                display("embedding", done, 10)
    assert "编码" in terminal.getvalue()
    assert "10/10" in terminal.getvalue()
    assert "\r" not in file.getvalue()
