"""Every format: the same words, tables as rows, page numbers, numbering, and what a page has besides its text."""

from __future__ import annotations

import codecs
import io
import shutil
import subprocess

import pytest

from corpus import LimitedReader
from corpus.document import document_from_bytes
from corpus.failures import DocumentTooLarge, MissingTool
from corpus.lines import Line, LineKind
from corpus.loaders import ocr
from corpus.loaders.turned_tables import joined_tables
from corpus.normal_form import comparison_form
from corpus.schema import ClauseKind, Document, DocumentError
from corpus.settings import LimitSettings, Settings
from tests.corpus.make import as_docx, as_html, as_ofd, as_pdf, as_scan, shorts

SENTENCE = (
    "企业应当建立健全管理制度，明确责任部门和责任人员，依法履行备案、报告等义务，并接受主管部门的监督检查。"
)
LINES = [
    "某某管理办法",
    "第一章 总则",
    f"第一条 为了规范管理，制定本办法。{SENTENCE}",
    f"第二条 有下列情形之一的，{SENTENCE[:-1]}：",
    "（一）从事生产、销售活动的；",
    f"（二）从事进出口活动的。{SENTENCE}",
    f"{SENTENCE}{SENTENCE}",
    "第二章 附则",
    "第三条 本办法自2024年1月1日起施行。",
]
ROWS = [["等级", "补助金额"], ["一级", "100万元"], ["二级", "50万元"]]


def load(name: str, content: bytes) -> Document:
    return document_from_bytes(name, content, Settings())


BASE = load("a.txt", "\n".join(LINES).encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", as_docx(LINES)),
        ("a.html", as_html(LINES)),
        ("a.htm", as_html(LINES)),
        ("a.pdf", as_pdf(LINES, header="")),
    ],
    ids=["docx", "html", "htm", "pdf"],
)
def test_every_format_gives_the_same_tree_and_words(name: str, content: bytes) -> None:
    document = load(name, content)
    assert shorts(document) == shorts(BASE)
    assert document.title == "某某管理办法"
    assert comparison_form(document.text) == comparison_form(BASE.text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    assert load("a.txt", "\n".join(LINES).encode(encoding)).text == BASE.text


def test_big5() -> None:
    text = "工業和信息化部關於推動未來產業創新發展的實施意見\n為貫徹落實精神，把握新一輪科技革命和產業變革機遇，現提出如下意見。"
    assert load("a.txt", text.encode("big5")).text == text


def test_a_byte_order_mark_with_a_cut_off_end() -> None:
    content = codecs.BOM_UTF16_LE + "某某意见。".encode("utf-16-le") + b"\x00"
    assert load("a.txt", content).text.startswith("某某意见。")


def rows_of(document: Document) -> list[str]:
    return [document.text[c.start : c.end] for c in document.clauses if c.kind is ClauseKind.ROW]


WANTED_ROWS = ["等级 | 补助金额", "一级 | 100万元", "二级 | 50万元"]


def test_tables_are_rows_that_can_be_cited() -> None:
    assert rows_of(load("a.docx", as_docx(["某某办法", SENTENCE], ROWS))) == WANTED_ROWS
    assert rows_of(load("a.pdf", as_pdf(["某某办法", SENTENCE], rows=ROWS))) == WANTED_ROWS
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    page = f"<html><body><h1>某某办法</h1><p>{SENTENCE}</p><table>{table}</table></body></html>"
    assert rows_of(load("a.html", page.encode())) == WANTED_ROWS
    markdown = f"# 某某办法\n\n{SENTENCE}\n\n| 等级 | 补助金额 |\n| --- | --- |\n| 一级 | 100万元 |\n| 二级 | 50万元 |\n"
    assert rows_of(load("a.md", markdown.encode())) == WANTED_ROWS


def test_spans_of_a_table_are_filled() -> None:
    page = (
        f"<html><body><p>{SENTENCE}</p><table><tr><th>类别</th><th>项目</th></tr>"
        "<tr><td rowspan=2>甲</td><td>一</td></tr><tr><td>二</td></tr></table></body></html>"
    )
    assert rows_of(load("a.html", page.encode())) == ["类别 | 项目", "甲 | 一", "甲 | 二"]


def test_a_layout_table_is_text() -> None:
    page = f"<html><body><table><tr><td><table><tr><td><p>{SENTENCE}</p><p>{SENTENCE}再说。</p></td></tr></table></td></tr></table></body></html>"
    document = load("a.html", page.encode())
    assert rows_of(document) == []
    assert SENTENCE in document.text


def test_a_page_loses_its_frame_and_nothing_else() -> None:
    document = load("a.html", as_html(LINES))
    assert "栏目" not in document.text
    assert "版权所有" not in document.text
    assert dict(document.cleaning)["page_chrome"] >= 9


def test_the_only_article_of_a_page_is_its_text() -> None:
    """A short notice among the beginnings of twenty other articles, which together are longer."""
    teaser = f"<div><h4><a href='/n'>别的文章</a></h4><p>{SENTENCE}点击查看全文。</p></div>"
    body = "".join(f"<p>{line}</p>" for line in LINES[1:])
    page = f"<html><body><main><article><h1>{LINES[0]}</h1>{body}</article></main><section>{teaser * 20}</section></body></html>"
    document = load("a.html", page.encode())
    assert shorts(document) == shorts(BASE)
    assert "点击查看全文" not in document.text


def test_html_metadata() -> None:
    page = as_html(LINES).replace(b"</title>", b'</title><meta name="PubDate" content="2024-02-03 10:00">')
    assert str(load("a.html", page).published_on) == "2024-02-03"


def test_the_information_box_of_a_government_page() -> None:
    box = (
        "<table><tr><td>发文机关：</td><td>某某部</td><td>成文日期：</td><td>2024年01月18日</td></tr>"
        "<tr><td>发文字号：</td><td>某部发〔2024〕12号</td><td>发布日期：</td><td>2024年01月29日</td></tr></table>"
    )
    page = (
        as_html(LINES)
        .decode()
        .replace("<div class='article'>", f"<div class='box'>{box}</div><div class='article'>")
    )
    document = load("a.html", page.encode())
    assert document.number == "某部发〔2024〕12号"
    assert (str(document.issued_on), str(document.published_on)) == ("2024-01-18", "2024-01-29")
    assert shorts(document) == shorts(BASE)


def test_html_in_gbk_that_says_gb2312() -> None:
    page = as_html(LINES).decode().replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    assert shorts(load("a.html", page)) == shorts(BASE)


def test_html_that_says_the_wrong_encoding() -> None:
    page = as_html(LINES).decode().replace('charset="utf-8"', 'charset="ascii"').encode()
    assert shorts(load("a.html", page)) == shorts(BASE)


def test_pages_are_known_and_furniture_is_gone() -> None:
    document = load("a.pdf", as_pdf([LINES[0], *(f"{number}号：{SENTENCE * 2}" for number in range(30))]))
    assert len(document.pages) >= 3
    assert "内部资料" not in document.text
    assert "— 1 —" not in document.text
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    assert document.page_of(0) == 1
    assert document.page_of(len(document.text) - 1) == document.pages[-1].number
    ends = [page.end for page in document.pages]
    assert ends == sorted(ends)


def test_a_paragraph_over_a_page_break_is_whole_and_knows_both_pages() -> None:
    paragraphs = [f"某{number}项：{SENTENCE * 7}" for number in "甲乙丙丁戊己"]
    document = load("a.pdf", as_pdf([LINES[0], *paragraphs]))
    assert document.text.split("\n")[1:] == paragraphs
    boundary = document.pages[0].end
    assert document.text[boundary - 1] != "\n"
    assert (document.page_of(boundary - 1), document.page_of(boundary + 1)) == (1, 2)


def test_word_numbers_are_written_out() -> None:
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering = document.part.numbering_part.element
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("某某意见")
    for level, words in ((0, "总体要求"), (1, "工作目标"), (1, "基本原则"), (0, "重点任务"), (1, "突破技术")):
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
        document.add_paragraph(SENTENCE)
    stream = io.BytesIO()
    document.save(stream)
    headings = [path for kind, path in shorts(load("a.docx", stream.getvalue())) if kind == "heading"]
    assert headings == ["一", "一（一）", "一（二）", "二", "二（一）"]


def test_word_headings_nest() -> None:
    import docx

    document = docx.Document()
    document.add_heading("申报指南", 0)
    for level, words in ((1, "申报条件"), (2, "企业"), (1, "申报材料")):
        document.add_heading(words, level)
        document.add_paragraph(SENTENCE)
    stream = io.BytesIO()
    document.save(stream)
    made = load("a.docx", stream.getvalue())
    assert [c.path.full for c in made.clauses if c.kind is ClauseKind.HEADING] == [
        "申报条件",
        "申报条件 › 企业",
        "申报材料",
    ]


def test_ofd_lines_become_paragraphs_with_pages() -> None:
    width = 32
    physical: list[str] = []
    for line in LINES:
        words = f"　　{line}"
        physical += [words[:width], *(words[i : i + width] for i in range(width, len(words), width))]
    half = len(physical) // 2
    document = load("a.ofd", as_ofd([physical[:half], physical[half:]]))
    assert shorts(document) == shorts(BASE)
    assert comparison_form(document.text) == comparison_form(BASE.text)
    assert [page.number for page in document.pages] == [1, 2]


@pytest.mark.model
def test_a_scan_is_read_by_ocr() -> None:
    """Real characters on a real image; the engine's models come with its wheel."""
    document = load("a.pdf", as_scan(as_pdf(LINES, header="")))
    read, wanted = comparison_form(document.text), comparison_form(BASE.text)
    assert len(set(read) ^ set(wanted)) <= 6
    assert abs(len(read) - len(wanted)) <= 6
    assert "第一章第二条第一款第一项" in [path for _, path in shorts(document)]
    assert "文字识别" in document.warnings[0]


def test_a_scan_without_ocr_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(MissingTool, match="requirements-ocr"):
        load("a.pdf", as_scan(as_pdf(LINES)))


def test_old_word_files_need_libreoffice_or_are_read_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingTool, match="LibreOffice"):
        load("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert shorts(load("a.wps", as_docx(LINES))) == shorts(BASE)


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """LINES, a table and a last line in Word's binary format, written by LibreOffice."""
    import docx

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    made = docx.Document(io.BytesIO(as_docx(LINES, ROWS)))
    made.add_paragraph("表后的话。")  # Word never ends a document with a table
    made.save(str(folder / "a.docx"))
    subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "doc",
         "--outdir", folder, folder / "a.docx"],
        check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "a.doc").read_bytes()


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_libreoffice_reads_an_old_word_file(name: str, old_word: bytes) -> None:
    """A WPS file is, but for its name, Word's binary format. Read as a user's file is: in the limited process."""
    assert old_word.startswith(b"\xd0\xcf\x11\xe0")
    with LimitedReader(Settings()) as reader:
        document = reader.read(name, old_word)
    assert [found for found in shorts(document) if found[0] not in ("table", "row")][
        : len(shorts(BASE))
    ] == shorts(BASE)
    assert rows_of(document) == WANTED_ROWS
    assert comparison_form(document.text).startswith(comparison_form(BASE.text))


def test_what_libreoffice_cannot_open_or_finish_is_refused(old_word: bytes) -> None:
    with LimitedReader(Settings()) as reader, pytest.raises(DocumentError, match="LibreOffice"):
        reader.read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    hurried = Settings(limits=LimitSettings(seconds=0))
    with LimitedReader(hurried) as reader, pytest.raises(DocumentTooLarge, match="seconds"):
        reader.read("a.doc", old_word)


def test_front_matter_of_markdown_is_metadata() -> None:
    text = f"---\ntitle: 某某办法\n关键词: 未来产业, 创新\n---\n\n# 某某办法\n\n**发布日期**: 2024-03-05\n\n---\n\n## 政策全文\n\n{SENTENCE}\n"
    document = load("a.md", text.encode())
    assert document.text == f"某某办法\n\n{SENTENCE}"
    assert document.keywords == ("创新", "未来产业")
    assert str(document.published_on) == "2024-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "**何敏：**这次修订不调整个人账户计入办法。",
        "**责任单位：**市住房城乡建设局、市财政局",
        "**主持人 陶然**：各位媒体朋友，大家上午好",
        "**问：**什么时候施行？",
    ],
)
def test_a_speaker_or_a_field_of_a_task_is_text_of_the_document(line: str) -> None:
    text = f"# 发布会实录\n\n{line}\n\n{SENTENCE}\n\n{line}\n\n**更新时间**: 2026-01-26\n"
    document = load("a.md", text.encode())
    assert document.text.count(line.replace("**", "")) == 2
    assert "更新时间" not in document.text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("<b>黑体字</b>的说明应当保留下来。", "黑体字的说明应当保留下来。"),
        ('<p align="center">居中的一段话也要保留。</p>', "居中的一段话也要保留。"),
        ("<tr><td>甲类企业</td><td>5万元</td></tr>", "甲类企业 | 5万元"),
        ("当 3<5 且 a>b 时应当报告。", "当3<5且 a>b 时应当报告。"),
    ],
)
def test_html_within_markdown_keeps_its_words(line: str, words: str) -> None:
    document = load("a.md", f"# 某某办法\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}2\n".encode())
    assert words in document.text
    assert "<b>" not in document.text


SPACED = """某某工作方案
各乡镇任务分解表
序号　乡镇　　离田面积（万亩）　牵头领导
1　　石桥镇　　6.8　　　　　　副县长
2　　柳林镇　　5.4　　　　　　县委常委
附表
区名　　　建设任务
湖东区　　820
湖西区　　640
望山区　　530
以下是目录
目录　　　页码
一、总则　　3
二、任务　　5
三、保障　　9
张三　李四　王五
赵六　钱七　孙八
周九　吴十　郑一
"""


def test_a_table_set_with_white_space_has_rows_and_a_list_of_names_has_none() -> None:
    document = load("a.txt", SPACED.encode())
    assert rows_of(document) == [
        "序号 | 乡镇 | 离田面积（万亩） | 牵头领导",
        "1 | 石桥镇 | 6.8 | 副县长",
        "2 | 柳林镇 | 5.4 | 县委常委",
        "区名 | 建设任务",
        "湖东区 | 820",
        "湖西区 | 640",
        "望山区 | 530",
    ]
    assert "张三　李四　王五\n赵六　钱七　孙八" in document.text


def test_the_number_in_the_information_box_of_a_page_is_read_and_can_be_shown() -> None:
    page = (
        "<html><head><title>某市关于促进某业的通知_某市政府</title></head><body><div><table>"
        "<tr><td>索引号</td><td>X-1</td><td>主题分类</td><td>工业</td></tr>"
        "<tr><td>发文机关</td><td>某市人民政府</td><td>成文日期</td><td>2025年2月26日</td></tr>"
        "<tr><td>文号</td><td>某政规〔2025〕4号</td><td>发布日期</td><td>2025年3月6日</td></tr></table></div>"
        f"<div><h1>某市关于促进某业的通知</h1><p>各区县：</p>{'<p>' + SENTENCE + '</p>'}<p>{SENTENCE}</p></div></body></html>"
    )
    document = load("a.html", page.encode())
    assert document.number == "某政规〔2025〕4号"
    assert document.text.split("\n")[0] == "某市关于促进某业的通知"
    assert document.text.count("某政规〔2025〕4号") == 1


@pytest.mark.parametrize("number", ["国发〔2024〕7号", "国务院令第700号"])
def test_a_number_that_only_the_header_of_a_file_gives_stands_below_the_title(number: str) -> None:
    front = f"---\n文号: {number}\n---\n# 某某办法\n\n{SENTENCE}\n"
    stands = number in load("a.md", front.encode()).text
    assert stands is ("〔" in number)
    written = f"---\n文号: 国发〔2024〕7号\n---\n# 某某办法\n\n（国发〔2024〕7号）\n\n{SENTENCE}\n"
    assert load("a.md", written.encode()).text.count("国发〔2024〕7号") == 1


def test_merged_cells_of_a_word_table_are_filled() -> None:
    from docx import Document as WordDocument

    word = WordDocument()
    word.add_paragraph("某某办法")
    word.add_paragraph(SENTENCE)
    table = word.add_table(rows=3, cols=3)
    for row, cells in enumerate([["类别", "项目", "标准"], ["甲类", "一", "5万元"], ["", "二", "6万元"]]):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    wide = word.add_table(rows=2, cols=3)
    wide.cell(0, 0).merge(wide.cell(0, 1)).text = "补助标准"
    wide.cell(0, 2).text = "备注"
    for column, words in enumerate(["一级", "8万元", "一次性"]):
        wide.cell(1, column).text = words
    kept = io.BytesIO()
    word.save(kept)
    assert rows_of(load("a.docx", kept.getvalue())) == [
        "类别 | 项目 | 标准",
        "甲类 | 一 | 5万元",
        "甲类 | 二 | 6万元",
        "补助标准 |  | 备注",
        "一级 | 8万元 | 一次性",
    ]


def test_a_table_that_goes_on_over_a_page_is_one_table() -> None:
    many = [
        ["项目", "标准", "方式"],
        *[[f"第{number}类对象的家庭", f"{number}00元", "服务券"] for number in range(1, 60)],
    ]
    rows = rows_of(load("a.pdf", as_pdf(["某某办法", SENTENCE], rows=many)))
    assert len({page.number for page in load("a.pdf", as_pdf(["某某办法", SENTENCE], rows=many)).pages}) > 1
    assert rows == [" | ".join(row) for row in many]


HEAD = Line("对象 | 轻度 | 方式", 1, kind=LineKind.HEADER_ROW)
LAST = Line("低保边缘 | 260 | 电子服务", 1, kind=LineKind.ROW)
FOOT = Line("— 1 —", 1)


@pytest.mark.parametrize(
    ("following", "rows"),
    [
        ("家庭老年人 |  | 券", ["低保边缘家庭老年人 | 260 | 电子服务券"]),
        ("家庭老年人 | 150 | 券", ["低保边缘 | 260 | 电子服务", "家庭老年人 | 150 | 券"]),
        ("对象 | 轻度 | 方式", ["低保边缘 | 260 | 电子服务"]),
    ],
)
def test_a_row_that_a_page_parts_is_made_whole(following: str, rows: list[str]) -> None:
    joined = joined_tables([HEAD, LAST, FOOT, Line(following, 2, kind=LineKind.HEADER_ROW)])
    assert [line.text for line in joined if line.kind is LineKind.ROW] == rows
    assert [line.text for line in joined if line.kind is LineKind.HEADER_ROW] == [HEAD.text]
    apart = joined_tables(
        [HEAD, LAST, Line("第二条 另有规定的除外。", 2), Line(following, 2, kind=LineKind.HEADER_ROW)]
    )
    assert [line.text for line in apart if line.kind is LineKind.HEADER_ROW] == [HEAD.text, following]
