"""Rows of tables: which one a question asks about, and what it says in words (创业补贴，标准：1万元；受理单位：人社局).

Knows one document and one of its lines; nothing of scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.clauses import lookup_for
from corpus.loaders.blocks import CELL_GAP, cells_of
from corpus.normal_form import character_pairs, comparison_form
from corpus.schema import ClauseKind, Document
from qa.quantities import quantities, sums_in_yuan
from qa.ranges import is_bounded, lies_in_range, spelled_out
from qa.sentences import Span, line_around
from qa.terms import content_runs

_BAR = CELL_GAP.strip()
_IN_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_UNIT = re.compile("单位[：:](?P<unit>[^）)，,。；;|\n]{1,12})")
_MEASURED_IN = r"[万亿千百十]{0,2}(?:元|人次|[家个人名户台套辆件项座处所张株头只羽次年月天日岁吨亩克升度米]|小时|分钟|公里|平方米|立方米|平方公里|公顷|千瓦时?|兆瓦时?|公斤|千克|吨标准煤|[%％‰℃]|[A-Za-z]{1,8}[²³]?)(?:[/／·每][\u4e00-\u9fff]{1,4}){0,2}"
_COLUMN_UNIT = re.compile(rf"[（(](?:单位[：:])?(?P<unit>{_MEASURED_IN})[）)]")
_MEASURE = re.compile("[0-9][0-9.,]*(?:%|[万亿]?元|[万亿个家人名年月日天次项台套座亩吨])?")
_GROUP = re.compile("(?:对象|人员|家庭|群体|老年人|居民|人口|企业|单位|患者|户|者|人)+$")
_BARE_NUMBER = re.compile(r"[0-9][0-9.,]*")
_COUNTS = re.compile("序号|编号|№|No[.]?", re.IGNORECASE)
_EMPTY = "-—－–/ "
_CAPTION = 60  # characters of the line above a table in which its unit may stand
_HELD = 0.75  # of the name of a column or a row must stand in a question that names it
_BARELY = 0.5  # of a row's name, where a column is named as well
_NAMED_BY = 2  # characters of a column's name: 牵头 of 牵头单位
# A family of 5口 is one of 5人.
_MOUTHS = re.compile("(?<=[0-9一二两三四五六七八九十])口(?![岸径令味])")
_LITTLE = 3  # pairs of characters: 县里, 一年
_NAMES = 3  # characters from which a row's name tells by itself that the row is asked for


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header of its table, with the header and, if it gives the unit, the line above that."""

    span: Span
    header: Span
    names: tuple[str, ...]  # what it is about: its first words, and the next if they tell it from others
    others: tuple[tuple[str, ...], ...]  # the names of the other rows


class TablePlace(StrEnum):
    """What a line is of a table."""

    NONE = ""
    HEADER = "header"  # its first row, which says nothing by itself
    ROW = "row"


def table_place(document: Document, start: int) -> TablePlace:
    """What the line of `document` that holds the character at `start` is of a table."""
    if _BAR not in line_around(document.text, Span(start, start, "")).text:
        return TablePlace.NONE
    chain = lookup_for(document).chain_at(start)
    if len(chain) < 2 or chain[-1].kind is not ClauseKind.ROW:
        return TablePlace.NONE
    return TablePlace.HEADER if chain[-1].start == chain[-2].start else TablePlace.ROW


def row_around(document: Document, span: Span) -> Row | None:
    """The row of a table in which `span` lies; None where it lies in none, in the header, or cells are missing."""
    if table_place(document, span.start) is not TablePlace.ROW:
        return None
    rows = _rows_around(document, span.start)
    own = next(row for row in rows[1:] if row.start <= span.start < row.end)
    if len(cells_of(own.text)) != len(cells_of(rows[0].text)):
        return None
    header = rows[0]
    before = document.text[: header.start].rstrip()
    above = line_around(before, Span(len(before), len(before), ""))
    if len(above.text) <= _CAPTION and _UNIT.search(above.text):
        header = Span(above.start, header.end, document.text[above.start : header.end])
    names = {row.start: _words_of(rows[0].text, row.text) for row in rows[1:]}
    first, second = ([words[at : at + 1] for words in names.values()] for at in (0, 1))
    names = {
        at: words if first.count(words[:1]) > 1 or second.count(words[1:]) == 1 else words[:1]
        for at, words in names.items()
    }
    return Row(own, header, names.pop(own.start), tuple(names.values()))


def in_words(header: str, row: str) -> str:
    """低保家庭，中度失能：380元/人·月；发放形式：现金。 What the row is about, and every other cell that is not empty behind its
    column's name, a bare number with the unit that column or table gives it.

    `header` is the text of the table's first row, behind the line above it where that gives the unit.
    """
    label = next(iter(_words_of(header, row)), "")
    labelled = _COLUMN_UNIT.search(label)  # 户用厕所（万户） | 12 | 10
    table = labelled or _UNIT.search(header)
    told, measured = [], False
    for column, cell in _pairs(header, row):
        if not cell.strip(_EMPTY) or cell == label or _COUNTS.fullmatch(column):
            continue
        own = _COLUMN_UNIT.search(column)
        unit = (own or table) if _BARE_NUMBER.fullmatch(cell) else None
        name = _COLUMN_UNIT.sub("", column) if own and unit else column
        measured = measured or unit is not None
        told.append(f"{name}：{cell}{unit['unit'] if unit else ''}" if name else cell)
    rest = f"（{table['unit']}）" if table and not (measured or labelled) else ""
    return "，".join(filter(None, (label, "；".join(told)))) + f"{rest}。"


def asked_for(row: Row, question: str) -> bool:
    """Whether `question` asks for this row: it names the row, or a column and this row best of all, or gives an amount
    that the row's name bounds."""
    bounded = bounds_amount(row, question)
    if bounded is not None:
        return bounded
    form = comparison_form(question)
    own = _fit(row.names, form)
    if not own[1] or own < max((_fit(names, form) for names in row.others), default=own):
        return False
    if not _told_apart(row, form):
        return False
    pairs = _pairs(row.header.text, row.span.text)
    columns = [_IN_BRACKETS.sub("", column) for column, cell in pairs if cell not in row.names]
    named = any(
        (_held(name, form) >= _HELD and len(name) >= _NAMES)
        or (_core(name) != name and _held(_core(name), form) == 1)
        for name in row.names
    )
    if named:
        return len(columns) < 2 or _points_at_one(columns, [column for column, _ in pairs], row.names, form)
    return own[1] >= _BARELY and any(_held(column, form) >= _HELD for column in columns)


def bounds_amount(row: Row, question: str) -> bool | None:
    """Whether the range that the name of `row` sets (500万元至2000万元, 4至5人) holds the amount that `question` gives; None
    where it sets none, or no amount of its unit is given."""
    given = quantities(sums_in_yuan(_MOUTHS.sub("人", question)))
    held = [
        lies_in_range(value, unit, name)
        for name in map(spelled_out, row.names)
        for value, unit in given
        if is_bounded(unit, name)
    ]
    return any(held) if held else None


def _points_at_one(columns: Sequence[str], header: Sequence[str], names: tuple[str, ...], form: str) -> bool:
    """Whether `form` asks for what one of `columns` tells: it says something that not all of them have in common, or little
    beside the `names` of the row. 中型无人机每飞一趟补几块 asks for nothing below 取得TC奖励 and 取得PC奖励."""
    pairs = [_pairs_of_names([column]) - _pairs_of_names(header[:1]) for column in columns]
    common = frozenset.intersection(*pairs)
    if any(pair in form for own in pairs for pair in own - common):
        return True
    rest = _pairs_of_names(content_runs(form)) - _pairs_of_names(names)
    return len(rest) <= _LITTLE


def _told_apart(row: Row, form: str) -> bool:
    """Whether something stands in `form` that the names of `row` have and those of some other row lack: 轻型无人机 is not the
    row 中型无人机, whatever it shares with that and with all others."""
    own = _pairs_of_names(row.names)
    apart = [own - _pairs_of_names(names) for names in row.others]
    return not apart or any(not pairs or any(pair in form for pair in pairs) for pairs in apart)


def _pairs_of_names(names: Iterable[str]) -> frozenset[str]:
    """Every two neighbouring characters of the names, in their form of comparison."""
    return frozenset(pair for name in names for pair in character_pairs(comparison_form(name)))


def _fit(names: tuple[str, ...], form: str) -> tuple[int, float]:
    """How many of a row's names `form` holds, and the greatest share of one that it holds: the more, the likelier."""
    shares = [max(_held(name, form), _held(_core(name), form)) for name in names]
    return sum(share >= _HELD for share in shares), max(shares, default=0.0)


def _core(name: str) -> str:
    """What tells a group from others: 低保 of 低保家庭老年人."""
    return _GROUP.sub("", name) or name


def _pairs(header: str, row: str) -> list[tuple[str, str]]:
    """(column, cell) of a row below the last line of `header`."""
    return list(zip(cells_of(header.rsplit("\n", 1)[-1]), cells_of(row), strict=False))


def _held(name: str, form: str) -> float:
    """The share of the character pairs of `name` that stand in `form`."""
    pairs = character_pairs(comparison_form(name))
    return sum(pair in form for pair in pairs) / len(pairs) if pairs else 0.0


def _words_of(header: str, row: str) -> tuple[str, ...]:
    """The first two cells of `row` that only count or measure nothing: A类, 三级, 石桥镇."""
    cells = [
        cell for column, cell in _pairs(header, row) if cell.strip(_EMPTY) and not _COUNTS.fullmatch(column)
    ]
    return tuple(cell for cell in cells if not _MEASURE.fullmatch(cell))[:2]


def rows_sharing(document: Document, row: Row, question: str) -> tuple[Row, ...]:
    """The rows of the table of `row` with the words in one column that `question` gives, where others have others there:
    哪几项是约束性指标, 县渔业局牵头的有哪几项; () where it gives none. Of several columns the one that it names is meant.
    """
    header, *lines = _rows_around(document, row.span.start)
    form = comparison_form(question)
    found: list[tuple[bool, list[Span]]] = []
    for column, name in enumerate(cells_of(header.text)):
        cells = [cells_of(line.text)[column : column + 1] for line in lines]
        for cell in dict.fromkeys(cell[0] for cell in cells if cell):
            said = comparison_form(cell)
            sharing = [line for line, own in zip(lines, cells, strict=True) if own == [cell]]
            if len(said) >= _NAMES and said in form and 1 < len(sharing) < len(lines):
                found.append((comparison_form(name)[:_NAMED_BY] in form, sharing))
    named, sharing = max(found, key=lambda each: each[0], default=(False, []))
    if not named and row.span.start not in {line.start for line in sharing}:
        return ()
    return tuple(filter(None, (row_around(document, line) for line in sharing)))


def _rows_around(document: Document, start: int) -> list[Span]:
    """The rows of the table in which the character at `start` stands, its header first."""
    lookup = lookup_for(document)
    table = next(each for each in lookup.chain_at(start) if each.kind is ClauseKind.TABLE)
    rows = lookup.starting_in(table.start, table.end)
    return [
        Span(row.start, row.end, document.text[row.start : row.end])
        for row in rows
        if row.kind is ClauseKind.ROW
    ]
