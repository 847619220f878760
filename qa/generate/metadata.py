"""Answers about a document as a whole: who issued it, its number, its date, to whom it is addressed.

Every answer quotes the place in the text that says so; knows nothing of similarity.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.normal_form import comparison_form
from corpus.schema import AuthorityTier, Document
from qa.generate.draft import Draft, quote_draft
from qa.question import MetadataField
from qa.sentences import Span, split_sentences

_DATE = re.compile(r"(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日")
_IN_FORCE = re.compile(r"自[^，。；]{2,30}起\s*(?:施行|实施|生效|执行)")
# Below the title of a law: 2008年11月29日 中华人民共和国国务院令第542号公布, 2009年1月1日 施行.
_ORDER = re.compile(r"^[^。\n]{0,40}令\s*[（(]?第?[0-9〇零一二三四五六七八九十百千]+号.{0,20}$", re.MULTILINE)
_DAY_IN_FORCE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日\s*起?(?:施行|实施)\s*$", re.MULTILINE)
_OPENING = 1500  # characters
_ADDRESSEES = re.compile(r"^.{4,400}[：:]\s*$", re.MULTILINE)


def metadata_drafts(document: Document, field: MetadataField, *, counted: bool = False) -> tuple[Draft, ...]:
    """What `document` says about its own `field`; () when it does not say. `counted` opens with how many."""
    match field:
        case MetadataField.NUMBER:
            order = _last_line(document, _ORDER) if document.tier is AuthorityTier.LAW else ()
            return order or _first(document, document.number) or _last_line(document, _ORDER)
        case MetadataField.ISSUERS:
            groups = _issuers(document)
            drafts = tuple(
                _listed(document, group, "、" if number else "") for number, group in enumerate(groups)
            )
            opening = Draft(f"共{sum(map(len, groups))}个：", (), own=True)
            return (opening, *drafts) if counted and drafts else drafts
        case MetadataField.TITLE:
            return _first(document, document.title)
        case MetadataField.DATE:
            return _date(document)
        case MetadataField.EFFECTIVE:
            found = [s for s in split_sentences(document.text) if _IN_FORCE.search(s.text)]
            return (quote_draft(document, found[-1]),) if found else _last_line(document, _DAY_IN_FORCE)
        case MetadataField.ADDRESSEES:
            match = _ADDRESSEES.search(document.text[:3000])
            return (quote_draft(document, _span(document, *match.span())),) if match else ()


def _first(document: Document, wanted: str | None) -> tuple[Draft, ...]:
    position = document.text.find(wanted) if wanted else -1
    if position < 0 or wanted is None:
        return ()
    return (quote_draft(document, _span(document, position, position + len(wanted))),)


def _last_line(document: Document, form: re.Pattern[str]) -> tuple[Draft, ...]:
    """The last line of the opening that has `form`: of several promulgations the one in force."""
    found = list(form.finditer(document.text[:_OPENING]))
    return (quote_draft(document, _span(document, *found[-1].span())),) if found else ()


def _issuers(document: Document) -> list[list[Span]]:
    """Where the issuers stand, those that stand one after the other together.

    The signature block names them in full; a title that names them comes second.
    """
    groups: list[list[Span]] = []
    for issuer in document.issuers:
        position = document.text.rfind(issuer)
        if position < 0:
            continue
        span = _span(document, position, position + len(issuer))
        between = document.text[groups[-1][-1].end : position] if groups else None
        if between is not None and not between.strip(" \t\n、，"):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _listed(document: Document, group: list[Span], lead: str) -> Draft:
    """Issuers that stand one after the other, quoted as the one stretch that they are."""
    whole = quote_draft(document, _span(document, group[0].start, group[-1].end), lead)
    return replace(whole, text="、".join(span.text for span in group))


def _date(document: Document) -> tuple[Draft, ...]:
    known = document.issued_on or document.published_on
    dates = list(_DATE.finditer(document.text))
    if known is not None:
        wanted = f"{known.year}年{known.month}月{known.day}日"
        dates = [match for match in dates if comparison_form(match.group()) == wanted] or []
    return (quote_draft(document, _span(document, *dates[-1].span())),) if dates else ()


def _span(document: Document, start: int, end: int) -> Span:
    text = document.text[start:end]
    stripped = text.strip()
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(stripped), stripped)
