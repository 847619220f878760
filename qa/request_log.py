"""One line of JSON on standard error for every request: what was asked for and how it went, never what was said.

Knows ASGI; records neither bodies nor query strings, cookies or tokens.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime

from qa.guard import Application, Message, Receive, Scope, Send

_QUIET = ("/assets/", "/static/", "/gradio_api/heartbeat", "/gradio_api/queue/", "/healthz", "/favicon.ico")
"""What a page or a supervisor asks for all the time and nobody reads about."""


class RequestLog:
    """ASGI middleware."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_QUIET):
            await self.application(scope, receive, send)
            return
        began = time.perf_counter()
        status, sent = 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.application(scope, receive, counted)
        finally:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": scope["method"],
                "path": scope["path"][:200],
                "status": status,  # 0: the other side went away before there was one
                "ms": round((time.perf_counter() - began) * 1000, 1),
                "bytes": sent,
            }
            sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
