"""The doors for other programs: search, ask, documents, health, metrics, over HTTP with FastAPI.

Knows a `PolicyService` and HTTP; knows nothing of the page, which is mounted by whoever has one.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from corpus.schema import WenceError
from index import hit_to_json
from qa.chat_door import add_chat_door
from qa.contract import answer_to_json
from qa.document_doors import add_document_doors
from qa.guard import MEBIBYTE, Guard, ReaderCookie, error_content
from qa.mcp_door import add_mcp_door
from qa.request_log import RequestLog
from qa.schema import Turn
from qa.service import PolicyService
from qa.throttle import Throttle

LONGEST_QUESTION = 2000
LONGEST_HISTORY = 50
MOST_CONNECTIONS = 1000
"""The next ones are told 503 at once instead of waiting in an endless queue."""
GRACE_SECONDS = 10
_VALIDATION_WORDS = {
    "missing": "缺少",
    "json_invalid": "不是合法的 JSON",
    "string_too_long": "太长",
    "string_too_short": "不能为空",
    "too_long": "太多",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "extra_forbidden": "不认识这个字段",
}

Question = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION, description="问题，自然的中文")]


class SearchRequest(BaseModel):
    """What to search for."""

    model_config = ConfigDict(extra="forbid")
    query: Question
    k: int = Field(10, ge=1, le=100, description="最多返回几段")


class EarlierTurn(BaseModel):
    """A question that was asked before, with its answer where it is known."""

    question: str = Field(max_length=LONGEST_QUESTION)
    answer: str = Field("", max_length=100_000)


class AskRequest(BaseModel):
    """A question, with what was asked before it."""

    model_config = ConfigDict(extra="forbid")
    question: Question
    history: list[str | EarlierTurn] = Field(
        default_factory=list, max_length=LONGEST_HISTORY, description="此前的问题，从早到晚"
    )


def build_api(service: PolicyService) -> FastAPI:
    """The API over a running service."""
    settings = service.settings
    api = FastAPI(
        title="问策 Wence",
        description='问政策文件，逐句引到条款。错误一律是 {"error": {"message": …}}。',
        version="0.1.0",
        # The interactive pages load their scripts from other hosts; the description itself is /openapi.json.
        docs_url=None,
        redoc_url=None,
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    _add_errors(api)
    _add_question_doors(api, service)
    _add_health_doors(api, service)
    add_document_doors(api, service)
    add_chat_door(api, service)
    add_mcp_door(api, service)
    api.add_middleware(ReaderCookie)
    api.add_middleware(Guard, server=settings.server, upload_bytes=settings.limits.file_megabytes * MEBIBYTE)
    api.add_middleware(Throttle, server=settings.server)
    if not sys.stderr.isatty():  # a person at a terminal reads sentences, a log collector lines of JSON
        api.add_middleware(RequestLog)
    return api


def _add_question_doors(api: FastAPI, service: PolicyService) -> None:
    @api.post("/api/search", tags=["提问"], summary="找最相关的条文")
    def search(request: SearchRequest) -> dict[str, Any]:
        hits = service.search(request.query, request.k)
        return {"query": request.query, "hits": [hit_to_json(hit) for hit in hits]}

    @api.post("/api/ask", tags=["提问"], summary="回答一个问题，逐句引到条款")
    def ask(request: AskRequest) -> dict[str, Any]:
        history = [
            Turn(each) if isinstance(each, str) else Turn(each.question, answer=each.answer)
            for each in request.history
        ]
        return answer_to_json(service.ask(request.question, history))


def _add_health_doors(api: FastAPI, service: PolicyService) -> None:
    @api.get("/healthz", tags=["运行"], summary="进程是否活着")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @api.get("/readyz", tags=["运行"], summary="索引是否就绪，能不能回答")
    def readyz() -> JSONResponse:
        state = {"documents": len(service.index.documents()), "passages": service.index.passage_count()}
        ready = state["passages"] > 0
        return JSONResponse({"ready": ready, **state}, 200 if ready else 503)

    @api.get("/metrics", tags=["运行"], summary="Prometheus 指标", response_class=Response)
    def metrics() -> Response:
        return Response(service.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _add_errors(api: FastAPI) -> None:
    @api.exception_handler(WenceError)
    def could_not(_: Request, error: WenceError) -> JSONResponse:
        return JSONResponse(error_content(str(error), "invalid_request_error"), 400)

    @api.exception_handler(RequestValidationError)
    def not_understood(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "；".join(_validation_line(each) for each in error.errors()[:5])
        return JSONResponse(error_content(f"请求有误：{told}。", "invalid_request_error"), 422)

    @api.exception_handler(HTTPException)
    def refused(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse(
            error_content(str(error.detail), "invalid_request_error"), error.status_code, error.headers
        )

    @api.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> JSONResponse:
        logging.getLogger("wence").error("a request failed", exc_info=error)
        return JSONResponse(
            error_content("服务出错了；请再试一次，仍不行请看服务的日志。", "server_error"), 500
        )


def _validation_line(error: dict[str, Any]) -> str:
    place = ".".join(str(each) for each in error["loc"] if each != "body")
    told = _VALIDATION_WORDS.get(error["type"], f"格式不对（{error['msg']}）")
    return f"{place or '请求体'} {told}"


def run_server(application: FastAPI, listening: socket.socket) -> int:
    """Serve on a listening socket until stopped by a signal; running answers are finished first."""
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    # uvicorn stops in order on SIGTERM and then raises it once more: being stopped is no failure.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    uvicorn.Server(config).run(sockets=[listening])
    return 0
