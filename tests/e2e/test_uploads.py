"""Many files at once through the page: documents of every format with a broken one among them, a folder, the seeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.corpus.make import as_docx, as_html, as_pdf
from tests.e2e.conftest import OpenPage, StartServer
from tests.e2e.test_documents import payload, show_documents, show_questions, upload
from tests.e2e.test_page import ask

pytestmark = [pytest.mark.browser, pytest.mark.server]

FOLDER_MS = 120_000


def notice(subject: str, fact: str) -> tuple[str, ...]:
    """The lines of a small document that says one thing."""
    return (
        f"关于规范{subject}的通知",
        "一、总体要求",
        f"（一）{subject}应当依法办理。",
        "二、具体规定",
        f"（一）{fact}",
    )


CANTEEN = notice("社区食堂补贴", "社区食堂的补贴对象是年满六十五周岁的本地老年人。")
MARKET = notice("露天市场经营", "露天市场的经营时间是每日六时至二十时。")
SCHOOL = notice("校车运行", "校车的最高时速是每小时六十公里。")
PARK = notice("公园开放", "公园的闭园时间是每日二十二时。")


def states(page: Page) -> list[str]:
    return page.locator(".wence-uploads li").all_inner_texts()


def test_documents_of_every_format_are_added_and_a_broken_one_harms_none(
    starting: StartServer, opening: OpenPage
) -> None:
    watched = opening(starting().url)
    page = watched.page
    show_documents(page)
    upload(
        page,
        payload("食堂.txt", "\n\n".join(CANTEEN).encode()),
        payload("市场.docx", as_docx(MARKET)),
        payload("破损.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj"),
        payload("校车.html", as_html(SCHOOL)),
        payload("公园.pdf", as_pdf(PARK)),
    )
    told = states(page)
    assert [("已加入" in each, "没有加入" in each) for each in told] == [
        (True, False), (True, False), (False, True), (True, False), (True, False)
    ]  # fmt: skip
    assert "破损.pdf" in told[2]
    expect(page.locator(".wence-entry")).to_have_count(5)
    expect(page.locator(".wence-banner")).to_contain_text("已打开 5 份文件")
    show_questions(page)
    for question, fact in (
        ("社区食堂的补贴对象是谁？", "年满六十五周岁"),
        ("露天市场的经营时间是什么？", "六时至二十时"),
    ):
        expect(ask(page, question).locator(".wence-text")).to_contain_text(fact)
    assert not watched.complaints


def test_a_folder_is_added_with_what_is_below_it(
    starting: StartServer, opening: OpenPage, tmp_path: Path
) -> None:
    folder = tmp_path / "政策"
    (folder / "市里").mkdir(parents=True)
    (folder / "食堂.txt").write_text("\n\n".join(CANTEEN), encoding="utf-8")
    (folder / "市里" / "市场.txt").write_text("\n\n".join(MARKET), encoding="utf-8")
    (folder / "市里" / "照片.xyz").write_bytes(b"\x00\x01\x02")
    watched = opening(starting().url)
    page = watched.page
    show_documents(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="添加文件夹").click()
    chooser.value.set_files(folder)
    expect(page.locator(".wence-uploads")).to_contain_text("完成，可以提问了", timeout=FOLDER_MS)
    told = {text.split()[0]: text for text in states(page)}
    assert "已加入" in told["食堂.txt"]
    assert "已加入" in told["市场.txt"]
    assert "没有加入" in told["照片.xyz"]
    expect(page.locator(".wence-entry")).to_have_count(3)
    assert not watched.complaints


@pytest.mark.data
def test_the_five_seeds_and_a_broken_file_through_the_page(
    starting: StartServer, opening: OpenPage, tmp_path: Path, shared_data: Path
) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "占位.txt").write_text("\n\n".join(PARK), encoding="utf-8")
    watched = opening(starting(str(tmp_path / "else")).url)
    page = watched.page
    show_documents(page)
    seeds = sorted(path for path in (shared_data / "seeds").iterdir() if path.suffix == ".txt")
    assert len(seeds) == 5
    broken = payload("坏的.docx", b"PK\x03\x04 this is no document")
    upload(page, *(payload(path.name, path.read_bytes()) for path in seeds), broken)
    told = states(page)
    assert sum("已加入" in each for each in told) == 5
    assert "没有加入" in told[5]
    expect(page.locator(".wence-entry")).to_have_count(6)
    show_questions(page)
    answer = ask(page, "国家要重点发展哪六个方向的未来产业？")
    expect(answer.locator(".wence-text")).to_contain_text("未来空间")
    assert not watched.complaints
