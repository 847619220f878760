"""The OpenAI-compatible chat door, so that chat programs can talk to the documents.

Knows the chat-completions form and a `PolicyService`; citations go into the text and, structured, into `wence`.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from qa.contract import answer_to_json
from qa.presentation import reference
from qa.question import read_question
from qa.schema import Answer, AnswerEvent, Sentence, SentenceEvent, Turn, sentence_text
from qa.service import PolicyService

MODEL = "wence"
MOST_MESSAGES = 200
LONGEST_CONTENT = 100_000


class ContentPart(BaseModel):
    """A part of a message; parts that are not text are passed over."""

    type: str
    text: str = Field("", max_length=LONGEST_CONTENT)


class ChatMessage(BaseModel):
    """A message of the conversation so far."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = Field(None, max_length=LONGEST_CONTENT)

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """What a chat program sends; settings of language models (temperature …) are taken and change nothing."""

    model_config = ConfigDict(extra="ignore")
    model: str = MODEL
    messages: list[ChatMessage] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool = False


def add_chat_door(api: FastAPI, service: PolicyService) -> None:
    """Add /v1/models and /v1/chat/completions."""
    began = int(time.time())

    @api.get("/v1/models", tags=["OpenAI 兼容"], summary="可用的模型：只有 wence")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [_model(began)]}

    @api.get("/v1/models/{name}", tags=["OpenAI 兼容"], summary="一个模型")
    def model(name: str) -> dict[str, Any]:
        if name != MODEL:
            raise HTTPException(404, f"没有名为 {name} 的模型；可用的是 {MODEL}。")
        return _model(began)

    @api.post("/v1/chat/completions", tags=["OpenAI 兼容"], summary="对话，可流式", response_model=None)
    def complete(request: ChatRequest) -> JSONResponse | StreamingResponse:
        question, history = _question_and_history(request.messages)
        read_question(question)  # a question that cannot be worked on is refused before a stream begins
        about = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}
        if request.stream:
            return StreamingResponse(
                _chunks(service, question, history, about), media_type="text/event-stream"
            )
        answer = service.ask(question, history)
        message = {
            "role": "assistant",
            "content": answer.text + _references(service, answer),
            "refusal": None,
        }
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return JSONResponse(
            {**about, "object": "chat.completion", "choices": [choice], "wence": answer_to_json(answer)}
        )


def _model(created: int) -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": created, "owned_by": "wence"}


def _question_and_history(messages: list[ChatMessage]) -> tuple[str, list[Turn]]:
    """The last user message, and the pairs of question and answer before it."""
    history: list[Turn] = []
    question = None
    for message in messages:
        if message.role == "user":
            if question is not None:
                history.append(Turn(question))
            question = message.text
        elif message.role == "assistant" and question is not None:
            history.append(Turn(question, answer=message.text))
            question = None
    if question is None or not question.strip():
        raise HTTPException(400, "最后一条消息应当是用户的问题。")
    return question, history


def _chunks(
    service: PolicyService, question: str, history: list[Turn], about: dict[str, Any]
) -> Iterator[str]:
    """Server-sent events: a role, each checked sentence, the references, and the end."""

    def chunk(delta: dict[str, Any], finish: str | None = None, **extra: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        content = {**about, "object": "chat.completion.chunk", "choices": [choice], **extra}
        return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    began = False
    told: list[Sentence] = []
    for event in service.stream(question, history):
        if isinstance(event, SentenceEvent):
            text = sentence_text(event.sentence)
            yield chunk({"content": text if began else text.lstrip("\n")})
            began = True
            told.append(event.sentence)
        elif isinstance(event, AnswerEvent):
            # What was said cannot be taken back: an answer that took its place follows it.
            replaced = tuple(told) != event.answer.sentences
            rest = "" if began and not replaced else event.answer.text
            if began and replaced:
                rest = f"\n\n（{event.answer.notice}）\n{rest}"
            rest += _references(service, event.answer) if began else ""
            if rest:
                yield chunk({"content": rest})
            yield chunk({}, "stop", wence=answer_to_json(event.answer))
    yield "data: [DONE]\n\n"


def _references(service: PolicyService, answer: Answer) -> str:
    """The cited clauses as a list below the answer."""
    summaries = service.summaries()
    lines = [
        f"[{cited.marker}] "
        + reference(
            cited.title,
            summaries[cited.document_id].number if cited.document_id in summaries else None,
            cited.path.short,
            cited.page,
        )
        for cited in answer.citations
    ]
    return "\n\n出处：\n" + "\n".join(lines) if lines else ""
