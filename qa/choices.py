"""What may be changed while the program runs: generator, passages, strictness of refusal; and who may.

Knows settings and the project's SQLite file; nothing of pages or of how answers come about.
"""

from __future__ import annotations

import dataclasses
import hmac
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus import connect, transaction
from corpus.schema import LibraryError, SettingsError
from corpus.settings import AnswerSettings, ServerSettings, Settings
from qa.guard import is_loopback

FEWEST_READ, MOST_READ = 5, 100
FEWEST_PASSAGES, MOST_PASSAGES = 1, 50


class Access(StrEnum):
    """Who may change the settings on the page."""

    EVERYONE = "everyone"
    ADMIN = "admin"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Choices:
    """The settings that the page shows; names and meaning as in `AnswerSettings`."""

    generator: str
    passages_read: int
    passages: int
    refusal: float


def access(server: ServerSettings) -> Access:
    """Who may change settings; not said, everyone on loopback and nobody where other machines reach the page.

    Raises `SettingsError` for an unknown word, and for `admin` without a password to tell an administrator by.
    """
    if not server.settings:
        return Access.EVERYONE if is_loopback(server.host) else Access.NOBODY
    try:
        chosen = Access(server.settings)
    except ValueError:
        known = "、".join(Access)
        raise SettingsError(f"--settings 的值 {server.settings} 不可用", f"请用 {known} 之一") from None
    if chosen is Access.ADMIN and not server.admin_password:
        raise SettingsError(
            "--settings admin 需要管理密码",
            "请设置环境变量 WENCE_SERVER_ADMIN_PASSWORD，或改用 --settings nobody",
        )
    return chosen


def may_change(server: ServerSettings, password: str) -> bool:
    """Whether someone who gives `password` may change the settings."""
    allowed = access(server)
    if allowed is Access.ADMIN:
        return hmac.compare_digest(password.encode(), server.admin_password.encode())
    return allowed is Access.EVERYONE


def generators(answer: AnswerSettings) -> tuple[str, ...]:
    """The generators that the settings of the start give what they need; the page can name no address itself."""
    local = answer.generator == "local" or bool(answer.model and not answer.base_url)
    remote = answer.generator == "remote" or bool(answer.base_url)
    return ("extractive", *(("local",) if local else ()), *(("remote",) if remote else ()))


def choices_of(answer: AnswerSettings) -> Choices:
    """The part of the settings that can be chosen."""
    return Choices(answer.generator, answer.passages_read, answer.passages, answer.refusal)


def with_choices(settings: Settings, choices: Choices) -> Settings:
    """`settings` with `choices` laid over them. Raises `SettingsError` for a value outside what is offered."""
    if choices.generator not in generators(settings.answer):
        raise SettingsError(f"不能选用生成方式 {choices.generator}", "请先在启动时设置模型或服务地址")
    for name, value, low, high in (
        ("检索段数", choices.passages_read, FEWEST_READ, MOST_READ),
        ("采用段数", choices.passages, FEWEST_PASSAGES, MOST_PASSAGES),
        ("拒答严格程度", choices.refusal, 0, 1),
    ):
        if not low <= value <= high:  # false for NaN too
            raise SettingsError(f"{name} {value} 超出范围", f"请取 {low} 到 {high}")
    return dataclasses.replace(
        settings, answer=dataclasses.replace(settings.answer, **dataclasses.asdict(choices))
    )


class ChoiceStore:
    """The choices kept below `home`, so that a restart keeps them."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def load(self) -> Choices | None:
        """What was chosen last; None where nothing was, or where another version's choices cannot be read."""
        with closing(connect(self.home)) as connection:
            _make(connection)
            row = connection.execute("SELECT choices FROM choices").fetchone()
        try:
            content = json.loads(row[0]) if row else None
            return None if content is None else Choices(
                str(content["generator"]), int(content["passages_read"]), int(content["passages"]), float(content["refusal"])
            )  # fmt: skip
        except (ValueError, TypeError, KeyError):
            return None

    def save(self, choices: Choices | None) -> None:
        """Keep `choices`; None forgets them. Raises `LibraryError` where they cannot be kept."""
        try:
            with closing(connect(self.home)) as connection:
                _make(connection)
                with transaction(connection):
                    connection.execute("DELETE FROM choices")
                    if choices is not None:
                        content = json.dumps(dataclasses.asdict(choices))
                        connection.execute("INSERT INTO choices VALUES (1, ?)", (content,))
        except sqlite3.Error as error:
            raise LibraryError(f"设置存不下来（{error}）", "请检查磁盘空间和权限，再试一次") from error


def _make(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS choices (one INTEGER PRIMARY KEY CHECK (one = 1), choices TEXT NOT NULL) STRICT"
    )
