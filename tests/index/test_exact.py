"""A clause that is named comes first; what several laws may mean is shown, not guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.settings import Settings
from index import build_index
from index.local import LocalIndex
from index.schema import Hit, HitSource
from index.search import Ways
from tests.index.make import keep_vectors

LABOUR = """# 中华人民共和国劳动合同法

（2007年6月29日第十届全国人民代表大会常务委员会第二十八次会议通过）

第一章 总则

第一条 为了完善劳动合同制度，制定本法。

第二条 中华人民共和国境内的企业与劳动者建立劳动关系，适用本法。

第四章 劳动合同的解除和终止

第三十九条 劳动者有下列情形之一的，用人单位可以解除劳动合同：

（一）在试用期间被证明不符合录用条件的；

（二）严重违反用人单位的规章制度的。
"""
CONTRACT = """# 中华人民共和国合同法

第一章 一般规定

第一条 为了保护合同当事人的合法权益，制定本法。

第三十九条 采用格式条款订立合同的，提供格式条款的一方应当遵循公平原则。
"""
CIVIL_ONE = """# 中华人民共和国民法典

第一编 总则

第一章 基本规定

第三条 民事主体的人身权利、财产权利以及其他合法权益受法律保护。
"""
CIVIL_TWO = """# 中华人民共和国民法典

第三编 合同

第一章 一般规定

第四百六十三条 本编调整因合同产生的民事关系。
"""
POLICY = """# 工业和信息化部关于推动算力发展的实施意见

工信部联科〔2024〕88号

一、总体要求

坚持需求牵引。

二、重点任务

（一）建设枢纽。

1.布局算力枢纽节点。

（二）保障安全。

2.加强算力网络安全防护。

三、保障措施

（二）加大资金投入。

设立算力专项资金。
"""


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Hit, ...]]:
    """Searches over two laws whose names end alike, a code in two files, and a policy in headings."""
    folder = tmp_path_factory.mktemp("exact")
    files = []
    for name, text in {
        "劳动合同法.md": LABOUR, "合同法.md": CONTRACT, "总则.md": CIVIL_ONE, "合同编.md": CIVIL_TWO, "算力.md": POLICY,
    }.items():  # fmt: skip
        path = Path(folder / name)
        path.write_text(text, encoding="utf-8")
        files.append(path)
    settings = Settings(home=folder / "home")
    keep_vectors(settings, files)
    build_index(settings, files)
    index = LocalIndex(settings, Ways(dense=False))
    return lambda query: index.search(query, 5)


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        ("民法典第三条", "总则.md", "人身权利"),
        ("《中华人民共和国民法典》第四百六十三条说了什么", "合同编.md", "本编调整"),
        ("劳动合同法第三十九条第二项", "劳动合同法.md", "规章制度"),
        ("劳动合同法第39条", "劳动合同法.md", "规章制度"),
        ("勞動合同法第三十九條", "劳动合同法.md", "规章制度"),
        ("合同法第三十九条", "合同法.md", "格式条款"),
        ("《推动算力发展的实施意见》二（二）", "算力.md", "安全防护"),
        ("重点任务第（二）部分讲什么", "算力.md", "安全防护"),
        ("保障措施第二条", "算力.md", "专项资金"),
        ("算力意见第2条", "算力.md", "安全防护"),
        ("谁提到了“布局算力枢纽节点”", "算力.md", "枢纽节点"),
    ],
    ids=lambda value: value,
)
def test_what_is_named_comes_first(
    search: Callable[[str], tuple[Hit, ...]], question: str, source: str, words: str
) -> None:
    first = search(question)[0]
    assert first.source == source
    assert words in first.passage.text
    assert HitSource.EXACT in first.sources


def test_a_document_number_brings_its_document(search: Callable[[str], tuple[Hit, ...]]) -> None:
    assert search("工信部联科[2024]88号的资金安排")[0].source == "算力.md"


def test_an_article_without_a_law_shows_every_law_that_has_it(
    search: Callable[[str], tuple[Hit, ...]],
) -> None:
    shown = [hit.source for hit in search("第三十九条") if HitSource.EXACT in hit.sources]
    assert set(shown) == {"劳动合同法.md", "合同法.md"}


@pytest.mark.parametrize(
    "question", ["民法典第九千条", "不存在法第三条第九项", "第一百零一章", "《没有这份文件》七（八）"]
)
def test_what_is_not_there_is_not_made_up(search: Callable[[str], tuple[Hit, ...]], question: str) -> None:
    assert all(HitSource.EXACT not in hit.sources for hit in search(question))
