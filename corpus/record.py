"""A Document as compact JSON, and back without loss.

Knows the schema's fields; nothing of where records are kept.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from corpus.schema import (
    AuthorityTier,
    Clause,
    ClauseKind,
    ClausePath,
    ClauseStep,
    Document,
    DocumentStatus,
    Page,
)

# Raised whenever the same bytes would become a different Document: kept records are then made anew.
READING_VERSION = 10
_KINDS = tuple(ClauseKind)
_KIND_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}
_DATES = ("issued_on", "published_on", "effective_on", "expires_on")


def to_record(document: Document) -> bytes:
    """`document` as UTF-8 JSON; a clause keeps its own step only, for the others are its parent's."""
    clauses: list[list[object]] = []
    open_at: list[int] = []
    for index, clause in enumerate(document.clauses):
        depth = len(clause.path.steps)
        del open_at[depth - 1 :]
        parent = open_at[-1] if open_at else -1
        open_at.append(index)
        step = clause.path.steps[-1]
        row: list[object] = [
            _KIND_NUMBER[clause.kind], clause.start, clause.end, clause.heading_end, parent,
            _KIND_NUMBER[step.level], step.number, step.label, step.title, step.heading,
        ]  # fmt: skip
        clauses.append(row)
    content: dict[str, object] = {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "sha256": document.sha256,
        "text": document.text,
        "clauses": clauses,
        "issuers": document.issuers,
        "number": document.number,
        "status": document.status,
        "tier": document.tier,
        "keywords": document.keywords,
        "reasons": document.reasons,
        "pages": [[page.number, page.start, page.end] for page in document.pages],
        "cleaning": document.cleaning,
        "damaged": document.damaged,
        "warnings": document.warnings,
    }
    for name in _DATES:
        value = getattr(document, name)
        content[name] = value.isoformat() if value else None
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def from_record(record: bytes) -> Document:
    """The document that `to_record` was given. Raises `ValueError` or `KeyError` for a damaged record."""
    content: dict[str, Any] = json.loads(record)
    paths: list[tuple[ClauseStep, ...]] = []
    clauses = []
    for kind, start, end, heading_end, parent, level, number, label, title, heading in content["clauses"]:
        step = ClauseStep(_KINDS[level], tuple(number), label, title, heading)
        steps = (*paths[parent], step) if parent >= 0 else (step,)
        paths.append(steps)
        clauses.append(Clause(ClausePath(steps), _KINDS[kind], start, end, heading_end))
    dates = {name: date.fromisoformat(content[name]) if content[name] else None for name in _DATES}
    return Document(
        id=content["id"],
        title=content["title"],
        source=content["source"],
        sha256=content["sha256"],
        text=content["text"],
        clauses=tuple(clauses),
        issuers=tuple(content["issuers"]),
        number=content["number"],
        status=DocumentStatus(content["status"]),
        tier=AuthorityTier(content["tier"]),
        keywords=tuple(content["keywords"]),
        reasons=tuple((field, reason) for field, reason in content["reasons"]),
        pages=tuple(Page(*page) for page in content["pages"]),
        cleaning=tuple((rule, count) for rule, count in content["cleaning"]),
        damaged=tuple((start, end) for start, end in content["damaged"]),
        warnings=tuple(content["warnings"]),
        **dates,
    )
