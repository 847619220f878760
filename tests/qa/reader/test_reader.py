"""Windows, spans, scores and the command line, beside naive ways of computing the same."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.__main__ import main
from qa.reader.curve import area, platt, sigmoid
from qa.reader.data import TrainingData
from qa.reader.evaluation import best_with_refusal, character_f1, normal
from qa.reader.finish import finish
from qa.reader.reader import BUNDLED, STRIDE, WINDOW, Reader, best_spans, open_reader, windows_of
from qa.reader.reranker import ReaderReranker
from qa.reader.runtime import Logits
from qa.reader.schema import Example, ReaderError
from qa.reader.tokens import EncodedPair
from qa.reader.training import Recipe, learning_rate, train
from tests.qa.reader.reader_text import TEXT


@given(st.text("甲乙。，\n", max_size=2500))
def test_windows_cover_the_text(text: str) -> None:
    found = list(windows_of(text))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(end - start <= WINDOW for start, end in found)
    for (start, end), (following, _) in itertools.pairwise(found):
        assert start < following <= end
        assert following - start <= STRIDE


@given(st.integers(0, 2**31), st.integers(1, 9))
def test_best_spans_are_the_naive_best(seed: int, count: int) -> None:
    logits = np.random.default_rng(seed).normal(size=(count + 4, 2)).astype(np.float32)
    offsets = tuple((i, i + 1) for i in range(count))
    pair = EncodedPair(tuple(range(count + 4)), ((0, 1),), 3, offsets)
    found = best_spans(pair, Logits(0.0, 0.0, logits), 3)
    part = logits[3 : 3 + count].astype(float)
    logs = part - np.log(np.exp(part).sum(axis=0))
    naive = max((logs[i, 0] + logs[j, 1], i, j + 1) for i in range(count) for j in range(i, count))
    assert found[0].score == pytest.approx(naive[0], abs=1e-4)
    assert all(a.end <= b.start or b.end <= a.start for a in found for b in found if a is not b)
    assert list(found) == sorted(found, key=lambda span: -span.score)


@given(st.lists(st.tuples(st.booleans(), st.integers(-4, 4)), max_size=25))
def test_area_is_the_share_of_pairs_in_order(scored: list[tuple[bool, int]]) -> None:
    high = [value for known, value in scored if known]
    low = [value for known, value in scored if not known]
    found = area(np.array([k for k, _ in scored], bool), np.array([v for _, v in scored], float))
    if not high or not low:
        assert found is None
    else:
        naive = sum((a > b) + (a == b) / 2 for a in high for b in low) / (len(high) * len(low))
        assert found == pytest.approx(naive, abs=1e-4)


def test_platt_finds_the_curve_that_made_the_truth() -> None:
    chance = random.Random(6)
    scored = [
        (x, chance.random() < sigmoid(x / 2.5 - 0.7)) for x in (chance.gauss(0, 4) for _ in range(6000))
    ]
    temperature, shift = platt(scored)
    assert temperature == pytest.approx(2.5, rel=0.12)
    assert shift == pytest.approx(-0.7, abs=0.15)


@given(st.lists(st.tuples(st.booleans(), st.integers(-3, 3), st.floats(0, 1)), min_size=1, max_size=12))
def test_refusal_threshold_is_the_naive_best(drawn: list[tuple[bool, int, float]]) -> None:
    rows = [
        (known, score + 0.001 * i, overlap if known else 0.0)
        for i, (known, score, overlap) in enumerate(drawn)
    ]
    thresholds = [-1e9, *(score + 1e-6 for _, score, _ in rows)]
    naive = max(
        sum(overlap if score > limit else float(not known) for known, score, overlap in rows)
        for limit in thresholds
    )
    found = best_with_refusal(*(np.array(column) for column in zip(*rows, strict=True)))
    assert found == pytest.approx(naive / len(rows), abs=1e-4)


def test_scores_of_answers() -> None:
    assert normal("《產業》，２０２５ 年。") == "产业2025年"
    assert character_f1("2025年底", "2025年。") == pytest.approx(10 / 11)
    assert character_f1("甲", "乙") == 0.0


def test_the_rate_rises_and_falls() -> None:
    recipe = Recipe()
    rates = [learning_rate(share / 100, recipe) for share in range(101)]
    top = rates.index(max(rates))
    assert top == round(100 * recipe.warmup)
    assert rates[:top] == sorted(rates[:top])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert rates[-1] == 0


@pytest.mark.model
def test_reading_gives_exact_places(small_reader: Path) -> None:
    reader = Reader(small_reader)
    long = TEXT * 6
    one, other = reader.read("谁提交申请书？", [("办法", TEXT), ("", long)], best=4)
    assert 1 <= len(one.spans) <= 4
    assert all(0 <= s.start < s.end <= len(long) for s in other.spans)
    assert 0 <= reader.carries("申报单位提交申请书。", TEXT) <= 1
    assert reader.read("谁？", []) == ()
    scores = ReaderReranker(reader).scores("谁提交申请书？", [("办法", TEXT), ("", long)])
    assert scores.tolist() == pytest.approx([one.relevance, other.relevance])


def test_a_directory_without_a_reader_is_refused(tmp_path: Path) -> None:
    assert open_reader("") is None
    with pytest.raises(ReaderError):
        open_reader(str(tmp_path))


@pytest.mark.model
def test_the_bundled_reader_reads_and_judges() -> None:
    """Of the weights that come with the program: an answer is found, a near miss and a changed number are not believed."""
    reader = open_reader(BUNDLED)
    assert reader is not None
    passage = "到2027年，培育领军企业100家，由市财政局给予一次性奖励50万元。其他事项按照现行规定执行。"
    other = "申请人对处理决定不服的，可以依法申请行政复议或者提起行政诉讼。"
    answering, unlike = reader.read("领军企业奖励多少钱？", [("办法", passage), ("办法", other)], best=1)
    assert answering.relevance > unlike.relevance + 2
    assert "50万元" in passage[answering.spans[0].start : answering.spans[0].end]
    true, false = (reader.carries(f"领军企业一次性奖励{amount}万元。", passage) for amount in ("50", "80"))
    assert true > 0.5 > false


def test_without_the_weights_there_is_none_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("qa.reader.reader.WEIGHTS", tmp_path)
    open_reader.cache_clear()
    try:
        assert open_reader(BUNDLED) is None
        assert "阅读模型不在" in caplog.text
    finally:
        open_reader.cache_clear()


@pytest.mark.model
def test_evaluate_prints_the_contract(
    small_reader: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        {"id": "1", "question": "谁提交？", "answers": [{"text": "申报单位", "answer_start": -1}]},
        {"id": "2", "question": "谁批准卫星？", "is_impossible": "true", "answers": []},
    ]
    path = tmp_path / "set.json"
    path.write_text(
        json.dumps({"data": [{"paragraphs": [{"context": TEXT, "qas": asked}]}]}), encoding="utf-8"
    )
    assert main(["evaluate", str(path), "--model", str(small_reader), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["n", "em", "f1", "answerability_auc", "best_f1_with_refusal", "ms_per_question"]
    assert found["n"] == 2
    assert found["answerability_auc"] in (0.0, 1.0)
    assert main(["evaluate", str(tmp_path), "--model", str(small_reader)]) == 1
    assert "SQuAD" in capsys.readouterr().err


@pytest.mark.model
def test_training_learns_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    asked = [("谁提交申请书？", "申报单位", True), ("卫星何时发射？", "", False)]
    examples = []
    for i in range(24):
        question, answer, known = asked[i % 2]
        passage = f"第{i}条 {TEXT[:60]}"
        span = (passage.find(answer), passage.find(answer) + 4) if known else None
        examples.append(Example(question, "办法", passage, span, known, None, "made"))
        examples.append(Example(f"{'不' * (i % 2)}提交申请书。", "", passage, None, None, i % 2 == 0, "made"))
    data = TrainingData(tuple(examples[:40]), tuple(examples[40:]))
    recipe = Recipe(minutes=0.2, batch_tokens=600, checkpoint_minutes=0.1, pieces=9000, learning_rate=4e-4)
    said: list[str] = []
    scores = train(data, tmp_path, recipe, said.append)
    assert scores["relevance_auc"] == 1.0
    rows = len((tmp_path / "log.jsonl").read_text().splitlines())
    train(data, tmp_path, dataclasses.replace(recipe, minutes=0.25), said.append)
    assert any("继续" in line for line in said)
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) > rows
    finish(tmp_path, data.development, said.append)
    reader = Reader(tmp_path)
    yes, no = (reader.read(q, [("办法", f"第9条 {TEXT[:60]}")])[0].relevance for q, _, _ in asked)
    assert reader.relevance_probability(yes) > 0.5 > reader.relevance_probability(no)
