"""A cross-encoder reorders what was found; what was looked up by its number stays first."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.schema import AuthorityTier, ClausePath, DocumentStatus, Passage
from index.rerank import load_reranker, rerank
from index.schema import EncoderFailure, FloatArray, Hit, HitSource


def hit(rank: int, text: str, source: HitSource = HitSource.DENSE) -> Hit:
    passage = Passage(f"p{rank}", "d", ClausePath(), 0, len(text), text)
    tier, status = AuthorityTier.LAW, DocumentStatus.IN_FORCE
    return Hit(passage, "办法", "a.md", tier, status, 1 / rank, 0.5, rank, (source,))


class ByLength:
    """The longer the better: a real, if simple, judge."""

    fused_weight = 0.0

    def scores(self, _query: str, passages: Sequence[tuple[str, str]]) -> FloatArray:
        return np.array([len(text) for _, text in passages], np.float32)


def test_order_follows_the_reranker_and_exact_hits_stay_first() -> None:
    found = (hit(1, "长"), hit(2, "长长长", HitSource.EXACT), hit(3, "长长"))
    assert [h.passage.id for h in rerank("问", found, ByLength())] == ["p2", "p3", "p1"]
    assert [h.rank for h in rerank("问", found, ByLength())] == [1, 2, 3]
    assert rerank("问", (), ByLength()) == ()


def test_fused_scores_weigh_as_much_as_is_said() -> None:
    class Weighed(ByLength):
        fused_weight = 100.0

    found = (hit(1, "长"), dataclasses.replace(hit(3, "长长")))
    assert [h.passage.id for h in rerank("问", found, Weighed())] == ["p1", "p3"]


@pytest.mark.model
def test_any_cross_encoder_loads_from_a_directory(tmp_path: Path) -> None:
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    from index.bundled import model_directory

    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(str(model_directory()))
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig.from_dict({**sizes, "vocab_size": len(tokenizer), "num_labels": 1, "pad_token_id": 1})
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    reranker = load_reranker(str(tmp_path))
    scores = reranker.scores("问题", [("办法", "第一条"), ("", "另一段完全不同的文字")])
    assert scores.shape == (2,)
    found = rerank("问题", (hit(1, "第一条"), hit(2, "另一段完全不同的文字")), reranker)
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_an_unknown_name_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderFailure, match="重排模型"):
        load_reranker(str(tmp_path / "none"))
