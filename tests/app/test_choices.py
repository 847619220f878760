"""Who may change settings, what may be chosen, and that it is kept."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import connect
from corpus.schema import SettingsError
from corpus.settings import AnswerSettings, ServerSettings, Settings
from qa.choices import (
    MOST_PASSAGES,
    MOST_READ,
    Access,
    Choices,
    ChoiceStore,
    access,
    choices_of,
    generators,
    may_change,
    with_choices,
)

OPEN = "0.0.0.0"


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (ServerSettings(), Access.EVERYONE),
        (ServerSettings(host=OPEN), Access.NOBODY),
        (ServerSettings(host=OPEN, settings="everyone"), Access.EVERYONE),
        (ServerSettings(settings="nobody"), Access.NOBODY),
        (ServerSettings(settings="admin", admin_password="x"), Access.ADMIN),
    ],
)  # fmt: skip
def test_who_may_change_follows_the_start(server: ServerSettings, expected: Access) -> None:
    assert access(server) is expected


def test_an_unknown_word_and_a_missing_password_are_told() -> None:
    with pytest.raises(SettingsError, match="everyone、admin、nobody"):
        access(ServerSettings(settings="friends"))
    with pytest.raises(SettingsError, match="WENCE_SERVER_ADMIN_PASSWORD"):
        access(ServerSettings(settings="admin"))


@pytest.mark.parametrize("given_password", ["", "wrong", "sécret", "secre", "secret "])
def test_only_the_password_makes_an_administrator(given_password: str) -> None:
    server = ServerSettings(settings="admin", admin_password="secret")
    assert not may_change(server, given_password)
    assert may_change(server, "secret")
    assert may_change(ServerSettings(), given_password)
    assert not may_change(ServerSettings(settings="nobody", admin_password="secret"), "secret")


@pytest.mark.parametrize(
    ("answer", "offered"),
    [
        (AnswerSettings(), ("extractive",)),
        (AnswerSettings(model="m.gguf"), ("extractive", "local")),
        (AnswerSettings(base_url="http://127.0.0.1:1/v1", model="m"), ("extractive", "remote")),
        (AnswerSettings(generator="remote"), ("extractive", "remote")),
    ],
)  # fmt: skip
def test_only_what_the_start_gave_its_needs_is_offered(
    answer: AnswerSettings, offered: tuple[str, ...]
) -> None:
    assert generators(answer) == offered


CHOICES = st.builds(
    Choices,
    generator=st.sampled_from(["extractive", "local", "remote", "../x"]),
    passages_read=st.integers(-5, 200),
    passages=st.integers(-5, 200),
    refusal=st.floats(allow_nan=True),
)


@given(CHOICES)
def test_what_is_laid_over_the_settings_is_within_what_is_offered(choices: Choices) -> None:
    allowed = (
        choices.generator == "extractive"
        and 5 <= choices.passages_read <= MOST_READ
        and 1 <= choices.passages <= MOST_PASSAGES
        and 0 <= choices.refusal <= 1
    )
    try:
        settings = with_choices(Settings(), choices)
    except SettingsError:
        assert not allowed
    else:
        assert allowed
        assert choices_of(settings.answer) == choices
        same = dataclasses.replace(
            settings, answer=with_choices(Settings(), choices_of(AnswerSettings())).answer
        )
        assert same == Settings()


def test_choices_are_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    store = ChoiceStore(tmp_path)
    assert store.load() is None
    for choices in (Choices("extractive", 30, 8, 0.25), Choices("local", 10, 3, 0.0)):
        store.save(choices)
        assert ChoiceStore(tmp_path).load() == choices
    store.save(None)
    assert store.load() is None


def test_choices_of_another_version_count_as_none(tmp_path: Path) -> None:
    store = ChoiceStore(tmp_path)
    store.save(Choices("extractive", 30, 8, 0.25))
    for content in ("not json", "[]", "{}", '{"generator": "x", "passages_read": null}'):
        connection = connect(tmp_path)
        connection.execute("UPDATE choices SET choices = ?", (content,))
        connection.close()
        assert store.load() is None
