"""What a request must satisfy before any door opens: size, host name, bearer token.

Knows ASGI and nothing of questions or documents.
"""

from __future__ import annotations

import errno
import hmac
import json
import re
import socket
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any

from starlette.exceptions import HTTPException

from corpus.schema import SettingsError
from corpus.settings import ServerSettings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MEBIBYTE = 1 << 20
QUESTION_BYTES = MEBIBYTE
"""A question with its history; far above any real one."""
GUARDED = ("/api/", "/v1/", "/mcp", "/metrics", "/openapi.json", "/docs")
"""The doors for programs. The page has its own password; /healthz and /readyz say nothing worth hiding."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def require_protection(server: ServerSettings) -> None:
    """Raises `SettingsError` where others could reach the server and no password and token are set."""
    if is_loopback(server.host) or (server.password and server.token):
        return
    raise SettingsError(
        f"监听 {server.host} 会让别的机器访问，但没有设置网页密码和接口令牌",
        "请先设置环境变量 WENCE_SERVER_PASSWORD 和 WENCE_SERVER_TOKEN，或改用 --host 127.0.0.1",
    )


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket, so that a port in use is told before anything is built on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        told = "已被占用" if getattr(error, "errno", None) == errno.EADDRINUSE else f"打不开（{error}）"
        raise SettingsError(
            f"{host} 的端口 {port} {told}", "请用 --port 换一个端口，或停掉占用它的程序"
        ) from error
    listening.listen(2048)
    return listening


class Guard:
    """ASGI middleware: refuses what is too large, misaddressed or without the token, before it is read."""

    def __init__(self, application: Application, server: ServerSettings, upload_bytes: int) -> None:
        self.application = application
        self.token = server.token
        self.upload_bytes = upload_bytes
        # A page of another site can reach a loopback server through a name of its own (DNS rebinding).
        names = {name.strip() for name in server.names.split(",") if name.strip()}
        self.names = LOOPBACK_NAMES | names if is_loopback(server.host) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._refusal(scope["path"], headers)
        if refusal is not None:
            await refuse(send, *refusal)
            return
        limit = self._limit(scope["path"])
        await self._limited(scope, receive, send, limit)

    def _refusal(self, path: str, headers: dict[str, str]) -> tuple[int, str] | None:
        if self.names is not None and _host_name(headers.get("host", "")) not in self.names:
            return 421, "请求的主机名不是本机；经代理访问时请用 WENCE_SERVER_NAMES 写明主机名。"
        if self.token and path.startswith(GUARDED):
            given = headers.get("authorization", "").removeprefix("Bearer ").encode()
            if not hmac.compare_digest(given, self.token.encode()):
                return 401, "接口令牌不对；请带上请求头 Authorization: Bearer 令牌。"
        limit = self._limit(path)
        declared = headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > limit:
            return 413, _too_large(limit)
        return None

    def _limit(self, path: str) -> int:
        """Bytes that a body may have."""
        uploads = path.rstrip("/") == "/api/documents" or path.startswith("/gradio_api/upload")
        return self.upload_bytes if uploads else QUESTION_BYTES

    async def _limited(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        """Count what arrives, for a body that does not declare its length."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(
                    413, _too_large(limit)
                )  # the one exception that readers of a body let pass
            return message

        await self.application(scope, counted, send)


READER = "wence_reader"
_READER_SECONDS = 400 * 86400  # the longest that browsers keep a cookie


class ReaderCookie:
    """ASGI middleware: gives every browser an id that nobody guesses, by which its conversations are found."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = scope["type"] != "http" or scope["path"] != "/" or _READER_PATTERN.search(_cookies(scope))
        if known:
            await self.application(scope, receive, send)
            return
        cookie = f"{READER}={uuid.uuid4().hex}; Path=/; Max-Age={_READER_SECONDS}; HttpOnly; SameSite=Lax"

        async def given(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode())]}
            await send(message)

        await self.application(scope, receive, given)


_READER_PATTERN = re.compile(rf"(?:^|;\s*){READER}=([0-9a-f]{{32}})(?:;|$)")


def _cookies(scope: Scope) -> str:
    return "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")


def reader_of(request: Any) -> str:
    """The id of the browser that sent a request with `headers`; "" where it keeps no cookies."""
    found = _READER_PATTERN.search(str(request.headers.get("cookie", "")))
    return found.group(1) if found else ""


def _too_large(limit: int) -> str:
    return f"请求太大；这里最多收 {limit // MEBIBYTE} MB。"


def _host_name(host: str) -> str:
    name = host.strip().lower()
    return name if name.endswith("]") else name.rpartition(":")[0] or name


def error_content(message: str, kind: str) -> dict[str, object]:
    """The one form of error of every door; the openai clients read it too."""
    return {"error": {"message": message, "type": kind, "code": None, "param": None}}


_KINDS = {
    401: "authentication_error",
    413: "request_too_large",
    421: "misdirected_request",
    429: "rate_limit_error",
}


async def refuse(send: Send, status: int, message: str, retry_after: int = 0) -> None:
    """Answer with an error instead of opening a door; `retry_after` is in seconds."""
    # `detail` is where Gradio's page looks for what to tell its reader.
    body = json.dumps(
        {**error_content(message, _KINDS[status]), "detail": message}, ensure_ascii=False
    ).encode()
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    if retry_after:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
