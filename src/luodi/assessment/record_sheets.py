"""A sheet of members by inputs: which cell is whose number, and what is wrong with it; nothing is guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from luodi.assessment.record_rules import PLACES, RecordRefused, check_number, read_number
from luodi.kernel.findings import Finding, Refusal
from luodi.kernel.numerals import half_width

CODE, NAME = "代码", "名称"
MOST_ROWS, MOST_COLUMNS, MOST_HEAD = 5000, 200, 10
NOTHING = ("-", "—", "/", "无", "没有数")
"""What people write where there is no number: that is a statement, an empty cell is none."""
Cell = Any


@dataclass(frozen=True)
class Wanted:
    """A column of the table: the input's code, its title and its unit."""

    code: str
    title: str
    unit: str = ""

    @property
    def head(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True)
class ReadNumber:
    """A number that was read; None says that there is none."""

    where: str
    key: str
    input: str
    value: Decimal | None


@dataclass
class ReadTable:
    numbers: list[ReadNumber] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(source: BinaryIO, *, members: Mapping[str, str], inputs: Sequence[Wanted]) -> ReadTable:
    """Read the first sheet with a heading of members and inputs; ``members`` are names by key.

    Shape: cells that are empty are left out; every cell that cannot be read is a finding with its address.
    Raises: RecordRefused when the file cannot be opened, is too large, or has no such heading.
    """
    try:
        book = CalamineWorkbook.from_filelike(source)
    except PasswordError as error:
        raise RecordRefused("文件已加密，请取消密码后再导入", field="file") from error
    except CalamineError as error:
        raise RecordRefused("文件打不开，请用 Excel 或 WPS 另存为 .xlsx 再导入", field="file") from error
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise RecordRefused(f"工作表“{name}”太大，最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列", field="file")
        rows = sheet.to_python(skip_empty_area=False)
        if head := _head(rows, inputs):
            return _read(rows, head, members)
    titles = "、".join(one.head for one in inputs[:5])
    raise RecordRefused(
        f"没有找到数据表：表头要有“{NAME}”或“{CODE}”，并至少有一列是考核办法要的数据，如 {titles}",
        field="file",
    )


@dataclass(frozen=True)
class _Head:
    line: int
    code: int | None
    name: int | None
    columns: Mapping[int, Wanted]
    strange: Sequence[tuple[int, str]]

    @property
    def place(self) -> int:
        """The column that says whose line it is."""
        return self.name if self.name is not None else self.code or 0


def _head(rows: Sequence[Sequence[Cell]], inputs: Sequence[Wanted]) -> _Head | None:
    known: dict[str, Wanted] = {}
    for one in inputs:
        for said in (one.head, one.title, one.code):
            known.setdefault(half_width(said), one)
    for line, row in enumerate(rows[:MOST_HEAD]):
        words = [half_width(str(cell)) for cell in row]
        code = words.index(CODE) if CODE in words else None
        name = words.index(NAME) if NAME in words else None
        columns = {at: known[word] for at, word in enumerate(words) if word in known}
        if columns and (code is not None or name is not None):
            strange = [
                (at, word) for at, word in enumerate(words) if word and at not in (*columns, code, name)
            ]
            return _Head(line, code, name, columns, strange)
    return None


def _read(rows: Sequence[Sequence[Cell]], head: _Head, members: Mapping[str, str]) -> ReadTable:
    table = ReadTable()
    _say_columns(head, table)
    by_name: dict[str, list[str]] = {}
    for key, name in members.items():
        by_name.setdefault(half_width(name), []).append(key)
    seen: set[str] = set()
    for nth in range(head.line + 1, len(rows)):
        row = rows[nth]
        filled = [at for at in head.columns if str(row[at]).strip()]
        whose = _key(row, nth, head, members, by_name, table) if filled else None
        if whose is None:
            continue
        if whose in seen:
            table.findings.append(_finding(head.place, nth, f"“{members[whose]}”写了两行"))
            continue
        seen.add(whose)
        for at in filled:
            _take(table, at, nth, whose, head.columns[at].code, row[at])
    return table


def _say_columns(head: _Head, table: ReadTable) -> None:
    heads = [one.head for one in head.columns.values()]
    for at, one in head.columns.items():
        if heads.count(one.head) > 1:
            table.findings.append(_finding(at, head.line, f"“{one.head}”有两列，只能留一列"))
    for at, word in head.strange:
        table.findings.append(_finding(at, head.line, f"考核办法没有“{word[:20]}”这个数据，请删去这一列"))


def _take(table: ReadTable, at: int, nth: int, key: str, code: str, cell: Cell) -> None:
    try:
        table.numbers.append(ReadNumber(_address(at, nth), key, code, _number(cell)))
    except Refusal as refusal:
        table.findings.append(_finding(at, nth, str(refusal)))


def _key(
    row: Sequence[Cell],
    nth: int,
    head: _Head,
    members: Mapping[str, str],
    by_name: Mapping[str, list[str]],
    table: ReadTable,
) -> str | None:
    code = str(row[head.code]).strip() if head.code is not None else ""
    name = half_width(str(row[head.name])) if head.name is not None else ""
    if code:
        if code in members:
            return code
        table.findings.append(_finding(head.code or 0, nth, f"考核组里没有代码“{code[:40]}”"))
        return None
    keys = by_name.get(name, [])
    if len(keys) == 1:
        return keys[0]
    said = "有同名的，请填代码" if keys else "不在这个考核组"
    table.findings.append(_finding(head.place, nth, f"“{name[:40] or '空'}”{said}"))
    return None


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool):
        return Decimal(int(cell))
    if isinstance(cell, int | float):
        return check_number(round(Decimal(repr(cell)), PLACES))
    if str(cell).strip() in NOTHING:
        return None
    return read_number(cell)


def _finding(at: int, nth: int, message: str) -> Finding:
    return Finding(_address(at, nth), "assessment.cell", message)


def _address(at: int, nth: int) -> str:
    letters, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{nth + 1}"
