"""Answers written by a language model, local or remote, from numbered evidence.

Knows nothing of refusal; what the model says is checked in `qa.citing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from corpus.normal_form import comparison_form
from corpus.settings import AnswerSettings
from index.schema import Hit
from qa.generate import local, remote
from qa.generate.cited import cited_drafts
from qa.generate.draft import Draft
from qa.generate.prompts import NOTHING_FOUND, Message, messages, numbered


class LanguageModel(Protocol):
    """Streams the text that a chat is answered with; raises `GeneratorFailure`."""

    def stream(self, chat: Sequence[Message]) -> Iterator[str]: ...


def open_language_model(settings: AnswerSettings) -> LanguageModel | None:
    """The model that the settings name; None for the extractive generator. Raises `GeneratorFailure`."""
    if settings.generator == local.NAME:
        return local.LocalGenerator(settings)
    if settings.generator == remote.NAME:
        return remote.RemoteGenerator(settings)
    return None


def written_drafts(
    model: LanguageModel, question: str, hits: Sequence[Hit], settings: AnswerSettings
) -> tuple[Draft, ...]:
    """What the model answers, sentence by sentence; () when it says that the evidence does not answer."""
    evidence = numbered(hits, settings.context_characters)
    text = "".join(model.stream(messages(question, evidence)))
    if comparison_form(text).startswith(NOTHING_FOUND):
        return ()
    return cited_drafts(text, evidence)
