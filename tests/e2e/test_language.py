"""The interface in English: no Chinese word of ours is left, no word of a document is touched, and back again."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT, OpenPage, Server
from tests.e2e.test_accessibility import serious
from tests.e2e.test_page import ANSWER_MS, SIX, ask, open_panel

WORDS = json.loads((ROOT / "qa" / "page" / "english.json").read_text(encoding="utf-8"))
CHINESE = re.compile("[\u4e00-\u9fff]")

# What documents and readers wrote, and what the program says in its answers, which are Chinese.
CONTENT = (
    ".wence-question, .wence-text, .wence-document, .wence-title, .wence-path, .wence-jump, .wence-source, .wence-from, "
    ".wence-opens, .wence-seal, .example, .option, .wence-refusal, .wence-language, .wence-outline p, "
    ".wence-banner p, .wence-facts, #wence-history .wence-entry button"
)
LEFT = """content => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!parent.closest(content + ', script, style, textarea') && parent.checkVisibility()) found.push(walker.currentNode.data);
    }
    for (const node of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
        if (node.closest(content) || !node.checkVisibility() || node.matches('.wence-cite')) continue;
        found.push(...['aria-label', 'title'].map(name => node.getAttribute(name) || ''));
    }
    return found;
}"""


def left_in_chinese(page: Page) -> set[str]:
    """Words of the interface that a reader of English would stumble over; a title in “…” may be Chinese."""
    found = page.evaluate(LEFT, CONTENT)
    return {text.strip() for text in found if CHINESE.search(re.sub("“.*”|(?<=^Source opened:).*", "", text))}


@pytest.mark.browser
@pytest.mark.server
def test_no_state_of_the_english_page_speaks_chinese(server: Server, opening: OpenPage) -> None:
    watched = opening(server.url)
    page = watched.page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab", name="Ask")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    left = {"empty": left_in_chinese(page)}
    answer = ask(page, SIX)
    expect(answer.locator(".wence-text")).to_contain_text("未来制造")
    expect(answer.locator(".wence-foot")).to_contain_text("checked, all supported")
    left["answer"] = left_in_chinese(page)
    panel = open_panel(page, answer.locator("a.wence-cite").first)
    expect(panel.locator(".wence-path")).to_contain_text("（一）全面布局未来产业")
    expect(panel.locator(".wence-document")).to_contain_text("重点推进未来制造")
    left["source"] = left_in_chinese(page)
    page.keyboard.press("Escape")
    answer.get_by_role("button", name="Not helpful").click()
    left["dialog"] = left_in_chinese(page)
    page.keyboard.press("Escape")
    ask(page, "北京市最低工资标准是多少？")
    left["refusal"] = left_in_chinese(page)
    for tab in ("Documents", "History", "Settings"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel").locator("visible=true").first).to_be_visible()
        if tab == "History":
            expect(page.locator("#wence-history .wence-entry")).to_have_count(1)
        left[tab] = left_in_chinese(page)
    assert {state: words for state, words in left.items() if words} == {}
    assert serious(page) == []
    assert not watched.complaints

    # Kept for the next visit, and taken back whole.
    page.reload()
    expect(page.get_by_role("tab", name="Settings")).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("tab", name="设置")).to_be_visible()
    expect(page.get_by_role("button", name="提问", exact=True)).to_be_visible()
    expect(page.locator("#wence-question textarea")).to_have_attribute(
        "placeholder", re.compile("^用平常的话问")
    )
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert not page.get_by_text("Settings").count()


@pytest.mark.browser
@pytest.mark.server
def test_words_that_a_reader_wrote_are_not_exchanged(server: Server, opening: OpenPage) -> None:
    page = opening(server.url).page
    page.get_by_role("button", name="English").click()
    ask(page, "设置")  # a word of the interface, asked as a question
    expect(page.locator(".wence-question")).to_have_text(["设置"])


def test_every_word_of_the_dictionary_is_said_somewhere() -> None:
    """A word that was reworded in the code would stay Chinese without anyone noticing."""
    files = [ROOT / "app.py", *ROOT.glob("qa/*.py"), *ROOT.glob("qa/page/*.py"), *ROOT.glob("qa/page/*.js")]
    files.append(ROOT / "corpus" / "schema.py")
    said = "".join(path.read_text(encoding="utf-8") for path in files)
    said = re.sub(r'"\s*\n\s*f?"', "", said).replace("&#91;", "[").replace("&#93;", "]")
    composed = {"不移除", "不删除", "不知道了", "错误"}  # 不${verb}; the heading of Gradio's own notices
    assert {word for word in WORDS["words"] if word not in said} <= composed


@pytest.mark.parametrize(("pattern", "words"), WORDS["patterns"], ids=lambda each: str(each)[:24])
def test_a_pattern_is_whole_and_uses_what_it_finds(pattern: str, words: str) -> None:
    assert pattern.startswith("^")
    assert pattern.endswith("$")
    assert re.compile(pattern).groups == len(set(re.findall(r"\$\d", words)))
    assert not CHINESE.search(words)
