"""python -m eval: its commands, from run to load, on the command line.

Knows how results are shown in a terminal; everything else is in the modules it calls.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.command import COULD_NOT, DONE, print_json, run_command
from eval.arguments import parser

if TYPE_CHECKING:
    from corpus.settings import Settings
    from eval.run import Finished, Progress


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; exit status as in the contract."""
    options = parser().parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "run": _run,
        "compare": _compare,
        "bench": _bench,
        "draft": _draft,
        "robust": _robust,
        "table": _table,
        "from-feedback": _from_feedback,
        "load": _load,
    }
    return run_command(lambda: commands[options.command](options))


def _settings(options: argparse.Namespace) -> Settings:
    from corpus.settings import load_settings

    overrides: list[tuple[str, object]] = []
    if options.home is not None:
        overrides.append(("home", options.home))
    if options.generator is not None:
        overrides.append(("answer.generator", options.generator))
    return load_settings(overrides)


def _seed(options: argparse.Namespace) -> int:
    from eval.aggregate import SEED

    return SEED if options.seed is None else int(options.seed)


def _run(options: argparse.Namespace) -> int:
    from eval.question_file import read_questions
    from eval.report_data import write_run
    from eval.report_page import report_page
    from eval.run import grid_cells, parse_grid, run, select, settings_for, with_cell

    questions = select(read_questions(options.questions), options.split, options.limit)
    cells = grid_cells(parse_grid(options.grid))
    base = settings_for(_settings(options), options.documents, own_home=options.home is not None)
    prepared = [with_cell(base, cell) for cell in cells]  # a wrong name is told before anything runs
    out = options.out or Path("runs") / options.questions.stem
    results: list[dict[str, object]] = []
    for cell, settings in zip(cells, prepared, strict=True):
        name = ",".join(f"{key}={value}" for key, value in cell)
        with _progress(len(questions), name or options.questions.name) as progress:
            finished = run(
                settings,
                questions,
                options.documents,
                question_file=options.questions.name,
                split=options.split,
                seed=_seed(options),
                progress=progress,
            )
        _judge(options, finished)
        folder = out if len(cells) == 1 else out / name.replace("/", "_")
        write_run(
            folder,
            finished.report,
            finished.answers,
            report_page(finished.report, finished.scored, finished.documents),
        )
        for line in finished.report["warnings"]:
            print(f"提醒：{line}", file=sys.stderr)
        results.append({"settings": dict(cell), "report": finished.report, "folder": str(folder)})
    _show(results, options)
    return DONE


def _show(results: Sequence[dict[str, object]], options: argparse.Namespace) -> None:
    from eval.sweep import sweep_json, sweep_table
    from eval.table import metrics_table

    last = results[-1]
    report = last["report"]
    assert isinstance(report, dict)
    if len(results) > 1:
        print_json(sweep_json(results)) if options.json else print(sweep_table(results))
    elif options.json:
        print_json(report)
    else:
        print(metrics_table(report))
        print(f"\n{len(report['failures'])} 题没有答好。报告：{last['folder']}/report.html")


def _judge(options: argparse.Namespace, finished: Finished) -> None:
    if not options.judge:
        return
    from eval.judge import judge_answers

    with _progress(len(finished.scored), "评判") as progress:
        finished.report["judge"] = judge_answers(
            finished.scored, options.judge, options.judge_model or "", progress
        )


class _progress:
    """A bar on a terminal's standard error, nothing elsewhere."""

    def __init__(self, total: int, label: str) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=total, desc=label, unit="题", disable=None, leave=False)

    def __enter__(self) -> Progress:
        return self._advance

    def _advance(self) -> None:
        self._bar.update()

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def _compare(options: argparse.Namespace) -> int:
    from eval.compare import compare, comparison_json, comparison_table, dropped
    from eval.report_data import read_run

    run_a, run_b = (read_run(folder, with_answers=None) for folder in (options.run_a, options.run_b))
    comparison = compare(run_a, run_b, _seed(options))
    worse = dropped(comparison, options.fail_under_drop)
    if options.json:
        print_json(comparison_json(comparison))
    else:
        print(comparison_table(comparison))
        for item in comparison.flipped:
            change = "变好" if item.better else "变差"
            print(f"\n[{change}] {item.id} {item.question}")
            print(f"  {comparison.name_a}（{item.failure_a or '答好'}）：{item.answer_a}")
            print(f"  {comparison.name_b}（{item.failure_b or '答好'}）：{item.answer_b}")
        for name, missing in ((comparison.name_a, comparison.only_a), (comparison.name_b, comparison.only_b)):
            if missing:
                print(f"\n只在 {name} 中的题（未比较）：{'、'.join(missing)}")
    for fell in worse:
        print(
            f"指标 {fell.metric} 显著变差：{fell.a} → {fell.b}（差的 95 % 区间 {fell.low} 到 {fell.high}）",
            file=sys.stderr,
        )
    return COULD_NOT if worse else DONE


def _bench(options: argparse.Namespace) -> int:
    from eval.bench import bench
    from eval.bench_table import bench_table

    content = bench(
        sizes=options.sizes, quick=options.quick, say=lambda line: print(line, file=sys.stderr, flush=True)
    )
    if options.json:
        print_json(content)
    else:
        print(bench_table(content))
    return DONE


def _draft(options: argparse.Namespace) -> int:
    from eval.draft import draft_lines

    return _drafted(draft_lines(options.document), options.out)


def _from_feedback(options: argparse.Namespace) -> int:
    from corpus.settings import load_settings
    from eval.from_feedback import feedback_lines

    home = options.home or load_settings().home
    return _drafted(feedback_lines(home, None if options.verdict == "all" else options.verdict), options.out)


def _drafted(lines: Sequence[str], out: Path | None) -> int:
    if out is None:
        print("\n".join(lines))
    else:
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"拟出 {len(lines)} 题草稿，写到 {out}；请逐题修改并去掉 draft 字段。", file=sys.stderr)
    return DONE


def _load(options: argparse.Namespace) -> int:
    from eval.load_command import load

    content = load(options, say=lambda line: print(line, file=sys.stderr, flush=True))
    print_json(content)
    return COULD_NOT if content["failures"] else DONE


def _robust(options: argparse.Namespace) -> int:
    from eval.question_file import read_questions
    from eval.robustness import robustness, robustness_table
    from eval.run import select, settings_for

    questions = select(read_questions(options.questions), options.split, options.limit)
    settings = settings_for(_settings(options), options.documents, own_home=options.home is not None)
    content = robustness(
        settings,
        questions,
        options.documents,
        seed=_seed(options),
        out=options.out,
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
    if options.json:
        print_json(content)
    else:
        print(robustness_table(content))
    return DONE


def _table(options: argparse.Namespace) -> int:
    from eval.report_data import keep_report, read_run
    from eval.table import readme_section, update_readme

    report = read_run(options.run, with_answers=False).report
    if options.keep is not None:
        keep_report(options.keep, report)
    if options.readme is None:
        print(readme_section(report))
    else:
        changed = update_readme(options.readme, report)
        print(f"{options.readme} {'已更新' if changed else '已是最新'}。", file=sys.stderr)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
