"""A short polite line for greetings and questions about the program itself; no retrieval.

Knows nothing of documents.
"""

from __future__ import annotations

from corpus.normal_form import comparison_form, simplify

_THANKS = ("谢谢", "多谢", "感谢", "辛苦", "thank")
_FAREWELL = ("再见", "拜拜")
_WEATHER = ("天气", "下雨", "下雪", "气温", "刮风")


def small_talk_line(question: str) -> str:
    """What to say to a greeting, thanks, a question about the weather, or 你能做什么."""
    form = comparison_form(simplify(question))
    if any(word in form for word in _THANKS):
        return "不客气，有政策文件方面的问题请继续问。"
    if any(word in form for word in _FAREWELL):
        return "再见，欢迎再来查政策。"
    if any(word in form for word in _WEATHER):
        return "文件中没有找到天气，我只根据已加入的政策文件回答问题。"
    return "您好，我是问策，只根据已加入的政策文件回答问题，每句话都注明出自哪一条；请直接问文件里的内容。"
