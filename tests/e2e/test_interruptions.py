"""What happens in the middle of an answer: the reader stops it, or the server goes away and comes back."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Error, expect

from qa.conversations import Conversations
from tests.e2e.conftest import OpenPage, StartServer
from tests.e2e.test_history import show_history
from tests.e2e.test_page import ANSWER_MS, SIX, ask

pytestmark = [pytest.mark.browser, pytest.mark.server]

QUESTION = "到2025年要打造多少家领军企业？"
RESTARTED_MS = 60_000


class SlowModel:
    """An OpenAI-compatible server that says the first half of its answer, and the rest when it may."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.asked = threading.Event()
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                try:
                    self._say("到2025年，")
                    model.asked.set()
                    model.may_go_on.wait(120)
                    self._say("打造百家领军企业[1]。")
                    self._send({"delta": {}, "finish_reason": "stop"})
                    self.wfile.write(b"data: [DONE]\n\n")
                except BrokenPipeError:
                    return  # nobody listens any more

            def _say(self, text: str) -> None:
                self._send({"delta": {"content": text}, "finish_reason": None})

            def _send(self, choice: dict[str, object]) -> None:
                chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
                line = json.dumps({**chunk, "choices": [{"index": 0, **choice}]})
                self.wfile.write(f"data: {line}\n\n".encode())
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                del format, args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self) -> None:
        self.may_go_on.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def model() -> Iterator[SlowModel]:
    running = SlowModel()
    yield running
    running.close()


def test_an_answer_is_stopped_in_the_middle(
    starting: StartServer, opening: OpenPage, model: SlowModel
) -> None:
    chosen = {
        "WENCE_ANSWER_GENERATOR": "remote",
        "WENCE_ANSWER_BASE_URL": model.address,
        "WENCE_ANSWER_MODEL": "m",
    }
    server = starting(environment=chosen)
    watched = opening(server.url)
    page = watched.page
    expect(page.locator("#wence-chat .example").first).to_be_attached(timeout=ANSWER_MS)
    model.may_go_on.clear()
    model.asked.clear()
    page.fill("#wence-question textarea", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".wence-steps")).to_be_visible(timeout=ANSWER_MS)
    assert model.asked.wait(60)
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".wence-answer")).to_contain_text("已停止", timeout=ANSWER_MS)
    expect(page.locator(".wence-steps")).to_have_count(0)
    expect(page.get_by_role("button", name="停止")).to_be_hidden()
    model.may_go_on.set()
    # What was stopped stays stopped, and the next question is answered below it.
    answer = ask(page, QUESTION)
    expect(answer.locator(".wence-text")).to_contain_text("打造百家领军企业")
    expect(page.locator(".wence-question")).to_have_text([QUESTION, QUESTION])
    expect(page.locator(".wence-answer").first).to_contain_text("已停止")
    with page.expect_request("**/queue/join*"):  # the old answer is gone, a new one begins
        page.get_by_role("button", name="重答").click()
    expect(page.locator(".wence-steps")).to_have_count(0, timeout=ANSWER_MS)
    expect(page.locator(".wence-foot")).to_have_count(1, timeout=ANSWER_MS)
    # What was stopped is not kept; what was answered is, and stays when the conversation goes on.
    page.get_by_role("button", name="没答好").click()
    page.get_by_role("dialog").get_by_role("button", name="提交").click()
    expect(page.locator(".wence-answer").last).to_contain_text("已记下，谢谢")
    show_history(page)
    page.locator("#wence-history .wence-opens").click()
    expect(page.locator(".wence-question")).to_have_text([QUESTION])
    ask(page, SIX)
    show_history(page)
    expect(page.locator("#wence-history .wence-entry")).to_contain_text("2 问")
    (said,) = Conversations(server.home).feedback()
    assert (said.question, said.record["status"]) == (QUESTION, "answered")
    assert not watched.complaints


def test_a_server_that_comes_back_goes_on_with_the_open_page(
    starting: StartServer, opening: OpenPage
) -> None:
    first = starting()
    port = re.findall(r":(\d+)$", first.url)[0]
    page = opening(first.url).page
    ask(page, SIX)
    first.kill()
    page.fill("#wence-question textarea", QUESTION)
    page.keyboard.press("Enter")  # into the void
    second = starting("--port", port)
    assert second.url == first.url
    # Whether the page found its way back by itself or was loaded anew, nothing that was answered is lost.
    with contextlib.suppress(Error):  # the page reloads by itself in that very moment
        page.goto(second.url)
    expect(page.locator("#wence-question textarea")).to_be_visible(timeout=RESTARTED_MS)
    expect(ask(page, QUESTION).locator(".wence-text")).to_contain_text("百家领军企业")
    show_history(page)
    titles = page.locator("#wence-history .wence-opens")
    expect(titles).to_have_text([QUESTION, SIX])
    titles.last.click()
    expect(page.locator(".wence-question")).to_have_text([SIX])
