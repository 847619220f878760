"""What an index holds, and whether it is whole.

Reads only; knows the parts of a generation and the library.
"""

from __future__ import annotations

from corpus import Library
from corpus.settings import Settings
from index.local import open_index
from index.schema import IndexFailure
from index.snapshot import check_files


def describe(settings: Settings) -> dict[str, object]:
    """Facts about the current generation, for people and programs. Raises `IndexFailure` as `open_index`."""
    index = open_index(settings)
    generation = index.generation
    size = sum(item.stat().st_size for item in generation.directory.rglob("*") if item.is_file())
    waiting = set(_library_ids(settings)) - {item.id for item in index.documents()}
    return {
        "home": str(settings.home),
        "generation": generation.number,
        "encoder": generation.manifest["encoder"],
        "dimension": generation.manifest["dimension"],
        "documents": generation.manifest["documents"],
        "passages": generation.manifest["passages"],
        "megabytes": round(size / 1e6, 1),
        "documents_waiting": len(waiting),
    }


def find_problems(settings: Settings) -> tuple[str, ...]:
    """One line for everything that is wrong: checksums, counts, documents that the library does not hold."""
    try:
        index = open_index(settings)
    except IndexFailure as error:
        return (str(error),)
    problems = list(check_files(index.generation))
    if problems:  # what follows reads those files
        return tuple(problems)
    for summary in index.documents():
        try:
            document = index.document(summary.id)
        except IndexFailure:
            problems.append(f"索引里的《{summary.title}》（{summary.id}）不在文库里")
            continue
        passages = index.passages(summary.id)
        if len(passages) != summary.passages:
            problems.append(f"《{summary.title}》应有 {summary.passages} 个段落，只有 {len(passages)} 个")
        if any(document.text[item.start : item.end] != item.text for item in passages):
            problems.append(f"《{summary.title}》有段落与原文不符")
    return tuple(problems)


def _library_ids(settings: Settings) -> tuple[str, ...]:
    return tuple(item.id for item in Library(settings.home).summaries())
