"""The cells of a column as typed values: each distinct cell is read once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from luodi.importing.reading.amounts import Problem, amount_reader
from luodi.importing.reading.cells import (
    BLANKS,
    Cell,
    Severity,
    is_blank,
    is_number,
    name_of,
    shown,
    squeezed,
    text_of,
)
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.units import AREAS, WAN, Unit, area_in
from luodi.kernel.codes import REGISTRATION_NUMBER, CreditCodeRefused, parse_credit_code
from luodi.kernel.dates import EXAMPLES, DateRefused, VagueDate, parse_date
from luodi.kernel.numerals import half_width

Read = tuple[Any, Problem | None]
PLANNED = frozenset((ImportField.PLANNED_START, ImportField.PLANNED_FINISH))
NAMES = frozenset((ImportField.NAME, ImportField.INVESTOR_NAME, ImportField.LOCAL_COMPANY)) | {
    ImportField.SIGNING_ENTITY
}
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_415
_LAST_SENTINEL = 1901
_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?\s*(?:[AaPp][Mm])?$")
_EXPECTING = re.compile(r"^(?:预计|计划|拟于?|力争|争取|将于|预期)")
_AROUND = re.compile(r"^(?:约|于|已于)|(?:左右|之?前|开工|签约|投产|竣工|完工|建成|动工|正式|已)+$")
_HOUR = re.compile(r"(?<=[日号0-9])(?:上午|下午|晚上?|早上|中午).*$")
_YEAR_END = re.compile(r"年[底末]$")
_YEAR_START = re.compile(r"年初$")
_WITHOUT_YEAR = re.compile(r"^[0-9]{1,2}(?:月|[./][0-9]{1,2}$)")
_NOT_YET = re.compile(r"^(?:尚?未|待|暂未|还未|没有|否)")
_STATE = re.compile(r"^(?:已|正|在|完|进行|建设|洽谈|办理)")
_QUANTITY = re.compile(r"^约?([0-9][0-9,]*(?:\.[0-9]+)?)(万)?(.*?)(?:左右)?$")
_YES = frozenset(("是", "√", "✓", "y", "yes", "1", "有", "对", "true", "工业"))
_NO = frozenset(("否", "×", "x", "✗", "n", "no", "0", "不是", "错", "false", "非工业"))
_DATE_CODE = re.compile(r"[0-9]{6,12}")


@dataclass(frozen=True)
class Setting:
    """What the cells of a column are read with: the unit, the year of dates without one, the rates."""

    unit: Unit = WAN
    area_unit: str = ""
    year: int | None = None
    rates: Mapping[str, Decimal] | None = None


def read_column(
    field: ImportField, cells: Sequence[Cell], setting: Setting
) -> tuple[list[Any], dict[int, Problem]]:
    """Return the values of a column and, by place, what is wrong.

    Shape: one value per cell, in order; None where nothing is stated or nothing could be read.
    """
    read = reader_of(field, setting)
    known: dict[Cell, Any] = {}
    wrong: dict[Cell, Problem] = {}
    for cell in set(cells):
        known[cell], problem = read(cell)
        if problem is not None:
            wrong[cell] = problem
    values = list(map(known.__getitem__, cells))
    if not wrong:
        return values, {}
    return values, {place: wrong[cell] for place, cell in enumerate(cells) if cell in wrong}


def reader_of(field: ImportField, setting: Setting) -> Callable[[Cell], Read]:
    """Return what reads one cell of a field's column."""
    match field.kind:
        case FieldKind.AMOUNT:
            read = amount_reader(setting.unit, setting.rates or {})
            return read if field is ImportField.TOTAL else _mildly(read)
        case FieldKind.DATE:
            is_planned = field in PLANNED
            dates: Callable[[Cell], Read] = lambda cell: read_date(cell, setting.year, is_planned)  # noqa: E731
            return _mildly(dates) if is_planned else dates
        case FieldKind.NUMBER:
            return lambda cell: read_quantity(cell, field, setting.area_unit)
        case FieldKind.BOOL:
            return read_yes
        case FieldKind.CODE:
            return read_credit_code
    if field in NAMES:
        return _read_name
    if field is ImportField.AREA:
        return read_place
    return _read_words


def _read_name(cell: Cell) -> Read:
    if isinstance(cell, str) and cell.isalnum():
        return None if cell.lower() in BLANKS else cell, None
    return None if is_blank(cell) else name_of(cell), None


def _read_words(cell: Cell) -> Read:
    if isinstance(cell, str) and cell.isalnum():
        return None if cell.lower() in BLANKS else cell, None
    return None if is_blank(cell) else text_of(cell), None


def _mildly(read: Callable[[Cell], Read]) -> Callable[[Cell], Read]:
    """Let what cannot be read of a detail be left out instead of refusing its row."""

    def mild(cell: Cell) -> Read:
        value, problem = read(cell)
        if problem is not None and problem.severity is Severity.ERROR:
            problem = Problem(Severity.WARNING, problem.message + "，按没有填写处理", problem.expected)
            value = None
        return value, problem

    return mild


def read_date(cell: Cell, year: int | None = None, is_planned: bool = False) -> Read:  # noqa: FBT001, FBT002
    """Read a date: a stored one, a serial number, or text; 1901 and before stands for none."""
    if is_blank(cell):
        return None, None
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return _unless_sentinel(VagueDate.day(day))
    if is_number(cell):
        return _numbered(cell, shown(cell))
    return _spelled(text_of(cell), year, is_planned)


def _numbered(cell: Cell, said: str) -> Read:
    number = float(cell)  # type: ignore[arg-type]
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return VagueDate.day(_EPOCH + timedelta(days=int(number))), None
    if 0 <= number <= 2 * 366 + 2:
        return None, None
    value, problem = _parsed(said)
    if problem is None and re.fullmatch(r"[0-9]{4}\.1", said):
        problem = Problem(
            Severity.WARNING,
            f"“{said}”按 1 月读入，也可能是 10 月（数字格式去掉了末位的 0）",
            "写成 2020年10月",
        )
    return value, problem


def _spelled(text: str, year: int | None, is_planned: bool) -> Read:  # noqa: FBT001
    said = _TIME.sub("", text.replace("、", ".").replace("．", "."))
    if not any(character.isdigit() for character in said) and not re.search("[〇一二三四五六七八九]", said):
        return _wordy(text)
    plain = half_width(said)
    if not is_planned and _EXPECTING.match(plain):
        message = f"“{text[:40]}”是计划的日期，不是实际日期，按没有填写处理"
        return None, Problem(Severity.WARNING, message, "填实际日期，或把这一列对应到计划日期")
    plain = _HOUR.sub("", _AROUND.sub("", _EXPECTING.sub("", plain)))
    plain = _YEAR_START.sub("年1月", _YEAR_END.sub("年12月", plain))
    if re.fullmatch(r"[0-9]{5}", plain) and _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        return VagueDate.day(_EPOCH + timedelta(days=int(plain))), None
    if _WITHOUT_YEAR.match(plain):
        if year is None:
            return None, Problem(Severity.ERROR, f"“{text[:40]}”没有写年份", "写成 2020年8月中旬")
        plain = f"{year}年{plain}" if "月" in plain else f"{year}.{plain.replace('/', '.')}"
    if re.match(r"(?:1900|1901|1899|0001)", plain):
        return None, None
    return _parsed(plain)


def _wordy(text: str) -> Read:
    if _NOT_YET.match(text):
        return None, None
    severity = Severity.WARNING if _STATE.match(text) else Severity.ERROR
    return None, Problem(severity, f"“{text[:40]}”不是日期", EXAMPLES)


def _parsed(text: str) -> Read:
    try:
        return _unless_sentinel(parse_date(text))
    except DateRefused as refusal:
        return None, Problem(Severity.ERROR, refusal.message, EXAMPLES)


def _unless_sentinel(day: VagueDate) -> Read:
    if day.first.year <= _LAST_SENTINEL:
        return None, None
    if day.first.year < 1949 or day.last.year > 2100:
        return None, Problem(Severity.ERROR, f"年份 {day.first.year} 不对", "1949—2100 年之间的日期")
    return day, None


def read_quantity(cell: Cell, field: ImportField, area_unit: str) -> Read:
    """Read a number of people, or an area in the measure of its field (亩, 平方米)."""
    if is_blank(cell):
        return None, None
    found = _QUANTITY.match(squeezed(cell).lower())
    unit = ""
    if found:
        unit = (found[2] or "") + found[3]
        number = Decimal(found[1].replace(",", "")) if len(found[1]) < 16 else None
        value = None if number is None else _measured(number, unit, field, area_unit)
        if value is not None:
            return value, None
    message = f"“{shown(cell)[:40]}”不是数，按没有填写处理"
    return None, Problem(Severity.WARNING, message, f"写一个数，如 120（{field.label}）")


def _measured(number: Decimal, unit: str, field: ImportField, area_unit: str) -> Decimal | None:
    if field is ImportField.JOBS:
        plain = unit.removesuffix("人").removesuffix("个")
        return {"": number, "万": number * 10_000}.get(plain)
    own = "亩" if field is ImportField.LAND else "平方米"
    named = area_in(unit) if unit else (area_unit or own)
    if named is None or unit.replace(named, "").strip("()") not in ("", "㎡", "左右"):
        return None
    if named == own:
        return number
    return (number * AREAS[named] / AREAS[own]).quantize(Decimal("0.0001")).normalize() + Decimal(0)


def read_yes(cell: Cell) -> Read:
    """Read 是 or 否, a tick or a cross."""
    if isinstance(cell, bool):
        return cell, None
    if is_blank(cell) and squeezed(cell) != "无":
        return None, None
    said = squeezed(cell).lower()
    if said in _YES:
        return True, None
    if said in _NO or said == "无":
        return False, None
    message = f"“{shown(cell)[:40]}”不是“是”或“否”，按没有填写处理"
    return None, Problem(Severity.WARNING, message, "是 或 否")


def read_credit_code(cell: Cell) -> Read:
    """Read a unified social credit code; an old registration number is left out, a wrong code refused."""
    if is_blank(cell):
        return None, None
    said = cell if isinstance(cell, str) and cell.isalnum() else half_width(shown(cell))
    try:
        return parse_credit_code(said), None
    except CreditCodeRefused as refusal:
        is_old = REGISTRATION_NUMBER.fullmatch(said) is not None
        severity = Severity.WARNING if is_old else Severity.ERROR
        return None, Problem(severity, refusal.message, "18 位统一社会信用代码")


def read_place(cell: Cell) -> Read:
    """Read the name of a place; a code stays as it is and is pointed out."""
    if is_blank(cell):
        return None, None
    text = text_of(cell)
    if _DATE_CODE.fullmatch(text):
        return text, Problem(Severity.WARNING, f"“{text}”是代码，不是地名", "写县区（园区）的名称")
    return text, None
