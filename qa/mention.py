"""Which of several documents a question means when it says 意见, 解读, 报道: by type word and by tier.

Knows nothing of passages; a preference, never a filter.
"""

from __future__ import annotations

import re

from corpus.normal_form import simplify
from corpus.schema import AuthorityTier

_TIERS = (
    (re.compile("解读|答记者问|政策问答"), AuthorityTier.OFFICIAL_INTERPRETATION),
    (re.compile("新闻|报道|记者|媒体"), AuthorityTier.NEWS),
    (re.compile("专报|智库|研究报告|评论文章"), AuthorityTier.COMMENTARY),
)
_TYPES = re.compile(
    "实施意见|指导意见|意见|通知|办法|规划|行动计划|实施方案|方案|条例|规定|决定|纲要|措施|细则|解释|公告|批复|章程|法典|法"
)
OFFICIAL = (AuthorityTier.LAW, AuthorityTier.OFFICIAL_POLICY)


def named_tier(question: str) -> AuthorityTier | None:
    """The tier of the sources that `question` names (官方解读, 新闻, 智库专报); None where it names none."""
    plain = simplify(question)
    return next((tier for pattern, tier in _TIERS if pattern.search(plain)), None)


_TIER_WORDS = re.compile("|".join(pattern.pattern for pattern, _ in _TIERS) + "|官方|政策|文章|稿")


def without_tier(question: str) -> str:
    """`question` without the words that name a kind of source."""
    return _TIER_WORDS.sub(" ", simplify(question))


def names_document(question: str, title: str, tier: AuthorityTier) -> bool:
    """Whether `question` names the kind of document that this one is.

    解读 means an interpretation whatever else is said; 意见 means an official document whose title says so.
    """
    plain, meant = simplify(question), named_tier(question)
    if meant is not None:
        return tier is meant
    return tier in OFFICIAL and any(word in title for word in _TYPES.findall(plain))
