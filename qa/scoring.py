"""What makes a sentence a candidate for the answer, as numbers, and what each is worth.

Knows one sentence, its hit and what was measured of them; nothing of the other candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from corpus.normal_form import comparison_form
from corpus.schema import ClausePath
from index.schema import Hit
from qa.definition import defined_term, defines
from qa.expected import counts_asked, shares_count
from qa.formula import formula_asked, has_formula
from qa.mention import OFFICIAL, names_document
from qa.quantities import quantities
from qa.question import Question, QuestionKind
from qa.ranges import holds_case
from qa.tables import Row, asked_for
from qa.terms import PLACES


@dataclass(frozen=True, slots=True)
class Parts:
    """Of a sentence: `similarity` is its cosine with the question; `coverage` the share of the question's term
    weight in it, `heading_coverage` with its headings; `rank` 1 / the rank of its hit; `kind` how far its form
    is what is asked for; `named` whether the question names its document's kind; `official` whether the source
    is; `counted` whether it counts as many as the question; `relevance` in [0, 1] the reader's probability that
    its passage answers; `answer` in [0, 1] how likely the reader sees the answer in it; `defined` whether it says
    what the term means that is asked about; `formal` whether it says why a document was made, or from when it holds,
    where that is asked; `tabled` whether it is the row of a table that is asked for; `headed` whether the heading above it
    is what is asked for (申报时间是什么时候); `cased` whether it sets a range that holds an amount of the case that is asked
    about (停了50天, 超过45天的).
    """

    similarity: float
    coverage: float
    heading_coverage: float
    rank: float
    kind: float
    named: float
    official: float
    counted: float
    relevance: float = 0.0
    answer: float = 0.0
    defined: float = 0.0
    formal: float = 0.0
    tabled: float = 0.0
    headed: float = 0.0
    cased: float = 0.0


# What each part is worth, in units of cosine, without and with a reader. Fitted on the development halves of the
# shipped question sets, with a reader also on the two written sets that it was not trained on
# (`qa/reader/written/*-d.jsonl`): of 648 questions the best sentence is gold for 0.793 in cross-validation (0.772
# with the weights before). The test halves were not looked at.
PLAIN = Parts(
    similarity=1.0, coverage=0.12, heading_coverage=0.06, rank=0.04, kind=0.03, named=0.04, official=0.03, counted=0.03, defined=0.12, formal=0.12, tabled=0.16, headed=0.06, cased=0.05
)  # fmt: skip
READ = replace(PLAIN, coverage=0.0, heading_coverage=0.08, named=0.05, relevance=0.055, answer=0.085)

_ASKS_PLACES = re.compile(r"哪(?:些|几)个?(?:省|市|地方|地区|城市|区域|国家)")
_ASKS_AMOUNTS = re.compile("(?:分别|各自?)(?:是|为|有|达|达到)?(?:多少|几)")


def score(parts: Parts, weights: Parts) -> float:
    """The weighed sum."""
    return float(sum(getattr(parts, item.name) * getattr(weights, item.name) for item in fields(Parts)))


def parts_of(
    question: Question,
    hit: Hit,
    sentence: str,
    similarity: float,
    coverages: tuple[float, float],
    row: Row | None = None,
) -> Parts:
    """The parts of `sentence` but for what a reader says; `coverages` are its own and with headings, `row` the row of a
    table that it stands in."""
    return Parts(
        similarity=similarity,
        coverage=coverages[0],
        heading_coverage=coverages[1],
        rank=1 / hit.rank,
        kind=looks_like(question, sentence),
        named=names_document(question.text, hit.title, hit.tier),
        official=float(hit.tier in OFFICIAL),
        counted=float(shares_count(question.text, sentence)),
        defined=float(defines(sentence, defined_term(question.text))),
        formal=float(has_formula(sentence, formula_asked(question.text))),
        tabled=float(row is not None and asked_for(row, question.text)),
        headed=float(is_headed(question.text, hit.passage.path)),
        cased=float(row is None and holds_case(question.text, sentence)),
    )


_SHORTEST_TITLE = 3  # characters
_ASKED_OF = "(?:分别|具体|都|各)*(?:是|为|有|包括|由|定)*(?:什么|多少|多大|多高|多[久长]|哪|几|谁|怎么|如何)"


def is_headed(question: str, path: ClausePath) -> bool:
    """Whether the innermost heading of `path` is what `question` asks for: 申报时间 in 申报时间是什么时候."""
    title = comparison_form(path.steps[-1].title) if path.steps else ""
    asked = comparison_form(question) if len(title) >= _SHORTEST_TITLE else ""
    return title in asked and re.search(re.escape(title) + _ASKED_OF, asked) is not None


def looks_like(question: Question, sentence: str) -> float:
    """How much the form of `sentence` is that of an answer to `question`, in [0, 1]."""
    has_number = any(char.isdigit() or char in "百千万亿两" for char in sentence)
    match question.kind:
        case QuestionKind.LIST if _ASKS_PLACES.search(question.text):
            return min(1.0, len({place for place in PLACES if place in sentence}) / 2)
        case QuestionKind.LIST if sentence.endswith(("：", ":")):
            return 1.0  # 可以采取下列措施： opens the list that is asked for
        case QuestionKind.LIST if _ASKS_AMOUNTS.search(question.text):
            return min(1.0, len(quantities(sentence)) / 4)
        case QuestionKind.LIST:
            return min(1.0, (sentence.count("、") + sentence.count("；")) / 4)
        case QuestionKind.NUMBER:
            return (float(has_number) + float(counts_asked(question.text, sentence))) / 2
        case QuestionKind.DATE:
            return float("年" in sentence and has_number)
        case QuestionKind.DEFINITION:
            return float(
                any(mark in sentence for mark in ("是指", "是具有", "是基于", "指的是", "，是", "称为"))
            )
        case _:
            return 0.0
