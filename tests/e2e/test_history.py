"""Conversations are kept for the browser that had them, across reloads, restarts and power cuts."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from qa.conversations import Conversations
from tests.e2e.conftest import OpenPage, Server, StartServer
from tests.e2e.test_page import SIX, ask, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.server]

FINANCE = "如何加大金融支持？"


def show_history(page: Page) -> None:
    page.get_by_role("tab", name="历史").click()


def test_a_conversation_is_listed_renamed_exported_and_deleted(
    server: Server, opening: OpenPage, tmp_path: Path
) -> None:
    watched = opening(server.url)
    page = watched.page
    show_history(page)
    expect(page.locator("#wence-history")).to_contain_text("还没有对话")
    page.get_by_role("tab", name="提问").click()
    ask(page, FINANCE)
    show_history(page)
    entry = page.locator("#wence-history .wence-entry")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("1 问")
    entry.get_by_role("button", name="改名").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("<b>金融</b>")
    page.keyboard.press("Enter")
    expect(entry.locator(".wence-opens")).to_have_text("<b>金融</b>")
    with page.expect_download() as download:
        entry.get_by_role("button", name="存为 Markdown").click()
    download.value.save_as(tmp_path / "talk.md")
    written = (tmp_path / "talk.md").read_text(encoding="utf-8")
    assert "科技产业金融一体化" in written
    assert "[^1-1]: 《工业和信息化部等七部门关于推动未来产业创新发展的实施意见》" in written
    with page.expect_download() as download:
        entry.get_by_role("button", name="存为 Word").click()
    download.value.save_as(tmp_path / "talk.docx")
    paragraphs = [each.text for each in docx.Document(str(tmp_path / "talk.docx")).paragraphs]
    assert any("科技产业金融一体化" in text for text in paragraphs)
    entry.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除", exact=True).click()
    expect(page.locator("#wence-history")).to_contain_text("还没有对话")
    assert not watched.complaints


def test_another_browser_sees_no_conversation_of_this_one(server: Server, opening: OpenPage) -> None:
    ask(opening(server.url).page, FINANCE)
    other = opening(server.url).page
    show_history(other)
    expect(other.locator("#wence-history")).to_contain_text("还没有对话")


def test_a_conversation_goes_on_after_a_power_cut(
    starting: StartServer, opening: OpenPage, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    first = starting(home=home)
    page = opening(first.url).page
    ask(page, SIX)
    first.kill()
    second = starting(home=home)
    page.goto(second.url)  # the same browser; cookies know no port
    expect(page.locator("#wence-question textarea")).to_be_visible()
    show_history(page)
    page.locator("#wence-history .wence-opens").click()
    expect(page.locator(".wence-question")).to_have_text([SIX])
    panel = open_panel(page, page.locator(".wence-answer a.wence-cite").first)
    expect(panel.locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    ask(page, FINANCE)
    show_history(page)
    expect(page.locator("#wence-history .wence-entry")).to_have_count(1)
    expect(page.locator("#wence-history")).to_contain_text("2 问")


def test_what_a_reader_says_of_an_answer_is_kept_with_it(server: Server, opening: OpenPage) -> None:
    watched = opening(server.url)
    page = watched.page
    answer = ask(page, FINANCE)
    answer.get_by_role("button", name="没答好").click()
    page.get_by_role("dialog").get_by_label("引错了条款").check()
    page.get_by_role("dialog").get_by_label("想补充的话").fill("<script>第三条</script>")
    page.get_by_role("dialog").get_by_role("button", name="提交").click()
    expect(answer).to_contain_text("已记下，谢谢")
    answer = ask(page, SIX)
    answer.get_by_role("button", name="有用").click()
    expect(answer).to_contain_text("已记下，谢谢")
    said = Conversations(server.home).feedback()
    assert [(each.question, each.verdict, each.reason) for each in said] == [
        (FINANCE, "down", "引错了条款：<script>第三条</script>"),
        (SIX, "up", ""),
    ]
    assert said[0].record["citations"]
    assert said[0].versions.keys() >= {"encoder", "generator", "documents"}
    assert not watched.complaints


def test_a_closed_dialog_gives_the_focus_back_but_takes_it_from_nobody(
    server: Server, opening: OpenPage
) -> None:
    page = opening(server.url).page
    bad = ask(page, FINANCE).get_by_role("button", name="没答好")
    bad.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(bad).to_be_focused()
    bad.click()
    # The next question is begun before the browser has said that the dialog is closed.
    page.evaluate("""() => {
        document.querySelector('dialog').close();
        document.querySelector('#wence-question textarea').focus();
    }""")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#wence-question textarea")).to_be_focused()
