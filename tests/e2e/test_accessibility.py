"""axe-core finds no serious fault on any state of the page, in light and in dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage, Server
from tests.e2e.test_page import SIX, ask, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.server]


def serious(page: Page) -> list[str]:
    """The faults that axe-core calls serious or critical, each with the elements it is about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {[node['html'][:160] for node in each['nodes']][:3]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_state_has_a_serious_fault(server: Server, opening: OpenPage, dark: bool) -> None:
    page = opening(server.url, dark=dark).page
    expect(page.locator("#wence-chat .example").first).to_be_visible(timeout=30_000)
    faults = {"empty": serious(page)}
    answer = ask(page, SIX)
    faults["answer"] = serious(page)
    open_panel(page, answer.locator("a.wence-cite").first)
    faults["source"] = serious(page)
    page.keyboard.press("Escape")
    answer.get_by_role("button", name="没答好").click()
    faults["dialog"] = serious(page)
    page.keyboard.press("Escape")
    ask(page, "北京市最低工资标准是多少？")
    faults["refusal"] = serious(page)
    page.get_by_role("tab", name="文件").click()
    expect(page.locator(".wence-library").first).to_be_visible()
    faults["documents"] = serious(page)
    page.get_by_role("tab", name="历史").click()
    expect(page.locator("#wence-history .wence-entry").first).to_be_visible()
    faults["history"] = serious(page)
    told = "\n".join(f"{state}: {fault}" for state, found in faults.items() for fault in found)
    assert not told, told
