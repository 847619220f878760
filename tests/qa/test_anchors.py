"""What a question names must stand around the sentence that answers it: in whole, in parts, or as the document's name."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.anchors import missing_anchor
from qa.evidence import gather
from qa.question import read_question
from qa.sentence_vectors import SentenceVectors
from tests.qa.assistants import assistant_over

pytestmark = pytest.mark.model

PREFACE = "渔业关系民生。各地应当坚持生态优先，保护水域环境，稳定养殖面积，提高渔民收入。" * 8
JOURNAL = f"""# 渔港发展观察

《渔港参阅》2031年第6号

{PREFACE}

一、总体布局

全市提出“一核两带”渔业布局：“一核”即老港核心区；“两带”即沿河养殖带和沿山冷水鱼带。

二、布局的推进

渔业布局中，“一核”和“两带”由市政府统筹建设。

三、布局的依据

以老港为一核，统筹渔业布局。

四、冷库建设

多数渔港的冷库容量不低于5000吨。

五、制冰补贴

制冰补贴从2031年至2033年分别按每吨8元、6元、4元发放。
"""
OTHER = """# 临溪渔业通讯

一、布局

渔业布局以老港为一核，不设产业带。

二、冷库

冷库容量不低于900吨。
"""


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("journals"), {"观察.md": JOURNAL, "通讯.md": OTHER})


def lacking(assistant: Assistant, asked: str) -> dict[str, str | None]:
    """What each sentence that was read for `asked` lacks, None where it lacks nothing."""
    question = read_question(asked)
    evidence = gather(assistant.index, question, assistant.index.search(question.text, 12), SentenceVectors())
    return {
        candidate.span.text: missing_anchor(assistant.index, evidence, candidate)
        for candidate in evidence.candidates
    }


def test_counted_parts_stand_there_one_by_one(journals: Assistant) -> None:
    lacks = lacking(journals, "渔业“一核两带”布局怎么建设？")
    assert lacks["渔业布局中，“一核”和“两带”由市政府统筹建设。"] is None
    assert lacks["以老港为一核，统筹渔业布局。"] == "一核两带"
    assert lacks["渔业布局以老港为一核，不设产业带。"] == "一核两带"


def test_a_periodical_names_the_document_that_opens_with_its_name(journals: Assistant) -> None:
    lacks = lacking(journals, "《渔港参阅》里冷库容量是多少？")
    assert lacks["多数渔港的冷库容量不低于5000吨。"] is None
    assert lacks["冷库容量不低于900吨。"] == "渔港参阅"


@pytest.mark.parametrize(("year", "lacks"), [("2032", None), ("2033", None), ("2035", "2035")])
def test_a_year_between_two_stands_there(journals: Assistant, year: str, lacks: str | None) -> None:
    found = lacking(journals, f"{year}年制冰补贴每吨多少元？")
    assert found["制冰补贴从2031年至2033年分别按每吨8元、6元、4元发放。"] == lacks


SISTER = """# 澜江市渔船停靠办法

第一条 伪造停靠记录的，取消其停靠资格3年，到云溪市等相邻各市停靠的除外。

第二条 渔船停靠可以由家属代为登记。
"""
OWN = """# 云溪市渔船停靠办法

第一条 渔船停靠应当登记。

第二条 伪造停靠记录的，予以通报。
"""


def test_a_town_named_in_passing_is_not_the_town_of_the_document(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    towns = assistant_over(tmp_path_factory.mktemp("towns"), {"澜江.md": SISTER, "云溪.md": OWN})
    found = lacking(towns, "云溪的渔船停靠能让家属代为登记吗？")
    assert found["第二条 渔船停靠可以由家属代为登记。"] == "云溪"
    assert found["第一条 渔船停靠应当登记。"] is None
    assert lacking(towns, "澜江的渔船停靠能让家属代为登记吗？")["第二条 渔船停靠可以由家属代为登记。"] is None
