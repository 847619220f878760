"""An `Answer` as the JSON object that other programs rely on (contract, section 4).

Knows nothing of how answers come about.
"""

from __future__ import annotations

from index import hit_to_json
from qa.schema import Answer, Citation, Sentence


def answer_to_json(answer: Answer) -> dict[str, object]:
    """The object of `python -m qa --json` and `POST /api/ask`."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "answer": answer.text,
        "sentences": [sentence_to_json(sentence) for sentence in answer.sentences],
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "hits": [hit_to_json(hit) for hit in answer.hits],
        "generator": answer.generator,
        "confidence": None if answer.confidence is None else round(answer.confidence, 4),
        "notice": answer.notice,
        "timings": {name: round(milliseconds, 1) for name, milliseconds in answer.timings},
    }


def sentence_to_json(sentence: Sentence) -> dict[str, object]:
    """One sentence with its markers and its check."""
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "support": sentence.support.value,
        "reason": sentence.reason,
    }


def citation_to_json(citation: Citation) -> dict[str, object]:
    """One citation with its clause and exact characters."""
    return {
        "marker": citation.marker,
        "document_id": citation.document_id,
        "title": citation.title,
        "source": citation.source,
        "clause": citation.path.short,
        "clause_path": list(citation.path.headings),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "page": citation.page,
    }
