"""Passages follow clauses: lists stay with their introduction, rows carry their header, long clauses are cut well."""

from __future__ import annotations

from corpus import group_reposts, indexed_fields, link_reposts, split_passages
from corpus.schema import AuthorityTier
from corpus.settings import PassageSettings, Settings
from tests.corpus.make import read

PROSE = "企业应当建立健全管理制度，明确责任部门和责任人员，依法履行备案、报告等义务。"
SIZE = Settings().passages


def test_a_short_article_is_whole_with_its_items() -> None:
    document = read(
        "某法\n第一条 有下列情形之一的，应当备案：\n（一）生产；\n（二）销售。\n第二条 本法自公布之日起施行。"
    )
    texts = [passage.text for passage in split_passages(document, SIZE)]
    assert texts == [
        "某法",
        "第一条 有下列情形之一的，应当备案：\n（一）生产；\n（二）销售。",
        "第二条 本法自公布之日起施行。",
    ]


def test_a_long_article_is_cut_between_its_parts_and_never_into_the_next() -> None:
    items = "\n".join(f"（{numeral}）{PROSE}{PROSE}" for numeral in "一二三四五六七八")
    document = read(f"某法\n第一条 有下列情形之一的，应当备案：\n{items}\n第二条 本法自公布之日起施行。")
    passages = split_passages(document, SIZE)[1:]
    assert len(passages) > 3
    assert all(len(passage.text) <= SIZE.size for passage in passages)
    assert all(passage.path.short.startswith("第一条") for passage in passages[:-1])
    assert passages[-1].text == "第二条 本法自公布之日起施行。"
    assert all(passage.text.startswith(("第一条", "（")) for passage in passages[:-1])


def test_a_later_piece_of_a_list_is_indexed_with_its_introduction() -> None:
    items = "\n".join(f"（{numeral}）{PROSE}{PROSE}" for numeral in "一二三四五六七八")
    document = read(f"某法\n第一条 有下列情形之一的，应当备案：\n{items}")
    later = split_passages(document, SIZE)[-1]
    fields = indexed_fields(document, later)
    assert "有下列情形之一的，应当备案" in fields.headings
    assert "有下列情形之一的" not in later.text
    assert fields.title == "某法"


def test_a_row_is_indexed_with_its_header() -> None:
    rows = "\n".join(f"| 第{number}级 | {PROSE} |" for number in range(20))
    document = read(f"# 某办法\n\n| 等级 | 要求 |\n|---|---|\n{rows}\n", "a.md")
    later = split_passages(document, SIZE)[-1]
    assert indexed_fields(document, later).headings == "等级 | 要求"


def test_headings_stand_before_their_first_words() -> None:
    document = read(
        f"某意见\n一、重点任务\n（一）布局\n1.谋划。{PROSE}\n2.创新。{PROSE}\n二、保障\n三、附则\n{PROSE}"
    )
    passages = split_passages(document, SIZE)
    assert [(p.path.short, p.text.split("\n")[0]) for p in passages[1:]] == [
        ("一（一）1", "一、重点任务"), ("一（一）2", f"2.创新。{PROSE}"), ("二", "二、保障"), ("三", "三、附则"),
    ]  # fmt: skip


def test_a_list_stays_with_its_sentence_and_numbered_clauses_apart() -> None:
    short = read("某通知\n一、申报条件\n申报单位应当符合以下条件：\n1.依法注册；\n2.信用良好。\n二、其他")
    assert [p.text for p in split_passages(short, SIZE)][
        1
    ] == "一、申报条件\n申报单位应当符合以下条件：\n1.依法注册；\n2.信用良好。"
    long = read(f"某通知\n一、申报条件\n申报单位应当符合以下条件：\n1.{PROSE * 4}\n2.{PROSE * 4}")
    paths = [p.path.short for p in split_passages(long, SIZE)]
    assert paths == ["", "一", "一1", "一2"]


def test_a_sentence_without_an_end_is_cut_by_length() -> None:
    document = read("某意见\n" + "未来产业" * 500)
    assert all(
        len(p.text) <= 2 * 100 for p in split_passages(document, PassageSettings(size=100, minimum=10))
    )


def test_reposts_are_linked_the_most_authoritative_first() -> None:
    policy = read(f"某部关于某事的意见\n一、目标\n到2025年，产业规模稳步提升，突破百项关键核心技术。{PROSE}")
    news = read(
        f"某地新闻\n记者获悉，到2025年，產業規模穩步提升，突破百項關鍵核心技術。{PROSE}\n其他无关内容在这里，不会重复。"
    )
    other = read(f"别的文件\n{PROSE[::-1]}")
    passages = [p for d in (news, policy, other) for p in split_passages(d, PassageSettings(90, 10))]
    tiers = {policy.id: AuthorityTier.OFFICIAL_POLICY, news.id: AuthorityTier.NEWS}
    groups = group_reposts(passages, tiers)
    assert len(groups) == 1
    assert [p.document_id for p in groups[0].passages] == [policy.id, news.id]
    linked = link_reposts(passages, tiers)
    assert all(
        p.document_id != key_owner
        for key, others in linked.items()
        for p in others
        for key_owner in [next(q.document_id for q in passages if q.id == key)]
    )
