"""Which column is which field: by what a person says, what was remembered, the heading, and the cells."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from luodi.importing.reading.cells import CellFinding, Severity, address, letter
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.headings import Vocabulary, normal_heading
from luodi.importing.reading.layouts import Layout
from luodi.importing.reading.profiles import Profile, fits, looks_like
from luodi.importing.reading.units import Unit, amount_unit_in, area_in, parse_unit, unit_in_heading

LEAST = 0.4
SURE_UNITS = 0.8
_BY_CONTENT: tuple[tuple[ImportField, str, float], ...] = (
    (ImportField.CREDIT_CODE, "codes", 0.6),
    (ImportField.PHONE, "phones", 0.8),
    (ImportField.STAGE, "stages", 0.8),
    (ImportField.INDUSTRY, "industries", 0.6),
    (ImportField.AREA, "places", 0.8),
)
_REFUSED_BY_CELL = (FieldKind.AMOUNT, FieldKind.DATE, FieldKind.CODE)
"""Under a heading that says so word for word, cells of another kind are refused one by one, at their addresses."""
_UNIT_HEADING = re.compile(r"单位|货币|币种|币别|币制|[Uu]nit|[Cc]urrency")
_CURRENCY_HEADING = re.compile(r"货币|币种|币别|币制|[Cc]urrency")
_SEEN = {
    ImportField.CREDIT_CODE: "信用代码",
    ImportField.PHONE: "电话号码",
    ImportField.STAGE: "阶段",
    ImportField.INDUSTRY: "行业",
    ImportField.AREA: "地名",
    ImportField.SEQ: "序号",
    ImportField.NAME: "项目名称",
}


@dataclass(frozen=True)
class Remembered:
    """What a unit's clerks have said of a heading: its field, or None for leaving it out, and its unit."""

    field: ImportField | None
    unit: str = ""


ColumnMemory = Mapping[str, Remembered]
"""By ``normal_heading`` of the whole heading."""


@dataclass(frozen=True)
class Column:
    """A column as it was understood; ``why`` says in Chinese what for, ``unit`` what its amounts are counted in."""

    index: int
    heading: str
    field: ImportField | None
    unit: str
    confidence: float
    why: str
    measure: Unit | None = None
    is_given: bool = False
    unit_at: int | None = None

    @property
    def letter(self) -> str:
        """The letters that the sheet shows above it."""
        return letter(self.index)


@dataclass(frozen=True)
class Wanted:
    """What a person has said of a sheet.

    ``mapping`` is by column letter, None leaves a column out; ``units`` too; ``unit`` is that of total investment;
    ``header_row`` is the last row of headings as the sheet numbers it; ``table`` a range with its headings (A4:J60);
    ``rates`` are yuan per one of a currency; ``is_read`` asks for a hidden sheet.
    """

    mapping: Mapping[str, ImportField | None] = dataclasses.field(default_factory=dict)
    units: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unit: str = ""
    header_row: int | None = None
    table: str = ""
    rates: Mapping[str, Decimal] = dataclasses.field(default_factory=dict)
    is_read: bool = False


@dataclass(frozen=True)
class Matched:
    columns: tuple[Column, ...]
    findings: tuple[CellFinding, ...]

    def of(self, wanted: ImportField) -> Column | None:
        """Return the column of a field."""
        return next((column for column in self.columns if column.field is wanted), None)


def match_columns(
    sheet: str,
    layout: Layout,
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    memory: ColumnMemory,
    wanted: Wanted,
) -> Matched:
    """Return every column of a table with its field, each field at most once.

    Shape: one column per column of the table, in order.
    """
    chosen = _said(layout, memory, wanted)
    scores, findings = _scores(sheet, layout, profiles, vocabulary, chosen)
    taken = {column.field for column in chosen.values() if column.field}
    for score, place, field in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if place in chosen or field in taken or score < LEAST:
            continue
        taken.add(field)
        chosen[place] = _column(layout, place, field, score, f"表头“{_shown(layout, place)}”")
    _fill_by_content(layout, profiles, vocabulary, chosen, taken)
    _let_be_units(layout, profiles, chosen)
    columns = [
        chosen.get(place) or _left_out(layout, place, scores, chosen, vocabulary)
        for place in range(len(layout.headings))
    ]
    return Matched(tuple(_with_units(columns, layout, memory, wanted)), tuple(findings))


def _said(layout: Layout, memory: ColumnMemory, wanted: Wanted) -> dict[int, Column]:
    chosen: dict[int, Column] = {}
    given = {field for field in wanted.mapping.values() if field}
    for place in range(len(layout.headings)):
        heading = normal_heading(_shown(layout, place))
        name = letter(layout.left + place)
        if name in wanted.mapping:
            chosen[place] = replace(
                _column(layout, place, wanted.mapping[name], 1, "按指定的对应"), is_given=True
            )
        elif heading and heading in memory and memory[heading].field not in given:
            remembered = memory[heading]
            if remembered.field and any(one.field is remembered.field for one in chosen.values()):
                continue
            chosen[place] = _column(layout, place, remembered.field, 0.98, "按以前记住的对应")
    return chosen


def _scores(
    sheet: str,
    layout: Layout,
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    chosen: Mapping[int, Column],
) -> tuple[list[tuple[float, int, ImportField]], list[CellFinding]]:
    scores: list[tuple[float, int, ImportField]] = []
    findings: list[CellFinding] = []
    for place, path in enumerate(layout.headings):
        is_unit = profiles[place].units >= SURE_UNITS and _may_head_units(path)
        if not path or place in chosen or is_unit:
            continue
        found = [(vocabulary.score(field, path), field) for field in vocabulary.meanings]
        likely = [(score, field) for score, field in found if score >= LEAST]
        fitting = [(score, field) for score, field in likely if fits(field, profiles[place])]
        scores += [(score + _bonus(profiles[place], path), place, field) for score, field in fitting]
        if likely and not fitting and max(likely)[0] >= 0.7:
            best, meant = max(likely)
            findings.append(_conflict(sheet, layout, place, meant, profiles))
            if best >= 0.8 and meant.kind in _REFUSED_BY_CELL:
                scores.append((best - 0.35, place, meant))
    return scores, findings


def _bonus(seen: Profile, path: Sequence[str]) -> float:
    """Prefer, of two columns with the same heading, the one that is filled, and that in yuan to that in dollars."""
    unit = _own_unit(path)
    is_foreign = unit is not None and unit.currency != "CNY"
    return 0.02 * min(seen.filled, 1) - (0.03 if is_foreign else 0)


def _conflict(
    sheet: str, layout: Layout, place: int, field: ImportField, profiles: Sequence[Profile]
) -> CellFinding:
    where = address(layout.bottom, layout.left + place)
    said = f"表头“{_shown(layout, place)}”像“{field.label}”，内容却是{looks_like(profiles[place])}"
    beside = place + 1
    if beside < len(profiles) and not layout.headings[beside] and fits(field, profiles[beside]):
        said += f"；右边没有表头的 {letter(layout.left + beside)} 列像是它的内容，表头可能错位一列"
    return CellFinding(
        sheet,
        where,
        Severity.WARNING,
        said,
        f"核对这一列的表头，或指定 {letter(layout.left + place)} 列的对应",
    )


def _fill_by_content(
    layout: Layout,
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    chosen: dict[int, Column],
    taken: set[ImportField],
) -> None:
    for place, seen in enumerate(profiles):
        if place in chosen or not seen.n:
            continue
        heading = layout.headings[place]
        field = _field_by_content(seen, place)
        if heading and field is not ImportField.CREDIT_CODE:
            continue
        if field and field not in taken:
            taken.add(field)
            said = "表头没有说明" if heading else "没有表头"
            chosen[place] = _column(layout, place, field, 0.55, f"{said}，内容像{_SEEN[field]}")


def _let_be_units(layout: Layout, profiles: Sequence[Profile], chosen: dict[int, Column]) -> None:
    """Let columns of units (亿元, 万元) be no fields: each goes with the amounts left of it, else right of it."""
    amounts = [place for place, one in chosen.items() if one.field and one.field.kind is FieldKind.AMOUNT]
    units = [
        place
        for place, seen in enumerate(profiles)
        if (seen.units >= SURE_UNITS and place not in amounts)
        and not (place in chosen and chosen[place].is_given)
        and (_may_head_units(layout.headings[place]) or place - 1 in amounts)
    ]
    for nth, place in enumerate(units):
        first = units[nth - 1] + 1 if nth else 0
        last = units[nth + 1] if nth + 1 < len(units) else len(profiles)
        free = [one for one in amounts if chosen[one].unit_at is None]
        counted = _counted_in(layout, place, [one for one in free if first <= one < place])
        counted = counted or _counted_in(layout, place, [one for one in free if place < one < last])
        for one in counted:
            chosen[one] = replace(chosen[one], unit_at=layout.left + place)
        if counted:
            of = "、".join(chosen[one].letter for one in counted)
            chosen[place] = _column(layout, place, None, 0, f"是 {of} 列每一行的单位")


def _counted_in(layout: Layout, place: int, amounts: Sequence[int]) -> list[int]:
    """Return the amounts that a column of units is about: the one beside it, and others whose headings name none."""
    names_currency = bool(_CURRENCY_HEADING.search("".join(layout.headings[place])))
    return [
        one
        for one in amounts
        if abs(one - place) == 1 or names_currency or _own_unit(layout.headings[one]) is None
    ]


def _may_head_units(path: Sequence[str]) -> bool:
    return not path or bool(_UNIT_HEADING.search("".join(path)))


def _field_by_content(seen: Profile, place: int) -> ImportField | None:
    if place == 0 and seen.sequence >= 0.9 and seen.n > 1:
        return ImportField.SEQ
    for field, share, least in _BY_CONTENT:
        if getattr(seen, share) >= least:
            return field
    if seen.projects >= 0.6 and seen.distinct > 0.7 and seen.length >= 6:
        return ImportField.NAME
    return None


def _left_out(
    layout: Layout,
    place: int,
    scores: Sequence[tuple[float, int, ImportField]],
    chosen: Mapping[int, Column],
    vocabulary: Vocabulary,
) -> Column:
    best = max(((score, field) for score, at, field in scores if at == place), default=None)
    if best is not None and best[0] >= LEAST:
        other = next((one for one in chosen.values() if one.field is best[1]), None)
        if other is not None:
            why = f"“{best[1].label}”已按 {other.letter} 列读入，一个栏目只取一列"
            return _column(layout, place, None, 0, why)
    heading = _shown(layout, place)
    if not heading:
        return _column(layout, place, None, 0, "没有表头，内容也看不出是什么")
    return _column(layout, place, None, 0, vocabulary.reason(heading) or "表头不在词表里，可以指定它的对应")


def _column(layout: Layout, place: int, field: ImportField | None, score: float, why: str) -> Column:
    return Column(layout.left + place, _shown(layout, place), field, "", round(min(score, 1), 2), why)


def _shown(layout: Layout, place: int) -> str:
    return "·".join(layout.headings[place])


def _with_units(
    columns: Sequence[Column], layout: Layout, memory: ColumnMemory, wanted: Wanted
) -> list[Column]:
    """Return the columns with the units that headings, memory or the unit line give; a person's word goes first."""
    line = amount_unit_in(layout.unit_text) if layout.unit_text else None
    said = parse_unit(wanted.unit) if wanted.unit else None
    units = {name: unit for name, text in wanted.units.items() if (unit := parse_unit(text))}
    done: list[Column] = []
    for place, column in enumerate(columns):
        path = layout.headings[place]
        if column.field is not None and column.field.kind is FieldKind.NUMBER:
            done.append(replace(column, unit=_area_unit(column, path)))
            continue
        own = _own_unit(path)
        remembered = memory.get(normal_heading(column.heading))
        if remembered and remembered.unit and own is None:
            own = parse_unit(remembered.unit)
        if column.field is not None and column.field.kind is FieldKind.AMOUNT:
            total = said if column.field is ImportField.TOTAL else None
            own = units.get(column.letter) or total or own or line
        done.append(replace(column, measure=own, unit=own.label if own else ""))
    return done


def _own_unit(path: Sequence[str]) -> Unit | None:
    for part in reversed(path):
        if (unit := unit_in_heading(part)) is not None:
            return unit
    return None


def _area_unit(column: Column, path: Sequence[str]) -> str:
    if column.field is ImportField.JOBS:
        return "人"
    named = area_in(re.sub(r"^.*?(?=[(（/:：])", "", "".join(path)))
    return named or ("亩" if column.field is ImportField.LAND else "平方米")
