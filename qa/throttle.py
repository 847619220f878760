"""How often one client may ask, add files, or guess a password or token; whoever is too fast is told how long to wait.

Knows ASGI and addresses; nothing of questions. Behind a proxy on this machine the address is the one it forwards.
"""

from __future__ import annotations

from corpus.settings import ServerSettings
from qa.guard import GUARDED, Application, Message, Receive, Scope, Send, is_loopback, refuse
from qa.rate_limit import RateLimit

OPEN_QUESTIONS_PER_MINUTE = 60
"""Where other machines reach the server and nothing else is set: faster than a person asks, slower than a flood."""
GUESSES_PER_MINUTE = 10
COUNTED = (
    "/api/ask",
    "/api/search",
    "/api/documents",
    "/v1/chat/completions",
    "/mcp",
    "/gradio_api/queue/join",
    "/gradio_api/call/",
    "/gradio_api/upload",
)
"""What makes the server work; reading what is there already is not counted."""


def questions_per_minute(server: ServerSettings) -> int:
    """The limit that the settings mean; 0 for none, as on loopback, where all readers have one address."""
    if server.questions_per_minute >= 0:
        return server.questions_per_minute
    reached = not is_loopback(server.host) or bool(server.names)
    return OPEN_QUESTIONS_PER_MINUTE if reached else 0


class Throttle:
    """ASGI middleware: 429 with the seconds to wait. The page and programs of one address are counted apart."""

    def __init__(self, application: Application, server: ServerSettings) -> None:
        self.application = application
        self._questions = RateLimit(questions_per_minute(server))
        self._guesses = RateLimit(GUESSES_PER_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        path, address = scope["path"], str((scope.get("client") or ("",))[0])
        guessing = any(name == b"authorization" for name, _ in scope["headers"])
        wait, told = 0, ""
        if scope["method"] == "POST" and path.startswith(COUNTED):
            side = "program" if path.startswith(GUARDED) else "page"
            wait, told = self._questions.wait(f"{side} {address}"), "提问太频繁"
        if not wait and (guessing or path.rstrip("/") == "/login"):
            logging_in = not guessing and scope["method"] == "POST"
            wait, told = self._guesses.wait(address, counting=logging_in), "试密码或令牌太频繁"
        if wait:
            await refuse(send, 429, f"{told}；请 {wait} 秒后再试。", retry_after=wait)
            return

        async def seen(message: Message) -> None:
            if guessing and message["type"] == "http.response.start" and message["status"] == 401:
                self._guesses.wait(address)  # a wrong token; right ones are free
            await send(message)

        await self.application(scope, receive, seen)
