"""The arrow of the design: corpus <- index <- qa <- {eval, app}; read from the imports with `ast`."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "qa": {"corpus", "index", "qa"},
    "eval": {"corpus", "index", "qa", "eval"},
    "app": {"corpus", "index", "qa", "app"},
}
OURS = set(MAY_IMPORT)


def imported_packages(path: Path) -> set[str]:
    """The packages of ours that a file imports, wherever in the file the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= (
                {(node.module or "").split(".")[0]} if node.level == 0 else {path.relative_to(ROOT).parts[0]}
            )
    return found & OURS


def project_files() -> list[Path]:
    files = [ROOT / "app.py"]
    for package in ("corpus", "index", "qa", "eval"):
        files += sorted((ROOT / package).rglob("*.py"))
    return [path for path in files if path.exists()]


@pytest.mark.parametrize("path", project_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_arrow(path: Path) -> None:
    owner = path.relative_to(ROOT).parts[0].removesuffix(".py")
    assert imported_packages(path) <= MAY_IMPORT[owner]


@pytest.mark.parametrize("path", project_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small_and_say_what_they_do(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") < 300
    assert ast.get_docstring(ast.parse(source)), "a module says in two lines what it does and must not know"


@pytest.mark.parametrize("path", project_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pattern_repeats_a_tuple(path: Path) -> None:
    """`{1,8}` inside an f-string formats a tuple instead of repeating what stands before it: `{{1,8}}` is meant."""
    formatted = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue)
    )
    assert not [ast.unparse(value) for value in formatted if isinstance(value, ast.Tuple | ast.Constant)]


def test_the_check_sees_a_wrong_arrow(tmp_path: Path) -> None:
    wrong = tmp_path / "corpus" / "wrong.py"
    wrong.parent.mkdir()
    wrong.write_text("def f():\n    from qa import assistant\n", encoding="utf-8")
    assert not imported_packages(wrong) <= MAY_IMPORT["corpus"]


def test_no_catch_all_modules() -> None:
    names = {path.stem for path in project_files()}
    assert not names & {"utils", "util", "common", "helpers", "helper", "misc"}


HEAVY = {
    "torch", "gradio", "faiss", "transformers", "sentence_transformers", "onnxruntime", "jieba", "opencc",
    "pypdfium2", "matplotlib", "fastapi", "openai",
}  # fmt: skip


@pytest.mark.parametrize(
    "module", ["corpus.__main__", "index.__main__", "qa.__main__", "eval.__main__", "app"]
)
def test_help_waits_for_no_heavy_import(module: str) -> None:
    script = f"import sys, importlib; importlib.import_module({module!r}); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())
