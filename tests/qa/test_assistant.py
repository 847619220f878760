"""The whole pipeline on the policy that ships: real encoder, real index, nothing replaced."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from corpus.schema import DocumentStatus
from corpus.settings import Settings
from index.schema import SearchFilter
from qa import AnswerStatus, Assistant, Turn, answer_to_json, open_assistant
from qa.schema import AnswerEvent, SentenceEvent, Stage, StageEvent, Support

pytestmark = pytest.mark.model

ANSWERED = [
    (
        "国家要重点发展哪六个方向的未来产业？",
        "四（一）1",
        ["未来制造", "未来信息", "未来材料", "未来能源", "未来空间", "未来健康"],
    ),
    ("國家要重點發展哪六個方向的未來產業？", "四（一）1", ["未来制造", "未来健康"]),
    ("重点任务有哪些？", "四（二）", ["加快技术创新和产业化", "优化产业支撑体系"]),
    ("到2027年的发展目标是什么？", "三", ["部分领域实现全球引领", "关键核心技术取得重大突破"]),
    ("怎么建设中式能力？", "四（六）14", ["中试和应用验证平台"]),
    ("这份意见由哪些部门联合印发？", "", ["工业和信息化部", "中国科学院"]),
    ("政策里对6G怎么说？", "四（六）16", ["前瞻布局6G"]),
    ("文件的文号是什么？", "", ["工信部联科〔2024〕12号"]),
]


@pytest.mark.parametrize(("question", "clause", "points"), ANSWERED, ids=[q for q, _, _ in ANSWERED])
def test_answers_with_the_clause_that_says_so(
    assistant: Assistant, question: str, clause: str, points: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.status is AnswerStatus.ANSWERED
    assert clause in {citation.path.short for citation in answer.citations}
    assert all(point in answer.text for point in points)
    for citation in answer.citations:
        document = assistant.index.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote
    assert all(sentence.support is Support.SUPPORTED for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "到2030年的发展目标是什么？",
        "天津的未来产业目标是什么？",
        "财政部在其中负责什么？",
        "工信部联科〔2024〕99号讲了什么？",
        "明天天气怎么样？",
        "红烧肉怎么做？",
    ],
)
def test_what_the_document_does_not_say_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.citations == ()
    assert "没有找到" in answer.text


def test_a_complete_enumeration_is_the_whole_answer(assistant: Assistant) -> None:
    answer = assistant.ask("国家要重点发展哪六个方向的未来产业？")
    assert [citation.path.short for citation in answer.citations] == ["四（一）1"]


def test_refusal_can_be_switched_off(policy_settings: Settings, assistant: Assistant) -> None:
    never = Assistant(assistant.index, policy_settings.with_value("answer.refusal", 0))
    always = Assistant(assistant.index, policy_settings.with_value("answer.refusal", 1.01))
    question = "中试能力怎么建设？"
    assert never.ask(question).status is AnswerStatus.ANSWERED
    assert always.ask(question).status is AnswerStatus.NO_EVIDENCE


def test_a_follow_up_is_understood_from_the_turn_before(assistant: Assistant) -> None:
    answer = assistant.ask("那2027年呢？", [Turn("到2025年的发展目标是什么？")])
    assert answer.standalone_question == "到2027年的发展目标是什么？"
    assert "部分领域实现全球引领" in answer.text


def test_several_years_are_answered_one_after_the_other(assistant: Assistant) -> None:
    answer = assistant.ask("2025年和2027年的发展目标有什么不同？")
    assert "部分领域达到国际先进水平" in answer.text
    assert "部分领域实现全球引领" in answer.text


def test_a_stream_tells_its_stages_then_sentences_then_the_answer(assistant: Assistant) -> None:
    events = list(assistant.stream("中试能力怎么建设？"))
    stages = [event.stage for event in events if isinstance(event, StageEvent)]
    assert stages == [Stage.RETRIEVING, Stage.READING, Stage.VERIFYING]
    assert isinstance(events[-1], AnswerEvent)
    told = [event.sentence for event in events if isinstance(event, SentenceEvent)]
    assert tuple(told) == events[-1].answer.sentences


def test_small_talk_gets_a_polite_line_and_no_search(assistant: Assistant) -> None:
    answer = assistant.ask("你好！")
    assert answer.status is AnswerStatus.NO_EVIDENCE
    assert answer.hits == ()
    assert "问策" in answer.text


def test_a_filter_that_excludes_the_document_finds_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("中试能力怎么建设？", where=SearchFilter(document_ids=frozenset()))
    assert answer.status is AnswerStatus.NO_EVIDENCE


def test_the_json_of_the_contract(assistant: Assistant) -> None:
    content = answer_to_json(assistant.ask("国家要重点发展哪六个方向的未来产业？"))
    assert {
        "question", "standalone_question", "status", "answer", "sentences", "citations", "hits",
        "generator", "timings",
    } <= content.keys()  # fmt: skip
    citation = json.loads(json.dumps(content))["citations"][0]
    assert citation["clause_path"] == ["四、重点任务", "（一）全面布局未来产业", "1.加强前瞻谋划部署"]
    assert "[1]" in str(content["answer"])


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments, "--home", str(settings.home)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_line_prints_one_json_object(policy_settings: Settings) -> None:
    done = run(policy_settings, "那2027年呢？", "--history", "到2025年的发展目标是什么？", "--json")
    assert done.returncode == 0
    content = json.loads(done.stdout)
    assert content["standalone_question"] == "到2027年的发展目标是什么？"
    assert content["status"] == "answered"


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [(["  "], 1, "问题是空的"), ([], 2, "usage"), (["问", "--generator", "x"], 2, "usage")],
)
def test_bad_input_is_told_in_one_line(
    policy_settings: Settings, arguments: list[str], status: int, line: str
) -> None:
    done = run(policy_settings, *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert line in done.stderr
    assert status == 2 or done.stderr.count("\n") == 1


def test_no_index_is_told_with_the_command_that_makes_one(policy_settings: Settings) -> None:
    missing = policy_settings.with_value("home", policy_settings.home / "nothing-here")
    done = run(missing, "中试能力怎么建设？")
    assert done.returncode == 1
    assert "python -m index build" in done.stderr


def test_a_repealed_source_is_labelled(tmp_path_factory: pytest.TempPathFactory) -> None:
    from index import build_index

    folder = tmp_path_factory.mktemp("repealed")
    text = "测试设备管理办法\n\n第一条 测试设备每年检定一次，由使用单位负责。\n\n第二条 本办法自2001年1月1日起施行，有效期至2010年12月31日。\n"
    (folder / "测试设备管理办法.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "home")
    build_index(settings, [folder / "测试设备管理办法.txt"])
    assistant = open_assistant(settings)
    (summary,) = assistant.index.documents()
    answer = assistant.ask("测试设备多久检定一次？")
    assert "每年检定一次" in answer.text
    assert (summary.status.label in answer.notice) is (summary.status is DocumentStatus.REPEALED)
    assert summary.status is DocumentStatus.REPEALED


def test_neighbouring_sentences_of_a_clause_share_one_citation(assistant: Assistant) -> None:
    answer = assistant.ask("重点任务第14条说了什么？")
    assert len(answer.sentences) >= 3
    assert {citation.path.short for citation in answer.citations} == {"四（六）14"}
    assert {sentence.citations for sentence in answer.sentences} == {(1,)}
    (citation,) = answer.citations
    document = assistant.index.document(citation.document_id)
    assert document.text[citation.start : citation.end] == citation.quote
    assert all(sentence.text in " ".join(citation.quote.split("\n")) for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "said", "left_out"),
    [
        ("到2025年要打造多少家领军企业？", "打造百家领军企业", "典型应用场景"),
        ("初步形成未来产业发展模式的时间节点是哪年？", "到2025年", "到2027年"),
        ("第四部分有哪些任务？", "（六）优化产业支撑体系", "人形机器人"),
    ],
)
def test_the_answer_is_what_was_asked_for(
    assistant: Assistant, question: str, said: str, left_out: str
) -> None:
    text = assistant.ask(question).text
    assert said in text
    assert left_out not in text


def test_issuers_are_one_quotation(assistant: Assistant) -> None:
    answer = assistant.ask("实施意见一共由几个部门联合发布？")
    assert answer.text.startswith("共7个：工业和信息化部、教育部")
    assert len(answer.citations) == 1


def test_a_section_that_is_not_there_is_not_guessed(assistant: Assistant) -> None:
    assert assistant.ask("组织领导第二条是什么？").status is AnswerStatus.NO_EVIDENCE


def test_a_comparison_has_a_block_for_each(assistant: Assistant) -> None:
    text = assistant.ask("工业终端和消费级终端的发展重点有什么区别？").text
    assert "工业终端产品" in text
    assert "消费级终端" in text
