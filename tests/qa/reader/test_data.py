"""Question files, windows, changed facts and made questions: what the reader is trained on is what it says it is."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.clause_questions import questions_from
from qa.reader.data import squad_examples
from qa.reader.law_passages import SourcePassage, WordSearch, read_passages
from qa.reader.legal_examples import legal_examples
from qa.reader.legal_questions import LegalQuestion, development_laws, read_legal_questions, split_article
from qa.reader.near_miss import Change, changed, every_change, swapped_noun
from qa.reader.schema import ReaderError
from qa.reader.squad import SquadQuestion, answer_window, other_windows, read_squad
from qa.reader.support_pairs import declared, rephrased, statements_from

ARTICLE = (
    "第十二条 有下列情形之一的，申请人可以撤回申请：\n（一）申报材料有误的；\n（二）项目已经停止的。\n"
    "申请人应当自收到通知之日起十五日内书面答复。违反前款规定的，由市场监督管理部门处一万元以上五万元以下罚款。"
    "本办法所称中试平台，是指为科技成果转化提供放大试验服务的开放型载体。"
)


def write_squad(
    path: Path, questions: list[dict[str, object]], context: str = "北京於2024年發布計劃。"
) -> Path:
    paragraphs = [{"context": context, "qas": questions}]
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}, ensure_ascii=False), encoding="utf-8")
    return path


def test_squad_layouts(tmp_path: Path) -> None:
    asked: list[dict[str, object]] = [
        {"id": "1", "question": "何時發布？", "answers": [{"text": "2024年", "answer_start": 3}]},
        {"id": "2", "question": "哪里？", "answers": [{"text": "北京", "answer_start": -1}]},
        {"id": "3", "question": "谁？", "answers": []},
        {
            "id": "4",
            "question": "谁？",
            "answers": [{"text": "北京", "answer_start": 0}],
            "is_impossible": "true",
        },
        {"id": "5", "question": "谁？", "answers": [{"text": "", "answer_start": -1}]},
        {"id": "6", "question": "谁？", "is_impossible": True},
    ]
    found = read_squad(write_squad(tmp_path / "a.json", asked))
    assert [q.answerable for q in found] == [True, True, False, False, False, False]
    assert found[0].question == "何时发布？"
    assert found[0].context[found[0].start :].startswith("2024年")
    assert found[1].start == 0


@pytest.mark.parametrize("content", ["not json", "[1]", '{"data": [{"paragraphs": [{"qas": [{}]}]}]}'])
def test_another_layout_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReaderError, match="不是 SQuAD 格式"):
        read_squad(path)


@given(
    st.text("甲乙丙。，\n", min_size=1, max_size=900), st.integers(0, 899), st.integers(1, 60), st.integers()
)
def test_a_window_holds_the_whole_answer(text: str, start: int, length: int, seed: int) -> None:
    start %= len(text)
    answer = text[start : start + length]
    question = SquadQuestion("1", "问", text, (answer,), start)
    window, (first, last) = answer_window(question, random.Random(seed))
    assert window in text
    assert window[first:last] == answer


@given(st.text("甲乙丙丁。\n", max_size=900), st.integers())
def test_other_windows_hold_no_answer(text: str, seed: int) -> None:
    question = SquadQuestion("1", "问", text, ("丁",), text.find("丁"))
    assert all("丁" not in window for window in other_windows(question, random.Random(seed)))


@given(st.sampled_from(list(Change)), st.integers())
def test_a_change_changes_one_fact_to_one_that_is_not_there(kind: Change, seed: int) -> None:
    text = "2025年，北京应当由教育部依照《公司法》在十五日内办理，不得收取300元费用，予以公布。"
    new = changed(text, kind, random.Random(seed), avoid="十日")
    assert new is not None
    assert new != text
    assert len(new) != len(text) or sum(a != b for a, b in zip(new, text, strict=True)) < 8


def test_a_text_without_facts_offers_no_change() -> None:
    assert list(every_change("创新很重要", random.Random(1))) == []


def test_a_swapped_noun_is_not_in_the_passage() -> None:
    new = swapped_noun("孵化器如何建设？", "孵化器按标准建设。", ["卫星", "孵化器"], random.Random(2))
    assert new == "卫星如何建设？"
    assert swapped_noun("它呢？", "孵化器", ["卫星"], random.Random(2)) is None


def test_made_questions_point_at_their_answers() -> None:
    found = {item.kind: item for seed in range(20) for item in questions_from(ARTICLE, random.Random(seed))}
    said = {kind: ARTICLE[slice(*item.span)] for kind, item in found.items()}
    assert {"list", "number", "penalty", "definition", "order"} <= set(said)
    assert "（一）申报材料有误的；\n（二）项目已经停止的。" in said["list"]
    assert said["definition"].startswith("为科技成果转化")
    assert "罚款" in said["penalty"]
    assert "中试平台" in found["definition"].question


@given(
    st.text(
        "第一二三条应当负责的，。；：\n下列情形之一由部门处元以上（）本所称是指甲乙丙丁日内", max_size=200
    ),
    st.integers(),
)
def test_made_questions_lie_within_any_text(text: str, seed: int) -> None:
    for item in questions_from(text, random.Random(seed)):
        assert 0 <= item.span[0] <= item.span[1] <= len(text)
        assert item.question


def test_statements_are_true_as_made_and_false_as_changed() -> None:
    statements = [s for seed in range(30) for s in statements_from(ARTICLE, random.Random(seed))]
    assert {s.supported for s in statements} == {True, False}
    assert all(s.change for s in statements if not s.supported)
    numbers = [s.text for s in statements if s.change == Change.NUMBER and "书面答复" in s.text]
    assert numbers
    assert not any("起十五日内" in text for text in numbers)


@given(st.text("甲乙，、。", min_size=1, max_size=80), st.integers())
def test_rephrasing_keeps_to_the_sentence(text: str, seed: int) -> None:
    new = rephrased(text, random.Random(seed))
    intro = new.split("，", 1)[0]
    rest = new if set(intro) <= set("甲乙、。") else new.split("，", 1)[1]
    assert set(rest) <= set("甲乙，、。")


def test_a_declared_question_bears_its_answer() -> None:
    assert declared("项目由谁审批？", "科技部") == "项目由科技部审批。"
    assert declared("谁在什么时候审批？", "科技部") is None


def test_legal_questions_are_divided_by_law(tmp_path: Path) -> None:
    rows = [
        {"question": "一", "articles": ["中华人民共和国民法典第三条"]},
        {"question": "二", "articles": ["民法典第一百二十条之一", "劳动法第二条"]},
        {"question": "三", "articles": ["劳动法第九条"]},
    ]
    path = tmp_path / "legal.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    found = read_legal_questions(path)
    assert [q.development for q in found] == [True, True, False]
    assert found[1].articles == (("民法典", "第一百二十条之一"), ("劳动法", "第二条"))
    assert development_laws([row["articles"] for row in rows]) == {"民法典": True, "劳动法": False}
    assert split_article("没有条号") == ("没有条号", "")
    path.write_text('{"question": "一"}', encoding="utf-8")
    with pytest.raises(ReaderError, match="不是 LeCoQA 格式"):
        read_legal_questions(path)


def test_word_search_finds_what_shares_most() -> None:
    search = WordSearch.over([("", "孵化器建设标准"), ("", "卫星发射许可"), ("民法典", "合同的订立")])
    assert next(search.nearest("卫星怎么发射", 2)) == 1


def test_passages_of_a_folder_bear_law_and_article(tmp_path: Path) -> None:
    (tmp_path / "办法.md").write_text(f"# 中华人民共和国试验办法\n\n{ARTICLE}\n", encoding="utf-8")
    (tmp_path / "坏.pdf").write_bytes(b"\x00\x01")
    said: list[str] = []
    passages = read_passages(tmp_path, said.append)
    assert len(said) == 1
    assert {p.law for p in passages} == {"试验办法"}
    assert any(p.article == "第十二条" and "第十二条" in p.context for p in passages)


def test_mixtures_say_what_is_known() -> None:
    questions = [
        SquadQuestion(
            str(i),
            f"项目{i}由谁审批？",
            f"项目{i}由科技部{i}司审批。其他另行规定。" * 4,
            (f"科技部{i}司",),
            len(f"项目{i}由"),
        )
        for i in range(40)
    ]
    found = list(squad_examples([("made", questions)], random.Random(4), lambda _: None))
    assert sum(e.relevant is True for e in found) == 40
    assert all(e.span is not None for e in found if e.relevant)
    assert any(e.relevant is False for e in found)
    assert any(e.supported is not None for e in found)
    passages = [
        SourcePassage("法", f"第{i}条", f"法 › 第{i}条", f"第{i}条 关于事项{i}的规定。") for i in range(1, 12)
    ]
    asked = [LegalQuestion("事项3怎么规定？", (("法", "第3条"),), True)]
    legal = list(legal_examples(asked, passages, random.Random(1)))
    assert {e.passage for e in legal if e.relevant} == {"第3条 关于事项3的规定。"}
    assert sum(e.relevant is False for e in legal) == 6
