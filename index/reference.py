"""What a question names outright: a document, a clause by its numbers, a document number, quoted words.

Reads the question alone; knows nothing of what is indexed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.normal_form import simplify
from corpus.numerals import parse_numeral

Step = tuple[str, tuple[int, ...]]  # the letter of `prepared.clause_key`, the number

_N = r"[零〇一二三四五六七八九十百千两0-9]+"
_STATUTE_LETTERS = {"编": "B", "分编": "F", "章": "Z", "节": "J", "条": "T", "款": "K", "项": "X", "目": "M"}
_STEP = rf"第?\(?({_N})\)?(分编|编|章|节|条|款|项|目)(?:之({_N}))?"
_STATUTE = re.compile(rf"第\(?{_N}\)?(?:分编|编|章|节|条|款|项|目)(?:之{_N})?(?:[\s的、,，中]*{_STEP})*")
_ONE_STEP = re.compile(_STEP)
_OUTLINE = re.compile(
    rf"(?<![一二三四五六七八九十百零\d(])(?P<first>[一二三四五六七八九十]+)[、.]?\s*\((?P<second>{_N})\)"
    r"(?:\s*[、.]?\s*(?P<third>\d{1,2})(?![\d年月日%.号]))?"
)
_PART_UNITS = "部分|大点|小点|点|方面|大项|小节|问题"
_PART = re.compile(
    rf"第\s*\(?({_N})\)?\s*个?(?:{_PART_UNITS})"
    rf"(?:[\s的中]*第?\s*\(({_N})\)[条项点]?)?(?:[\s的中]*第?\s*(\d{{1,2}})[条项点]?(?![\d年月日%.号个]))?"
)
_NAME = re.compile(r"《([^《》]{2,80})》")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,12})\s*[〔\[(【]\s*(\d{4})\s*[〕\])】]\s*(?:第\s*)?(\d{1,5})\s*号")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{4,200})[”\"」』]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause by its numbers; `before` is the question's text in front of it, where its document or heading
    may be named."""

    steps: tuple[Step, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that a question names. `text` is the question in the form that names are compared in."""

    text: str
    names: tuple[str, ...]
    references: tuple[Reference, ...]
    document_numbers: tuple[str, ...]
    phrases: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.names or self.references or self.document_numbers or self.phrases)


def read_mentions(question: str) -> Mentions:
    """Find what `question` names.

    >>> read_mentions("劳动合同法第39条第（二）项说了什么").references[0].steps
    (('T', (39,)), ('X', (2,)))
    """
    text = simplify(unicodedata.normalize("NFKC", question))
    outline = _outline(text)
    # 第四部分第（二）项 is one reference to headings; its 第（二）项 is none to an article's item.
    taken = [found.span() for found, _ in outline]
    statute = [
        (found, steps)
        for found, steps in _statute(text)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    references = [Reference(steps, text[: found.start()]) for found, steps in (*statute, *outline)]
    return Mentions(
        text,
        tuple(dict.fromkeys(_NAME.findall(text))),
        tuple(dict.fromkeys(references)),
        tuple(dict.fromkeys(document_number_form(found[0]) for found in _NUMBER.finditer(text))),
        tuple(dict.fromkeys(_QUOTED.findall(unicodedata.normalize("NFC", question)))),
    )


def document_number_form(number: str) -> str:
    """One spelling of a document number: 工信部联科[2024]12号 for every kind of bracket and blank."""
    folded = simplify(unicodedata.normalize("NFKC", number))
    folded = re.sub(r"[〔【\[(]", "[", re.sub(r"[〕】\])]", "]", folded))
    return re.sub(r"\s+|第(?=\d+号)", "", folded)


def _statute(text: str) -> list[tuple[re.Match[str], tuple[Step, ...]]]:
    found: list[tuple[re.Match[str], tuple[Step, ...]]] = []
    for match in _STATUTE.finditer(text):
        steps: list[Step] = []
        for numeral, unit, branch in _ONE_STEP.findall(match[0]):
            number = parse_numeral(numeral)
            if number is None:
                break
            extra = parse_numeral(branch) if branch else None
            steps.append((_STATUTE_LETTERS[unit], (number,) if extra is None else (number, extra)))
        if steps:
            found.append((match, tuple(steps)))
    return found


def _outline(text: str) -> list[tuple[re.Match[str], tuple[Step, ...]]]:
    found: list[tuple[re.Match[str], tuple[Step, ...]]] = []
    for pattern in (_OUTLINE, _PART):
        for match in pattern.finditer(text):
            numbers = [parse_numeral(group) for group in match.groups() if group]
            if all(number is not None for number in numbers):
                steps: list[Step] = [("H", (number,)) for number in numbers if number is not None]
                found.append((match, tuple(steps)))
    return found
