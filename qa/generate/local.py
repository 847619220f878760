"""A causal language model in this process, by `transformers` (GGUF files included).

Knows nothing of documents; loading is slow, so one instance serves all questions, one at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.settings import AnswerSettings
from qa.generate.prompts import Message
from qa.schema import GeneratorFailure

NAME = "local"


class LocalGenerator:
    """Streams the text of a model that `transformers` loads: a hub name, a directory, or a .gguf file."""

    def __init__(self, settings: AnswerSettings) -> None:
        if not settings.model:
            raise GeneratorFailure(
                "没有设置本地大模型",
                "请设置 WENCE_ANSWER_MODEL（目录、.gguf 文件或模型名），或用 --generator extractive",
            )
        self._tokens = settings.tokens
        self._timeout = settings.timeout_seconds
        self._busy = threading.Lock()
        self._tokenizer, self._model = _load(settings.model)

    def stream(self, chat: Sequence[Message]) -> Iterator[str]:
        """Pieces of the model's answer; closing the iterator stops the model."""
        from transformers import StoppingCriteria, TextIteratorStreamer

        stop = threading.Event()

        class Stopped(StoppingCriteria):
            def __call__(self, _ids: Any, _scores: Any, **_: Any) -> bool:
                return stop.is_set()

        streamer = TextIteratorStreamer(
            self._tokenizer, skip_prompt=True, skip_special_tokens=True, timeout=self._timeout
        )
        inputs = self._inputs(chat)
        with self._busy:
            worker = threading.Thread(
                target=self._model.generate,
                kwargs=dict(
                    **inputs,
                    streamer=streamer,
                    max_new_tokens=self._tokens,
                    do_sample=False,
                    stopping_criteria=[Stopped()],
                ),
                daemon=True,
            )
            worker.start()
            try:
                yield from streamer
            except Exception as error:  # queue.Empty when the model falls silent
                raise GeneratorFailure(
                    "本地大模型没有在限时内回答", "请换小一些的模型或加大 WENCE_ANSWER_TIMEOUT_SECONDS"
                ) from error
            finally:
                stop.set()
                worker.join(self._timeout)

    def _inputs(self, chat: Sequence[Message]) -> Any:
        """The chat by the model's own template; a base model, which has none, is given plain text to go on."""
        if self._tokenizer.chat_template is None:
            plain = "\n\n".join(message["content"] for message in chat) + "\n回答："
            return self._tokenizer(plain, return_tensors="pt")
        return self._tokenizer.apply_chat_template(
            list(chat), add_generation_prompt=True, return_tensors="pt", return_dict=True
        )


def _load(name: str) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    path = Path(name)
    place: dict[str, Any] = {"pretrained_model_name_or_path": name}
    if path.suffix == ".gguf":
        place = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
    try:
        return AutoTokenizer.from_pretrained(**place), AutoModelForCausalLM.from_pretrained(**place)
    except (OSError, ValueError, ImportError) as error:
        raise GeneratorFailure(
            f"本地大模型 {name} 加载不了（{type(error).__name__}）",
            "请检查 WENCE_ANSWER_MODEL，或用 --generator extractive",
        ) from error
