"""Answers that readers marked become drafts of questions, in the form of a question file.

A draft is a start for a person, never gold. Knows feedback and the contract object of answers; who said it is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.database import FILE_NAME
from corpus.normal_form import comparison_form
from eval.schema import EvaluationError
from qa.conversations import Conversations, Feedback

SHOULD_HAVE_ANSWERED = "不该说没有"
"""What the page's reader presses where a refusal was wrong."""
_NEAREST = 3


def feedback_lines(home: Path, verdict: str | None = None) -> tuple[str, ...]:
    """JSON lines of drafts from the feedback below `home`, a question once, in the order of its first mark.

    `verdict` "up" or "down" takes only these. Raises `EvaluationError` where nothing was marked.
    """
    kept = Conversations(home).feedback() if (home / FILE_NAME).exists() else ()
    wanted = [each for each in kept if each.question.strip() and verdict in {None, each.verdict}]
    if not wanted:
        raise EvaluationError(
            f"{home} 里没有可用的反馈", "请先在网页的回答下面按“有用”或“没答好”，或用 --home 指到别的数据目录"
        )
    return tuple(
        json.dumps(draft(number, marks), ensure_ascii=False)
        for number, marks in enumerate(by_question(wanted), start=1)
    )


def by_question(feedback: Iterable[Feedback]) -> tuple[tuple[Feedback, ...], ...]:
    """The marks of each question together, however it was punctuated; oldest first."""
    groups: dict[str, list[Feedback]] = {}
    for each in feedback:
        asked = standalone(each)
        groups.setdefault(comparison_form(asked) or asked, []).append(each)
    return tuple(map(tuple, groups.values()))


def standalone(feedback: Feedback) -> str:
    """The question as it was understood: what it leaned on is not kept with it."""
    return str(feedback.record.get("standalone_question") or feedback.question).strip()


def draft(number: int, marks: Sequence[Feedback]) -> dict[str, Any]:
    """One draft from the marks of one question; the answer that was marked last is the one it is about."""
    last = marks[-1]
    answered = last.record.get("status") == "answered"
    wrongly_refused = last.verdict == "down" and not answered and SHOULD_HAVE_ANSWERED in last.reason
    evidence = _cited(last.record) if answered else _nearest(last.record) if wrongly_refused else []
    clauses = [str(each["clause"]) for each in evidence if each["clause"]]
    record: dict[str, Any] = {
        "id": f"feedback{number:03d}",
        "draft": True,
        "type": "feedback",
        "question": standalone(last),
        "answerable": bool(evidence),
        "key_points": [],
        "evidence": [{"document": each["document"], "quote": each["quote"]} for each in evidence],
    }
    if clauses:
        record["clause"] = clauses[0]
    return record | {"feedback": _said(marks)}


def _cited(record: Mapping[str, Any]) -> list[dict[str, str]]:
    """The quotes that were cited, each once."""
    return _distinct((each["source"], each["quote"], each["clause"]) for each in record.get("citations", ()))


def _nearest(record: Mapping[str, Any]) -> list[dict[str, str]]:
    """The passages found nearest, among which a person will find what answers."""
    hits = record.get("hits", ())[:_NEAREST]
    return _distinct((each["source"], each["text"], each["clause"]) for each in hits)


def _distinct(found: Iterable[tuple[Any, Any, Any]]) -> list[dict[str, str]]:
    seen = {
        (str(document), str(quote)): str(clause or "")
        for document, quote, clause in found
        if str(quote).strip()
    }
    return [
        {"document": document, "quote": quote, "clause": clause} for (document, quote), clause in seen.items()
    ]


def _said(marks: Sequence[Feedback]) -> dict[str, Any]:
    """What readers said, for the person who finishes the draft."""
    last = marks[-1]
    return {
        "up": sum(each.verdict == "up" for each in marks),
        "down": sum(each.verdict == "down" for each in marks),
        "reasons": list(dict.fromkeys(each.reason for each in marks if each.reason)),
        "asked": last.question,
        "status": last.record.get("status"),
        "answer": last.record.get("answer", ""),
        "given_at": last.given_at.isoformat(timespec="seconds"),
    }
