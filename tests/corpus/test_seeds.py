"""The four dirty seeds: how much of the real article is kept and how much of the debris is gone, in characters.

The labels are ours: the article runs from one short anchor to another; what lies outside, or between the
anchors listed as debris, is debris. Characters are compared after taking glosses, entities and spaces off.
"""

from __future__ import annotations

import logging
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus import load_document
from corpus.normal_form import comparison_form
from corpus.settings import Settings

pytestmark = pytest.mark.data
LOG = logging.getLogger(__name__)  # the measured numbers: pytest --log-cli-level=INFO

# file -> (article: first words, last words), (debris inside it: first words, last words)
LABELS: dict[str, tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]] = {
    "000_fe740c738d26767e.txt": ((("我国将建一批未来产业", "中国方案和中国智慧。"),), ()),
    "001_7e8289b5caf37c50.txt": ((("工信部等七部門發文推動未來產業創新發展\n發布時間", "新型數字基礎設施等。"),), ()),
    "003_770e526d64d4c347.txt": (
        (("未来产业:各地争相下好“先手棋”\n\n科技", "创新资源向未来产业集聚。"),),
        (("科技\n9月13日", "科技"),),
    ),
    "004_851b47d6dc56c1ea.txt": ((("本期专报", "共同投资未来产业。同时，完善金融财税支持政策。"),), ()),
}  # fmt: skip
_GLOSS = re.compile("(?<=[\u4e00-\u9fff])\\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\\)")


def readable(path: Path) -> str:
    return re.sub("\\?([lr]dquo);", "“", _GLOSS.sub("", path.read_text(encoding="utf-8")))


def labelled(path: Path) -> tuple[str, str]:
    """(the article's text, the debris) of a seed by our labels."""
    text = readable(path)
    articles, inner = LABELS[path.name]
    keep = bytearray(len(text))
    for first, last in articles:
        start = text.index(first)
        end = text.index(last, start) + len(last)
        keep[start:end] = b"\x01" * (end - start)
    for first, last in inner:
        start = text.index(first)
        keep[start : start + len(last)] = b"\x00" * len(last)
    article = "".join(char for char, kept in zip(text, keep, strict=True) if kept)
    debris = "".join(char for char, kept in zip(text, keep, strict=True) if not kept)
    return comparison_form(article), comparison_form(debris)


def matched(wanted: str, found: str) -> int:
    """How many characters of `wanted` stand, in order, in `found`."""
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


@pytest.mark.parametrize("name", sorted(LABELS))
def test_the_article_is_kept_and_the_debris_is_gone(name: str, shared_data: Path) -> None:
    path = shared_data / "seeds" / name
    article, debris = labelled(path)
    text = comparison_form(load_document(path, Settings()).text)
    kept = matched(article, text)
    recall, precision = kept / len(article), kept / len(text)
    gone = 1 - (len(text) - kept) / max(1, len(debris))
    LOG.info(
        f"{name}: kept {recall:.4f} of {len(article)}, precision {precision:.4f}, debris gone {gone:.4f} of {len(debris)}"
    )
    assert recall >= 0.98
    assert precision >= 0.98
    assert gone >= 0.98


@pytest.mark.parametrize("name", sorted(LABELS))
def test_no_gloss_is_left(name: str, shared_data: Path) -> None:
    text = load_document(shared_data / "seeds" / name, Settings()).text
    assert not re.search("[\u4e00-\u9fff][(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]", text)
    assert "ldquo" not in text


def test_the_mojibake_of_the_repost_is_marked(shared_data: Path) -> None:
    document = load_document(shared_data / "seeds" / "001_7e8289b5caf37c50.txt", Settings())
    assert [document.text[start:end] for start, end in document.damaged] == ["?!兑庖姟钒凑"]


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("000_fe740c738d26767e.txt", "official_interpretation"),
        ("001_7e8289b5caf37c50.txt", "news"),
        ("002_d168405bbcd77fb5.txt", "official_policy"),
        ("003_770e526d64d4c347.txt", "news"),
        ("004_851b47d6dc56c1ea.txt", "commentary"),
    ],
)
def test_tiers(name: str, tier: str, shared_data: Path) -> None:
    document = load_document(shared_data / "seeds" / name, Settings())
    assert document.tier.value == tier
    assert dict(document.reasons)["tier"]
