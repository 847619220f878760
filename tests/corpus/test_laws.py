"""All laws: articles against an independent count, gaps and repeats explained, five formats alike, speed."""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import load_document, split_passages
from corpus.document import document_from_bytes
from corpus.schema import ClauseKind, Document
from corpus.settings import Settings
from tests.corpus.make import as_docx, as_html, as_pdf

pytestmark = pytest.mark.data
LOG = logging.getLogger(__name__)  # the measured numbers: pytest --log-cli-level=INFO

# Files whose articles do not count 1, 2, 3, …, and why: looked at one by one in the source.
EXPLAINED = {
    "宪法修正案（1993年）.md": "第三条起：修正案各条自 1988 年起连续编号",
    "宪法修正案（1999年）.md": "第十二条起：同上",
    "宪法修正案（2004年）.md": "第十八条起：同上",
    "宪法修正案（2018年）.md": "第三十二条起：同上；第五十二条引出增加的第七节第一百二十三条至第一百二十七条",
    "物权编.md": "民法典分编，第二百零五条起",
    "合同编.md": "民法典分编，第四百六十三条起",
    "人格权编.md": "民法典分编，第九百八十九条起",
    "婚姻家庭编.md": "民法典分编，第一千零四十条起",
    "继承编.md": "民法典分编，第一千一百一十九条起",
    "侵权责任编.md": "民法典分编，第一千一百六十四条起",
    "附则.md": "民法典附则，第一千二百五十九条起",
    "农民专业合作社法(2017-12-27).md": "源文件缺第五十四条",
    "飞行基本规则(2007-10-18).md": "源文件每章只有第一条",
}


@pytest.fixture(scope="module")
def laws(shared_data: Path) -> list[tuple[Path, Document]]:
    paths = sorted((shared_data / "laws").rglob("*.md"))
    return [(path, load_document(path, Settings())) for path in paths]


def articles(document: Document) -> list[str]:
    return [c.path.steps[-1].label for c in document.clauses if c.kind is ClauseKind.ARTICLE]


NUMERAL = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "两": 2}


def independent_count(raw: str) -> list[tuple[int, int]]:
    """Articles counted another way: character by character from every line's head, no pattern of ours.

    A head is 第, a numeral, 条, perhaps 之 and a numeral, then white space (all these files have it there).
    """
    found = []
    for line in raw.split("\n"):
        head = "".join(char for char in line[:40] if unicodedata.category(char) != "Cf").lstrip()
        if not head.startswith("第") or "条" not in head:
            continue
        numeral, rest = head[1:].split("条", 1)
        numeral = "".join(numeral.split())
        sub = 0
        if rest.startswith("之"):
            digits = "".join(char for char in rest[1:3] if char in NUMERAL or char == "十")
            sub, rest = value(digits) or 0, rest[1 + len(digits) :]
        number = value(numeral)
        spaced = rest[:1].isspace() or rest == "" or head[1:].split("条", 1)[0] != numeral
        if number is not None and spaced:
            found.append((number, sub))
    return found


def value(numeral: str) -> int | None:
    """A numeral below ten thousand by splitting at its units."""
    total = 0
    for unit, size in (("千", 1000), ("百", 100), ("十", 10)):
        if unit in numeral:
            digit, numeral = numeral.split(unit, 1)
            digit = digit.lstrip("零〇")
            if digit and digit not in NUMERAL:
                return None
            total += (NUMERAL[digit] if digit else 1) * size
    numeral = numeral.lstrip("零〇")
    if numeral and numeral not in NUMERAL:
        return None
    return (total + NUMERAL.get(numeral, 0)) or None


def test_every_law_parses(laws: list[tuple[Path, Document]]) -> None:
    assert len(laws) == 1512
    assert all(document.title and document.clauses for _, document in laws)


def test_articles_agree_with_an_independent_count(laws: list[tuple[Path, Document]]) -> None:
    counted = agreeing = 0
    for path, document in laws:
        other = Counter(independent_count(path.read_text(encoding="utf-8")))
        ours = Counter(
            (c.path.steps[-1].number[0], (*c.path.steps[-1].number, 0)[1])
            for c in document.clauses
            if c.kind is ClauseKind.ARTICLE
        )
        counted += max(other.total(), ours.total())
        agreeing += (other & ours).total()
    LOG.info(f"articles: {agreeing} of {counted} agree ({agreeing / counted:.5f})")
    assert counted > 64_000
    assert agreeing / counted >= 0.998


def breaks(document: Document) -> list[str]:
    """Where the articles outside appendices do not go on by one (第N条之一 may follow 第N条)."""
    found = []
    previous: tuple[int, ...] | None = None
    for clause in document.clauses:
        if clause.kind is not ClauseKind.ARTICLE or clause.path.steps[0].level is ClauseKind.APPENDIX:
            continue
        number = clause.path.steps[-1].number
        expected = {(previous[0] + 1,), (previous[0], (*previous, 0)[1] + 1)} if previous else {(1,)}
        if number not in expected:
            found.append(f"{previous} → {number}")
        previous = number
    return found


def test_gaps_and_repeats_are_explained(laws: list[tuple[Path, Document]]) -> None:
    unexplained = {
        path.name: found
        for path, document in laws
        if path.name not in EXPLAINED and (found := breaks(document))
    }
    assert unexplained == {}


def test_every_article_is_found_by_a_passage_of_its_own(laws: list[tuple[Path, Document]]) -> None:
    for _, document in laws:
        paths = {step.label for p in split_passages(document, Settings().passages) for step in p.path.steps}
        assert set(articles(document)) <= paths


def test_cleaning_takes_no_words_from_a_law(laws: list[tuple[Path, Document]]) -> None:
    """What may go is invisible characters, spaces, and a title that stands twice."""
    harmless = {
        "spaces_in_text", "invisible_characters", "full_width_forms", "odd_spaces", "joined_lines", "compatibility_forms",
        "duplicated_paragraphs", "markdown_markup",
    }  # fmt: skip
    assert {rule for _, document in laws for rule, _ in document.cleaning} <= harmless
    assert not any(document.damaged for _, document in laws)


def variants() -> dict[str, Callable[[list[str]], tuple[str, bytes]]]:
    return {
        "txt": lambda lines: ("a.txt", "\n".join(lines).encode("gb18030")),
        "docx": lambda lines: ("a.docx", as_docx(lines)),
        "html": lambda lines: ("a.html", as_html(lines)),
        "pdf": lambda lines: ("a.pdf", as_pdf(lines)),
    }


SAMPLE = (
    "行政法/行政处罚法(2021-01-22).md", "诉讼与非诉讼程序法/民事诉讼法(2021-12-24).md", "刑法/刑法修正案（八）.md",
    "民法典/继承编.md", "行政法规/优化营商环境条例(2019-10-22).md", "宪法/宪法修正案（2018年）.md",
)  # fmt: skip


@pytest.mark.parametrize("form", sorted(variants()))
def test_five_formats_give_the_same_paths(form: str, laws: list[tuple[Path, Document]]) -> None:
    """Markdown, bare text without blank lines, DOCX, HTML and text PDF; of what is slow to make, a sample."""
    every = {"txt": 3, "html": 6, "docx": 20, "pdf": 40}[form]
    chosen = [
        document
        for number, (path, document) in enumerate(laws)
        if number % every == 0 or f"{path.parent.name}/{path.name}" in SAMPLE
    ]
    assert len(chosen) >= 30
    same = clauses = 0
    for document in chosen:
        lines = [line for line in document.text.split("\n") if line]
        name, content = variants()[form](lines)
        made = document_from_bytes(name, content, Settings())
        wanted = Counter((c.kind.value, c.path.short) for c in document.clauses if c.path.short)
        found = Counter((c.kind.value, c.path.short) for c in made.clauses if c.path.short)
        clauses += max(wanted.total(), found.total())
        same += (wanted & found).total()
    LOG.info(
        f"{form}: {same} of {clauses} clauses have the same path ({same / clauses:.5f}), {len(chosen)} laws"
    )
    assert same / clauses >= 0.99


def test_speed_from_text_to_passages(shared_data: Path) -> None:
    """A floor for slow machines shared with others; the measured speed is printed and in corpus/README.md."""
    paths = sorted((shared_data / "laws" / "民法典").glob("*.md")) + sorted(
        (shared_data / "laws" / "行政法").glob("*.md")
    )
    contents = [(path.name, path.read_bytes()) for path in paths]
    start = time.process_time()
    documents = [document_from_bytes(name, content, Settings()) for name, content in contents]
    for document in documents:
        split_passages(document, Settings().passages)
    characters = sum(len(document.text) for document in documents)
    speed = characters / (time.process_time() - start)
    LOG.info(f"{speed / 1e6:.2f} million characters a second")
    assert speed > 300_000


def test_the_register_tells_validity(laws: list[tuple[Path, Document]]) -> None:
    by_name = {path.name: document for path, document in laws}
    assert by_name["行政处罚法(2021-01-22).md"].status.value == "in_force"
    assert by_name["行政处罚法(2021-01-22).md"].effective_on is not None
    statuses = Counter(document.status.value for _, document in laws)
    LOG.info("%s", dict(statuses))
    assert statuses["in_force"] > 1000
    assert statuses["amended"] > 0
    assert statuses["repealed"] > 0


def test_articles_of_the_longest_code_are_whole(laws: list[tuple[Path, Document]]) -> None:
    document = next(document for path, document in laws if path.name == "合同编.md")
    article = next(c for c in document.clauses if c.path.short.endswith("第五百六十三条"))
    assert re.match(
        "第五百六十三条 有下列情形之一的，当事人可以解除合同：", document.text[article.start : article.end]
    )
    assert any(c.path.short.endswith("第五百六十三条第一款第五项") for c in document.clauses)
