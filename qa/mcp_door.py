"""The door for assistants that speak the Model Context Protocol: search, ask, read, list.

Knows the `mcp` package and a `PolicyService`; speaks streamable HTTP without sessions at /mcp.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field

from corpus.schema import Document
from index import hit_to_json
from index.schema import IndexFailure
from qa.contract import answer_to_json
from qa.document_doors import summary_to_json
from qa.schema import Turn
from qa.service import PolicyService

LONGEST_CLAUSE = 20_000
"""Characters of a clause that `read_clause` gives at most; the rest is fetched by its own clauses."""
_INSTRUCTIONS = "查询已打开的中文政策文件。回答里的每句话都带条款出处；文件里没有的，状态是 no_evidence。"


def add_mcp_door(api: FastAPI, service: PolicyService) -> None:
    """Add /mcp; its session manager lives as long as `api`."""
    server = mcp_server(service)
    # Host names and tokens are checked by the guard before any door, this one included.
    unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    application = server.streamable_http_app(
        streamable_http_path="/mcp", stateless_http=True, json_response=True, transport_security=unguarded
    )
    api.router.routes.extend(application.routes)
    outer = api.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        async with outer(running) as state, server.session_manager.run():
            yield state

    api.router.lifespan_context = lifespan


def mcp_server(service: PolicyService) -> MCPServer:
    """The four tools over a running service."""
    server: MCPServer = MCPServer(
        "wence", title="问策 Wence", instructions=_INSTRUCTIONS, log_level="WARNING"
    )

    @server.tool()
    def search_policy(
        query: Annotated[str, Field(min_length=1, max_length=2000)],
        k: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> dict[str, Any]:
        """找最相关的条文。返回原文、所在文件和条款路径，按相关程度排列。"""
        return {"query": query, "hits": [hit_to_json(hit) for hit in service.search(query, k)]}

    @server.tool()
    def ask_policy(
        question: Annotated[str, Field(min_length=1, max_length=2000)],
        earlier_questions: Annotated[list[str] | None, Field(max_length=50)] = None,
    ) -> dict[str, Any]:
        """回答关于已打开文件的问题，逐句引到条款；文件里没有的，status 是 no_evidence。"""
        return answer_to_json(service.ask(question, [Turn(each) for each in earlier_questions or ()]))

    @server.tool()
    def read_clause(document_id: str, clause: str = "") -> dict[str, Any]:
        """读一个条款的全文。clause 写成四（二）2 或第十二条第二款；不写就给出目录。"""
        document = service.index.document(document_id)
        return _clause(document, clause) if clause else _contents(document)

    @server.tool()
    def list_documents() -> dict[str, Any]:
        """列出已打开的文件：标题、文号、发文机关、日期、效力。"""
        return {"documents": [summary_to_json(each) for each in service.index.documents()]}

    return server


def _clause(document: Document, wanted: str) -> dict[str, Any]:
    """The clause whose short path is, or ends in, `wanted`. Raises `IndexFailure` where there is none."""
    named = "".join(wanted.split())
    exact = [each for each in document.clauses if each.path.short == named]
    found = exact or [each for each in document.clauses if each.path.short.endswith(named)]
    if not found:
        raise IndexFailure(f"《{document.title}》里没有 {wanted}", "请不带 clause 调用一次，看它的目录")
    clause = found[0]
    text = document.text[clause.start : clause.end]
    return {
        "document_id": document.id,
        "title": document.title,
        "clause": clause.path.short,
        "clause_path": list(clause.path.headings),
        "start": clause.start,
        "end": clause.end,
        "text": text[:LONGEST_CLAUSE],
        "cut": len(text) > LONGEST_CLAUSE,
    }


def _contents(document: Document) -> dict[str, Any]:
    shorts = dict.fromkeys(
        (each.path.short, each.path.headings[-1])
        for each in document.clauses
        if each.path.short and each.heading_end > each.start
    )
    contents = [{"clause": short, "heading": heading} for short, heading in shorts]
    return {"document_id": document.id, "title": document.title, "contents": contents}
