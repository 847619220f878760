"""The comparison of main-text extraction: the pages hold what they should, and ours keeps the policy in every frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.extraction_benchmark import FRAMES, measure, ours, page, scores

ROOT = Path(__file__).resolve().parents[2]
POLICY = next((ROOT / "corpus" / "documents").glob("*.md"))
LINES = [
    "一、总体要求",
    "到2027年，未来产业综合实力显著提升，部分领域实现全球引领。",
    "二、重点任务",
    "加强前瞻谋划部署，把握发展趋势。",
]


def test_scores_are_shares_of_characters() -> None:
    text = "部分领域实现全球引领。"
    assert scores(text, text) == (1.0, 1.0)
    assert scores("", text) == (0.0, 0.0)
    precision, recall = scores(text + "主办单位某某部办公厅网站标识码", text)
    assert 0.3 < precision < 0.6
    assert recall == 1.0


@pytest.mark.parametrize("frame", FRAMES)
def test_a_page_holds_the_article_and_more(frame: str) -> None:
    html = page(FRAMES[frame], "某某意见", LINES)
    assert all(line in html for line in LINES)
    assert "京ICP备" in html
    assert len(html) > 3 * sum(map(len, LINES))


def test_ours_in_every_frame() -> None:
    rows = measure([POLICY], {"问策": ours})
    assert [row["frame"] for row in rows] == list(FRAMES)
    for row in rows:
        assert float(str(row["recall"])) >= 0.99, row
        assert float(str(row["precision"])) >= 0.95, row
