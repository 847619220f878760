"""A reader of the page without a browser: asks, judges and begins anew through the events that the page itself sends.

Knows Gradio's way of speaking over HTTP and the page's element names; nothing of loads or measurements.
"""

from __future__ import annotations

import html
import json
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from eval.schema import EvaluationError
from qa.guard import READER

_QUESTION = re.compile(r'<div class="wence-question">(.*?)</div>', re.DOTALL)
_BEGUN = ("wence-text", "wence-refusal")


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the page: its number, and how many values it is sent."""

    number: int
    values: int


@dataclass(frozen=True, slots=True)
class PageEvents:
    """The events that a reader needs."""

    submit: Event
    respond: Event
    clear: Event
    judge: Event


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows after a question. Seconds count from the press; `first` is when the answer began to show."""

    questions: tuple[str, ...]
    complete: bool
    first: float
    whole: float


def page_events(config: Mapping[str, Any]) -> PageEvents:
    """The events by the names of their elements. Raises `EvaluationError` for a page that is not ours."""
    names = {each["id"]: each["props"].get("elem_id") for each in config["components"]}

    def found(name: str | None, event: str) -> Mapping[str, Any]:
        for each in config["dependencies"]:
            for component, target in each["targets"]:
                if target == event and (name is None or names.get(component) == name):
                    return dict(each)
        raise EvaluationError(
            f"网页里没有 {name or ''} {event} 事件", "请确认地址是问策的网页，版本与评测程序相同"
        )

    submit = found("wence-question", "submit")
    respond = next(each for each in config["dependencies"] if each.get("trigger_after") == submit["id"])
    events = (submit, respond, found("wence-clear", "click"), found(None, "like"))
    return PageEvents(*(Event(each["id"], len(each["inputs"])) for each in events))


def shown_questions(messages: object) -> tuple[str, ...]:
    """The questions in chat messages of whatever shape, in order, as they were typed."""
    found: list[str] = []
    _collect(messages, found)
    return tuple(html.unescape(each).replace("<br>", "\n") for each in found)


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found += _QUESTION.findall(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            _collect(each, found)
    elif isinstance(value, list):
        for each in value:
            _collect(each, found)


class PageReader:
    """One browser's worth of a page: a cookie that its conversations are kept by, and a session.

    Every method raises `httpx.HTTPError` where the server does not answer as it should.
    """

    def __init__(self, url: str) -> None:
        limits = httpx.Limits(max_connections=8)
        self.client = httpx.AsyncClient(base_url=url, timeout=120, trust_env=False, limits=limits)
        self._events: PageEvents | None = None
        self._session = ""

    @property
    def id(self) -> str:
        """The cookie by which the server keeps this reader's conversations."""
        return str(self.client.cookies.get(READER, ""))

    async def open(self) -> None:
        """Load the page: a new session, and the cookie of the first time."""
        (await self.client.get("/")).raise_for_status()
        config = (await self.client.get("/config")).raise_for_status().json()
        self._events = page_events(config)
        self._session = uuid.uuid4().hex[:12]

    async def ask(self, question: str) -> Told:
        """Press 提问 and wait for the whole answer."""
        assert self._events is not None
        began = time.perf_counter()
        await self._run(self._events.submit, [question])
        event = self._events.respond
        joined = await self.client.post("/gradio_api/queue/join", json=self._body(event, []))
        joined.raise_for_status()
        first = 0.0
        address = f"/gradio_api/queue/data?session_hash={self._session}"
        async with self.client.stream("GET", address) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                if not first and any(word in line for word in _BEGUN):
                    first = time.perf_counter() - began
                message = json.loads(line[5:])
                if message.get("msg") in {"process_completed", "unexpected_error"}:
                    return self._told(message, first, time.perf_counter() - began)
        raise httpx.RemoteProtocolError("the stream ended before the answer was complete")

    def _told(self, message: Mapping[str, Any], first: float, whole: float) -> Told:
        if not message.get("success"):
            raise httpx.RemoteProtocolError(
                f"the answer failed: {message.get('output') or message.get('message')}"
            )
        data = message["output"]["data"]
        text = json.dumps(data, ensure_ascii=False)
        complete = any(word in text for word in _BEGUN) and "wence-steps" not in text
        return Told(shown_questions(data), complete, first or whole, whole)

    async def judge(self, position: int, verdict: str, reason: str) -> None:
        """Press 有用 or 没答好 below the answer at `position`, from 0."""
        assert self._events is not None
        await self._run(self._events.judge, [], {"position": position, "verdict": verdict, "reason": reason})

    async def clear(self) -> None:
        """Press 新的对话."""
        assert self._events is not None
        await self._run(self._events.clear, [])

    async def close(self) -> None:
        """Leave."""
        await self.client.aclose()

    async def _run(self, event: Event, values: list[object], event_data: object = None) -> None:
        body = self._body(event, values, event_data)
        (await self.client.post("/gradio_api/run/predict", json=body)).raise_for_status()

    def _body(self, event: Event, values: list[object], event_data: object = None) -> dict[str, object]:
        """`values` come first among what the event is sent; the server itself holds the rest."""
        return {
            "data": [*values, *[None] * (event.values - len(values))],
            "event_data": event_data,
            "fn_index": event.number,
            "session_hash": self._session,
        }
