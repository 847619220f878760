"""An optional judge: a language model behind an OpenAI-compatible server rates faithfulness and helpfulness.

Never part of the default table: a model's opinion moves with its version and its prompt, which are recorded.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from typing import Any

from eval.aggregate import PERCENTILES, resamples
from eval.measures import Scored
from eval.schema import EvaluationError

PROMPT = """你是严格的评审。下面是用户的问题、系统的回答和回答所引用的原文。
请打两个 1 到 5 的整数分：
faithfulness：回答的每句话是否都能由所引原文得出（5 = 全部能，1 = 与原文矛盾或没有依据）；
helpfulness：回答是否切中并完整地解决了问题（5 = 完整，1 = 答非所问）。
只输出一个 JSON 对象，例如 {"faithfulness": 4, "helpfulness": 5}，不要输出别的内容。"""
RATINGS = ("faithfulness", "helpfulness")
_OBJECT = re.compile(r"\{[^{}]*\}")


def judge_answers(
    scored: Sequence[Scored], base_url: str, model: str, progress: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Each answered question rated; means from 1 to 5 (higher is better) with 95 % bootstrap intervals.

    The key is read from OPENAI_API_KEY by the client; a local server needs none. A reply that holds no
    rating is counted in `unreadable`, never guessed. Raises `EvaluationError` when the `openai` package is
    missing or the server does not answer.
    """
    client, name = _client(base_url, model)
    ratings: dict[str, list[int]] = {rating: [] for rating in RATINGS}
    by_question: dict[str, dict[str, int]] = {}
    unreadable: list[str] = []
    for item in scored:
        if item.recorded.answered:
            found = _rating(_reply(client, name, _case(item), base_url))
            if found is None:
                unreadable.append(item.question.id)
            else:
                by_question[item.question.id] = found
                for rating in RATINGS:
                    ratings[rating].append(found[rating])
        progress()
    return {
        "model": name,
        "prompt": PROMPT,
        "temperature": 0,
        "ratings": {rating: _measured(values) for rating, values in ratings.items()},
        "unreadable": unreadable,
        "by_question": by_question,
    }


def _client(base_url: str, model: str) -> tuple[Any, str]:
    try:
        import openai
    except ImportError:
        raise EvaluationError("评判需要 openai 这个库", "请先 pip install openai") from None
    client = openai.OpenAI(
        base_url=base_url, api_key=os.environ.get("OPENAI_API_KEY", "none"), timeout=120, max_retries=2
    )
    if model:
        return client, model
    try:
        return client, str(next(iter(client.models.list())).id)
    except (openai.OpenAIError, StopIteration) as error:
        raise _silent(base_url, error) from error


def _silent(base_url: str, error: Exception) -> EvaluationError:
    detail = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    return EvaluationError(f"评判服务 {base_url} 没有应答（{detail}）", "请检查地址、--judge-model 和密钥")


def _case(item: Scored) -> str:
    quotes = "\n".join(f"[{citation.marker}] {citation.quote}" for citation in item.recorded.citations)
    answer = item.recorded.raw.get("answer", item.recorded.text)
    return f"问题：{item.question.question}\n\n回答：{answer}\n\n所引原文：\n{quotes or '（没有）'}"


def _reply(client: Any, model: str, case: str, base_url: str) -> str:
    import openai

    try:
        done = client.chat.completions.create(
            model=model,
            temperature=0,
            max_tokens=200,
            messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": case}],
        )
    except openai.OpenAIError as error:
        raise _silent(base_url, error) from error
    return str(done.choices[0].message.content or "") if done.choices else ""


def _rating(reply: str) -> dict[str, int] | None:
    """The last JSON object of the reply that has both ratings from 1 to 5, or None."""
    for found in reversed(_OBJECT.findall(reply)):
        try:
            content = json.loads(found)
            ratings = {rating: int(content[rating]) for rating in RATINGS}
        except (ValueError, KeyError, TypeError):
            continue
        if all(1 <= value <= 5 for value in ratings.values()):
            return ratings
    return None


def _measured(values: Sequence[int]) -> dict[str, float | int | None]:
    import numpy as np

    if not values:
        return {"value": None, "low": None, "high": None, "n": 0}
    column = np.array(values, dtype=float)
    low, high = np.percentile(column[resamples(len(values))].mean(axis=1), PERCENTILES)
    return {
        "value": round(float(column.mean()), 3),
        "low": round(float(low), 3),
        "high": round(float(high), 3),
        "n": len(values),
    }
