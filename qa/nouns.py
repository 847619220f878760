"""The things that a question asks about which a document never speaks of: 购房 in 购房补贴是多少.

Knows words by jieba's dictionary: their parts of speech and how common they are.
"""

from __future__ import annotations

import functools
from itertools import pairwise

from corpus.normal_form import character_pairs
from index.tokens import tagged_words, word_frequency
from qa.terms import question_focus

# A word that jieba's dictionary counts as often (目标, 公司, 全国) names nothing by itself.
_COMMON = 3000
_WORD = 2  # characters
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
    return not any(pair in text for pair in character_pairs(thing))


_NAMING = ("n", "vn", "b", "j")  # jieba's nouns, verbal nouns, distinguishing words and abbreviations
_NAMES_PROPER = ("nr", "ns", "nt")
# They stand before a noun and say nothing of its kind.
_NO_KIND = frozenset(
    "时候 比例 标准 金额 方面 情况 时间 期间 过程 单位 企业 具体 全部 部分 相关 有关".split()
)


@functools.lru_cache(maxsize=1024)
def kinds_asked(question: str) -> tuple[tuple[str, str], ...]:
    """(what tells the kind, the noun) for each noun of `question` with another before it: (直播, 基地)."""
    words = list(tagged_words(question))
    return tuple(
        (kind, noun)
        for (kind, first), (noun, second) in pairwise(words)
        if min(len(kind), len(noun)) >= _WORD
        and first.startswith(_NAMING)
        and first not in _NAMES_PROPER
        and second.startswith(("n", "vn"))
        and kind not in _NO_KIND
    )


def is_of_another_kind(question: str, sentence: str, context: str) -> bool:
    """Whether `sentence` speaks of another kind of what `question` asks about, and `context` (title, headings, passage)
    nowhere of the kind that is asked for: 实训基地 for 直播基地."""
    asked = [
        (kind, noun)
        for kind, noun in kinds_asked(question)
        if noun in sentence and is_never_named(kind, context)
    ]
    if not asked:
        return False
    words = list(tagged_words(sentence))
    told = {
        (first, second)
        for (first, tag), (second, _) in pairwise(words)
        if len(first) >= _WORD and tag.startswith(_NAMING) and first not in _NO_KIND
    }
    return any(
        noun == second and sorted(kind) != sorted(first)  # 营运补贴 is 运营补贴
        for kind, noun in asked
        for first, second in told
    )
