"""Sheets that tell of one project in pairs of a heading and its value, or of several projects column by column.

They are not read, since a row of theirs is no project; the reason says what to make of them.
"""

import re
from collections.abc import Sequence

from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import Cell, is_empty
from luodi.importing.reading.fields import IDENTITY, ImportField
from luodi.importing.reading.headings import Vocabulary

_MOST_ROWS = 80
_FEWEST_FIELDS = 3
_INLINE = re.compile(r"\s*([^:：]{2,14})[:：]\s*\S")
_TELLING = frozenset((*IDENTITY, ImportField.TOTAL))
_ONE = (
    "这是单个项目的情况表（栏目和内容相间），不是一行一个项目的台账，没有读入；"
    "请改成第一行写栏目（项目名称、投资方、总投资等），下面一个项目一行，再导入"
)
_ACROSS = (
    "这张表是横排的（左边一列是栏目，每个项目占一列），没有读入；"
    "请用选择性粘贴中的“转置”改成一个项目一行，再导入"
)


def why_a_form(sheet: Sheet, vocabulary: Vocabulary) -> str | None:
    """Return the reason in Chinese, or None for a sheet that is no form."""
    lines = [filled for row in sheet.rows[: _MOST_ROWS + 1] if (filled := _filled(row))]
    if not lines or len(lines) > _MOST_ROWS:
        return None
    told: set[ImportField] = set()
    paired = across = lined = 0
    for line in lines:
        fields, values = _pairs(line, vocabulary)
        lined += len(line) > 1 or bool(fields)
        if fields:
            told |= fields
            paired += 1
            across += len(fields) == 1 and values > 1
    is_narrow = _is_narrow(lines, vocabulary)
    if len(told) < _FEWEST_FIELDS - is_narrow or told.isdisjoint(_TELLING):
        return None
    if paired * 2 <= lined and not is_narrow:
        return None
    return _ACROSS if across * 2 > paired else _ONE


def _is_narrow(lines: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> bool:
    """Whether every line has a heading and a value at most, and most headings are such as sheets have."""
    known = sum(isinstance(line[0], str) and vocabulary.weight(line[0]) > 0 for line in lines)
    return max(map(len, lines)) == 2 and len(lines) >= _FEWEST_FIELDS and known * 3 >= len(lines) * 2


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if not is_empty(cell)]


def _pairs(line: Sequence[Cell], vocabulary: Vocabulary) -> tuple[set[ImportField], int]:
    """Return the fields that a line states in pairs, and how many values it has; none for a line of headings."""
    fields: set[ImportField] = set()
    values, place = 0, 0
    while place < len(line):
        cell = line[place]
        inline = _INLINE.match(cell) if isinstance(cell, str) else None
        own = field_named(inline[1], vocabulary) if inline else None
        field = own or (field_named(cell, vocabulary) if isinstance(cell, str) else None)
        follows = line[place + 1] if place + 1 < len(line) else ""
        if field is not None and own is None and isinstance(follows, str) and vocabulary.is_exact(follows):
            return set(), 0
        if field is not None:
            fields.add(field)
        elif not fields and place:
            return set(), 0
        values += own is not None or (field is None and bool(fields))
        place += 1
    return fields, values


def field_named(text: str, vocabulary: Vocabulary) -> ImportField | None:
    """Return the field of which a text is, word for word, the heading; a weak one and a row's number are none."""
    if not vocabulary.is_exact(text):
        return None
    scores = {field: vocabulary.score(field, (text,)) for field in vocabulary.meanings}
    best = max(scores, key=lambda field: scores[field])
    return best if scores[best] >= 0.7 and best is not ImportField.SEQ else None
