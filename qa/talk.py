"""A reader's conversation in progress, and what each press on the page makes of it.

Knows exchanges and their markup; knows no web framework and answers nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.conversations import new_id
from qa.exchange import Exchange
from qa.presentation import exchange_markup, question_markup
from qa.schema import Turn

LONGEST_QUESTION = 2000


@dataclass(frozen=True, slots=True)
class Talk:
    """`id` names it where it is kept, "" before its first question; `left_out` are documents not to be asked."""

    id: str = ""
    exchanges: tuple[Exchange, ...] = ()
    left_out: frozenset[str] = frozenset()

    @property
    def waiting(self) -> bool:
        """Whether the last question is still being answered."""
        return bool(self.exchanges) and self.exchanges[-1].turn is None and not self.exchanges[-1].stopped

    @property
    def turns(self) -> list[Turn]:
        """What the last question may lean on."""
        return [each.turn for each in self.exchanges[:-1] if each.turn]

    def asked(self, question: str) -> Talk:
        """With one more question, unless it is empty or the one before is still being answered."""
        words = question.strip()[:LONGEST_QUESTION]
        if not words or self.waiting:
            return self
        return replace(self, id=self.id or new_id(), exchanges=(*self.exchanges, Exchange(words)))

    def answered(self, exchange: Exchange) -> Talk:
        """With the last exchange as far as it is."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

    def stopped(self) -> Talk:
        """With what was answered so far, and that it was stopped."""
        return self.answered(replace(self.exchanges[-1], stopped=True)) if self.waiting else self

    def taken_back(self) -> Talk:
        """Without the last question and its answer."""
        return replace(self, exchanges=self.exchanges[:-1])

    def again(self) -> Talk:
        """With the last question waiting for an answer once more."""
        return self.taken_back().asked(self.last_question)

    def fresh(self) -> Talk:
        """A new conversation over the same documents."""
        return Talk(left_out=self.left_out)

    @property
    def last_question(self) -> str:
        """The question that `taken_back` takes back; "" where there is none."""
        return self.exchanges[-1].question if self.exchanges else ""


def messages(exchanges: Sequence[Exchange]) -> list[dict[str, Any]]:
    """The conversation as chat messages; the last answer offers what could be asked next."""
    shown: list[dict[str, Any]] = []
    for exchange in exchanges:
        shown.append({"role": "user", "content": question_markup(exchange.question)})
        if exchange.stage or exchange.stopped or exchange.turn:
            reply: dict[str, Any] = {"role": "assistant", "content": exchange_markup(exchange)}
            if exchange is exchanges[-1] and exchange.following:
                reply["options"] = [{"label": text, "value": text} for text in exchange.following]
            shown.append(reply)
    return shown
