"""What a document or a question holds stays text: no markup, no Markdown, no link of its own."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.schema import AuthorityTier, ClauseKind, ClausePath, ClauseStep, DocumentStatus, Passage
from index.schema import DocumentSummary, Hit, HitSource
from qa.exchange import Exchange
from qa.presentation import (
    WORD_JOINER,
    answer_markup,
    banner_markup,
    escape,
    exchange_markup,
    question_markup,
    reference,
    sentences_markup,
)
from qa.schema import Answer, AnswerStatus, Citation, Sentence, Stage, Support, Turn

ATTACKS = (
    "<script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    "[点这里](javascript:alert(1))",
    "![图](http://example.invalid/x.png)",
    "[1](#cite-0123456789abcdef-0-10)",
    "http://example.invalid/a www.example.invalid",
    "$$x$$ `code` **粗** # 标题\n\n    缩进\n- 列表\n| 表 | 格 |\n|---|---|",
    '" onmouseover="window.hacked=1',
    "&lt;script&gt; &#60;b&#62;",
    "</div></div><iframe src=//example.invalid>",
)
PATH = ClausePath((ClauseStep(ClauseKind.HEADING, (4,), "四", "重点任务", "四、重点任务"),))


class Elements(HTMLParser):
    """The elements and links that a browser would make of a markup."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(text: str, title: str = "某意见") -> Citation:
    return Citation(1, "0123456789abcdef", title, "某.txt", PATH, 3, 9, text)


def answer(text: str, status: AnswerStatus = AnswerStatus.ANSWERED) -> Answer:
    passage = Passage("p", "0123456789abcdef", PATH, 3, 9, text)
    hit = Hit(
        passage,
        text,
        "某.txt",
        AuthorityTier.UNKNOWN,
        DocumentStatus.UNKNOWN,
        1.0,
        0.9,
        1,
        (HitSource.DENSE,),
    )
    sentences = (Sentence(text, (1,)), Sentence(text, (1,), Support.PARTIAL, text, "\n- "))
    cited = (citation(text, text),) if status is AnswerStatus.ANSWERED else ()
    return Answer(
        text, text, status, sentences, cited, (hit,), "extractive", timings=(("total_ms", 12.0),), notice=text
    )


def summary(text: str) -> DocumentSummary:
    return DocumentSummary(
        "0123456789abcdef",
        text,
        "某.txt",
        text,
        (text,),
        None,
        DocumentStatus.REPEALED,
        AuthorityTier.NEWS,
        3,
        99,
    )


def markups(text: str) -> list[str]:
    summaries = {"0123456789abcdef": summary(text)}
    return [
        question_markup(text),
        answer_markup(answer(text), summaries),
        answer_markup(answer(text, AnswerStatus.NO_EVIDENCE), summaries),
        answer_markup(answer(text, AnswerStatus.ERROR), summaries),
        exchange_markup(Exchange(text, sentences_markup(answer(text).sentences, ()), Stage.READING)),
        banner_markup((summary(text),), 3),
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_inside_a_text_becomes_an_element_or_a_link(attack: str) -> None:
    for markup in markups(attack):
        seen = Elements(markup)
        assert seen.tags <= {"div", "p", "span", "a", "s", "h1", "br", "button"}
        assert seen.attributes <= {"class", "href", "title", "role", "aria-hidden", "type", "lang"}
        assert set(seen.links) <= {"#cite-0123456789abcdef-3-9", "#copy", "#up", "#down"}


@given(st.text(max_size=200))
def test_escaping_is_inert_and_loses_no_character(text: str) -> None:
    escaped = escape(text)
    # Outside references and line breaks only letters, digits, spaces and what is not ASCII remain.
    bare = re.sub(r"&#\d+;|<br>", "", escaped)
    assert all(not each.isascii() or each.isalnum() or each == " " for each in bare)
    shown = html.unescape(escaped.replace("<br>", "\n"))
    assert len(shown) == len(text)
    assert all(a == b or a == " " for a, b in zip(shown, text, strict=True))


@given(st.text(max_size=80))
def test_markup_is_one_line_so_that_markdown_never_begins(text: str) -> None:
    assert not any("\n" in markup or "\r" in markup for markup in markups(text))


def test_an_answer_shows_its_sentences_markers_and_sources() -> None:
    seen = Elements(answer_markup(answer("六大方向"), {"0123456789abcdef": summary("某意见")}))
    assert "六大方向[1]" in seen.text.replace(WORD_JOINER, "")
    assert "部分有据" in seen.text
    assert "新闻报道" in seen.text
    assert "已废止" in seen.text
    assert "四重点任务" in seen.text  # the clause and its title
    assert seen.links.count("#cite-0123456789abcdef-3-9") == 3


def test_a_refusal_shows_the_nearest_clauses_as_no_answer() -> None:
    seen = Elements(answer_markup(answer("量子", AnswerStatus.NO_EVIDENCE), {}))
    assert "最相近的条文（不是答案）" in seen.text
    assert seen.links == ["#cite-0123456789abcdef-3-9", "#up", "#down"]


def test_an_unsupported_sentence_is_struck_with_its_reason() -> None:
    struck = Sentence("编造的话。", (), Support.UNSUPPORTED, "数字不在原文")
    markup = sentences_markup((struck,), ())
    assert "<s " in markup
    assert "数字不在原文" in markup


def test_a_growing_answer_says_what_is_being_done_and_a_stopped_one_that_it_was() -> None:
    assert 'wence-step-now">阅读' in exchange_markup(Exchange("问", "", Stage.READING))
    assert "已停止" in exchange_markup(Exchange("问", "", Stage.READING, stopped=True))
    assert "检索" not in exchange_markup(Exchange("问", "答", turn=Turn("问")))


def test_a_reference_is_written_as_official_texts_write_it() -> None:
    assert reference("关于某事的意见", "工信部联科〔2024〕12号", "四（一）1") == (
        "《关于某事的意见》（工信部联科〔2024〕12号）四（一）1"
    )
    assert reference("《某法》", None, "第十二条", 3) == "《某法》第十二条（第3页）"
