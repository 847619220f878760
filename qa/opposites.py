"""Words of which each excludes the others: what holds for one is not said of another, and one is asked after the other.

Knows words; nothing of questions or sentences.
"""

from __future__ import annotations

# Groups; the words of one are parted by a space, and each is a pattern.
OPPOSITES = (
    "收入 支出",
    "从重 从轻|减轻",
    "进口(?!商) 出口(?!商)",
    "城镇|城市(?=公益|居民|低保|户[口籍]|公墓|社区|地区|家庭|职工|学校) 农村|乡村",
    "门诊 住院",
    "大专|专科 本科 硕士 博士",
    "笔试 面试 体测|体能测[试评]",
    "上半年 下半年",
    "原告 被告",
)
