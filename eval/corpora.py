"""Documents changed for a test: the paragraphs that answer a question taken out.

Knows texts and gold quotes alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from eval.overlap import RUN, form, quote_coverage, text_precision
from eval.schema import Question

# A paragraph that holds this share of a gold quote answers in part, and goes too.
PART = 0.3


def without_evidence(
    texts: Sequence[tuple[str, str]], question: Question
) -> tuple[tuple[str, str], ...] | None:
    """`texts` (file name, text) without every paragraph that holds a good part of a gold quote.

    None when nothing was found to remove, or when nothing would be left.
    """
    quotes = [evidence.quote for evidence in question.evidence]
    removed = 0
    kept = []
    for source, text in texts:
        paragraphs = text.split("\n")
        rest = [paragraph for paragraph in paragraphs if not _answers(paragraph, quotes)]
        removed += len(paragraphs) - len(rest)
        if any(paragraph.strip() for paragraph in rest):
            kept.append((source, "\n".join(rest)))
    return tuple(kept) if removed and kept else None


def _answers(paragraph: str, quotes: Sequence[str]) -> bool:
    if any(quote_coverage(quote, (paragraph,)) >= PART for quote in quotes):
        return True
    return len(form(paragraph)) >= RUN and text_precision(paragraph, quotes) >= PART


def write_documents(folder: Path, texts: Sequence[tuple[str, str]]) -> list[Path]:
    """Write `texts` as UTF-8 text files, and return their paths. Names that would collide get a suffix."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for source, text in texts:
        path = folder / f"{Path(source).stem}.txt"
        if path in paths:
            path = folder / f"{Path(source).stem}-{hashlib.sha256(source.encode()).hexdigest()[:8]}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
