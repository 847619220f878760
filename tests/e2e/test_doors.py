"""The doors for other programs, through the programs that use them: HTTP, the official openai client."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest

from tests.e2e.conftest import ROOT, Server, StartServer

pytestmark = pytest.mark.server

SIX = "国家要重点发展哪六个方向的未来产业？"


@pytest.fixture
def client(server: Server) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server.url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
def chat(server: Server) -> Iterator[openai.OpenAI]:
    http = httpx2.Client(trust_env=False)
    with openai.OpenAI(
        base_url=f"{server.url}/v1", api_key="unused", http_client=http, max_retries=0
    ) as chat:
        yield chat


def test_ask_gives_the_contract_object(client: httpx2.Client) -> None:
    answer = client.post("/api/ask", json={"question": SIX, "history": []}).raise_for_status().json()
    assert answer["question"] == SIX
    assert answer["status"] == "answered"
    assert "[1]" in answer["answer"]
    assert answer["sentences"][0].keys() >= {"text", "citations", "support", "reason"}
    cited = next(each for each in answer["citations"] if each["clause"] == "四（一）1")
    assert "未来健康" in cited["quote"]
    text = client.get(f"/api/documents/{cited['document_id']}").raise_for_status().json()["text"]
    assert all(text[each["start"] : each["end"]] == each["quote"] for each in answer["citations"])
    assert answer["timings"].keys() >= {"retrieve_ms", "answer_ms", "total_ms"}


def test_a_question_may_lean_on_earlier_ones(client: httpx2.Client) -> None:
    asked = {"question": "那2027年呢？", "history": ["到2025年要达到什么目标？"]}
    answer = client.post("/api/ask", json=asked).raise_for_status().json()
    assert "2027" in answer["standalone_question"]
    told = {"question": "那2027年呢？", "history": [{"question": "到2025年要达到什么目标？", "answer": "…"}]}
    assert client.post("/api/ask", json=told).json()["standalone_question"] == answer["standalone_question"]


def test_a_refusal_is_a_status(client: httpx2.Client) -> None:
    answer = (
        client.post("/api/ask", json={"question": "北京市最低工资标准是多少？"}).raise_for_status().json()
    )
    assert answer["status"] == "no_evidence"
    assert answer["citations"] == []


def test_search_gives_hits_in_order(client: httpx2.Client) -> None:
    found = client.post("/api/search", json={"query": "脑机接口", "k": 3}).raise_for_status().json()
    assert found["query"] == "脑机接口"
    assert len(found["hits"]) == 3
    assert "脑机接口" in found["hits"][0]["text"]
    assert found["hits"][0].keys() >= {"document_id", "source", "clause", "start", "end", "text", "score"}
    scores = [each["score"] for each in found["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("path", "body", "status", "told"),
    [
        ("/api/ask", {}, 422, "question 缺少"),
        ("/api/ask", {"question": ""}, 422, "question 不能为空"),
        ("/api/ask", {"question": "   "}, 400, "问题是空的"),
        ("/api/ask", {"question": "长" * 2001}, 422, "question 太长"),
        ("/api/ask", {"question": "问", "histroy": []}, 422, "不认识这个字段"),
        ("/api/search", {"query": "问", "k": 0}, 422, "k 太小"),
        ("/api/search", {"query": "问", "k": "很多"}, 422, "k 格式不对"),
        ("/v1/chat/completions", {"messages": []}, 422, "messages"),
        ("/v1/chat/completions", {"messages": [{"role": "system", "content": "x"}]}, 400, "最后一条消息"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_told_what_is_wrong(
    client: httpx2.Client, path: str, body: dict[str, Any], status: int, told: str
) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert told in answer.json()["error"]["message"]


def test_broken_and_oversized_bodies_are_refused(client: httpx2.Client) -> None:
    headers = {"content-type": "application/json"}
    broken = client.post("/api/ask", content=b'{"question": ', headers=headers)
    assert broken.status_code == 422
    assert "不是合法的 JSON" in broken.json()["error"]["message"]
    large = b'{"question": "' + b"x" * (2 << 20) + b'"}'
    assert client.post("/api/ask", content=large, headers=headers).status_code == 413
    undeclared = client.post("/api/ask", content=iter([large[: 1 << 20], large[1 << 20 :]]), headers=headers)
    assert undeclared.status_code == 413
    assert "太大" in undeclared.json()["error"]["message"]


def test_a_foreign_host_name_is_refused(client: httpx2.Client) -> None:
    answer = client.get("/api/documents", headers={"host": "attacker.example"})
    assert answer.status_code == 421
    assert client.get("/api/documents", headers={"host": "localhost:7860"}).status_code == 200


def test_health_readiness_metrics_and_description(client: httpx2.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["ready"] is True
    assert ready["documents"] == 1
    client.post("/api/ask", json={"question": SIX})
    client.post("/api/ask", json={"question": "北京市最低工资标准是多少？"})
    metrics = client.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert 'wence_answers_total{status="answered"}' in metrics.text
    assert 'wence_answers_total{status="no_evidence"}' in metrics.text
    assert f"wence_passages {float(ready['passages'])}" in metrics.text
    paths = client.get("/openapi.json").json()["paths"]
    assert paths.keys() >= {
        "/api/ask",
        "/api/search",
        "/v1/chat/completions",
        "/v1/models",
        "/readyz",
        "/metrics",
    }


def test_the_openai_client_talks_to_the_documents(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["wence"]
    done = chat.chat.completions.create(model="wence", messages=[{"role": "user", "content": SIX}])
    text = done.choices[0].message.content or ""
    assert "未来健康" in text
    assert "[1]" in text
    assert re.search(
        r"出处：\n(.*\n)*\[\d\] 《工业和信息化部等七部门关于推动未来产业创新发展的实施意见》（工信部联科〔2024〕12号）四（一）1",
        text,
    )
    extra = (done.model_extra or {})["wence"]
    assert extra["status"] == "answered"
    assert "四（一）1" in [each["clause"] for each in extra["citations"]]


def test_a_stream_says_the_same_as_the_whole(chat: openai.OpenAI) -> None:
    asked: Any = [
        {"role": "system", "content": "你是助手"},
        {"role": "user", "content": "到2025年要达到什么目标？"},
        {"role": "assistant", "content": "……"},
        {"role": "user", "content": [{"type": "text", "text": "那2027年呢？"}]},
    ]
    whole = chat.chat.completions.create(model="wence", messages=asked).choices[0].message.content
    chunks = list(chat.chat.completions.create(model="wence", messages=asked, stream=True))
    assert "".join(each.choices[0].delta.content or "" for each in chunks) == whole
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert (chunks[-1].model_extra or {})["wence"]["question"] == "那2027年呢？"


def test_an_unknown_model_is_not_there(chat: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="可用的是 wence"):
        chat.models.retrieve("gpt-4")


def run_app(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", "--home", str(home), *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_open_host_without_password_and_token_is_refused(tmp_path: Path) -> None:
    refused = run_app("--host", "0.0.0.0", "--port", "0", home=tmp_path)
    assert refused.returncode == 1
    assert "WENCE_SERVER_PASSWORD" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_port_in_use_is_told_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run_app("--port", str(port), home=tmp_path)
    assert refused.returncode == 1
    assert f"端口 {port} 已被占用" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_an_open_host_asks_for_token_and_password(starting: StartServer) -> None:
    secrets = {"WENCE_SERVER_PASSWORD": "page-secret", "WENCE_SERVER_TOKEN": "api-secret"}
    server = starting("--host", "0.0.0.0", environment=secrets)
    with httpx2.Client(base_url=server.url, timeout=60, trust_env=False) as client:
        assert client.get("/healthz").status_code == 200
        for path in ("/api/documents", "/metrics", "/v1/models", "/openapi.json"):
            assert client.get(path).status_code == 401
            assert client.get(path, headers={"authorization": "Bearer wrong"}).status_code == 401
            assert client.get(path, headers={"authorization": "Bearer api-secret"}).status_code == 200
        # The page: nothing of its state is given before the password.
        assert client.get("/config").status_code == 401
        wrong = client.post("/login", data={"username": "wence", "password": "wrong"})
        assert wrong.status_code == 400
        client.post("/login", data={"username": "wence", "password": "page-secret"}).raise_for_status()
        assert client.get("/config").status_code == 200


def test_a_stopped_server_ends_in_order_and_has_logged_no_question(starting: StartServer) -> None:
    server = starting()
    httpx2.post(f"{server.url}/api/ask?token=secret", json={"question": SIX}, timeout=60, trust_env=False)
    assert server.stop() == 0
    lines = [json.loads(line) for line in server.log if line.startswith("{")]
    (asked,) = [line for line in lines if line["path"] == "/api/ask"]
    assert (asked["method"], asked["status"]) == ("POST", 200)
    assert asked["ms"] > 0
    assert asked["bytes"] > 100
    assert not any(word in "".join(server.log) for word in ("未来产业？", "secret"))


def test_whoever_asks_too_often_is_told_when_to_come_back(starting: StartServer) -> None:
    server = starting(environment={"WENCE_SERVER_QUESTIONS_PER_MINUTE": "3"})
    with httpx2.Client(base_url=server.url, timeout=60, trust_env=False) as client:
        answers = [client.post("/api/search", json={"query": "脑机接口"}) for _ in range(4)]
        assert [each.status_code for each in answers] == [200, 200, 200, 429]
        assert 1 <= int(answers[3].headers["retry-after"]) <= 20
        assert re.fullmatch(r"提问太频繁；请 \d+ 秒后再试。", answers[3].json()["error"]["message"])
        # A proxy on this machine says whom it asks for.
        forwarded = {"x-forwarded-for": "203.0.113.9"}
        assert client.post("/api/search", json={"query": "脑机接口"}, headers=forwarded).status_code == 200
        assert client.get("/readyz").status_code == 200
        http = httpx2.Client(trust_env=False)
        with (
            openai.OpenAI(base_url=f"{server.url}/v1", api_key="x", http_client=http, max_retries=0) as chat,
            pytest.raises(openai.RateLimitError, match="提问太频繁"),
        ):
            chat.chat.completions.create(model="wence", messages=[{"role": "user", "content": SIX}])
