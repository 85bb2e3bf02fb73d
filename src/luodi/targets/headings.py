"""The heading of a sheet of targets: which column names the holders, and which indicator each of the others is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luodi.figures.indicators import Indicator, catalogue
from luodi.kernel.numerals import half_width

MOST_LINES = 12
"""A heading begins within the first lines of a sheet."""
NAMES = frozenset(
    ["承担者", "承担单位", "单位", "单位名称", "责任单位", "县区", "部门", "领导", "姓名", "名称"]
)
CODES = frozenset(("编码", "单位编码", "人员编码"))
RELATIONS = frozenset(("关系", "与上级目标的关系"))
PARENTS = frozenset(("上级", "上级单位", "上级目标"))
PASSED = frozenset(("序号", "类别", "单位类别", "备注", "说明", "组别"))
UNITS = frozenset(("亿元", "万元", "个", "家", "次", "批", "批次", "%", "天", "名", "人", "户"))
"""What stands in brackets behind a heading and is a unit; anything else there is a remark."""
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]$")
_TENS_OF_THOUSANDS = 10_000
Cell = Any
Rows = Sequence[Sequence[Cell]]
Merged = Sequence[tuple[int, int, int, int]]
"""Top, left, bottom and right of each merged range."""


@dataclass(frozen=True)
class Column:
    """A column of numbers; ``per`` is by how much its own unit is smaller than the indicator's."""

    at: int
    indicator: Indicator
    heading: str
    per: int = 1


@dataclass(frozen=True)
class Head:
    """Where the heading ends, and which column is what; ``strange`` are headings that say nothing known."""

    last: int
    name: int
    code: int | None
    relation: int | None
    parent: int | None
    columns: tuple[Column, ...]
    strange: tuple[tuple[int, str], ...]
    wrong: tuple[tuple[int, str], ...]


def find_head(rows: Rows, merged: Merged, year: int) -> Head | None:
    """Return the heading: the line with a column of holders, and the lines beside it that belong to it."""
    known = _vocabulary(year)
    for last in range(min(len(rows), MOST_LINES)):
        named = [at for at, cell in enumerate(rows[last]) if _word(cell) in NAMES]
        if not named:
            continue
        top, at = last, named[0]
        reach = [bottom for t, left, bottom, right in merged if t <= last <= bottom and left <= at <= right]
        bottom = max(reach, default=last)
        first = top - 1 if top and not _is_title(rows, merged, top - 1, at) else top
        headings = [_heading(rows, merged, first, bottom, column) for column in range(len(rows[last]))]
        if found := _columns(headings, known, at, bottom):
            return found
    return None


def _is_title(rows: Rows, merged: Merged, nth: int, name: int) -> bool:
    """Whether the line above the heading is a title, or nothing: a single text that stands above the holders too."""
    said = {str(cell).strip() for cell in rows[nth] if cell not in ("", None)}
    return not said or (len(said) == 1 and bool(_heading(rows, merged, nth, nth, name)))


def _heading(
    rows: Rows,
    merged: Merged,
    first: int,
    last: int,
    at: int,
) -> list[str]:
    """Return the words above a column, from the top; a merged cell stands above each column that it spans."""
    found: list[str] = []
    for nth in range(first, last + 1):
        cell = rows[nth][at]
        for top, left, bottom, right in merged:
            if top <= nth <= bottom and left <= at <= right:
                cell = rows[top][left]
        word = str(cell or "").strip()
        if word and word not in found:
            found.append(word)
    return found


def _columns(
    headings: Sequence[list[str]], known: Mapping[str, Indicator], name: int, last: int
) -> Head | None:
    columns: list[Column] = []
    places: dict[frozenset[str], int] = {}
    strange, wrong = [], []
    for at, words in enumerate(headings):
        if at == name or not words:
            continue
        said = _word("".join(words))
        if sort := next((one for one in (CODES, RELATIONS, PARENTS) if said in one), None):
            places.setdefault(sort, at)
        elif said not in PASSED:
            found = _indicator(words, known)
            if found is None:
                strange.append((at, "".join(words)))
            elif isinstance(found, str):
                wrong.append((at, found))
            else:
                columns.append(Column(at, found[0], "".join(words), found[1]))
    if not columns and not wrong:
        return None
    return Head(
        last,
        name,
        places.get(CODES),
        places.get(RELATIONS),
        places.get(PARENTS),
        tuple(columns),
        tuple(strange),
        tuple(wrong),
    )


def _indicator(words: Sequence[str], known: Mapping[str, Indicator]) -> tuple[Indicator, int] | str | None:
    """Return the indicator that a column names, and by how much its unit is smaller; or what is wrong with it."""
    bare, units = [], []
    for word in words:
        found = _BRACKETS.search(word.strip())
        units += [found[1].strip()] if found else []
        bare.append(_word(word))
    tried = ["".join(bare), bare[-1], *([bare[0] + bare[-1]] if len(bare) > 2 else [])]
    one = next((known[text] for text in tried if text in known), None)
    if one is None:
        return None
    unit = units[-1] if units else one.unit
    if unit == one.unit or unit not in UNITS:
        return one, 1
    if (unit, one.unit) == ("万元", "亿元"):
        return one, _TENS_OF_THOUSANDS
    return f"“{one.name}”以{one.unit}计，表头写的是{unit}"


def _vocabulary(year: int) -> dict[str, Indicator]:
    """Return the indicators by what they are called: name, other names, code."""
    found: dict[str, Indicator] = {}
    for one in catalogue():
        for said in (one.code, one.name, *one.aliases):
            found.setdefault(_word(said), one)
    return {word: one for word, one in found.items() if one.valid_from <= date(year, 12, 31)}


def _word(cell: Cell) -> str:
    """Return a heading without white space and the unit in brackets behind it."""
    text = re.sub(r"\s+", "", half_width(str(cell or "")))
    return _BRACKETS.sub("", text) or text


def letter(at: int) -> str:
    """Return what a column is called: A … Z, AA …"""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
