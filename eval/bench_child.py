"""One measurement in a process of its own: opening an index, searching and answering, and what memory that takes.

Run as `python -m eval.bench_child HOME`; prints one JSON object. Knows nothing of baselines or tables.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

QUERIES = (
    "国家要重点发展哪六个方向的未来产业？",
    "到2027年的发展目标是什么？",
    "中试能力如何建设？",
    "保障措施有哪几条？",
    "未来产业专项资金由谁设立？",
)


def main(home: str) -> int:
    """Measure and print; milliseconds and mebibytes."""
    started = time.perf_counter()
    from corpus.command import print_json
    from corpus.settings import load_settings
    from eval.bench_measure import medians, peak_memory, resident_memory

    settings = load_settings([("home", Path(home))])
    from index import open_index
    from qa import Assistant

    imported = time.perf_counter()
    index = open_index(settings)
    opened = time.perf_counter()
    index.search(QUERIES[0], 10)
    first = time.perf_counter()
    searched = medians(lambda query: index.search(query, 10), QUERIES)
    assistant = Assistant(index, settings)
    assistant.ask(QUERIES[0])
    answered = medians(lambda query: assistant.ask(query), QUERIES)
    print_json(
        {
            "passages": index.passage_count(),
            "import_ms": (imported - started) * 1000,
            "open_ms": (opened - imported) * 1000,
            "first_search_ms": (first - opened) * 1000,
            "search_ms": searched,
            "answer_ms": answered,
            "resident_mib": resident_memory(),
            "peak_mib": peak_memory(),
        }
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
