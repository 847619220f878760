"""The generating paths: a real causal model in this process, and a real HTTP server with every fault."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import AnswerSettings, Settings
from qa import AnswerStatus, Assistant, open_assistant
from qa.generate.language_model import written_drafts
from qa.generate.prompts import Message
from qa.schema import GeneratorFailure, Support

QUESTION = "到2025年要打造多少家领军企业？"
GOOD = "到2025年，打造百家领军企业[1]。"


@dataclass
class Script:
    """What the server does with the next requests, and what it was asked."""

    text: str = GOOD
    status: int = 200
    cut: bool = False
    malformed: bool = False
    bodies: list[dict[str, object]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[tuple[str, Script]]:
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            script.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(script.status)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            if script.status != 200:
                return
            if script.malformed:
                self.wfile.write(b"data: {not json\n\n")
                return
            for piece in script.text:
                self._send({"delta": {"content": piece}, "finish_reason": None})
            if not script.cut:
                self._send({"delta": {}, "finish_reason": "stop"})
                self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, choice: dict[str, object]) -> None:
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            line = json.dumps({**chunk, "choices": [{"index": 0, **choice}]})
            self.wfile.write(f"data: {line}\n\n".encode())

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/v1", script
    running.shutdown()
    running.server_close()
    thread.join()


def remote(assistant: Assistant, settings: Settings, address: str) -> Assistant:
    chosen = settings.with_value("answer.generator", "remote").with_value("answer.base_url", address)
    return Assistant(assistant.index, chosen.with_value("answer.model", "m"))


@pytest.mark.server
@pytest.mark.model
def test_a_model_that_cites_rightly_is_believed(
    assistant: Assistant, policy_settings: Settings, server: tuple[str, Script]
) -> None:
    address, script = server
    answer = remote(assistant, policy_settings, address).ask(QUESTION)
    assert (answer.generator, answer.status) == ("remote", AnswerStatus.ANSWERED)
    assert answer.text == "到2025年，打造百家领军企业。[1]"
    assert "百家领军企业" in answer.citations[0].quote
    assert "不执行" in str(script.bodies[0]["messages"])


@pytest.mark.server
@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    ["到2025年，打造千家领军企业[1]。", "到2025年，打造百家领军企业[99]？春天来了。", "没有找到。", ""],
    ids=["a changed number", "an unknown number", "nothing found", "nothing said"],
)
def test_a_sentence_that_does_not_hold_is_struck(
    assistant: Assistant, policy_settings: Settings, server: tuple[str, Script], text: str
) -> None:
    address, script = server
    script.text = text
    answer = remote(assistant, policy_settings, address).ask(QUESTION)
    assert "千家" not in answer.text
    assert "春天" not in answer.text
    assert all(sentence.support is not Support.UNSUPPORTED for sentence in answer.sentences)
    assert answer.generator == "remote" or "原文摘录" in answer.notice


@pytest.mark.server
@pytest.mark.model
@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"status": 401}, {"cut": True}, {"malformed": True}], ids=str
)
def test_a_fault_gives_the_extractive_answer_and_says_so(
    assistant: Assistant, policy_settings: Settings, server: tuple[str, Script], fault: dict[str, object]
) -> None:
    address, script = server
    for name, value in fault.items():
        setattr(script, name, value)
    answer = remote(assistant, policy_settings, address).ask(QUESTION)
    assert (answer.generator, answer.status) == ("extractive", AnswerStatus.ANSWERED)
    assert "原文摘录" in answer.notice
    assert "百家领军企业" in answer.text


@pytest.mark.server
@pytest.mark.model
def test_a_struck_sentence_is_shown_where_that_is_set(
    assistant: Assistant, policy_settings: Settings, server: tuple[str, Script]
) -> None:
    address, script = server
    script.text = "到2025年，打造百家领军企业[1]。到2025年，打造千家领军企业[1]。"
    answer = remote(assistant, policy_settings.with_value("answer.struck", "true"), address).ask(QUESTION)
    assert [sentence.support for sentence in answer.sentences] == [Support.SUPPORTED, Support.UNSUPPORTED]
    assert "1000家" in (answer.sentences[1].reason or "")


class Slow:
    """A model that notes how much of its text was taken."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces, self.taken = pieces, 0

    def stream(self, chat: Sequence[Message]) -> Iterator[str]:
        assert chat
        for piece in self.pieces:
            self.taken += 1
            yield piece


@pytest.mark.model
def test_a_sentence_is_told_while_the_model_still_writes(assistant: Assistant) -> None:
    hits = assistant.ask(QUESTION).hits
    pieces = ["到2025年，打造百家领军", "企业。", "[", "1]", "到2027", "年，", "综合实力提升。", "[2]"]
    model = Slow(pieces)
    drafts = written_drafts(model, QUESTION, hits, assistant.settings.answer)
    first = next(drafts)
    assert first.text == "到2025年，打造百家领军企业。"
    assert first.sources
    assert model.taken < len(pieces)
    assert [draft.text for draft in drafts] == ["到2027年，综合实力提升。"]


@given(st.text("甲乙。[1]2\n！- 没有找到", max_size=60), st.integers(1, 7))
def test_the_way_the_text_is_cut_changes_nothing(text: str, size: int) -> None:
    whole = list(written_drafts(Slow([text]), "问", (), AnswerSettings()))
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert list(written_drafts(Slow(pieces), "问", (), AnswerSettings())) == whole


@pytest.mark.model
def test_a_local_model_is_run_and_its_nonsense_is_struck(policy_settings: Settings, tiny_model: Path) -> None:
    settings = policy_settings.with_value("answer.generator", "local").with_value(
        "answer.model", str(tiny_model)
    )
    answer = open_assistant(settings.with_value("answer.tokens", 24)).ask("中试能力怎么建设？")
    assert (answer.generator, answer.status) == ("extractive", AnswerStatus.ANSWERED)
    assert "原文摘录" in answer.notice


@pytest.mark.parametrize(
    ("generator", "model", "line"),
    [
        ("remote", "", "WENCE_ANSWER_BASE_URL"),
        ("local", "", "WENCE_ANSWER_MODEL"),
        ("local", "/nowhere", "加载不了"),
    ],
)
def test_a_generator_that_cannot_be_opened_is_told_in_one_line(
    policy_settings: Settings, generator: str, model: str, line: str
) -> None:
    settings = policy_settings.with_value("answer.generator", generator).with_value("answer.model", model)
    with pytest.raises(GeneratorFailure, match=line):
        open_assistant(settings)
