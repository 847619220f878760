"""The comparison with other systems: what is asked, and ours measured for real; the peers' packages are optional."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from eval.peer_systems import SYSTEMS
from eval.peers import NAMES, measure, read_asked, table
from eval.schema import Evidence, Question

ROOT = Path(__file__).resolve().parents[2]
POLICY = next((ROOT / "corpus" / "documents").glob("*.md"))
QUESTION = Question(
    "q",
    "国家要重点发展哪六个方向的未来产业？",
    evidence=(Evidence(POLICY.name, "未来制造、未来信息、未来材料"),),
)


def test_every_system_has_a_name() -> None:
    assert set(NAMES) == set(SYSTEMS)


def test_questions_of_a_file_without_history_that_have_an_answer() -> None:
    asked = read_asked(ROOT / "eval" / "questions" / "policy.jsonl", [POLICY], None)
    assert len(asked) > 50
    assert all(item.answerable and not item.history and item.evidence for item in asked)
    assert read_asked(ROOT / "eval" / "questions" / "policy.jsonl", [POLICY], 3) == asked[:3]


def test_legal_questions_whose_articles_stand_in_the_documents(tmp_path: Path) -> None:
    law = tmp_path / "law.md"
    law.write_text(
        "# 某某法\n\n第一条  为了规范管理，制定本法。\n\n第二条 本法自公布之日起施行。\n", encoding="utf-8"
    )
    rows = [
        {"id": 1, "question": "为什么立法？", "texts": {"某某法第一条": "第一条 为了规范管理,制定本法。"}},
        {"id": 2, "question": "谁负责？", "texts": {"某某法第九条": "第九条 国务院负责。"}},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    assert [item.id for item in read_asked(path, [law], None)] == ["1"]


@pytest.mark.model
@pytest.mark.filterwarnings("ignore:`langchain-community` is being sunset:DeprecationWarning")
@pytest.mark.parametrize("name", list(SYSTEMS))
def test_a_system_is_measured(name: str, tmp_path: Path) -> None:
    needed = {"langchain": "langchain_classic", "llamaindex": "llama_index"}.get(name.partition("-")[0])
    if needed and find_spec(needed) is None:
        pytest.skip("requirements-peers.txt is not installed")
    row = measure(name, [QUESTION], [POLICY], tmp_path)
    assert row["recall@5"] == 1.0
    assert row["passages"] > 5  # LlamaIndex cuts the policy into 7 pieces
    assert all(row[key] > 0 for key in ("build_s", "characters_per_s", "query_p50_ms", "peak_mib"))
    assert NAMES[name] in table([row])
