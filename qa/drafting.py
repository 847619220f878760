"""Reads the evidence of one question: drafts of an answer, or the sentence that declines.

Knows nothing of follow-ups, language models, checking or streams.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest

from corpus.settings import AnswerSettings
from index.schema import Hit, PassageIndex, SearchFilter
from qa.answerability import answerability
from qa.clause_lookup import quoted_elsewhere
from qa.comparison import compared_subjects, documents_compared, sub_questions
from qa.definition import defined_term, defines
from qa.evidence import Candidate, Evidence, characters_held, gather, reranked
from qa.formula import Formula, formula_asked, has_formula
from qa.generate import extractive
from qa.generate.clause import clause_answer
from qa.generate.combined import overlap, with_more
from qa.generate.draft import Draft
from qa.generate.whole import whole_document_drafts
from qa.mention import named_tier
from qa.question import Question, QuestionKind, about_contents, clause_reference, read_question
from qa.reader.reader import Reader
from qa.refusal import judge, refusal_sentence
from qa.sentence_vectors import SentenceVectors
from qa.sentences import split_sentences
from qa.several import questions_in, sentences_in
from qa.shared_sentence import answers_all, nearest_to
from qa.titles import unknown_number, unknown_title


@dataclass(frozen=True, slots=True)
class Drafted:
    """What reading the evidence gave: drafts, or the sentence that declines; with what they were drafted from."""

    drafts: tuple[Draft, ...] = ()
    refusal: str = ""
    confidence: float | None = None
    hits: tuple[Hit, ...] = ()
    evidence: Evidence | None = None
    usable: tuple[Candidate, ...] = ()


class Drafting:
    """Drafts extractive answers from one index. Safe to use from several threads at once."""

    def __init__(self, index: PassageIndex, settings: AnswerSettings, reader: Reader | None) -> None:
        self._index, self._settings, self._reader = index, settings, reader
        self._sentences = SentenceVectors()

    def search(self, read: Question, where: SearchFilter | None) -> tuple[Hit, ...]:
        """What is read for the question; where it names a kind of source, that kind's passages come first."""
        count = self._settings.passages_read
        hits = self._index.search(read.text, count, where)
        if read.original:
            hits = _merged([hits, self._index.search(read.original, count, where)], count)
        term = defined_term(read.text)
        if term:
            # A law defines its terms at its beginning or end, in words that a question does not use.
            meaning = self._index.search(f"{term}是指", _MEANINGS, where)
            hits = _merged([hits, tuple(hit for hit in meaning if _says_meaning(hit, term))], count)
        formula = formula_asked(read.text)
        if formula and hits:
            # 为了… stands at a document's beginning and 自…起施行 at its end, neither with the words of the question.
            documents = frozenset(hit.passage.document_id for hit in hits[:_DOCUMENTS_MEANT])
            within = dataclasses.replace(where or SearchFilter(), document_ids=documents)
            worded = self._index.search(formula.value, _MEANINGS, within)
            hits = _merged([hits, tuple(hit for hit in worded if _is_worded(hit, formula))], count)
        tier = named_tier(read.text)
        if tier is None or (where is not None and where.tiers is not None):
            return hits
        asked = _SOURCE_NAMED.sub("", read.text)
        named = self._index.search(
            asked, count // 2, dataclasses.replace(where or SearchFilter(), tiers=frozenset({tier}))
        )
        return _ranked((*named, *hits), count)

    def read(self, read: Question, hits: tuple[Hit, ...], where: SearchFilter | None) -> Drafted:
        """Read a question about several things, years or places part by part; any other as it is."""
        several = self._read_several(read, hits, where)
        if several is not None:
            return several
        whole = self._one(read, hits)
        compares = read.kind is QuestionKind.COMPARISON or _COMPARES.search(read.text) is not None
        parts = sub_questions(read.text) if whole.refusal or compares else ()
        if not parts and compares:
            titles = (document.title for document in self._index.documents())
            parts = documents_compared(read.text, titles)
        if not parts and compares:
            return self._read_subjects(read, whole, where)
        readings: list[tuple[str, Drafted]] = []
        for name, text in parts:
            part = read_question(text)
            readings.append((name, self._one(part, self.search(part, where))))
        if not any(reading.drafts for _, reading in readings):
            return whole
        drafts: list[Draft] = []
        for name, reading in readings:
            lead = "\n" if drafts else ""
            new = [draft for draft in reading.drafts if draft not in drafts]
            if new:
                drafts += [dataclasses.replace(new[0], lead=lead), *new[1:]]
            elif not reading.drafts:
                drafts.append(Draft(f"文件中没有找到与“{name}”有关的答案。", (), lead, own=True))
        return self._together(tuple(drafts), readings)

    def _together(self, drafts: tuple[Draft, ...], readings: Sequence[tuple[str, Drafted]]) -> Drafted:
        """`drafts` of several readings as one, as sure as the least sure of those that answer."""
        sure = (reading.confidence for _, reading in readings if reading.drafts)
        return Drafted(
            drafts,
            hits=_merged([reading.hits for _, reading in readings], self._settings.passages),
            confidence=min((each for each in sure if each is not None), default=None),
        )

    def _read_several(
        self, read: Question, hits: tuple[Hit, ...], where: SearchFilter | None
    ) -> Drafted | None:
        """The questions that are asked in one, each answered once; None where it is one, or none is answered."""
        readings: list[tuple[str, Drafted]] = []
        each = _EACH.search(read.text) is not None
        several = sentences_in(read.text) if each else questions_in(read.text)
        if _of_document(read.text) and all(
            _of_document(text) or _ABOUT_FORCE.search(words) for words, text in several
        ):
            several = ()  # 何时施行，有效期几年: one set form of words answers both
        for words, text in several:
            part = read_question(text)
            found = _merged([self.search(part, where), hits], self._settings.passages_read)
            readings.append((words, self.read(part, found, where) if each else self._one(part, found)))
        if not any(reading.drafts for _, reading in readings):
            return None
        answered = {each.usable[0].hit.passage.id for _, each in readings if each.drafts and each.usable}
        readings = [(words, self._beside(words, reading, answered)) for words, reading in readings]
        if not all(reading.drafts for _, reading in readings):
            whole = self._one(read, hits)
            readings = [(words, reading if reading.drafts else whole) for words, reading in readings]
        readings = self._told_apart(readings)
        drafts: tuple[Draft, ...] = ()
        for words, reading in readings:
            if reading.drafts:
                drafts = with_more(drafts, reading.drafts)
            else:
                drafts = (
                    *drafts,
                    Draft(f"文件中没有找到“{words}”的答案。", (), "\n" if drafts else "", own=True),
                )
        return self._together(drafts, readings)

    def _beside(self, words: str, reading: Drafted, answered: Set[str]) -> Drafted:
        """`reading`, where it declines, with what the passages that answer another question (`answered`) say of it, unless
        that is most unlikely."""
        within = tuple(each for each in reading.usable if each.hit.passage.id in answered)
        unlikely = (reading.confidence or 0.0) < self._settings.refusal * _BESIDE
        if reading.drafts or not within or reading.evidence is None or unlikely:
            return reading
        nearest = nearest_to(self._index, self._sentences, words, within)
        drafts = extractive.compose(self._index, reading.evidence, (nearest,))
        return dataclasses.replace(reading, drafts=drafts, usable=(nearest,))

    def _told_apart(self, readings: Sequence[tuple[str, Drafted]]) -> list[tuple[str, Drafted]]:
        """`readings`, of which a later one that fell on the sentence of an earlier, which does not answer both, is answered
        with the one that is most like its own words."""
        apart: list[tuple[str, Drafted]] = []
        for words, reading in readings:
            if reading.evidence and any(_same_answer(reading, other) for _, other in apart):
                asked = (*(earlier for earlier, _ in apart), words)
                nearest = nearest_to(self._index, self._sentences, words, reading.usable)
                if nearest is not reading.usable[0] and not answers_all(asked, reading.usable[0]):
                    drafts = extractive.compose(self._index, reading.evidence, (nearest,))
                    reading = dataclasses.replace(reading, drafts=drafts or reading.drafts)
            apart.append((words, reading))
        return apart

    def _read_subjects(self, read: Question, whole: Drafted, where: SearchFilter | None) -> Drafted:
        """Two things or more compared, a block for each, where each has a passage of its own; else the `whole`."""
        readings: list[Drafted] = []
        subjects = compared_subjects(read.text)
        told = whole.drafts[0].text if whole.drafts else ""
        if subjects and all(name in told for name, _ in subjects) and _TELLS_APART.search(told):
            return whole
        for _, text in subjects:
            part = read_question(text)
            readings.append(self._one(part, self.search(part, where)))
        each = [
            _about(name, reading.drafts)
            for (name, _), reading in zip(subjects, readings, strict=True)
            if reading.drafts
        ]
        if len(each) < 2 or each[0].sources == each[1].sources:
            return whole
        drafts = (each[0], dataclasses.replace(each[1], lead="\n"))
        hits = _merged([reading.hits for reading in readings], self._settings.passages)
        return Drafted(drafts, hits=hits, confidence=whole.confidence)

    def _one(self, read: Question, hits: tuple[Hit, ...]) -> Drafted:
        """Draft the extractive answer, or say why there is none."""
        drafts = whole_document_drafts(self._index, read, hits)
        if drafts:
            return Drafted(drafts, hits=hits[: self._settings.passages])
        if read.kind is QuestionKind.CLAUSE:
            drafts = clause_answer(self._index, read, hits)
            if drafts:
                return Drafted(drafts, hits=hits[: self._settings.passages])
            speaking = [hit for hit in hits if quoted_elsewhere(read.text, hit.passage.text)]
            if speaking:
                read, hits = about_contents(read), _merged([[*speaking, *hits]], len(hits))
        evidence = gather(self._index, read, hits, self._sentences, self._reader)
        judged = judge(self._index, evidence)
        hits = reranked(evidence, self._settings.passages)
        if read.kind is QuestionKind.CLAUSE:
            documents = self._index.documents()
            anchor = (
                unknown_title(read.text, (item.title for item in documents))
                or unknown_number(read.text, (item.number for item in documents))
                or clause_reference(read.text)
            )
            return Drafted((), refusal_sentence(evidence, anchor), 0.0, hits)
        confidence = answerability(self._index, evidence, judged.usable)
        if confidence >= self._settings.refusal:
            drafts = extractive.compose(self._index, evidence, judged.usable)
        refusal = "" if drafts else refusal_sentence(evidence, judged.anchor)
        return Drafted(drafts, refusal, confidence, hits, evidence, judged.usable)


_BESIDE = 0.5  # of the odds below which is declined, for what stands in a passage that answers another part
_MEANINGS = 8  # passages looked through for what a term means, or for a set form of words
_SHORT_NAME = 6  # characters
_DOCUMENTS_MEANT = 3  # of how many hits the documents are looked through for it
# 未来产业的技术创新不是渐进式微创新，而是… compares the two itself.
_TELLS_APART = re.compile("不是|而是|不同于|区别于|有别于|相比|相较|高于|低于")
_ABOUT_FORCE = re.compile("施行|实施|生效|有效|到期|废止|作废|失效|管到|管几")
_EACH = re.compile("分别|各自|各(?:是|为|有|多|要|应|能)")
_COMPARES = re.compile(f"{_EACH.pattern}|区别|不同|差异|差别|(?:哪[个部份]|谁)(?:更|最)?(?:先|早|晚)")
# 按照新闻的说法，什么叫未来产业: what is looked for comes after the comma.
_SOURCE_NAMED = re.compile(
    r"^(?:按照?|根据|依据|据|在)?[^，,]{0,10}(?:解读|报道|新闻|媒体|专报|报告|智库)[^，,]{0,6}[，,]"
)


def _about(name: str, drafts: Sequence[Draft]) -> Draft:
    """The draft that says `name`; of a short one (第三类学生) else the one that says most of it."""
    said = next((draft for draft in drafts if name in draft.text), None)
    if said is None and len(name) <= _SHORT_NAME:
        return max(drafts, key=lambda draft: characters_held(name, draft.text))
    return said or drafts[0]


def _of_document(question: str) -> bool:
    """Whether `question` asks what a document says once, of itself, in a set form of words."""
    formula = formula_asked(question)
    return formula is not None and formula.is_of_document


def _same_answer(one: Drafted, other: Drafted) -> bool:
    """Whether both answer with one sentence, and the same."""
    return len(one.drafts) == len(other.drafts) == 1 and overlap(one.drafts[0], other.drafts[0])


def _says_meaning(hit: Hit, term: str) -> bool:
    return any(defines(span.text, term) for span in split_sentences(hit.passage.text, 0))


def _is_worded(hit: Hit, formula: Formula) -> bool:
    return any(has_formula(span.text, formula) for span in split_sentences(hit.passage.text, 0))


def _merged(lists: Sequence[Sequence[Hit]], count: int) -> tuple[Hit, ...]:
    """The hits of several searches, first of each first, ranked anew."""
    return _ranked((hit for row in zip_longest(*lists) for hit in row if hit is not None), count)


def _ranked(hits: Iterable[Hit], count: int) -> tuple[Hit, ...]:
    """The first `count` passages in the order in which `hits` names them first, ranked anew."""
    merged = {hit.passage.id: hit for hit in hits}
    return tuple(
        dataclasses.replace(hit, rank=rank) for rank, hit in enumerate(list(merged.values())[:count], start=1)
    )
