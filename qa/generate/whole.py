"""Answers about a document as a whole (metadata, outline), chosen before any sentence is read.

Decides which document is meant; what is quoted from it is decided in `metadata` and `outline`.
"""

from __future__ import annotations

import re

from corpus.normal_form import comparison_form
from corpus.schema import Document
from index.schema import Hit, PassageIndex
from qa.evidence import characters_held, coverage
from qa.generate.appendices import appendices_asked, appendix_drafts
from qa.generate.draft import Draft
from qa.generate.metadata import metadata_drafts
from qa.generate.outline import NAMED_IN_TITLE, names_heading, outline_drafts
from qa.mention import named_tier, without_tier
from qa.question import Question, QuestionKind
from qa.terms import BODIES, QuestionTerms, question_terms

# Words that ask for metadata, and so say nothing about which document is meant.
_ASKING = re.compile(
    "一起|一道|列全|列出来?|施行|实施|生效|执行|开始|正式|部门|单位|机关|机构|部委|发布|印发|出台|制定|发文|下发|颁布|公布|联合(?=发|印|制|出|下|颁|公|署)|牵头|签发|署名|末尾|结尾|写[的着]|哪[一二三四五六七八九十几]+[家个]|文号|字号|编号|主送|时间|日期|年份|成文|落款|谁|哪天|几月|共同"
)
_COUNTED = re.compile("几个|多少|几家")
# The share of the remaining words that the document's title must hold for the document to be meant.
_TITLE_HOLDS = 0.8
# 总结…产业有哪些短板 asks for something in it.
_ASKS_OF_IT = re.compile("(?:哪些|什么|哪几[个项点]?)(?!内容|方面|部分|要点|重点|东西|[？?。]|$)")
_FULL = 4  # characters of a title that are a name
_MAY_LACK = 1  # pairs of characters: 总结…产业存在的短板 asks for what the title does not name


def whole_document_drafts(
    index: PassageIndex, question: Question, hits: tuple[Hit, ...]
) -> tuple[Draft, ...]:
    """The answer read off a document's metadata or outline; () when the question is of another kind."""
    if question.kind is QuestionKind.METADATA and question.field is not None:
        for document in _meant(index, question, hits):
            drafts = metadata_drafts(
                document, question.field, counted=_COUNTED.search(question.text) is not None
            )
            if drafts:
                return drafts
    if appendices_asked(question.text):
        found = dict.fromkeys(hit.passage.document_id for hit in hits[:1])
        for document in (*_meant(index, question, hits), *map(index.document, found)):
            drafts = appendix_drafts(document)
            if drafts:
                return drafts
    if question.kind is QuestionKind.SUMMARY:
        for document in _meant(index, question, hits):
            return () if names_heading(document, question.text) else outline_drafts(document)
    return ()


def _meant(index: PassageIndex, question: Question, hits: tuple[Hit, ...]) -> list[Document]:
    """The documents that the question can mean, most authoritative first."""
    text = question.text
    for name in (name for body in question_terms(text).bodies for name in (body, *BODIES[body])):
        text = text.replace(name, " ")
    about = _ASKING.sub(" ", without_tier(text))
    terms = question_terms(about)
    found = [index.document(i) for i in dict.fromkeys(hit.passage.document_id for hit in hits)]
    tier = named_tier(text)
    if question.kind is QuestionKind.SUMMARY:
        # 总结官方解读里的三步做法 means something in the document, not the document.
        named = [
            document
            for document in found
            if tier in (None, document.tier)
            and (
                _names(terms, document, 0 if _ASKS_OF_IT.search(text) else _MAY_LACK)
                or (
                    not _ASKS_OF_IT.search(text)
                    and characters_held(without_tier(text), document.title) >= NAMED_IN_TITLE
                )
            )
        ]
    else:
        named = [
            document
            for document in found
            if document.tier is tier
            or _names(terms, document)
            or _is_called(question.text, document)
            or characters_held(about, document.title) >= NAMED_IN_TITLE
        ]
    return sorted(named, key=lambda document: document.tier.rank)


def _is_called(question: str, document: Document) -> bool:
    """Whether the question says the title in full, 中华人民共和国 apart: 2017年修正的海洋环境保护法何时施行."""
    title = comparison_form(document.title).removeprefix("中华人民共和国")
    return len(title) >= _FULL and title in comparison_form(question)


def _names(terms: QuestionTerms, document: Document, may_lack: int | None = None) -> bool:
    """Whether the title holds `_TITLE_HOLDS` of the terms, and lacks no more than `may_lack` of them."""
    if not terms.bigrams and not terms.quoted:
        return True
    title = comparison_form(document.title)
    if may_lack is not None and (
        sum(pair not in title for pair in terms.bigrams) > may_lack
        or any(phrase not in title and title not in phrase for phrase in terms.quoted)
    ):
        return False
    weights = dict.fromkeys((*terms.bigrams, *terms.quoted), 1.0)
    return coverage(weights, document.title) >= _TITLE_HOLDS
