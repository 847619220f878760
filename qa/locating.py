"""Questions for where something stands: 写在第几条, 哪一条规定了….

Knows one question; nothing of documents.
"""

from __future__ import annotations

import re

_COUNTER = "(?P<counter>条款|[条款章节编项段]|大?部分|小节)"
_ENDS = "(?=第几|来着|呢|啊|呀|[，,。？?！!、]|$|里|中|规定|写|说|讲|提|对|明确|要求|有|是|涉及|管|的)"
_WHERE = re.compile(
    rf"(?<![掏出付交缴贴补报退免担])(?:[，,]?请问)?(?:具体|分别)?(?:是|属于|归|写|放|规定|出现|体现|列|记载)*(?:在|于|自)?(?:文件|全文|原文|里面)?的?(?:第几|哪一?个?){_COUNTER}(?:的?下面|底下|之下)?{_ENDS}"
)


def place_asked(question: str) -> str:
    """The counter word of the place that `question` asks for (条, 章, 部分); "" where it asks for none."""
    found = _WHERE.search(question)
    return found["counter"] if found else ""


def without_place(question: str) -> str:
    """`question` without the words that ask for the place: what is to be found there."""
    return _WHERE.sub("", question)
