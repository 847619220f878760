"""Whether a sentence is whole clauses of a text, in their order, or a text's clauses joined as they do not stand there.

Knows text alone.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.normal_form import character_pairs, simplify
from index.tokens import tagged_words
from qa.quantities import quantity_form
from qa.sentences import NUMBERING
from qa.terms import PLACES

# What shares as many of its character pairs with a text is a shortening of it.
FULL_OVERLAP = 0.85


def is_excerpt(sentence: str, cited: str) -> bool:
    """Whether `sentence` is whole clauses of one paragraph of the cited text in their order, of one sentence or after
    the year that the paragraph opens with (到2025年，打造百家领军企业).

    What is left out between two of them must bound neither: no other year, place, condition or exception.
    """
    return any(_is_excerpt_of(sentence, line) for line in cited.split("\n"))


def _is_excerpt_of(sentence: str, line: str) -> bool:
    places = [place for place in PLACES if place not in sentence]
    wanted = [quantity_form(clause) for clause in clauses_of(sentence)]
    told, between = 0, ""
    for clause in re.findall(r"[^，,。；;：:！？]+[，,。；;：:！？]*", line):
        if told < len(wanted) and quantity_form(clause) == wanted[told]:
            stopped = re.search("[。；;！？]", between) and not (
                told == 1 and _YEAR_ALONE.fullmatch(wanted[0])
            )
            if stopped or _BOUNDS.search(between) or any(place in between for place in places):
                return False
            told, between = told + 1, clause[-1]
        elif told:
            between += simplify(clause)
    return told == len(wanted)


_YEAR_ALONE = re.compile("[到至]?(?:19|20)[0-9]{2}年[底末]?")
_BOUNDS = re.compile(
    "[0-9〇一二三四五六七八九十]年|的[，,]|(?:^|[，,。；;])(?:但|除|如|若|对|按|经|以|在)|不|未经|其中|另|以上|以下"
)


def clauses_of(text: str) -> list[str]:
    """The stretches between marks, …… where something is left out among them; the text itself where it has none."""
    return [part for part in re.split(r"[，,。；;：:！？…\n]", text) if part.strip()] or [text]


# What leads into a statement and says nothing itself.
_OPENING = re.compile(
    "^(?:(?:根据|按照|依照|依据)(?:该|本|上述|有关|相关)?(?:文件|规定|要求|通知|政策|法律|条款)(?:的)?(?:规定|要求)?|(?:该|本)?(?:文件|通知|意见|办法|条例|政策|条款|法律|原文)(?:中|还|明确|同时)*(?:提出|指出|规定|要求|明确|强调|提到)"
    "|也就是说|具体来说|具体而言|具体来看|换句话说|简单来说|总的来说|总体来看|一般来说|综上所述|综上|其中|此外|另外|同时|因此|所以|首先|其次|再次|最后|例如|比如|即|而且|并且)[，,：:]"
)


def without_opening(sentence: str) -> str:
    """`sentence` without the words that only lead in: 根据规定，, 也就是说，."""
    rest = sentence
    while (match := _OPENING.match(rest.lstrip())) is not None:
        rest = rest.lstrip()[match.end() :]
    return rest or sentence


def is_spliced(sentence: str, cited: str) -> bool:
    """Whether two clauses that `sentence` says one after the other stand in different sentences of `cited`, the second
    without what it opens with there: the subject of one with what is said of another.

    Whole sentences told together are not, nor an item after what leads to its list, nor what is said of nobody in
    particular: the measures of a policy, which open with what is to be done (加强宣传，推动落实).
    """
    sentences = _sentences(cited)
    stated = [_places_of(clause, sentences) for clause in clauses_of(sentence)]
    return any(_is_joint(first, second) for first, second in itertools.pairwise(stated))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clause stands: the number of its sentence, whether it opens it, and of the sentence that leads its list."""

    sentence: int
    opens: bool
    led_by: int | None


def _is_joint(first: Sequence[_Place], second: Sequence[_Place]) -> bool:
    if not first or not second:
        return False
    sentences = {place.sentence for place in first}
    return not any(
        place.opens or place.sentence in sentences or place.led_by in sentences for place in second
    )


def _places_of(clause: str, sentences: Sequence[tuple[tuple[str, ...], int | None]]) -> list[_Place]:
    form = quantity_form(clause)
    return [
        _Place(number, not _opens_with_subject(clauses[:at]), led_by)
        for number, (clauses, led_by) in enumerate(sentences)
        for at, each in enumerate(clauses)
        if form == each or (len(form) > _CONNECTIVE and word_overlap(form, each) >= FULL_OVERLAP)
    ]


def _opens_with_subject(clauses: Sequence[str]) -> bool:
    """Whether one of the clauses says of whom or of what case the others are; a connective or what is to be done does not."""
    return any(len(clause) > _CONNECTIVE and not _begins_with_verb(clause) for clause in clauses)


_OF_A_CASE = re.compile("违反|有|没有|未|无|属于|具有|是|在|因|经|依|对")


@functools.lru_cache(maxsize=4096)
def _begins_with_verb(clause: str) -> bool:
    """Whether the clause tells what is to be done; one that ends with 的 is a condition."""
    if clause.endswith("的") or _OF_A_CASE.match(clause):
        return False
    words = itertools.dropwhile(lambda word: word[1].startswith("d"), tagged_words(clause))
    return next(words, ("", ""))[1].startswith("v")


def _sentences(cited: str) -> list[tuple[tuple[str, ...], int | None]]:
    """The clauses of every sentence of `cited`, in normal form, with the number of the sentence that leads its list."""
    found: list[tuple[tuple[str, ...], int | None]] = []
    lead: int | None = None
    for match in re.finditer(r"[^。；;！？\n]+[。；;！？\n]*", cited):
        clauses = tuple(quantity_form(clause) for clause in clauses_of(NUMBERING.sub("", match.group())))
        found.append((clauses, lead))
        if re.search("[：:]\\s*$", match.group()):
            lead = len(found) - 1
    return found


_CONNECTIVE = 4  # 同时, 在此基础上 is longer but says what it is upon


def word_overlap(form: str, cited_form: str) -> float:
    """The share of the character pairs of `form` that `cited_form` holds, in [0, 1]."""
    pairs = character_pairs(form)
    return sum(pair in cited_form for pair in pairs) / len(pairs) if pairs else 0.0


def clause_overlap(sentence: str, cited: str) -> float:
    """The share of the character pairs of `sentence` that stand in the clause of `cited` most like its own, in [0, 1].

    Of one clause, so that what is said of one body does not count for another that stands beside it.
    """
    cited_forms = [quantity_form(clause) for clause in clauses_of(cited)]
    forms = [quantity_form(clause) for clause in clauses_of(sentence)]
    shares = [max(word_overlap(form, each) for each in cited_forms) for form in forms]
    lengths = [len(form) for form in forms]
    return sum(share * length for share, length in zip(shares, lengths, strict=True)) / max(1, sum(lengths))
