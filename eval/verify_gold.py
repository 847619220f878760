"""Whether the gold of a question set stands in the documents it is asked about.

Knows nothing of answers; a quote counts in whatever document holds it, in the contract's comparison form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.normal_form import contains
from eval.overlap import form
from eval.schema import Question


def gold_problems(questions: Iterable[Question], texts: Sequence[str]) -> tuple[str, ...]:
    """One Chinese line for each quote that stands in no document and each key point in no evidence."""
    forms = [form(text) for text in texts]
    problems = []
    for question in questions:
        where = f"第 {question.line} 行（{question.id}）"
        for evidence in question.evidence:
            quote = form(evidence.quote)
            if not quote or not any(quote in text for text in forms):
                problems.append(f"{where}：证据原文不在所给文件中：{evidence.quote[:40]}")
        joined = "\n".join(evidence.quote for evidence in question.evidence)
        for point in question.key_points:
            if not any(contains(joined, way) for way in point):
                problems.append(f"{where}：要点不在证据原文中：{point[0]}")
    return tuple(problems)
