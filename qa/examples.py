"""Questions worth trying, made from the headings of the documents that are open.

Knows documents and the shape of headings; a question is shown only after `answerable` has tried it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, zip_longest

from corpus.schema import Clause, ClauseKind, Document
from qa.schema import Answer, AnswerStatus

_HEADING = re.compile(r"[\w\u4e00-\u9fff“”（）、·—-]{4,18}")
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十百千零〇\d]+[编章节条]|[（(]?[一二三四五六七八九十\d]+[）)、.．]|附件\d*)\s*"
)
# Headings that name a thing are asked "what is it", headings that name an action "what is required".
_NAMES_A_THING = re.compile(
    r"(?:目标|原则|思想|范围|定义|任务|职责|条件|程序|期限|标准|内容|对象|方式|责任|权利|义务|概念|措施|机制|体系|要求)$"
)
_SHORTEST_BODY = 40  # characters under a heading; a bare heading answers nothing


def clause_questions(document: Document, *, titled: bool) -> Iterator[tuple[str, Clause]]:
    """A question for every clause with a telling heading and a text of its own, with that clause.

    `titled` names the document in the question, which several open documents call for.
    """
    subject = f"《{document.title.strip('《》')}》" if titled else ""
    for index, clause in enumerate(document.clauses):
        heading = _bare_heading(clause)
        if (
            heading is None
            or clause.end - clause.heading_end < _SHORTEST_BODY
            or _has_headed_child(document, index)
        ):
            continue
        if _NAMES_A_THING.search(heading):
            yield f"{subject}{'的' if subject else ''}{heading}是什么？", clause
        else:
            yield (
                f"{subject}{'对' if subject else ''}如何{heading}{'有哪些要求' if subject else ''}？",
                clause,
            )


def example_questions(
    documents: Sequence[Document], ask: Callable[[str], Answer], count: int = 4
) -> tuple[str, ...]:
    """Up to `count` questions over the first documents, each tried with `ask` and answered from its own clause."""
    titled = len(documents) > 1
    per_document = [list(_spread(document, titled, count)) for document in documents[:count]]
    candidates = [item for row in zip_longest(*per_document) for item in row if item is not None]
    return tuple(
        islice(
            (text for text, document, clause in candidates if answerable(ask(text), document, clause)), count
        )
    )


def answerable(answer: Answer, document: Document, clause: Clause) -> bool:
    """Whether the answer rests on the clause that the question was made from."""
    return answer.status is AnswerStatus.ANSWERED and any(
        cited.document_id == document.id and clause.start <= cited.start < clause.end
        for cited in answer.citations
    )


def next_questions(answer: Answer, document: Document, *, titled: bool, count: int = 2) -> tuple[str, ...]:
    """Questions about the clauses that follow the one cited first."""
    if answer.status is not AnswerStatus.ANSWERED or not answer.citations:
        return ()
    position = answer.citations[0].start
    asked = {citation.start for citation in answer.citations}
    following = (
        text
        for text, clause in clause_questions(document, titled=titled)
        if clause.start > position and not any(clause.start <= start < clause.end for start in asked)
    )
    return tuple(islice((text for text in following if text != answer.question), count))


def _spread(document: Document, titled: bool, count: int) -> Iterator[tuple[str, Document, Clause]]:
    """Candidates from all over the document: every n-th first, then the rest as replacements."""
    found = list(clause_questions(document, titled=titled))
    step = max(1, len(found) // max(count, 1))
    order = [*found[::step], *(item for index, item in enumerate(found) if index % step)]
    for text, clause in order[: count * 3]:
        yield text, document, clause


def _bare_heading(clause: Clause) -> str | None:
    """The heading's own words where they make a phrase: no sentence, no bare number."""
    if clause.kind is ClauseKind.TITLE or clause.heading_end <= clause.start or not clause.path.steps:
        return None
    step = clause.path.steps[-1]
    words = (step.title or _NUMBERING.sub("", step.heading)).strip("。：: 　")
    return words if _HEADING.fullmatch(words) else None


def _has_headed_child(document: Document, index: int) -> bool:
    """Whether the text under the heading belongs to narrower headings, which are better asked for."""
    clause = document.clauses[index]
    for below in document.clauses[index + 1 :]:
        if below.start >= clause.end:
            return False
        if below.heading_end > below.start and below.path != clause.path:
            return True
    return False
