"""From a citation to its original: the card over the number, the file as it was added, a PDF at its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.corpus.make import as_html, as_pdf
from tests.e2e.conftest import OpenPage, Server, StartServer, start_server
from tests.e2e.test_page import SIX, ask, open_panel

LINES = (
    "关于规范社区食堂补贴的通知",
    "一、总体要求",
    *(f"（{each}）社区食堂应当按照规定做好第{each}方面的日常管理，落实各项要求，保障用餐安全。" for each in "一二三四五六七八九"),
    "二、补贴对象",
    "（一）社区食堂的补贴对象是年满六十五周岁的本地老年人，每人每餐补贴四元。",
)  # fmt: skip
ATTACK = (
    "关于规范露天市场<script>window.hacked=1</script>经营的通知",
    "一、<img src=x onerror=window.hacked=1>经营时间",
    "（一）露天市场的经营时间是每日六时至二十时，由所在街道公告。",
)
TABLE = """# 关于发放老年人助浴补贴的通知

补贴标准见下表，由所在街道按月发放。

| 对象 | 每月补贴 | 发放形式 |
| --- | --- | --- |
| 独居老年人 | 120元 | 服务券 |
| 失能<b>老年人</b> | 260元 | 现金 |
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    (folder / "食堂 通知.pdf").write_bytes(as_pdf(LINES))
    page = as_html(ATTACK).replace(b"</body>", b"<script>window.hacked=1</script></body>")
    (folder / "市场.html").write_bytes(page)
    (folder / "助浴.md").write_text(TABLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("kept") / "home", str(files))
    yield running
    running.kill()


def client(server: Server) -> httpx2.Client:
    return httpx2.Client(base_url=server.url, timeout=60, trust_env=False)


def original_link(page: Page, question: str) -> str:
    panel = open_panel(page, ask(page, question).locator("a.wence-cite").first)
    link = panel.locator("a.wence-original")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    return urljoin(page.url, str(link.get_attribute("href")))


@pytest.mark.browser
@pytest.mark.server
def test_a_pdf_opens_at_the_cited_page(kept: Server, opening: OpenPage, files: Path) -> None:
    watched = opening(kept.url)
    page = watched.page
    href = original_link(page, "社区食堂的补贴对象是谁？")
    assert href.endswith("#page=2")
    expect(page.locator("a.wence-original")).to_have_text("打开原件（第 2 页）")
    with client(kept) as http:
        served = http.get(href)
        assert served.content == (files / "食堂 通知.pdf").read_bytes()
        assert served.headers["content-type"] == "application/pdf"
        assert served.headers["x-content-type-options"] == "nosniff"
        assert served.headers["content-disposition"].startswith("inline; filename*=UTF-8''%E9%A3%9F")
        assert served.headers["content-security-policy"].startswith("sandbox;")
        part = http.get(href, headers={"range": "bytes=0-7"})
        assert (part.status_code, part.content) == (206, served.content[:8])
        refused = http.get(href.replace("seal=", "seal=0"))
        assert refused.status_code == 403
        assert "过期" in refused.json()["error"]["message"]
    with page.context.expect_page() as opened:
        page.locator("a.wence-original").click()
    assert opened.value.evaluate("window.opener") is None
    assert not watched.complaints


@pytest.mark.browser
@pytest.mark.server
def test_a_page_of_html_is_saved_and_never_shown(kept: Server, opening: OpenPage, files: Path) -> None:
    watched = opening(kept.url)
    page = watched.page
    href = original_link(page, "露天市场的经营时间是什么？")
    with page.expect_download() as download:
        page.locator("a.wence-original").click()
    assert Path(download.value.path()).read_bytes() == (files / "市场.html").read_bytes()
    with client(kept) as http:
        served = http.get(href)
    assert served.headers["content-type"] == "application/octet-stream"
    assert served.headers["content-disposition"].startswith("attachment;")
    assert served.headers["content-security-policy"].startswith("sandbox;")
    assert page.evaluate("window.hacked") is None


@pytest.mark.server
def test_originals_ask_for_a_seal_or_the_token(starting: StartServer) -> None:
    server = starting(environment={"WENCE_SERVER_TOKEN": "api-secret"})
    bearer = {"authorization": "Bearer api-secret"}
    with client(server) as http:
        (document,) = http.get("/api/documents", headers=bearer).json()["documents"]
        place = f"/api/documents/{document['id']}/original"
        assert http.get(place).status_code == 401
        served = http.get(place, headers=bearer)
        assert served.status_code == 200
        assert "未来产业" in served.text
        for made_up in ("", "?until=99999999999&seal=00", "?until=x", "?seal=%00", "?until=9e9&seal=é"):
            assert http.get(f"/originals/{document['id']}{made_up}").status_code in {403, 422}
        assert http.get("/originals/..%2flibrary.sqlite3").status_code in {403, 404}
        assert http.get("/api/documents/0000/original", headers=bearer).status_code == 404


@pytest.mark.browser
@pytest.mark.server
def test_a_card_tells_of_a_citation_by_pointer_and_by_keyboard(server: Server, opening: OpenPage) -> None:
    watched = opening(server.url)
    page = watched.page
    link = ask(page, SIX).locator(".wence-text a.wence-cite").first
    card = page.get_by_role("tooltip")
    link.hover()
    expect(card).to_be_visible()
    expect(card.locator(".wence-card-title")).to_have_text(
        "《工业和信息化部等七部门关于推动未来产业创新发展的实施意见》"
    )
    expect(card.locator(".wence-card-place")).to_have_text(
        "四、重点任务 › （一）全面布局未来产业 › 1.加强前瞻谋划部署"
    )
    expect(card.locator(".wence-card-quote")).to_contain_text("重点推进未来制造")
    card.hover()  # what is on it can be read
    expect(card).to_be_visible()
    page.mouse.move(5, 700)
    expect(card).to_be_hidden()
    page.keyboard.press("Tab")
    link.focus()
    expect(card).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "wence-card")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    assert link.get_attribute("title")
    link.press("Enter")
    expect(page.locator("#wence-panel mark").first).to_be_visible()
    expect(card).to_be_hidden()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(card).to_be_hidden()  # the focus was given back; nobody came for the card
    assert not watched.complaints


@pytest.mark.browser
@pytest.mark.server
def test_a_card_shows_markup_as_text(kept: Server, opening: OpenPage) -> None:
    watched = opening(kept.url)
    page = watched.page
    ask(page, "露天市场的经营时间是什么？").locator(".wence-text a.wence-cite").first.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert card.locator("img, script").count() == 0
    assert page.evaluate("window.hacked") is None
    assert not watched.complaints


@pytest.mark.browser
@pytest.mark.server
def test_a_cited_row_is_shown_in_its_table(kept: Server, opening: OpenPage) -> None:
    page = opening(kept.url).page
    answer = ask(page, "独居老年人的助浴补贴每月多少？")
    expect(answer.locator(".wence-text")).to_contain_text("独居老年人，每月补贴：120元；发放形式：服务券。")
    panel = open_panel(page, answer.locator("a.wence-cite").first)
    expect(panel.locator(".wence-table mark")).to_have_text(["独居老年人", "120元", "服务券"])
    expect(panel.locator(".wence-table th")).to_have_text(["对象", "每月补贴", "发放形式"])
    expect(panel.locator(".wence-table tr").last.locator("td").first).to_have_text("失能老年人")
