"""Question files: JSON lines to `Question`s, strictly, with the line number of whatever is wrong.

Knows nothing of documents or answers; a quote is checked against its document in `eval.verify_gold`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.schema import EvaluationError, Evidence, Question, Split


def read_questions(path: Path) -> tuple[Question, ...]:
    """Every question of `path` in file order; blank lines are skipped, unknown fields ignored.

    Raises `EvaluationError` naming the line for broken JSON, a missing or empty field, a field of the
    wrong kind or an id that stood before, and for a file that cannot be read or holds no question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise EvaluationError(f"找不到题集 {path}", "请检查路径") from None
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"题集 {path.name} 读不出来（{error}）", "请另存为 UTF-8 编码的 JSON Lines"
        ) from error
    questions: list[Question] = []
    first_line: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        question = _parse_line(line, number, path.name)
        if question.id in first_line:
            raise _bad(
                path.name,
                number,
                f"id {question.id!r} 与第 {first_line[question.id]} 行重复",
                "每题的 id 须唯一",
            )
        first_line[question.id] = number
        questions.append(question)
    if not questions:
        raise EvaluationError(
            f"题集 {path.name} 里没有题", "请每行写一个 JSON 对象，格式见 eval/questions/README.md"
        )
    return tuple(questions)


def write_questions(path: Path, records: list[Mapping[str, Any]]) -> None:
    """One JSON object a line, readable Chinese."""
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")


def _bad(name: str, number: int, problem: str, remedy: str) -> EvaluationError:
    return EvaluationError(f"题集 {name} 第 {number} 行：{problem}", remedy)


def _parse_line(line: str, number: int, name: str) -> Question:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _bad(
            name,
            number,
            f"不是合法的 JSON（第 {error.colno} 列：{error.msg}）",
            "请每行写一个完整的 JSON 对象",
        ) from None
    if not isinstance(record, dict):
        raise _bad(name, number, "不是 JSON 对象", "请写成 {…}")
    field = _Fields(record, number, name)
    answerable = field.flag("answerable", default=True)
    question = Question(
        id=field.identifier(),
        question=field.text("question"),
        type=field.optional_text("type") or "unspecified",
        history=field.texts("history"),
        answerable=answerable,
        key_points=field.key_points(),
        evidence=field.evidence(),
        clause=field.optional_text("clause"),
        split=field.split(),
        line=number,
    )
    if answerable and not question.evidence:
        raise _bad(name, number, "可回答的题没有 evidence", '请给出原文证据，或写明 "answerable": false')
    if not answerable and (question.key_points or question.evidence):
        raise _bad(
            name,
            number,
            "answerable 为 false 的题却有 key_points 或 evidence",
            '请去掉它们，或改为 "answerable": true',
        )
    return question


class _Fields:
    """Typed reading of one record; every failure names file and line."""

    def __init__(self, record: dict[str, Any], number: int, name: str) -> None:
        self._record, self._number, self._name = record, number, name

    def _fail(self, problem: str, remedy: str) -> EvaluationError:
        return _bad(self._name, self._number, problem, remedy)

    def identifier(self) -> str:
        value = self._record.get("id")
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise self._fail("缺少 id", "请给每题一个不重复的 id")
        return str(value).strip()

    def text(self, key: str) -> str:
        value = self._record.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fail(f"缺少 {key}，或它不是非空的文字", f"请填写 {key}")
        return value

    def optional_text(self, key: str) -> str:
        value = self._record.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._fail(f"{key} 不是文字", f"请把 {key} 写成字符串，或去掉它")
        return value.strip()

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._record.get(key, default)
        if not isinstance(value, bool):
            raise self._fail(f"{key} 不是 true 或 false", f"请把 {key} 写成 true 或 false，不加引号")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._record.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._fail(f"{key} 不是由非空文字组成的列表", f'请写成 "{key}": ["…"]，或去掉它')
        return tuple(value)

    def key_points(self) -> tuple[tuple[str, ...], ...]:
        value = self._record.get("key_points")
        if value is None:
            return ()
        remedy = '请写成 [["要点一"], ["要点二", "要点二的另一种写法"]]'
        if not isinstance(value, list):
            raise self._fail("key_points 不是列表", remedy)
        for point in value:
            whole = isinstance(point, list) and bool(point)
            if not whole or not all(isinstance(item, str) and item.strip() for item in point):
                raise self._fail("key_points 里的要点不是由非空文字组成的列表", remedy)
        return tuple(tuple(point) for point in value)

    def evidence(self) -> tuple[Evidence, ...]:
        value = self._record.get("evidence")
        if value is None:
            return ()
        remedy = '请写成 [{"document": "文件名", "quote": "原文"}]'
        if not isinstance(value, list):
            raise self._fail("evidence 不是列表", remedy)
        found = []
        for item in value:
            quote = item.get("quote") if isinstance(item, dict) else None
            document = (item.get("document") or "") if isinstance(item, dict) else ""
            if not isinstance(quote, str) or not quote.strip() or not isinstance(document, str):
                raise self._fail("evidence 里有一条没有非空的 quote，或 document 不是文字", remedy)
            found.append(Evidence(document, quote))
        return tuple(found)

    def split(self) -> Split | None:
        value = self._record.get("split")
        if value is None:
            return None
        if value not in list(Split):
            raise self._fail(f"split 是 {value!r}", "请写 dev 或 test，或去掉它")
        return Split(value)
