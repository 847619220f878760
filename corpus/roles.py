"""Which lines are title, front matter, contents, signature, unnumbered heading or the head of an appendix.

Knows the conventions of official documents (GB/T 9704-2012); does not build clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from corpus.lines import Line, LineKind, Role
from corpus.markers import DECIMAL_HEADING, Style, read_marker
from corpus.titles import DATE, DOCUMENT_KIND, is_record, is_title_like, title_lines

_CONTENTS = re.compile(r"目\s*[录錄次]$")
_APPENDIX = re.compile(
    r"(附[ \u3000]*[件录錄表][ \u3000]*[0-9一二三四五六七八九十]{0,3})[ \u3000]*[：:.、]?[ \u3000]*(.{0,60})$"
)
CLOSING = re.compile(
    "[（(]?此件(?:公开|主动|依申请|不予)|(?:抄送|抄报|分送|主送)[:：]|.{2,30}印发$|[（(](?:联系|信息公开)"
)
_PART_NAMES = frozenset({"总则", "分则", "附则", "序言"})  # parts of a law that bear no number
_QUESTION = re.compile(
    "(?:问|記者|记者|记者问|Q)[ \u3000]*[:：].{2,120}[？?]$"
)  # of an interview; the answer follows
_DATE_ALONE = re.compile(f"[（(]?{DATE}[）)]?$")
_FRONT_LINES = 60


def counts_by_decimals(lines: Sequence[Line]) -> bool:
    """Whether the headings are numbered 1, 1.1, 1.1.1: at least three short lines are."""
    found = (
        True
        for line in lines
        if line.text[0] in "123456789" and len(line.text) <= 40 and DECIMAL_HEADING.match(line.text)
    )
    return len(list(islice(found, 3))) == 3


def assign_roles(lines: Sequence[Line]) -> tuple[Role, ...]:
    """The role of every line."""
    roles = [Role.BODY] * len(lines)
    decimals = counts_by_decimals(lines)
    body = _front(lines, roles, decimals)
    _contents(lines, roles, body)
    _back(lines, roles, body)
    _headings(lines, roles, body, decimals)
    return tuple(roles)


def _is_prose(line: Line) -> bool:
    text = line.text
    return text[-1] in "。；！" or (
        len(text) >= 40 and ("。" in text or text.count("，") + text.count(",") >= 2)
    )


def _front(lines: Sequence[Line], roles: list[Role], decimals: bool) -> int:
    """Mark title and front matter; the index of the first line of the body."""
    end = 0
    while end < min(len(lines), _FRONT_LINES):
        line = lines[end]
        if line.kind is not LineKind.TEXT or _CONTENTS.match(line.text):
            break
        if is_record(line.text):
            end += 1
            continue
        if end and line.text[-1] in "：:" and read_marker(line.text) is None and not line.level:
            end += 1  # the addressee
            break
        marker = read_marker(line.text, decimals)
        if (
            _is_prose(line)
            or (marker is not None and marker.style is not Style.IS)
            or _QUESTION.match(line.text)
        ):
            break
        end += 1
    title = title_lines(lines, end)
    addressed = end > 1 and lines[end - 1].text[-1] in "：:"
    for index in range(end):
        if index in title:
            roles[index] = Role.TITLE
        elif addressed and not lines[index].level:
            roles[index] = Role.PREAMBLE  # whatever stands above the addressee
        elif title and index > title[-1] and lines[index].level:
            roles[index] = Role.BODY
        elif (
            not title
            or index < title[-1]
            or is_record(lines[index].text)
            or index == end - 1
            or _is_note(lines[index])
        ):
            roles[index] = Role.PREAMBLE
    return end


def _is_note(line: Line) -> bool:
    return line.text[-1] in "：:" or line.text[0] in "（("


def _contents(lines: Sequence[Line], roles: list[Role], body: int) -> None:
    for index in range(body, min(len(lines), body + 40)):
        if _CONTENTS.match(lines[index].text):
            break
    else:
        return
    entries = {_entry_key(lines[i].text) for i in range(index + 1, min(len(lines), index + 3))}
    end = next(
        (i for i in range(index + 2, len(lines)) if _entry_key(lines[i].text) in entries and i > index + 2),
        None,
    )
    if end is None:
        end = index + 1
        while end < len(lines) and re.search(r"(?:[.…·]{3,}|\s)\d{1,4}$", lines[end].text):
            end += 1
    for position in range(index, end):
        roles[position] = Role.CONTENTS


def _entry_key(text: str) -> str:
    return re.sub(r"[ \u3000.…·]+\d*$|[ \u3000]", "", text)


def _back(lines: Sequence[Line], roles: list[Role], body: int) -> None:
    """Mark signature blocks, lists of attachments, and heads of appendices."""
    signed = False
    noting = False
    for index in range(body, len(lines)):
        line = lines[index]
        text = line.text
        if roles[index] is not Role.BODY or line.kind is not LineKind.TEXT:
            continue
        if len(text) <= 20 and _DATE_ALONE.match(text):
            _sign(lines, roles, index, body)
            signed, noting = True, False
        elif text[0] == "附" and (found := _APPENDIX.match(text)):
            if signed or not found[2]:
                _begin_appendix(lines, roles, index, bool(found[2]))
                signed, noting = True, False
            else:
                roles[index], noting = Role.NOTE, True
        elif (CLOSING.match(text) and len(text) <= 120) or (
            signed
            and roles[index - 1] is Role.SIGNATURE
            and len(text) <= 40
            and text[0] + text[-1] in ("（）", "()")
        ):
            roles[index] = Role.SIGNATURE
        elif noting and len(text) <= 80 and text[-1] not in "。；" and _is_numbered(text):
            roles[index] = Role.NOTE
        elif signed and roles[index - 1] is Role.SIGNATURE and is_title_like(line) and len(text) >= 4:
            _begin_attached(lines, roles, index)
        else:
            noting = False


def _is_numbered(text: str) -> bool:
    marker = read_marker(text)
    return marker is not None and marker.style in (Style.ARABIC, Style.CHINESE, Style.ARABIC_PAREN)


def _begin_appendix(lines: Sequence[Line], roles: list[Role], index: int, titled: bool) -> None:
    roles[index] = Role.APPENDIX
    following = index + 1
    if (
        not titled
        and following < len(lines)
        and is_title_like(lines[following])
        and not _is_numbered(lines[following].text)
    ):
        roles[following] = Role.APPENDIX_TITLE


def _begin_attached(lines: Sequence[Line], roles: list[Role], index: int) -> None:
    """Mark the title, of up to three lines, of a document that follows the one that transmits it."""
    roles[index] = Role.APPENDIX
    words = lines[index].text
    for following in range(index + 1, min(len(lines), index + 3)):
        if DOCUMENT_KIND.search(words) or not is_title_like(lines[following]) or _is_prose(lines[following]):
            break
        if read_marker(lines[following].text) is not None:
            break
        roles[following] = Role.APPENDIX_TITLE
        words += lines[following].text


def _sign(lines: Sequence[Line], roles: list[Role], index: int, body: int) -> None:
    roles[index] = Role.SIGNATURE
    above = index - 1
    while above >= body and index - above <= 30 and roles[above] is Role.BODY and _is_signer(lines[above]):
        roles[above] = Role.SIGNATURE
        above -= 1


def _is_signer(line: Line) -> bool:
    text = line.text
    return (
        2 <= len(text) <= 60
        and line.kind is LineKind.TEXT
        and not line.level
        and text[-1] not in "。；：！？;:!?，,、）)"
        and read_marker(text) is None
        and (len(text) <= 30 or " " in text or "\u3000" in text)
    )


def _headings(lines: Sequence[Line], roles: list[Role], body: int, decimals: bool) -> None:
    """Mark unnumbered headings: a short line without end mark between whole sentences and more prose."""
    for index in range(max(body, 0), len(lines) - 1):
        line, following = lines[index], lines[index + 1]
        text = line.text
        if roles[index] is not Role.BODY:
            continue
        if text.replace("\u3000", "").replace(" ", "") in _PART_NAMES or _QUESTION.match(text):
            roles[index] = Role.HEADING
            continue
        if (
            not 4 <= len(text) <= 30
            or text[-1] in "。；：，、;:,》）)"
            or line.level
            or line.kind is not LineKind.TEXT
        ) and not (4 <= len(text) <= 40 and text[0] == "《" and DOCUMENT_KIND.search(text)):
            continue
        if (
            roles[index] is not Role.BODY
            or roles[index + 1] is not Role.BODY
            or read_marker(text, decimals) is not None
        ):
            continue
        before = lines[index - 1].text if index else "。"
        ended = before[-1] in "。！？）)”…" or index == body or (index and roles[index - 1] is not Role.BODY)
        if (
            ended
            and _is_prose(following)
            and (len(following.text) >= 40 or read_marker(following.text, decimals) is not None)
        ):
            roles[index] = Role.HEADING
