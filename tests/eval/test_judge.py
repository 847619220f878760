"""The optional judge, against a real HTTP server on loopback that speaks the chat protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from eval.judge import PROMPT, judge_answers
from eval.measures import score
from eval.schema import EvaluationError

if TYPE_CHECKING:
    from tests.eval.conftest import MakeAnswer, MakeQuestion

pytest.importorskip("openai")
pytestmark = pytest.mark.server
GOLD = "发展下一代操作系统，构筑安全可靠的数字底座。"


class Judge(BaseHTTPRequestHandler):
    """Replies with the next of `replies`, and keeps what it was asked."""

    replies: ClassVar[list[str]] = []
    asked: ClassVar[list[dict[str, object]]] = []

    def do_GET(self) -> None:
        self._send(
            {"object": "list", "data": [{"id": "judge-1", "object": "model", "created": 0, "owned_by": "t"}]}
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append(body)
        message = {"role": "assistant", "content": type(self).replies.pop(0)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self._send(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": body["model"],
                "choices": [choice],
            }
        )

    def _send(self, content: object) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def judge_url() -> Iterator[str]:
    Judge.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Judge) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()
        thread.join()


def test_ratings_are_averaged_and_the_unreadable_counted(
    judge_url: str, make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    answered = {"sentences": [(GOLD, [1])], "citations": [(GOLD, "")]}
    scored = [score(make_question(name, quotes=[GOLD]), make_answer(name, **answered)) for name in "abcd"]
    scored.append(score(make_question("refused"), make_answer("refused")))
    Judge.replies[:] = [
        '{"faithfulness": 5, "helpfulness": 4}',
        '思考：{"faithfulness": 9, "helpfulness": 9} 不对。{"faithfulness": 3, "helpfulness": 2}',
        "很好！",
        '{"faithfulness": 7, "helpfulness": 4}',
    ]
    content = judge_answers(scored, judge_url, "")
    assert content["model"] == "judge-1"
    assert content["prompt"] == PROMPT
    assert content["ratings"]["faithfulness"]["value"] == 4.0
    assert content["ratings"]["helpfulness"]["value"] == 3.0
    assert content["ratings"]["helpfulness"]["n"] == 2
    assert content["unreadable"] == ["c", "d"]
    assert len(Judge.asked) == 4
    assert GOLD in json.dumps(Judge.asked[0], ensure_ascii=False)


def test_a_server_that_is_not_there_is_one_line(make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    scored = [score(make_question("a", quotes=[GOLD]), make_answer("a", sentences=[(GOLD, [])]))]
    with pytest.raises(EvaluationError, match="没有应答"):
        judge_answers(scored, "http://127.0.0.1:9/v1", "")
