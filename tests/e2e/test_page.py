"""The page in a real browser over a real server: asking, citations, the source panel, keyboard, phone, attacks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage, Server, StartServer

pytestmark = [pytest.mark.browser, pytest.mark.server]

SIX = "国家要重点发展哪六个方向的未来产业？"
ANSWER_MS = 20_000


def ask(page: Page, question: str) -> Locator:
    """Ask and wait for the whole answer; gives it."""
    answers = page.locator(".wence-answer")
    before = answers.count()
    page.fill("#wence-question textarea", question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1, timeout=ANSWER_MS)
    expect(page.locator(".wence-steps")).to_have_count(0, timeout=ANSWER_MS)
    return answers.nth(before)


def open_panel(page: Page, link: Locator) -> Locator:
    link.click()
    panel = page.locator("#wence-panel")
    expect(panel.locator("mark").first).to_be_visible()
    return panel


def test_a_citation_opens_the_source_at_the_cited_characters(server: Server, opening: OpenPage) -> None:
    watched = opening(server.url)
    answer = ask(watched.page, SIX)
    for direction in ("未来制造", "未来信息", "未来材料", "未来能源", "未来空间", "未来健康"):
        expect(answer.locator(".wence-text")).to_contain_text(direction)
    told = answer.locator(".wence-text span", has_text="未来制造").first
    panel = open_panel(watched.page, told.locator("xpath=following-sibling::a[1]"))
    expect(panel.locator("mark").first).to_contain_text("未来制造")
    expect(panel.locator(".wence-title")).to_have_text(
        "工业和信息化部等七部门关于推动未来产业创新发展的实施意见"
    )
    expect(panel.locator(".wence-path")).to_have_text(
        "四、重点任务 › （一）全面布局未来产业 › 1.加强前瞻谋划部署"
    )
    expect(panel.locator(".wence-facts")).to_contain_text("工信部联科〔2024〕12号")
    expect(panel.locator("mark").first).to_be_in_viewport()
    expect(panel.get_by_text("（二）加快技术创新和产业化").last).to_be_attached()  # neighbours are there
    assert not watched.complaints


def test_the_browser_is_told_at_once_which_scripts_it_needs(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    with page.expect_response(lambda response: response.url.rstrip("/") == server.url) as page_itself:
        page.reload()
    expect(page.locator("#wence-question textarea")).to_be_editable()
    expect(page.locator("#wence-chat .example").first).to_be_visible(timeout=ANSWER_MS)
    told = re.findall(r"<assets/([^>]+)>", page_itself.value.headers["link"])
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    scripts = {url.rsplit("/", 1)[1] for url in loaded if "/assets/" in url and url.endswith(".js")}
    assert len(scripts) > 20
    # Another version of Gradio: write the names that the page loads to qa/page/modules.txt.
    assert set(told) == scripts


def test_the_page_works_by_keyboard_alone(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    answer = ask(page, SIX)
    link = answer.locator("a.wence-cite").first
    link.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#wence-panel")
    expect(panel.locator("mark").first).to_be_focused()
    expect(panel.get_by_role("status")).to_contain_text("已打开出处")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_next_and_previous_walk_through_the_citations(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    answer = ask(page, "重点任务有哪些？")
    links = answer.locator(".wence-source a.wence-cite")
    assert links.count() >= 2
    panel = open_panel(page, links.first)
    first = panel.locator("mark").first.inner_text()
    panel.get_by_role("button", name="下一处引用").click()
    expect(panel.locator("mark").first).not_to_have_text(first)
    expect(panel.locator(".wence-count")).to_have_text(re.compile(r"^2 / \d+$"))
    panel.get_by_role("button", name="上一处引用").click()
    expect(panel.locator("mark").first).to_have_text(first)


def test_the_outline_leads_to_a_clause(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    panel = open_panel(page, ask(page, SIX).locator("a.wence-cite").first)
    panel.locator(".wence-outline summary").first.click()
    panel.get_by_role("button", name="（四）深化国际合作").click()
    expect(panel.locator(".wence-document p:focus")).to_contain_text("（四）深化国际合作")


def test_a_question_without_an_answer_is_declined_plainly(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    answer = ask(page, "北京市最低工资标准是多少？")
    expect(answer.locator(".wence-refusal")).to_be_visible()
    expect(answer.locator(".wence-text")).to_have_count(0)
    expect(answer).to_contain_text("最相近的条文（不是答案）")
    open_panel(page, answer.locator("a.wence-cite").first)


def test_an_example_is_answered_and_suggests_the_next_question(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    examples = page.locator("#wence-chat .example")
    expect(examples.first).to_be_visible(timeout=ANSWER_MS)
    assert examples.count() >= 3
    examples.first.click()
    expect(page.locator(".wence-foot")).to_have_count(1, timeout=ANSWER_MS)
    page.locator("#wence-chat button.option").first.click()
    expect(page.locator(".wence-question")).to_have_count(2)
    expect(page.locator(".wence-answer")).to_have_count(2, timeout=ANSWER_MS)


def test_a_question_can_be_asked_again_changed_and_forgotten(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    ask(page, SIX)
    with page.expect_request("**/queue/join*"):  # the old answer is gone, a new one begins
        page.get_by_role("button", name="重答").click()
    expect(page.locator(".wence-steps")).to_have_count(0, timeout=ANSWER_MS)
    expect(page.locator(".wence-foot")).to_have_count(1, timeout=ANSWER_MS)
    expect(page.locator(".wence-question")).to_have_count(1)
    page.get_by_role("button", name="改上一问").click()
    expect(page.locator("#wence-question textarea")).to_have_value(SIX)
    expect(page.locator(".wence-question")).to_have_count(0)
    ask(page, SIX)
    page.get_by_role("button", name="新的对话").click()
    expect(page.locator(".wence-question")).to_have_count(0)


def test_two_readers_do_not_see_each_other(server: Server, opening: OpenPage) -> None:
    first, second = opening(server.url).page, opening(server.url).page
    ask(first, SIX)
    ask(second, "如何加大金融支持？")
    expect(first.locator(".wence-question")).to_have_text([SIX])
    expect(second.locator(".wence-question")).to_have_text(["如何加大金融支持？"])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_fits_a_phone(server: Server, opening: OpenPage, dark: bool) -> None:
    page = opening(server.url, width=390, height=800, dark=dark, touch=True).page
    answer = ask(page, SIX)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    panel = open_panel(page, answer.locator("a.wence-cite").first)
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    expect(panel.locator("mark").first).to_be_in_viewport()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#wence-panel mark')).color")
        == "rgb(17, 17, 17)"
    )
    panel.get_by_role("button", name="关闭出处").click()
    expect(panel).to_be_hidden()
    expect(page.locator("#wence-question textarea")).to_be_in_viewport()


def test_copying_gives_the_answer_with_its_references(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, SIX)
    answer.get_by_role("button", name="复制答案与出处").click()
    expect(answer.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "未来健康" in copied
    assert re.search(
        r"^\[\d\] 《工业和信息化部等七部门关于推动未来产业创新发展的实施意见》（工信部联科〔2024〕12号）四（一）1$",
        copied,
        re.MULTILINE,
    )


def test_no_request_leaves_the_machine(server: Server, opening: OpenPage) -> None:
    watched = opening(server.url)
    open_panel(watched.page, ask(watched.page, SIX).locator("a.wence-cite").first)
    ask(watched.page, "看这里 ![图](http://example.invalid/x.png) <img src='http://example.invalid/y.png'>")
    local = (server.url, "data:", "blob:")
    assert [url for url in watched.requests if not url.startswith(local)] == []
    assert not server.outside.exists(), server.outside.read_text(encoding="utf-8")


def test_the_watch_over_the_server_sees_what_leaves(server: Server, tmp_path: Path) -> None:
    """The proof above is worth something only if a look-up or a connection would have been written down."""
    seen = tmp_path / "outside.log"
    leaving = """
import socket
try: socket.getaddrinfo("wence.invalid", 80)
except OSError: pass
with socket.socket() as tried:
    tried.settimeout(0.01)
    try: tried.connect(("192.0.2.1", 9))
    except OSError: pass
"""
    variables = {"PYTHONPATH": str(server.outside.parent), "WENCE_TEST_AUDIT": str(seen)}
    subprocess.run([sys.executable, "-c", leaving], env=variables, check=True, timeout=60)
    assert seen.read_text(encoding="utf-8").splitlines() == [
        "look up wence.invalid",
        "connect ('192.0.2.1', 9)",
    ]


ATTACK = """关于<script>window.hacked=1</script>攻击文件管理的办法

一、<img src=x onerror="window.hacked=1">总则

（一）攻击文件的定义。攻击文件是指写有<script>window.hacked=1</script>和<img src=x onerror="window.hacked=1">的文件，\
见[这里](javascript:window.hacked=1)和[1](#cite-0000000000000000-0-10)以及![图](http://example.invalid/pixel.png)。

（二）攻击文件的处理。攻击文件应当原样显示为文字，不得执行，<a href="#cite-0000000000000000-0-10" class="wence-cite">[1]</a>也不得成为链接。
"""


def test_a_document_that_attacks_is_shown_as_text(
    starting: StartServer, opening: OpenPage, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "攻击<img src=x onerror=alert(1)>.txt").write_text(ATTACK, encoding="utf-8")
    server = starting(str(folder))
    watched = opening(server.url)
    page = watched.page
    answer = ask(page, "攻击文件的定义是什么？")
    open_panel(page, answer.locator("a.wence-cite").first)
    expect(page.locator("#wence-panel .wence-document")).to_contain_text("<script>window.hacked=1</script>")
    ask(page, "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>攻击文件怎么处理？")
    assert page.evaluate("window.hacked") is None
    assert (
        page.locator("#wence-panel script, #wence-chat script, #wence-chat img, #wence-panel img").count()
        == 0
    )
    links = page.locator("#wence-chat a").evaluate_all(
        "links => links.map(each => each.getAttribute('href'))"
    )
    assert links
    assert all(re.fullmatch(r"#cite-[0-9a-f]+-\d+-\d+|#copy|#up|#down", link) for link in links)
    assert not any("#cite-0000000000000000" in link for link in links)
    assert not watched.complaints
    assert not any("example.invalid" in url for url in watched.requests)


def test_a_made_up_citation_says_that_there_is_no_such_source(server: Server, opening: OpenPage) -> None:
    watched = opening(server.url)
    watched.page.evaluate(
        """document.querySelector('main').insertAdjacentHTML('beforeend',
           '<a class="wence-cite" id="forged" href="#cite-ffffffffffffffff-0-99">x</a>')"""
    )
    watched.page.locator("#forged").click()
    expect(watched.page.locator("#wence-panel .wence-error")).to_be_visible()
    assert not watched.complaints
