"""Whoever is too fast is told how long to wait; the rest is let through."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from corpus.settings import ServerSettings
from qa.guard import Message, Receive, Scope, Send
from qa.throttle import GUESSES_PER_MINUTE, Throttle, questions_per_minute


@pytest.mark.parametrize(
    ("server", "limit"),
    [
        (ServerSettings(), 0),
        (ServerSettings(names="wence.example"), 60),
        (ServerSettings(host="0.0.0.0"), 60),
        (ServerSettings(host="0.0.0.0", questions_per_minute=0), 0),
        (ServerSettings(questions_per_minute=7), 7),
    ],
)  # fmt: skip
def test_the_limit_follows_who_can_reach_the_server(server: ServerSettings, limit: int) -> None:
    assert questions_per_minute(server) == limit


def throttle(limit: int) -> Throttle:
    async def application(scope: Scope, _: Receive, send: Send) -> None:
        given = dict(scope["headers"]).get(b"authorization")
        status = 401 if given is not None and given != b"Bearer right" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return Throttle(application, ServerSettings(questions_per_minute=limit))


def ask(
    asked: Throttle,
    path: str = "/api/ask",
    *,
    address: str = "192.0.2.1",
    token: str = "",
    method: str = "POST",
) -> tuple[int, dict[str, str], dict[str, Any]]:
    """(status, headers, body) of one request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": headers,
        "client": (address, 1),
    }
    # In a thread of its own: the browser tests keep an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asked(scope, receive, send))).result()
    body = b"".join(each.get("body", b"") for each in sent)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, json.loads(body) if body else {}


def test_a_client_that_asks_too_often_waits_and_others_do_not() -> None:
    limited = throttle(3)
    assert [ask(limited)[0] for _ in range(3)] == [200] * 3
    status, headers, body = ask(limited)
    assert status == 429
    assert 1 <= int(headers["retry-after"]) <= 20
    assert "提问太频繁" in body["error"]["message"]
    assert body["error"]["type"] == "rate_limit_error"
    assert body["detail"] == body["error"]["message"]
    assert ask(limited, address="192.0.2.2")[0] == 200
    assert ask(limited, "/gradio_api/queue/join")[0] == 200  # the page beside a busy program
    assert ask(limited, "/api/documents", method="GET")[0] == 200
    assert ask(limited, "/healthz", method="GET")[0] == 200


@pytest.mark.parametrize(
    "path", ["/api/search", "/api/documents", "/v1/chat/completions", "/mcp", "/gradio_api/upload"]
)
def test_everything_that_makes_the_server_work_is_counted(path: str) -> None:
    limited = throttle(1)
    assert [ask(limited, path)[0] for _ in range(2)] == [200, 429]


def test_guessing_a_token_or_a_password_is_slowed_down() -> None:
    limited = throttle(0)
    assert all(ask(limited, token="right")[0] == 200 for _ in range(3 * GUESSES_PER_MINUTE))
    assert [ask(limited, token=f"wrong{n}")[0] for n in range(GUESSES_PER_MINUTE)] == [
        401
    ] * GUESSES_PER_MINUTE
    assert ask(limited, token="right")[0] == 429
    assert ask(limited, token="right", address="192.0.2.2")[0] == 200
    statuses = [ask(limited, "/login", address="192.0.2.3")[0] for _ in range(GUESSES_PER_MINUTE + 1)]
    assert statuses == [200] * GUESSES_PER_MINUTE + [429]
    assert ask(limited)[0] == 200  # without a token nothing is guessed
