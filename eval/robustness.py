"""Whether answers stand when the question is disturbed, when noise is retrieved, and when the evidence is gone.

The last two are RGB's noise robustness and negative rejection (Chen et al. 2024, arXiv 2309.01431), applied to our
own retrieval. Knows how to put such questions; scoring and comparing are done elsewhere.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from corpus.settings import Settings
from eval.ask import Asked, open_asked, prepare_index, record_answers
from eval.compare import Comparison, compare
from eval.corpora import without_evidence, write_documents
from eval.disturb import Disturbance, disturb_all
from eval.noise import NoisyIndex
from eval.report_data import Run, report_content, score_all, write_run
from eval.report_page import report_page
from eval.run import indexed_texts
from eval.schema import Question, Recorded
from eval.table import show

SHOWN = ("evidence_recall@5", "citation_precision", "key_point_recall", "refusal_f1")
NOISE_RATIOS = (0.2, 0.4, 0.6, 0.8)  # RGB's own steps
EVIDENCE_REMOVED_AT_MOST = 40  # questions: each needs an index of its own

Say = Callable[[str], None]


def robustness(
    settings: Settings,
    questions: Sequence[Question],
    documents: Sequence[Path],
    *,
    seed: int,
    out: Path | None = None,
    say: Say = lambda _: None,
) -> dict[str, Any]:
    """Every disturbance, every noise ratio and the removal of evidence, each beside the undisturbed run.

    Raises what `index` and `qa` raise when there is no index or a document cannot be read.
    """
    if documents:
        prepare_index(settings, documents)
    assistant = open_asked(settings)
    texts = indexed_texts(assistant)

    def finish(name: str, asked: Sequence[Question], answers: Iterable[Recorded]) -> Run:
        recorded = tuple(answers)
        scored = score_all(asked, recorded)
        report = report_content(scored, question_file=name, settings=settings, seed=seed)
        if out is not None:
            write_run(out / name, report, recorded, report_page(report, scored, texts))
        return Run(name, report, {answer.id: answer for answer in recorded})

    say("原题 …")
    original = finish("original", questions, record_answers(assistant, questions))
    disturbances = {}
    for disturbance in Disturbance:
        disturbed = disturb_all(questions, disturbance, seed)
        if not disturbed:
            continue
        say(f"{disturbance.label}（{len(disturbed)} 题）…")
        run = finish(disturbance.value, disturbed, record_answers(assistant, disturbed))
        disturbances[disturbance.value] = _drop(compare(original, run, seed))
    answerable = [question for question in questions if question.answerable]
    noise = {}
    for ratio in NOISE_RATIOS if answerable else ():
        say(f"检索结果混入 {ratio:.0%} 的无关段落 …")
        answers = _with_noise(assistant, settings, answerable, ratio, seed)
        noise[f"{ratio:.1f}"] = _drop(
            compare(original, finish(f"noise_{ratio:.1f}", answerable, answers), seed)
        )
    say("从文件里去掉证据 …")
    content = {
        "questions": len(questions),
        "seed": seed,
        "original": {name: original.report["metrics"][name] for name in SHOWN},
        "disturbances": disturbances,
        "noise": noise,
        "evidence_removed": evidence_removed(settings, answerable, texts, say),
    }
    if out is not None:
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (out / "robustness.json").write_text(text, encoding="utf-8")
    return content


def _drop(comparison: Comparison) -> dict[str, Any]:
    return {
        "n": comparison.n,
        "metrics": {item.metric: asdict(item) for item in comparison.differences if item.metric in SHOWN},
        "turned_worse": [item.id for item in comparison.flipped if not item.better],
    }


def _with_noise(
    assistant: Asked, settings: Settings, questions: Sequence[Question], ratio: float, seed: int
) -> Iterable[Recorded]:
    from qa import Assistant

    for question in questions:
        index = NoisyIndex(assistant.index, question, ratio, seed)
        yield from record_answers(Assistant(index, settings), (question,))


def evidence_removed(
    settings: Settings, questions: Sequence[Question], texts: Sequence[tuple[str, str]], say: Say
) -> dict[str, Any]:
    """Ask questions whose evidence was cut out of every document, and count those that are refused.

    The paragraphs that hold the gold are removed, the rest is indexed anew: an answer now is made up from what
    merely looks alike. Of more questions than `EVIDENCE_REMOVED_AT_MOST`, evenly spaced ones are taken.
    """
    step = max(1, -(-len(questions) // EVIDENCE_REMOVED_AT_MOST))
    chosen = questions[::step]
    refused: list[str] = []
    answered: list[dict[str, str]] = []
    skipped: list[str] = []
    with tempfile.TemporaryDirectory(prefix="wence-evidence-") as folder:
        home = replace(settings, home=Path(folder) / "home")  # one home, so that vectors are made once
        for number, question in enumerate(chosen):
            kept = without_evidence(texts, question)
            if kept is None:
                skipped.append(question.id)
                continue
            place = Path(folder) / str(number)
            prepare_index(home, write_documents(place, kept), exactly=True)
            (recorded,) = record_answers(open_asked(home), (question,))
            if recorded.refused:
                refused.append(question.id)
            else:
                answered.append({"id": question.id, "question": question.question, "answer": recorded.text})
            if (number + 1) % 10 == 0:
                say(f"  {number + 1} / {len(chosen)} 题")
    asked = len(refused) + len(answered)
    return {
        "n": asked,
        "refused": len(refused) / asked if asked else None,
        "answered": answered,
        "skipped": skipped,
    }


def robustness_table(content: Mapping[str, Any]) -> str:
    """Markdown: a row a disturbance or noise ratio, each metric as its change with the interval."""
    lines = [
        "| 扰动 | 题数 | " + " | ".join(f"`{name}`" for name in SHOWN) + " |",
        "| --- | ---: |" + " ---: |" * len(SHOWN),
        f"| 原题 | {content['questions']} | "
        + " | ".join(show(name, content["original"][name]["value"]) for name in SHOWN)
        + " |",
    ]
    rows = [(Disturbance(name).label, row) for name, row in content["disturbances"].items()]
    rows += [(f"混入 {float(ratio):.0%} 无关段落", row) for ratio, row in content["noise"].items()]
    for label, row in rows:
        cells = [_change(row["metrics"].get(name)) for name in SHOWN]
        lines.append(f"| {label} | {row['n']} | " + " | ".join(cells) + " |")
    removed = content["evidence_removed"]
    if removed["n"]:
        lines.append(f"\n去掉证据后仍应拒答的 {removed['n']} 题中，拒答 {removed['refused']:.1%}。")
    return "\n".join(lines)


def _change(difference: Mapping[str, Any] | None) -> str:
    if difference is None:
        return "—"
    return f"{difference['difference']:+.3f}（{difference['low']:+.3f} – {difference['high']:+.3f}）"
