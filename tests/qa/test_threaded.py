"""Items come from a thread as they are made; who stops listening does not wait for the next."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from qa.page.threaded import in_thread

Value = TypeVar("Value")


def finished(made: Coroutine[Any, Any, Value]) -> Value:
    """What the coroutine gives, run in a thread of its own: the browser tests keep an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(made)).result()


def test_items_arrive_in_order() -> None:
    async def listen() -> list[int]:
        return [item async for item in in_thread(iter(range(50)))]

    assert finished(listen()) == list(range(50))


def test_an_error_is_raised_where_one_listens() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("坏了")

    async def listen() -> None:
        async for item in in_thread(broken()):
            assert item == 1

    with pytest.raises(ValueError, match="坏了"):
        finished(listen())


def test_leaving_does_not_wait() -> None:
    working, may_go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def slow() -> Iterator[int]:
        try:
            yield 1
            working.set()
            may_go_on.wait(60)
            yield 2
            yield 3
        finally:
            ended.set()

    async def leave() -> None:
        items = in_thread(slow())
        assert await anext(items) == 1
        assert working.wait(60)  # else the thread may find before its next item that nobody listens
        await items.aclose()  # type: ignore[attr-defined]

    finished(leave())
    assert not ended.is_set()
    may_go_on.set()
    assert ended.wait(60)
