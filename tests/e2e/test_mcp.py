"""The official MCP client finds the four tools and uses them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from mcp.client import Client

from tests.e2e.conftest import Server

pytestmark = pytest.mark.server


def with_client(url: str, use: Callable[[Client], Awaitable[Any]]) -> Any:
    """Run in a thread of its own: the browser tests keep an event loop in this one."""

    async def run() -> Any:
        async with Client(f"{url}/mcp") as client:
            return await use(client)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result(timeout=120)


def call(url: str, name: str, arguments: dict[str, Any]) -> Any:
    return with_client(url, lambda client: client.call_tool(name, arguments))


def content(url: str, name: str, **arguments: Any) -> dict[str, Any]:
    result = call(url, name, arguments)
    assert not result.is_error, result
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def test_the_client_finds_the_tools(server: Server) -> None:
    listed = with_client(server.url, lambda client: client.list_tools())
    assert {tool.name for tool in listed.tools} == {
        "search_policy",
        "ask_policy",
        "read_clause",
        "list_documents",
    }
    assert all(tool.description for tool in listed.tools)


def test_the_tools_answer(server: Server) -> None:
    (document,) = content(server.url, "list_documents")["documents"]
    assert document["number"] == "工信部联科〔2024〕12号"
    found = content(server.url, "search_policy", query="脑机接口", k=2)
    assert len(found["hits"]) == 2
    answer = content(server.url, "ask_policy", question="国家要重点发展哪六个方向的未来产业？")
    assert answer["status"] == "answered"
    assert "四（一）1" in [each["clause"] for each in answer["citations"]]
    clause = content(server.url, "read_clause", document_id=document["id"], clause="四（二）2")
    assert clause["text"].startswith("2.提升创新能力")
    assert clause["clause_path"][-1].startswith("2.提升创新能力")
    contents = content(server.url, "read_clause", document_id=document["id"])["contents"]
    assert {"clause": "五（二）", "heading": "（二）加大金融支持"} in contents


def test_a_mistake_is_told(server: Server) -> None:
    (document,) = content(server.url, "list_documents")["documents"]
    for name, arguments in (
        ("read_clause", {"document_id": document["id"], "clause": "九十九"}),
        ("read_clause", {"document_id": "none"}),
        ("ask_policy", {"question": " "}),
    ):
        assert call(server.url, name, arguments).is_error
