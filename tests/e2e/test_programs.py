"""The programs people have at hand: `curl` and `gradio_client`, against the running server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Server, StartServer

pytestmark = pytest.mark.server

SIX = "国家要重点发展哪六个方向的未来产业？"
NOTICE = (
    "关于规范社区食堂补贴的通知\n\n一、补贴对象\n\n（一）社区食堂的补贴对象是年满六十五周岁的本地老年人。\n"
)


@pytest.fixture(scope="module")
def curl() -> str:
    path = shutil.which("curl")
    if path is None:
        pytest.skip("curl is not installed")
    return path


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl_asks_and_searches(curl: str, server: Server) -> None:
    as_json = ("-sS", "--fail-with-body", "--noproxy", "*", "-H", "Content-Type: application/json")
    answer = json.loads(output(curl, *as_json, f"{server.url}/api/ask", "-d", json.dumps({"question": SIX})))
    assert answer["status"] == "answered"
    assert "四（一）1" in [each["clause"] for each in answer["citations"]]
    found = json.loads(
        output(curl, *as_json, f"{server.url}/api/search", "-d", '{"query": "脑机接口", "k": 2}')
    )
    assert len(found["hits"]) == 2


def test_curl_reads_a_stream(curl: str, server: Server) -> None:
    asked = {"model": "wence", "stream": True, "messages": [{"role": "user", "content": SIX}]}
    place = f"{server.url}/v1/chat/completions"
    told = output(
        curl, "-sSN", "--noproxy", "*", "-H", "Content-Type: application/json", place, "-d", json.dumps(asked)
    )
    lines = [line.removeprefix("data: ") for line in told.split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    text = "".join(each["choices"][0]["delta"].get("content", "") for each in chunks)
    assert "未来健康" in text
    assert "出处：" in text


def test_curl_adds_lists_fetches_and_removes_a_document(
    curl: str, starting: StartServer, tmp_path: Path
) -> None:
    server = starting()
    (tmp_path / "食堂.txt").write_text(NOTICE, encoding="utf-8")
    quiet = (curl, "-sS", "--noproxy", "*")
    added = json.loads(output(*quiet, "-F", f"files=@{tmp_path / '食堂.txt'}", f"{server.url}/api/documents"))
    identity = added["added"][0]["id"]
    listed = json.loads(output(*quiet, f"{server.url}/api/documents"))["documents"]
    assert "关于规范社区食堂补贴的通知" in [each["title"] for each in listed]
    assert output(*quiet, f"{server.url}/api/documents/{identity}/original") == NOTICE
    removed = json.loads(output(*quiet, "-X", "DELETE", f"{server.url}/api/documents/{identity}"))
    assert removed == {"removed": identity}


CLIENT = """
import json, sys
from gradio_client import Client
url, auth, *questions = sys.argv[1:]
client = Client(url, auth=tuple(auth.split(":")) if auth else None, verbose=False, analytics_enabled=False,
                download_files=False, httpx_kwargs={"trust_env": False, "timeout": 60})
try:
    answer = client.predict(questions[-1], questions[:-1], api_name="/ask")
except Exception as error:
    print(json.dumps({"failed": str(error)}))
else:
    print(json.dumps({"endpoints": list(client.view_api(return_format="dict")["named_endpoints"]), "answer": answer}))
client.close()
"""


def gradio_client(server: Server, *questions: str, auth: str = "") -> dict[str, Any]:
    """In a process of its own: the client leaves threads behind."""
    told = output(sys.executable, "-c", CLIENT, server.url, auth, *questions)
    content = json.loads(told.splitlines()[-1])
    assert isinstance(content, dict)
    return content


def test_the_gradio_client_asks_and_sees_one_endpoint(server: Server) -> None:
    told = gradio_client(server, SIX)
    assert told["endpoints"] == ["/ask"]
    assert told["answer"]["status"] == "answered"
    assert "四（一）1" in [each["clause"] for each in told["answer"]["citations"]]
    followed = gradio_client(server, "到2025年要达到什么目标？", "那2027年呢？")
    assert "2027" in followed["answer"]["standalone_question"]


def test_the_gradio_client_is_told_what_is_wrong(server: Server) -> None:
    assert "问题是空的" in gradio_client(server, "  ")["failed"]
    assert "2000" in gradio_client(server, "长" * 2001)["failed"]


def test_the_gradio_client_logs_in(starting: StartServer) -> None:
    server = starting(environment={"WENCE_SERVER_PASSWORD": "page-secret"})
    assert gradio_client(server, SIX, auth="wence:page-secret")["answer"]["status"] == "answered"
    refused = subprocess.run(
        [sys.executable, "-c", CLIENT, server.url, "", SIX],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert refused.returncode != 0
    assert "未来健康" not in refused.stdout
