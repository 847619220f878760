"""Tells the browser at once which scripts of Gradio the page needs: it would find them one after another.

Knows the names in `modules.txt`, which are of the pinned version of Gradio; those that are not there are left out.
"""

from __future__ import annotations

from pathlib import Path

from qa.guard import Application, Message, Receive, Scope, Send
from qa.page.wiring import content


def link_header() -> str:
    """The value of a `Link` header (RFC 8288) with a `modulepreload` for every script; "" where none is there."""
    import gradio

    folder = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
    names = [name for name in content("modules.txt").split() if (folder / name).is_file()]
    return ", ".join(f'<assets/{name}>; rel="modulepreload"' for name in names)


class Preloading:
    """ASGI middleware: the page comes with `header` as its `Link` header."""

    def __init__(self, application: Application, header: str) -> None:
        self.application, self.header = application, header.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or not self.header:
            await self.application(scope, receive, send)
            return

        async def linked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"link", self.header)]}
            await send(message)

        await self.application(scope, receive, linked)
