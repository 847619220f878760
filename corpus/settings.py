"""All settings of the project: one frozen `Settings`, read from defaults, `wence.toml`, `WENCE_*` and flags.

The only place that reads the environment for configuration. Imports the standard library alone.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.schema import SettingsError


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """What one file may cost before it is refused."""

    file_megabytes: int = 100
    pages: int = 3000
    characters: int = 20_000_000
    seconds: int = 120
    memory_megabytes: int = 4096  # of address space in which one file is read


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How clauses become passages, in characters."""

    size: int = 300  # a longer clause is split at sentences
    minimum: int = 40  # a shorter piece joins its neighbour inside the same clause


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """What makes passages searchable."""

    encoder: str = "bundled"  # "bundled", a sentence-transformers name or directory, or http(s)://…/v1
    reranker: str = (
        ""  # a sentence-transformers cross-encoder, by name or directory, that reorders what is found
    )
    exact_passages: int = 100_000  # up to here every vector is compared; above, clusters of 8-bit vectors


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How questions are answered."""

    generator: str = "extractive"  # or "local" (transformers) or "remote" (an OpenAI-compatible server)
    model: str = ""  # of a language model: a name, a directory, a .gguf file; "" takes a server's first
    base_url: str = ""  # of an OpenAI-compatible server, ending in /v1
    struck: bool = (
        False  # sentences of a language model that fail the check are shown struck through, not left out
    )
    timeout_seconds: float = 60.0  # for a language model's next piece of text
    tokens: int = 600  # that a language model may write
    context_characters: int = 4000  # of evidence that a language model is given
    passages: int = 10  # returned with an answer
    passages_read: int = 24  # retrieved for one question, of which the best are returned
    reader: str = "bundled"  # or the directory of a reading model (python -m qa.reader train); "" for none
    refusal: float = 0.5  # least probability that the evidence answers; 0 leaves only the rules


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the page and the API are served."""

    host: str = "127.0.0.1"
    port: int = 7860
    password: str = ""  # of the page; required with `token` where the host is not loopback
    token: str = ""  # bearer token of the API
    names: str = ""  # host names by which a proxy reaches a loopback server, comma-separated
    settings: str = ""  # who may change settings on the page: everyone, admin, nobody; "" by the host
    admin_password: str = ""  # which `settings = "admin"` asks for
    questions_per_minute: int = -1  # of one client; 0 no limit, -1 by the host: 60 where others reach it


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, by section; `WENCE_INDEX_ENCODER` and `[index] encoder` both mean `index.encoder`."""

    home: Path = Path(".wence")
    limits: LimitSettings = field(default_factory=LimitSettings)
    passages: PassageSettings = field(default_factory=PassageSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    server: ServerSettings = field(default_factory=ServerSettings)

    def with_value(self, name: str, value: object) -> Settings:
        """A copy with the setting of the dotted `name` changed; `value` may be text to be converted.

        Raises `SettingsError` for an unknown name or a value of the wrong type.
        """
        section_name, _, key = name.partition(".")
        if section_name == "home" and not key:
            return dataclasses.replace(self, home=Path(str(value)))
        section = getattr(self, section_name, None) if section_name in _sections() else None
        names = {item.name for item in dataclasses.fields(section)} if section is not None else set()
        if section is None or key not in names:
            known = ", ".join(sorted(setting_names()))
            raise SettingsError(f"没有名为 {name} 的设置", f"可用的设置：{known}")
        converted = _convert(name, value, type(getattr(section, key)))
        return dataclasses.replace(self, **{section_name: dataclasses.replace(section, **{key: converted})})


def _sections() -> tuple[str, ...]:
    return tuple(item.name for item in dataclasses.fields(Settings) if item.name != "home")


def setting_names() -> tuple[str, ...]:
    """Every dotted name that `Settings.with_value` takes."""
    default = Settings()
    return (
        "home",
        *(f"{s}.{item.name}" for s in _sections() for item in dataclasses.fields(getattr(default, s))),
    )


_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def _convert(name: str, value: object, kind: type[Any]) -> object:
    if kind is bool:
        text = str(value).strip().lower()
        if text in _TRUE | _FALSE:
            return text in _TRUE
    elif kind is int or kind is float:
        try:
            return kind(str(value).strip())
        except ValueError:
            pass
    elif kind is str:
        return str(value)
    raise SettingsError(f"设置 {name} 的值 {value!r} 不可用", f"请给一个 {kind.__name__} 类型的值")


def load_settings(
    overrides: Iterable[tuple[str, object]] = (),
    *,
    environment: Mapping[str, str] | None = None,
    toml_path: Path | None = None,
) -> Settings:
    """Defaults, then `wence.toml` (working directory, or WENCE_CONFIG), then `WENCE_*`, then `overrides`.

    Raises `SettingsError` for an unreadable file, an unknown name, or a value of the wrong type.
    """
    environment = os.environ if environment is None else environment
    settings = Settings()
    path = toml_path or Path(environment.get("WENCE_CONFIG", "wence.toml"))
    for name, value in _read_toml(path, required=toml_path is not None or "WENCE_CONFIG" in environment):
        settings = settings.with_value(name, value)
    for name in setting_names():
        variable = "WENCE_" + name.upper().replace(".", "_")
        if variable in environment:
            settings = settings.with_value(name, environment[variable])
    for name, value in overrides:
        settings = settings.with_value(name, value)
    return settings


def _read_toml(path: Path, *, required: bool) -> list[tuple[str, object]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if required:
            raise SettingsError(f"找不到设置文件 {path}", "请检查路径，或去掉 WENCE_CONFIG") from None
        return []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"设置文件 {path} 读不出来（{error}）", "请改正或删除它") from error
    values: list[tuple[str, object]] = []
    for section, content in tables.items():
        if isinstance(content, dict):
            values += [(f"{section}.{key}", value) for key, value in content.items()]
        else:
            values.append((section, content))
    return values
