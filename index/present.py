"""Hits as the contract's JSON objects.

Knows field names; nothing of how hits are found.
"""

from __future__ import annotations

from index.schema import Hit


def hit_to_json(hit: Hit) -> dict[str, object]:
    """The object of `python -m index search --json` and of every `hits` list in the contract."""
    passage = hit.passage
    return {
        "document_id": passage.document_id,
        "source": hit.source,
        "clause": passage.path.short,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(hit.score, 6),
        "title": hit.title,
        "clause_path": list(passage.path.headings),
        "similarity": round(hit.similarity, 4),
        "sources": [source.value for source in hit.sources],
        "tier": hit.tier.value,
        "status": hit.status.value,
        "also_in": list(hit.also_in),
    }
