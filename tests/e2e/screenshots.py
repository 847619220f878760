"""Pictures of the page in ten states, to be looked at: `python -m tests.e2e.screenshots FOLDER [DOCUMENT …]`.

Knows the page as its tests know it; a real server and a real Chromium, nothing drawn.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM_FLAGS, start_server
from tests.e2e.test_page import SIX, ask, open_panel

SETTLED_MS = 600
"""For animations and fonts: a picture has no event to wait for."""


def empty(page: Page) -> None:
    expect(page.locator("#wence-chat .example").first).to_be_visible(timeout=60_000)


def answered(page: Page) -> None:
    ask(page, SIX)


def long_answer(page: Page) -> None:
    ask(page, "到2025年和2027年分别要达到什么目标？")


def source(page: Page) -> None:
    open_panel(page, ask(page, SIX).locator("a.wence-cite").first)


def card(page: Page) -> None:
    ask(page, SIX).locator(".wence-text a.wence-cite").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def refused(page: Page) -> None:
    ask(page, "北京市最低工资标准是多少？")


def tab(name: str) -> Callable[[Page], None]:
    """The tab of that name, after a question, so that there is a conversation to list."""

    def show(page: Page) -> None:
        ask(page, SIX)
        page.get_by_role("tab", name=name).click()

    return show


def english(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    ask(page, SIX)


STATES: tuple[tuple[str, Callable[[Page], None], int, bool], ...] = (
    ("01-empty", empty, 1280, False),
    ("02-answer", answered, 1280, False),
    ("03-source", source, 1280, False),
    ("04-card", card, 1280, False),
    ("05-refusal", refused, 1280, False),
    ("06-documents", tab("文件"), 1280, False),
    ("07-history", tab("历史"), 1280, False),
    ("08-settings", tab("设置"), 1280, False),
    ("09-english", english, 1280, False),
    ("10-dark", source, 1280, True),
    ("11-phone", long_answer, 390, False),
    ("12-phone-source", source, 390, False),
)
"""Name, what is done, width in pixels, whether dark."""


def take(browser: Browser, url: str, folder: Path) -> None:
    """Every state in a browser context of its own, as PNG files in `folder`."""
    for name, reach, width, dark in STATES:
        context = browser.new_context(
            viewport={"width": width, "height": 860},
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            device_scale_factor=2 if width < 500 else 1,
        )
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector("#wence-question textarea")
        reach(page)
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=folder / f"{name}.png")
        context.close()
        sys.stderr.write(f"{name}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.e2e.screenshots", description="网页十二种状态的截图"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="存到哪个文件夹")
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT", help="打开哪些文件（默认自带的政策）")
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("没有 chromium；请先 apt install chromium fonts-noto-cjk。\n")
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        server = start_server(Path(home) / "home", *options.documents)
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
            take(browser, server.url, options.folder)
            browser.close()
        finally:
            server.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
