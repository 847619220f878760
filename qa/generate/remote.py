"""A language model behind any OpenAI-compatible server (vLLM, Ollama, llama.cpp, DeepSeek, Qwen).

Knows nothing of documents; the key comes from the environment and is never logged.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from corpus.settings import AnswerSettings
from qa.generate.prompts import Message
from qa.schema import GeneratorFailure

NAME = "remote"
_KEYS = ("WENCE_API_KEY", "OPENAI_API_KEY")
_RETRIES = 2  # the client backs off exponentially between them


class RemoteGenerator:
    """Streams the model's text. Raises `GeneratorFailure` for every fault of server or network."""

    def __init__(self, settings: AnswerSettings) -> None:
        import openai

        if not settings.base_url:
            raise GeneratorFailure(
                "没有设置大模型服务的地址",
                "请设置 WENCE_ANSWER_BASE_URL，如 http://127.0.0.1:11434/v1，或用 --generator extractive",
            )
        key = next((os.environ[name] for name in _KEYS if os.environ.get(name)), "none")
        self._model = settings.model
        self._tokens = settings.tokens
        self._client = openai.OpenAI(
            base_url=settings.base_url, api_key=key, timeout=settings.timeout_seconds, max_retries=_RETRIES
        )

    def stream(self, chat: Sequence[Message]) -> Iterator[str]:
        """Pieces of the model's answer, in order."""
        import openai
        from openai.types.chat import ChatCompletionMessageParam

        sent: list[ChatCompletionMessageParam] = list(chat)  # type: ignore[arg-type]
        finished = False
        try:
            answer = self._client.chat.completions.create(
                model=self._model or self._first_model(),
                messages=sent,
                stream=True,
                temperature=0,
                max_tokens=self._tokens,
            )
            for chunk in answer:
                if chunk.choices:
                    finished = finished or chunk.choices[0].finish_reason is not None
                    yield chunk.choices[0].delta.content or ""
        except (openai.OpenAIError, ValueError, OSError) as error:
            raise GeneratorFailure(
                f"大模型服务没有回答（{type(error).__name__}）", "请检查服务是否在运行、地址和模型名是否正确"
            ) from error
        if not finished:
            raise GeneratorFailure("大模型服务的回答中途断开", "请稍后再试")

    def _first_model(self) -> str:
        models = self._client.models.list().data
        if not models:
            raise GeneratorFailure("大模型服务没有可用的模型", "请设置 WENCE_ANSWER_MODEL")
        return models[0].id
