"""A question and what came of it, as a conversation keeps them.

Knows nothing of how it is stored or shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.schema import Stage, Turn


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation.

    `body` is the answer's markup so far; `stage` is what is being done while it grows; `turn` is set once the
    answer is complete and is what later questions may lean on; `following` are suggestions for the next one.
    """

    question: str
    body: str = ""
    stage: Stage | None = None
    stopped: bool = False
    turn: Turn | None = None
    following: tuple[str, ...] = ()
    record: Mapping[str, Any] | None = None  # the contract object of the answer, for keeping and export
