"""The tab of settings: what is chosen counts for the next answer and after a restart, and only for whom it may."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage, Server, StartServer
from tests.e2e.test_accessibility import serious

pytestmark = [pytest.mark.browser, pytest.mark.server]

SIX = "国家要重点发展哪六个方向的未来产业？"


def show_settings(page: Page) -> None:
    page.get_by_role("tab", name="设置").click()
    expect(page.locator("#wence-settings")).to_be_visible()


def set_passages(page: Page, count: int) -> None:
    box = page.get_by_role("spinbutton", name="采用段数")
    box.fill(str(count))
    box.blur()


def hits(server: Server) -> int:
    answer = httpx2.post(f"{server.url}/api/ask", json={"question": SIX}, timeout=60, trust_env=False)
    return len(answer.raise_for_status().json()["hits"])


def test_what_is_chosen_counts_at_once_and_after_a_restart(
    starting: StartServer, opening: OpenPage, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    server = starting(home=home)
    assert hits(server) == 10
    watched = opening(server.url)
    page = watched.page
    show_settings(page)
    expect(page.get_by_role("radio")).to_have_count(1)  # no language model was set up
    assert serious(page) == []
    set_passages(page, 3)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#wence-settings")).to_contain_text("已保存，从下一个问题起生效")
    assert hits(server) == 3
    server.kill()
    server = starting(home=home)
    assert hits(server) == 3
    page = opening(server.url).page
    show_settings(page)
    expect(page.get_by_role("spinbutton", name="采用段数")).to_have_value("3")
    page.get_by_role("button", name="恢复启动时的设置").click()
    expect(page.get_by_role("spinbutton", name="采用段数")).to_have_value("10")
    assert hits(server) == 10
    assert not watched.complaints


def test_only_the_password_opens_the_settings_to_an_administrator(
    starting: StartServer, opening: OpenPage
) -> None:
    server = starting("--settings", "admin", environment={"WENCE_SERVER_ADMIN_PASSWORD": "大门钥匙"})
    page = opening(server.url).page
    show_settings(page)
    password = page.get_by_label("管理密码")
    set_passages(page, 2)
    password.fill("wrong")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("管理密码不对").first).to_be_visible()
    assert hits(server) == 10
    password.fill("大门钥匙")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#wence-settings")).to_contain_text("已保存")
    expect(password).to_have_value("")
    assert hits(server) == 2


def test_settings_that_nobody_may_change_are_only_shown(starting: StartServer, opening: OpenPage) -> None:
    server = starting("--settings", "nobody", environment={"WENCE_ANSWER_PASSAGES": "4"})
    page = opening(server.url).page
    show_settings(page)
    box = page.get_by_role("spinbutton", name="采用段数")
    expect(box).to_have_value("4")
    expect(box).to_be_disabled()
    expect(page.get_by_role("button", name="保存")).to_have_count(0)
    expect(page.get_by_text("这里只能看")).to_be_visible()
