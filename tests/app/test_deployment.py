"""What the Dockerfile and the README's systemd unit promise is there: paths, flags, settings, an account of its own."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from pathlib import Path

import pytest

from app import parse_arguments, settings_from
from corpus.settings import setting_names
from qa.guard import require_protection

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def instructions(name: str) -> list[str]:
    """What stands behind every `name` of the Dockerfile, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.partition(" ")[2].strip() for line in text.splitlines() if line.startswith(f"{name} ")]


def unit() -> configparser.ConfigParser:
    found = re.search(r"```ini\n(.*?)```", README, re.DOTALL)
    assert found is not None
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(found.group(1))
    return parsed


def test_everything_that_is_copied_is_there_and_is_not_ignored() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    sources = {source for each in instructions("COPY") for source in each.split()[:-1]}
    assert sources == allowed
    assert all((ROOT / source).exists() for source in sources)


def test_the_image_holds_every_package_that_the_app_imports() -> None:
    copied = {source.removesuffix(".py") for each in instructions("COPY") for source in each.split()[:-1]}
    assert copied >= {"app", "corpus", "index", "qa"}
    for folder in ("corpus", "index", "qa"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not re.search(
                r"^\s*(from|import) (eval|tests)\b", path.read_text("utf-8"), re.MULTILINE
            ), path


def test_the_containers_flags_are_the_apps() -> None:
    (entry,), (flags,) = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(entry) == ["python", "app.py"]
    options = parse_arguments(json.loads(flags))
    assert (options.host, options.port, options.home) == ("0.0.0.0", 7860, Path("/data"))
    assert instructions("VOLUME") == ["/data"]
    assert instructions("EXPOSE") == [str(options.port)]


def test_the_container_runs_as_nobody_special_and_is_watched() -> None:
    assert instructions("USER") == ["10001"]
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert text.index("USER 10001") < text.index("ENTRYPOINT")
    (watch,) = instructions("HEALTHCHECK")
    command = json.loads(watch.partition("CMD ")[2])
    compile(command[2], "HEALTHCHECK", "exec")
    assert "http://127.0.0.1:7860/healthz" in command[2]


def test_the_units_flags_are_the_apps() -> None:
    service = unit()["Service"]
    program, script, *flags = shlex.split(service["ExecStart"])
    assert (program, script) == ("/opt/wence/.venv/bin/python", "app.py")
    options = parse_arguments(flags)
    assert options.home == Path("/var/lib") / service["StateDirectory"]
    assert service["User"] not in {"root", "0"}


def test_every_variable_of_the_readme_is_a_setting() -> None:
    known = {"WENCE_" + name.upper().replace(".", "_") for name in setting_names()}
    named = set(re.findall(r"WENCE_[A-Z_]+[A-Z]", README))
    assert named - known <= {"WENCE_CONFIG", "WENCE_API_KEY"}
    assert {"WENCE_SERVER_PASSWORD", "WENCE_SERVER_TOKEN", "WENCE_SERVER_NAMES"} <= named


def test_the_readmes_open_host_needs_what_the_readme_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = re.findall(r"^\.venv/bin/python app\.py (--host 0\.0\.0\.0.*)$", README, re.MULTILINE)
    for name in ("WENCE_SERVER_PASSWORD", "WENCE_SERVER_TOKEN"):
        monkeypatch.setenv(name, "x")
    settings = settings_from(parse_arguments(shlex.split(line)))
    require_protection(settings.server)
    assert settings.server.settings == "nobody"
