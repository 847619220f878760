"""Runs what takes long in a thread of its own, so that a press on 停止 need not wait for its next word.

Knows iterators and the event loop; nothing of answers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

T = TypeVar("T")


async def in_thread(items: Iterator[T]) -> AsyncIterator[T]:
    """The items as they come; an error of the iterator is raised here.

    When nobody listens any more, the iterator is left after the item that it is working on.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[tuple[T] | BaseException | None] = asyncio.Queue()
    left = threading.Event()

    def tell(what: tuple[T] | BaseException | None) -> None:
        if not left.is_set() and not loop.is_closed():
            loop.call_soon_threadsafe(arrived.put_nowait, what)

    def run() -> None:
        try:
            for item in items:
                tell((item,))
                if left.is_set():
                    return
            tell(None)
        except BaseException as error:  # whatever it is, who listens must hear it
            tell(error)

    threading.Thread(target=run, daemon=True, name="answer").start()
    try:
        while (what := await arrived.get()) is not None:
            if isinstance(what, BaseException):
                raise what
            yield what[0]
    finally:
        left.set()
