"""The invariants of the design, for any text: offsets, nesting, passages that rebuild, cleaning that rests."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import clause_at, document_from_bytes, indexed_fields, split_passages
from corpus.clauses import ClauseLookup
from corpus.record import from_record, to_record
from corpus.schema import Clause, ClauseKind, ClausePath, Document, DocumentError
from corpus.settings import PassageSettings, Settings

HEADS = [
    "", "　　", "第一编 ", "第一章 ", "第二章　", "第三节 ", "第一条 ", "第二条 ", "第十二条 ", "第一百二十条之一 ", "第三条规定的",
    "一、", "二、", "三、", "（一）", "（二）", "(三)", "1.", "2．", "3、", "（1）", "2）", "①", "一是", "第一，", "附件", "附件1：",
    "# ", "## ", "| a | b |\n", "**发布日期**: ", "> ", "- ", "1.1 ", "1.2 ", "目录\n", "来源：", "责任编辑：", "相关阅读\n",
    "Copyright ", "\f",
]  # fmt: skip
WORDS = [
    "总则", "为了规范管理，制定本办法。", "有下列情形之一的：", "生产；", "加强前瞻谋划部署。把握全球科技创新和产业发展趋势，重点推进。",
    "一是抓创新。面向未来制造。二是精识别。打造瞭望站。三是促转化。", "產(chǎn)業(yè)創(chuàng)新", "&ldquo;引文&rdquo;", "到 2025 年",
    "2024年1月18日", "工信部联科〔2024〕12号", "各省主管部门：", "abc def", "？！", "\u200b\ufeff", "\ufffd", "１２３ＡＢＣ", "。", "，",
    "A", "国务院", "首页 > 新闻 > 正文", "锟斤拷", "a" * 50, "未来产业" * 30, " ", "\u3000", "\xa0",
]  # fmt: skip
LINE = st.builds(
    lambda head, words: head + "".join(words),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(WORDS), max_size=4),
)
TEXT = st.one_of(
    st.lists(st.one_of(LINE, st.text(max_size=30)), min_size=1, max_size=40).map("\n".join),
    st.lists(LINE, min_size=1, max_size=30).map("\n\n".join),
)
SIZES = st.sampled_from(
    [PassageSettings(), PassageSettings(40, 10), PassageSettings(7, 3), PassageSettings(1, 0)]
)
NAMES = st.sampled_from(["a.txt", "a.md"])
THOROUGH = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def document_of(text: str, name: str) -> Document | None:
    try:
        return document_from_bytes(name, text.encode("utf-8", "ignore"), Settings())
    except DocumentError:
        return None


@THOROUGH
@given(TEXT, NAMES)
def test_clauses_nest_in_order_and_their_offsets_are_exact(text: str, name: str) -> None:
    document = document_of(text, name)
    if document is None:
        return
    size = len(document.text)
    open_clauses: list[Clause] = []
    for before, clause in zip((None, *document.clauses), document.clauses, strict=False):
        assert 0 <= clause.start <= clause.heading_end <= clause.end <= size
        assert before is None or before.start <= clause.start
        del open_clauses[len(clause.path.steps) - 1 :]
        if len(clause.path.steps) > 1:
            parent = open_clauses[-1]
            assert clause.path.steps[:-1] == parent.path.steps
            assert parent.start <= clause.start
            assert clause.end <= parent.end
        open_clauses.append(clause)
        heading = document.text[clause.start : clause.heading_end]
        label = clause.path.steps[-1].heading
        assert (
            clause.kind is ClauseKind.APPENDIX
            or not label
            or not heading
            or heading.replace("\n", " ").startswith(label[:1])
        )
    covered = bytearray(size)
    for clause in document.clauses:
        covered[clause.start : clause.end] = b"\x01" * (clause.end - clause.start)
    assert not "".join(char for char, seen in zip(document.text, covered, strict=True) if not seen).strip()


@THOROUGH
@given(TEXT, NAMES, SIZES)
def test_passages_and_white_space_rebuild_the_text(text: str, name: str, size: PassageSettings) -> None:
    document = document_of(text, name)
    if document is None:
        return
    position = 0
    passages = split_passages(document, size)
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert not document.text[position : passage.start].strip()
        position = passage.end
        fields = indexed_fields(document, passage)
        assert fields.text == passage.text
        assert fields.title == document.title
    assert not document.text[position:].strip()


@THOROUGH
@given(TEXT, NAMES)
def test_cleaning_rests(text: str, name: str) -> None:
    document = document_of(text, name)
    if document is None:
        return
    again = document_of(document.text, "a.txt")
    if name == "a.txt":  # a Markdown file's markup, once taken off, may leave text that looks like markup
        once_more = document_of(again.text, "a.txt") if again else None
        assert again is None or (once_more is not None and once_more.text == again.text)


@THOROUGH
@given(TEXT, NAMES)
def test_a_record_gives_the_document_back(text: str, name: str) -> None:
    document = document_of(text, name)
    if document is not None:
        assert from_record(to_record(document)) == document


def naive_clause_at(document: Document, start: int, end: int) -> ClausePath:
    """The deepest of all clauses that hold the span, found by looking at every one.

    From an article's number into the first of several paragraphs, it is that paragraph.
    """
    holding = [c for c in document.clauses if c.start <= start < c.end and end <= c.end]
    if not holding:
        return ClausePath()
    deepest = max(holding, key=lambda c: len(c.path.steps))
    steps = len(deepest.path.steps)
    below = [
        c
        for c in document.clauses
        if c.path.steps[:steps] == deepest.path.steps and len(c.path.steps) == steps + 1
    ]
    inside = sorted((c for c in below if deepest.start <= c.start < deepest.end), key=lambda c: c.start)
    if deepest.kind is ClauseKind.ARTICLE and inside and start < inside[0].start < end <= inside[0].end:
        return inside[0].path if document.text[inside[0].end : deepest.end].strip() else deepest.path
    return deepest.path


@THOROUGH
@given(TEXT, st.data())
def test_the_lookup_agrees_with_looking_at_every_clause(text: str, data: st.DataObject) -> None:
    document = document_of(text, "a.txt")
    if document is None:
        return
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(document.text), start + 80)))
    assert clause_at(document, start, end) == naive_clause_at(document, start, end)
    chain = ClauseLookup(document.clauses).chain_at(start)
    assert [c for c in document.clauses if c.start <= start < c.end] == list(chain)


@THOROUGH
@given(TEXT)
def test_the_same_bytes_give_the_same_document(text: str) -> None:
    assert document_of(text, "a.txt") == document_of(text, "a.txt")
