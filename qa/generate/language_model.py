"""Answers written by a language model, local or remote, from numbered evidence.

Knows nothing of refusal; what the model says is checked in `qa.citing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from corpus.normal_form import comparison_form
from corpus.settings import AnswerSettings
from index.schema import Hit
from qa.generate import local, remote
from qa.generate.cited import cited_drafts
from qa.generate.draft import Draft
from qa.generate.prompts import NOTHING_FOUND, Message, messages, numbered

_ENDS = re.compile(r"[。！？；!?;\n]")
_UNFINISHED = re.compile(r"[\[［【][^\]］】]*$")  # a number whose bracket has not closed


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
) -> Iterator[Draft]:
    """What the model answers, each sentence as soon as the next begins; nothing when it says that the evidence
    does not answer. Closing the iterator stops the model.
    """
    evidence = numbered(hits, settings.context_characters)
    text, told = "", 0
    stream = model.stream(messages(question, evidence))
    for piece in stream:
        text += piece
        if _ENDS.search(piece) and not _may_be_nothing(comparison_form(text)):
            # The last sentence may go on, or its number may still come.
            for draft in cited_drafts(_UNFINISHED.sub("", text), evidence)[told:-1]:
                told += 1
                yield draft
    if not comparison_form(text).startswith(NOTHING_FOUND):
        yield from cited_drafts(text, evidence)[told:]


def _may_be_nothing(form: str) -> bool:
    """Whether a text that begins so says, or may yet say, that nothing was found."""
    return form.startswith(NOTHING_FOUND) or NOTHING_FOUND.startswith(form)
