"""The things that a question asks about which a document never speaks of: 购房 in 购房补贴是多少.

Knows words by jieba's dictionary: their parts of speech and how common they are.
"""

from __future__ import annotations

import functools

from index.tokens import tagged_words, word_frequency
from qa.terms import question_focus

# A word that jieba's dictionary counts as often (目标, 公司, 全国) names nothing by itself.
_COMMON = 3000
# They say in what form an answer is wanted, or who asks, and not of what.
_FORMS = frozenset(
    """封顶 幅度 区间 上限 下限 额度 落款 全称 层面 事儿 后果 结果 好处 用处 流程 手续 渠道 门槛 名单 清单 明细 号码 电话 网址 地址
    媳妇 老公 老婆 爱人 孩子 家属 邻居 老板 朋友 同事 亲戚""".split()
)


@functools.lru_cache(maxsize=1024)
def things_asked(question: str) -> tuple[str, ...]:
    """The nouns before the question word of `question` that name a thing, each of two characters or more."""
    return tuple(
        word
        for word, kind in tagged_words(question_focus(question))
        if len(word) >= 2
        and kind.startswith(("n", "vn"))
        and kind != "nr"
        and word not in _FORMS
        and 0 < word_frequency(word) < _COMMON
    )


def is_never_named(thing: str, text: str) -> bool:
    """Whether no two neighbouring characters of `thing` stand in `text`."""
    return not any(thing[at : at + 2] in text for at in range(len(thing) - 1))
