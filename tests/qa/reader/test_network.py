"""From characters to logits and back: the vocabulary, pairs, batches, weights on disk, and the two runtimes."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tokenizers import Tokenizer

from index.bert_graph import Precision
from index.bundled import model_directory
from qa.reader.batches import Prepared, batches, prepared
from qa.reader.model import build_model, dequantized, load_weights, quantized
from qa.reader.runtime import Network, calibrate
from qa.reader.schema import Example, ReaderError
from qa.reader.tokens import EncodedPair, encode_pair, token_span
from qa.reader.vocabulary import read_tokenizer
from tests.qa.reader.reader_text import TEXT

pytestmark = pytest.mark.model
words = st.text("第一条申报单位应当在三十日内提交 预算表。，the 3\n①％Ａ產𠮷", max_size=120)


def test_kept_text_is_tokenised_as_before(small_reader: Path) -> None:
    whole = read_tokenizer(model_directory() / "tokenizer.json")
    pruned = read_tokenizer(small_reader / "tokenizer.json")
    assert pruned.get_vocab_size() < 12_000
    assert pruned.encode(TEXT).tokens == whole.encode(TEXT).tokens


@given(st.text(max_size=80))
def test_any_text_is_still_tokenised(small_tokenizer: Tokenizer, text: str) -> None:
    assert all(0 <= number < small_tokenizer.get_vocab_size() for number in small_tokenizer.encode(text).ids)


@given(words, words, words)
def test_offsets_are_those_of_the_passage(
    small_reader: Path, question: str, context: str, passage: str
) -> None:
    tokenizer = read_tokenizer(small_reader / "tokenizer.json")
    pair = encode_pair(tokenizer, question, context, passage, 400)
    assert len(pair.ids) <= 400
    assert len(pair.ids) == pair.first + len(pair.offsets) + 1
    assert all(0 <= start <= end <= len(passage) for start, end in pair.offsets)
    covered = {place for start, end in pair.offsets for place in range(start, end)}
    assert {place for place, char in enumerate(passage) if not char.isspace()} <= covered


@given(words.filter(lambda text: len(text.strip()) > 3), st.integers(0, 119), st.integers(1, 20))
def test_a_span_is_covered_by_its_tokens(
    small_tokenizer: Tokenizer, passage: str, start: int, length: int
) -> None:
    start %= len(passage)
    end = min(len(passage), start + length)
    if not passage[start:end].strip() or passage[start].isspace() or passage[end - 1].isspace():
        return
    pair = encode_pair(small_tokenizer, "问", "题", passage, 400)
    found = token_span(pair, (start, end))
    assert found is not None
    first, last = (pair.offsets[place - pair.first] for place in found)
    assert first[0] <= start
    assert last[1] >= end


def test_a_span_that_is_cut_off_is_none(small_reader: Path) -> None:
    pair = encode_pair(read_tokenizer(small_reader / "tokenizer.json"), "问", "", TEXT * 3, 60)
    assert token_span(pair, (len(TEXT) * 2, len(TEXT) * 2 + 5)) is None


def _made(count: int) -> list[Prepared]:
    chance = random.Random(8)
    return [
        Prepared(
            EncodedPair((0, *([9] * chance.randint(5, 90)), 2), (), 1, ((0, 1),)), -100, -100, i % 2, -100
        )
        for i in range(count)
    ]


def test_batches_hold_everything_once_within_the_limit() -> None:
    examples = _made(700)
    found = list(batches(examples, 900, seed=1))
    assert sum(len(batch.ids) for batch in found) == len(examples)
    assert all(batch.ids.numel() <= 900 for batch in found)
    lengths = sorted(int(row.sum()) for batch in found for row in batch.mask)
    assert lengths == sorted(len(example.pair.ids) for example in examples)
    again = list(batches(examples, 900, seed=1))
    assert all((one.ids == other.ids).all() for one, other in zip(found, again, strict=True))
    other = next(batches(examples, 900, seed=2))
    assert other.ids.shape != found[0].ids.shape or not (other.ids == found[0].ids).all()


def test_an_example_whose_answer_is_cut_off_is_left_out(small_reader: Path) -> None:
    tokenizer = read_tokenizer(small_reader / "tokenizer.json")
    long = TEXT * 4
    kept = Example("谁申报？", "", long, (0, 3), True, None, "made")
    cut = Example("谁申报？", "", long, (len(long) - 3, len(long)), True, None, "made")
    (found,) = prepared(tokenizer, [kept, cut], 100)
    assert found.start == found.pair.first
    assert (found.relevant, found.supported) == (1, -100)


@given(arrays(np.float32, (9, 5), elements=st.floats(-3, 3, width=32)))
def test_int8_rows_are_rounded_to_half_a_step(matrix: np.ndarray) -> None:
    packed = quantized({"m": matrix, "bias": matrix[0]})
    back = dequantized(packed)
    assert packed["m"].dtype == np.int8
    assert (np.abs(back["m"] - matrix) <= packed["m.scale"][:, None] * 0.5001 + 1e-7).all()
    assert (back["bias"] == matrix[0]).all()


def test_the_runtime_computes_what_the_network_computes(small_reader: Path) -> None:
    import torch

    weights, config = load_weights(small_reader)
    model = build_model(config).eval()
    model.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    pair = encode_pair(read_tokenizer(small_reader / "tokenizer.json"), "谁提交申请？", "办法", TEXT, 512)
    with torch.inference_mode():
        ids = torch.tensor([pair.ids])
        expected = model(ids, torch.ones_like(ids))
    (found,) = Network(small_reader, Precision.FLOAT32).run([pair.ids])
    assert found.relevance == pytest.approx(float(expected.relevance[0]), abs=2e-3)
    assert found.support == pytest.approx(float(expected.support[0]), abs=2e-3)
    assert np.abs(found.spans - expected.spans[0].numpy()).max() < 5e-3


def test_int8_stays_close_and_pairs_do_not_touch_each_other(small_reader: Path) -> None:
    tokenizer = read_tokenizer(small_reader / "tokenizer.json")
    pairs = [encode_pair(tokenizer, "谁？", "", TEXT[: 20 + 9 * i], 512).ids for i in range(9)]
    calibrate(small_reader, pairs, lambda _: None)
    network = Network(small_reader, Precision.INT8)
    together = network.run(pairs)
    assert [item.relevance for item in together] == [network.run([pair])[0].relevance for pair in pairs]
    exact = Network(small_reader, Precision.FLOAT32).run(pairs)
    worst = max(abs(a.relevance - b.relevance) for a, b in zip(together, exact, strict=True))
    assert worst < 0.35 * (1 + max(abs(item.relevance) for item in exact))


@pytest.mark.parametrize("name", ["reader.safetensors", "config.json"])
def test_missing_or_broken_weights_are_one_clear_line(small_reader: Path, tmp_path: Path, name: str) -> None:
    for path in small_reader.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_bytes(b"{broken")
    with pytest.raises(ReaderError, match="读不出来"):
        load_weights(tmp_path)
    (tmp_path / "reader.safetensors").unlink(missing_ok=True)
    with pytest.raises(ReaderError, match="读不出来"):
        Network(tmp_path)
