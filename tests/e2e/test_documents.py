"""Adding, choosing, reading and removing documents, through the page and through the API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import OpenPage, Server, StartServer, start_server
from tests.e2e.test_page import ANSWER_MS, ask, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.server]

NOTICE = """关于规范社区食堂补贴的通知

一、补贴对象

（一）社区食堂的补贴对象是年满六十五周岁的本地老年人，每人每餐补贴四元。

二、申请办法

（一）老年人持身份证到社区服务站申请社区食堂补贴，服务站在五个工作日内办结。
"""


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose documents are added and removed; every test leaves it as it was."""
    running = start_server(tmp_path_factory.mktemp("changing") / "home")
    yield running
    running.kill()


def payload(name: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=content)


def show_documents(page: Page) -> None:
    page.get_by_role("tab", name="文件").click()
    expect(page.locator(".wence-library")).to_be_visible()
    # A press before the list's script runs is heard by nobody.
    expect(page.locator("[data-heard] .wence-library")).to_be_visible()


def show_questions(page: Page) -> None:
    page.get_by_role("tab", name="提问").click()
    expect(page.locator("#wence-question textarea")).to_be_visible()


def upload(page: Page, *files: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="添加文件", exact=True).click()
    chooser.value.set_files(list(files))
    expect(page.locator(".wence-uploads")).to_contain_text("完成，可以提问了", timeout=60_000)


def test_an_uploaded_document_is_asked_chosen_read_and_removed(changing: Server, opening: OpenPage) -> None:
    watched = opening(changing.url)
    page = watched.page
    show_documents(page)
    upload(
        page,
        payload("社区食堂.txt", NOTICE.encode()),
        payload("坏的.pdf", b"%PDF-1.7 this is no document"),
        payload("空的.txt", b""),
    )
    uploads = page.locator(".wence-uploads li")
    expect(uploads.nth(0)).to_contain_text("已加入")
    expect(uploads.nth(1)).to_contain_text("没有加入：")
    expect(uploads.nth(2)).to_contain_text("没有加入：")
    entry = page.locator(".wence-entry", has_text="社区食堂")
    expect(entry).to_contain_text("关于规范社区食堂补贴的通知")
    expect(page.locator(".wence-banner")).to_contain_text("已打开 2 份文件")

    # It is asked …
    show_questions(page)
    answer = ask(page, "社区食堂的补贴对象是谁？")
    expect(answer.locator(".wence-text")).to_contain_text("年满六十五周岁")
    panel = open_panel(page, answer.locator("a.wence-cite").first)
    expect(panel.locator(".wence-title")).to_have_text("关于规范社区食堂补贴的通知")
    page.keyboard.press("Escape")

    # … not asked when its tick is taken away …
    show_documents(page)
    entry.get_by_role("checkbox").uncheck()
    expect(page.locator("#wence-documents")).to_contain_text("提问时查 1 份")
    show_questions(page)
    answer = ask(page, "社区食堂的补贴对象是谁？")
    assert "六十五" not in answer.inner_text()

    # … read with its outline and the record of cleaning …
    show_documents(page)
    page.locator(".wence-entry", has_text="未来产业").get_by_role("link").click()
    panel = page.locator("#wence-panel")
    expect(panel.locator(".wence-title")).to_contain_text("未来产业创新发展")
    expect(panel.get_by_text("清理记录")).to_be_visible()
    expect(panel.locator(".wence-outline").first).to_contain_text("目录")
    page.keyboard.press("Escape")

    # … and removed after a question.
    entry.get_by_role("button", name="移除").click()
    page.get_by_role("dialog").get_by_role("button", name="不移除").click()
    expect(entry).to_be_visible()
    entry.get_by_role("button", name="移除").click()
    page.get_by_role("dialog").get_by_role("button", name="移除", exact=True).click()
    expect(entry).to_have_count(0)
    expect(page.locator(".wence-banner")).to_contain_text("工信部联科〔2024〕12号")
    show_questions(page)
    expect(page.locator("#wence-question textarea")).to_be_visible(timeout=ANSWER_MS)
    assert not watched.complaints


def test_documents_over_the_api(changing: Server) -> None:
    with httpx2.Client(base_url=changing.url, timeout=60, trust_env=False) as client:
        before = client.get("/api/documents").json()["documents"]
        assert [each["number"] for each in before] == ["工信部联科〔2024〕12号"]
        files = [
            ("files", ("社区食堂.txt", NOTICE.encode())),
            ("files", ("坏的.pdf", b"%PDF-1.7 this is no document")),
        ]
        added = client.post("/api/documents", files=files)
        assert added.status_code == 201
        content = added.json()
        (kept,) = content["added"]
        assert (kept["source"], kept["outcome"]) == ("社区食堂.txt", "added")
        assert [each["source"] for each in content["failed"]] == ["坏的.pdf"]
        shown = client.get(f"/api/documents/{kept['id']}").json()
        assert shown["document"]["title"] == "关于规范社区食堂补贴的通知"
        assert all(shown["text"][each["start"] : each["end"]] for each in shown["clauses"])
        found = client.post("/api/search", json={"query": "社区食堂补贴对象", "k": 1}).json()["hits"]
        assert found[0]["document_id"] == kept["id"]
        assert client.delete(f"/api/documents/{kept['id']}").json() == {"removed": kept["id"]}
        assert client.get("/api/documents").json()["documents"] == before
        gone = client.delete(f"/api/documents/{kept['id']}")
        assert gone.status_code == 404
        assert kept["id"] in gone.json()["error"]["message"]
        nothing = client.post("/api/documents", files=[("files", ("../../etc/passwd", b"\x00\x01\x02"))])
        assert nothing.status_code == 422
        assert nothing.json()["failed"]
        assert client.post("/api/documents", json={}).status_code == 422
        assert client.get("/api/documents/..%2f..%2flibrary.sqlite3").status_code in {404, 200}


def test_a_path_outside_is_never_served(server: Server) -> None:
    with httpx2.Client(base_url=server.url, timeout=60, trust_env=False) as client:
        database = server.home / "library.sqlite3"
        for path in (
            f"/gradio_api/file={database}",
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/file=../../etc/passwd",
            f"/gradio_api/file={Path.cwd() / 'app.py'}",
        ):
            answer = client.get(path)
            assert answer.status_code in {403, 404}, path
            assert "root:" not in answer.text
        made_up = {"data": ["x", 0], "component_id": 1, "fn_name": "__init__", "session_hash": "x"}
        assert client.post("/gradio_api/component_server", json=made_up).status_code >= 400


@pytest.mark.data
def test_the_five_seeds_are_taken_up(starting: StartServer, shared_data: Path) -> None:
    server = starting(str(shared_data / "seeds"))
    listed = json.loads(server.get("/api/documents"))["documents"]
    assert len(listed) == 5
    assert all(each["title"] and each["passages"] for each in listed)
