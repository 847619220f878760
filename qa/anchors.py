"""What an answer must speak of because the question names it: a year, a place, a body, a programme, an amount.

Knows one candidate and its document; not how well it fits otherwise.
"""

from __future__ import annotations

import re

from corpus.normal_form import comparison_form
from corpus.schema import AuthorityTier, Document
from index.schema import PassageIndex
from qa.definition import COUNTED_PARTS
from qa.english import chinese_term
from qa.evidence import Candidate, Evidence, context_of, words_of
from qa.quantities import quantities, sums_in_yuan
from qa.question import QuestionKind
from qa.ranges import lies_in_range
from qa.scope import (
    COMPARED_YEAR,
    NAMED_PLACE,
    TITLED,
    YEAR,
    aims_at_a_later_year,
    begins_with_another_year,
    heading_year,
    holds_for_town,
    is_case,
    is_of_another_year,
    is_of_place,
    lies_between_years,
    names_other_province,
    names_years_together,
    opening_of,
    place_scope,
    without_mentions,
)
from qa.sentences import line_around
from qa.several import ASKS
from qa.terms import bears_number, local_charges, names_body, names_charge, places_with_rank, question_terms

# An amount that the question itself states is of the sentence that it asks about, or the sentence is another.
_AMOUNTS = frozenset({"%", "个百分点", "元"})


_FORMAL = re.compile(
    "(?:计划|工程|行动|政策|项目|平台|基金|方案|产业|办法|意见|通知|条例|规定|战略|体系|机制|制度|标准|目录|名单|大赛|试点|示范|基地|园区|中心|联盟|公司|集团|法)$"
)


def _is_name(evidence: Evidence, phrase: str) -> bool:
    """Whether a phrase in quotation marks names something: it stands in what was found, or has the form of a name.

    “龙头老大” is in quotation marks because it is not what the documents would say.
    """
    return _FORMAL.search(phrase) is not None or any(
        phrase in comparison_form(context_of(hit)) for hit in evidence.hits
    )


# “五大工程”: headings are counted by whoever asks; the document need not say so.
_COUNTED_NAMES = re.compile("[两二三四五六七八九十0-9]+(?:大|项|个)[\u4e00-\u9fff]{2,4}")
_COUNTED = re.compile("第(?P<number>[一二三四五六七八九十])类")


def _is_told_in_parts(anchor: str, around: str) -> bool:
    """Whether `anchor` is several counted names in one, and each of them stands in `around`."""
    parts = [anchor[at : at + 2] for at in range(0, len(anchor), 2)]
    return COUNTED_PARTS.fullmatch(anchor) is not None and all(part in around for part in parts)


def _forms(anchor: str) -> tuple[str, ...]:
    """How the documents may write it: 一期 is 首期, 第一批 首批, ai is 人工智能."""
    others = (
        f"首{anchor[1:]}" if anchor.startswith("一") else "",
        f"首{anchor[2:]}" if anchor.startswith("第一") else "",
        chinese_term(anchor),
    )
    return (anchor, *filter(None, others))


_VERB_AND_NAME = 3  # characters


def _places_of(document: Document) -> frozenset[str]:
    return places_with_rank("\n".join((opening_of(document), *document.issuers)))


def _other_town(index: PassageIndex, evidence: Evidence, candidate: Candidate) -> str:
    """The town that the question names and the document of `candidate` does not, "" where there is none.

    With its rank (青浦湾市), or, without it, as another of the documents found opens with it: 澜江门诊报销多少 is not
    answered from 云川's measures, which are another town's even where they name 澜江 in passing.
    """
    document = index.document(candidate.hit.passage.document_id)
    others = {each.hit.passage.document_id for each in evidence.candidates} - {document.id}
    opened = {name for other in others for name in _places_of(index.document(other))}
    asked = sorted(name for name in opened if name in evidence.question.text)
    known = document.title + document.text
    # 报岭西市语文老师: a verb of one character may stand before the name.
    unknown = (
        name
        for name in (*evidence.terms.ranked_places, *asked)
        if name not in known and (len(name) < _VERB_AND_NAME or name[1:] not in known)
    )
    return next(unknown, "") or _sister_town(evidence, candidate)


_TOWN = re.compile("(?=(?P<name>[\u4e00-\u9fff]{2,3}?)(?P<rank>[市县]))")


def _sister_town(evidence: Evidence, candidate: Candidate) -> str:
    """The town of the question that another document found has in its title, where the candidate's is another's of that
    rank and its passage does not speak of it; "" where there is none."""
    question = evidence.question.text
    own = {match["name"]: match["rank"] for match in _TOWN.finditer(candidate.hit.title)}
    if not own or any(name in question for name in own):
        return ""
    titles = dict.fromkeys(each.hit.title for each in evidence.candidates)
    around = context_of(candidate.hit)
    sisters = (match for title in titles for match in _TOWN.finditer(title))
    return next(
        (
            match["name"]
            for match in sisters
            if match["rank"] in own.values() and match["name"] in question and match["name"] not in around
        ),
        "",
    )


def _latin_asked(evidence: Evidence) -> tuple[str, ...]:
    """The Latin words of the question outside of what it tells of the case: 去年上了MES，花了两百万，补贴怎么算."""
    segments = re.split("[，,；;。？?！!]", evidence.question.text)
    asking = [segment for segment in segments if ASKS.search(segment)]
    told = {
        word
        for segment in segments
        if segment not in asking and _HAPPENED.search(segment)
        for word in question_terms(segment).latin
    }
    asked = {word for segment in asking for word in question_terms(segment).latin}
    return tuple(word for word in evidence.terms.latin if not asking or word in asked or word not in told)


_OF_A_YEAR = (QuestionKind.NUMBER, QuestionKind.COMPARISON)
_HAPPENED = re.compile("了|过|已经|早就|去年|刚|的$|正在|打算|想")


def missing_anchor(index: PassageIndex, evidence: Evidence, candidate: Candidate) -> str | None:
    """The first anchor of the question that the candidate's surroundings lack.

    A sentence about another year, place, body or programme answers another question, however alike the
    words are. Years, places and names must stand in the passage or above it; bodies and document numbers
    anywhere in the document.
    """
    terms = evidence.terms
    document = index.document(candidate.hit.passage.document_id)
    around = comparison_form(context_of(candidate.hit))
    headed = comparison_form("\n".join((document.title, *candidate.hit.passage.path.headings)))
    dated = {str(day.year) for day in (document.issued_on, document.published_on) if day is not None}
    # 《…和2035年远景目标纲要》 says nothing of 2035.
    above = candidate.row.header.text if candidate.row else ""  # 2025年 | 2026年
    spoken = TITLED.sub("", above + line_around(document.text, candidate.span).text)
    compares = COMPARED_YEAR.search(evidence.question.text) is not None
    paragraph = comparison_form(spoken if compares else COMPARED_YEAR.sub("", spoken))
    section = heading_year(document.text, candidate.span) if terms.years else ""
    titled = set(YEAR.findall(document.title))
    # 2025年工作总结和2026年工作计划 has a part for each year; a title with one year is of that year throughout.
    parted = bool(section) and len(titled) > 1
    own_years = {section} if section and (parted or section not in document.title) else dated
    if parted:
        headed = comparison_form("\n".join(candidate.hit.passage.path.headings))
    for year in terms.years:
        if lies_between_years(year, candidate.span.text):
            continue
        if year not in paragraph and year not in headed and year not in own_years:
            return year
        if candidate.row is None and is_of_another_year(document.text, candidate.span, year, dated):
            return year
        single = len(terms.years) == 1 and evidence.question.kind in _OF_A_YEAR
        if single and names_years_together(candidate.span.text, year):
            return year
        if begins_with_another_year(candidate.span.text, year) or aims_at_a_later_year(
            evidence.question.text, candidate.span.text, year
        ):
            return year
    town = _other_town(index, evidence, candidate)
    if town:
        return town
    scope = place_scope(document.text, candidate.span) if terms.places else ""
    if len(terms.places) == 1:
        scope = without_mentions(evidence.question, scope)
    scope = comparison_form(scope)
    for place in terms.places if not is_case(evidence.question.text, document) else ():
        if is_of_place(document, place):
            if names_other_province(candidate.span.text, place):
                return place
        elif holds_for_town(evidence.question.text, document, place, candidate.span.text):
            continue
        elif place not in scope and (NAMED_PLACE.search(scope) or place not in headed):
            return place
    # 《领军参阅》, a periodical, names the document that opens with its name.
    marked = {comparison_form(name[1:-1]) for name in TITLED.findall(evidence.question.text)}
    opening = comparison_form(opening_of(document)) if marked else ""
    quoted = [
        phrase
        for phrase in terms.quoted
        if _is_name(evidence, phrase)
        and not _COUNTED_NAMES.fullmatch(phrase)
        and not (phrase in marked and phrase in opening)
    ]
    # A law seldom names in letters what a case is about: 我开KTV的.
    latin = () if terms.is_foreign or document.tier is AuthorityTier.LAW else _latin_asked(evidence)
    if evidence.question.kind is QuestionKind.COMPARISON and any(phrase in around for phrase in quoted):
        quoted = []  # each of the two stands in a place of its own
    for anchor in (*terms.ordinals, *quoted, *latin):
        counted = _COUNTED.match(anchor)
        if counted and candidate.span.text.startswith(f"{counted['number']}是"):
            continue  # 二是生物科技产品 is the second of its kind
        form = comparison_form(anchor)
        if not any(each in around for each in _forms(form)) and not _is_told_in_parts(form, around):
            return anchor
    if evidence.question.kind is not QuestionKind.YES_NO:
        said = quantities(candidate.span.text)
        asked = sums_in_yuan(evidence.question.text, closing=True)
        whole = words_of(document, candidate)
        for value, unit in sorted(quantities(asked) - said):
            if unit in _AMOUNTS and not lies_in_range(value, unit, whole):
                return f"{value}{unit}"
    text = document.text
    for body in terms.bodies:
        if not names_body(text, body):
            return body
    for charge in local_charges(evidence.question.text):
        if not names_charge(text, charge):
            return charge
    for number in terms.document_numbers:
        if number not in comparison_form(text) and not bears_number(document.number, (number,)):
            return number
    return None
