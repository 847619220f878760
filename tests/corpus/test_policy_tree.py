"""The policy that ships (seed 002): its whole tree, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus import clause_at, load_document, split_passages
from corpus.schema import AuthorityTier, ClauseKind, Document
from corpus.settings import Settings

POLICY = (
    Path(__file__).parents[2]
    / "corpus"
    / "documents"
    / "工业和信息化部等七部门关于推动未来产业创新发展的实施意见.md"
)

TREE = """
title  | 工业和信息化部等七部门关于推动未来产业创新发展的实施意见
preamble  | 工信部联科〔2024〕12号
preamble  | 各省、自治区、直辖市及计划单列市、新疆生产建设兵团工业和信息化
paragraph  | 未来产业由前沿技术驱动
heading 一 | 一、指导思想
paragraph 一 | 以习近平新时代中国特色社会主义思想为指导
heading 二 | 二、基本原则
heading 二 | 前瞻部署、梯次培育
heading 二 | 创新驱动、应用牵引
heading 二 | 生态协同、系统推进
heading 二 | 开放合作、安全有序
heading 三 | 三、发展目标
paragraph 三 | 到2025年，未来产业技术创新
paragraph 三 | 到2027年，未来产业综合实力
heading 四 | 四、重点任务
heading 四（一） | （一）全面布局未来产业
heading 四（一）1 | 1.加强前瞻谋划部署
heading 四（二） | （二）加快技术创新和产业化
heading 四（二）2 | 2.提升创新能力
heading 四（二）3 | 3.促进成果转化
heading 四（三） | （三）打造标志性产品
heading 四（三）4 | 4.突破下一代智能终端
heading 四（三）5 | 5.做优信息服务产品
heading 四（三）6 | 6.做强未来高端装备
heading 四（四） | （四）壮大产业主体
heading 四（四）7 | 7.培育高水平企业梯队
heading 四（四）8 | 8.打造特色产业链
heading 四（四）9 | 9.构建产业生态
heading 四（五） | （五）丰富应用场景
heading 四（五）10 | 10.开拓新型工业化场景
heading 四（五）11 | 11.打造跨界融合场景
heading 四（五）12 | 12.建设标志性场景
heading 四（六） | （六）优化产业支撑体系
heading 四（六）13 | 13.加强标准引领与专利护航
heading 四（六）14 | 14.同步构筑中试能力
heading 四（六）15 | 15.建设专业人才队伍
heading 四（六）16 | 16.强化新型基础设施
heading 五 | 五、保障措施
heading 五（一） | （一）加强统筹协调
heading 五（二） | （二）加大金融支持
heading 五（三） | （三）强化安全治理
heading 五（四） | （四）深化国际合作
signature  | 工业和信息化部
signature  | 教育部
signature  | 科学技术部
signature  | 交通运输部
signature  | 文化和旅游部
signature  | 国务院国有资产监督管理委员会
signature  | 中国科学院
signature  | 2024年1月18日
"""


def policy() -> Document:
    return load_document(POLICY, Settings())


def check_tree(document: Document) -> None:
    expected = [tuple(part.strip() for part in row.split(" | ")) for row in TREE.strip().split("\n")]
    assert len(document.clauses) == len(expected)
    for clause, (name, words) in zip(document.clauses, expected, strict=True):
        assert f"{clause.kind.value} {clause.path.short}".strip() == name
        assert document.text[clause.start : clause.end].startswith(words)
        if clause.kind is ClauseKind.HEADING:
            assert clause.path.steps[-1].heading == words


def test_the_whole_tree() -> None:
    check_tree(policy())


def test_the_seed_gives_the_same_tree(shared_data: Path) -> None:
    check_tree(load_document(shared_data / "seeds" / "002_d168405bbcd77fb5.txt", Settings()))


def test_what_is_known_of_it() -> None:
    document = policy()
    assert document.title == "工业和信息化部等七部门关于推动未来产业创新发展的实施意见"
    assert document.number == "工信部联科〔2024〕12号"
    assert document.issued_on == date(2024, 1, 18)
    assert document.tier is AuthorityTier.OFFICIAL_POLICY
    assert document.issuers == (
        "工业和信息化部", "教育部", "科学技术部", "交通运输部", "文化和旅游部", "国务院国有资产监督管理委员会", "中国科学院",
    )  # fmt: skip
    assert "https://" not in document.text
    assert "**" not in document.text


def test_a_quote_is_found_in_its_clause() -> None:
    document = policy()
    quote = "重点推进未来制造、未来信息、未来材料、未来能源、未来空间和未来健康六大方向产业发展"
    start = document.text.index(quote)
    path = clause_at(document, start, start + len(quote))
    assert path.short == "四（一）1"
    assert path.headings == ("四、重点任务", "（一）全面布局未来产业", "1.加强前瞻谋划部署")
    assert path.full == "四、重点任务 › （一）全面布局未来产业 › 1.加强前瞻谋划部署"


def test_numbered_clauses_never_share_a_passage() -> None:
    document = policy()
    numbered = [
        c
        for c in document.clauses
        if c.kind is ClauseKind.HEADING and c.path.steps[-1].number and c.path.short[-1].isdigit()
    ]
    passages = split_passages(document, Settings().passages)
    for clause in numbered:
        holding = [p for p in passages if p.start < clause.end and clause.start < p.end]
        assert all(p.path.short == clause.path.short for p in holding)
        assert "".join(p.text for p in holding).endswith(document.text[clause.start : clause.end])
