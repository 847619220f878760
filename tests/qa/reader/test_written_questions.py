"""The written training questions are what they say, and become the examples that they should."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from qa.reader.data import HELD_OUT_QUESTIONS
from qa.reader.schema import ReaderError
from qa.reader.written_questions import WRITTEN, read_written, written_examples

FILES = sorted(WRITTEN.glob("*.jsonl"))


def text_of(name: str, laws: Path | None) -> str | None:
    beside = WRITTEN / "documents" / name
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    found = next(laws.glob(f"*/{name}"), None) if laws else None
    return found.read_text(encoding="utf-8") if found else None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_quote_stands_in_its_document(file: Path, shared_data_or_none: Path | None) -> None:
    laws = shared_data_or_none / "laws" if shared_data_or_none else None
    questions = read_written(file)
    assert len(questions) > 200
    assert len({question.question for question in questions}) == len(questions)
    assert 40 < sum(not question.answerable for question in questions) < 80
    for question in questions:
        assert question.quotes
        joined = "\n".join(quote for _, quote in question.quotes)
        assert question.span in joined
        for name, quote in question.quotes:
            text = text_of(name, laws)
            if file.stem.startswith("policies") or laws:
                assert text is not None
                assert quote in text, question.question


def test_the_questions_that_measure_are_not_among_them() -> None:
    measured = {
        json.loads(line)["question"]
        for path in Path("eval/questions").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert not measured & {question.question for file in FILES for question in read_written(file)}
    assert {file.stem for file in FILES} > HELD_OUT_QUESTIONS


@pytest.mark.model
def test_examples(tmp_path: Path) -> None:
    text = "关于支持夜间消费的若干政策\n一、支持首店落户。对新开首店给予最高50万元奖励。\n二、延长营业时间。商场可以营业至24时。\n三、附则。本政策由市商务局解释。\n"
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "甲.txt").write_text(text, encoding="utf-8")
    quote, near = "对新开首店给予最高50万元奖励。", "商场可以营业至24时。"
    rows: list[dict[str, object]] = [
        {"question": "开首店最多奖多少？", "answerable": True, "evidence": [{"document": "甲.txt", "quote": quote}], "span": "最高50万元"},
        {"question": "商场几点开门？", "answerable": False, "near": {"document": "甲.txt", "quote": near}},
    ]  # fmt: skip
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    examples = list(written_examples([path], tmp_path / "laws", random.Random(1), lambda _: None))
    (right,) = [example for example in examples if example.relevant]
    assert right.span is not None
    assert right.passage[slice(*right.span)] == "最高50万元"
    wrong = [example for example in examples if not example.relevant]
    assert any(near in example.passage and example.source == "questions/near" for example in wrong)
    assert not [e for e in wrong if e.question == rows[0]["question"] and quote in e.passage]
    missing = json.dumps(rows[0] | {"evidence": [{"document": "乙.txt", "quote": quote}]}, ensure_ascii=False)
    path.write_text(missing, encoding="utf-8")
    with pytest.raises(ReaderError, match=r"乙\.txt"):
        list(written_examples([path], tmp_path / "laws", random.Random(1), lambda _: None))


def test_a_line_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"question": "什么？", "answerable": false}\n{"answerable": true}\n', encoding="utf-8")
    with pytest.raises(ReaderError, match="第 2 行"):
        read_written(path)
