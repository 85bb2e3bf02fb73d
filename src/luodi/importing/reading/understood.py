"""A table as it was understood: kept by column, looked at by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from luodi.importing.reading.cells import CellFinding, Severity, letter
from luodi.importing.reading.columns import Column
from luodi.importing.reading.fields import ImportField
from luodi.kernel.money import Measure, Yuan


@dataclass(frozen=True)
class Section:
    """The head of a section: its row (as the sheet numbers it), what it says and how deep it lies."""

    row: int
    label: str
    level: int


@dataclass(frozen=True)
class TotalCheck:
    """What a total row states of a column, against the rows that it is about; both in words for people."""

    address: str
    label: str
    stated: str
    counted: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a table, which looks its values up in the columns; ``number`` is as the sheet numbers it."""

    sheet: "UnderstoodSheet"
    place: int

    @property
    def number(self) -> int:
        return self.sheet.numbers[self.place]

    @property
    def values(self) -> dict[ImportField, Any]:
        """What the row states, by field; None where it states nothing."""
        place = self.place
        return {one: column[place] for one, column in self.sheet.values.items()}

    @property
    def addresses(self) -> Mapping[ImportField, str]:
        """The address of each field's cell."""
        number = self.number
        return {one: f"{letters}{number}" for one, letters in self.sheet.letters.items()}

    @property
    def is_refused(self) -> bool:
        """Whether something in the row is wrong."""
        return self.place in self.sheet.wrong_places

    @property
    def section(self) -> str:
        """The labels of the sections that the row lies in, the widest first: 一、基础设施 / （一）交通."""
        return self.sheet.section_of(self.number)


@dataclass(frozen=True)
class UnderstoodSheet:
    """A table of a sheet, or a sheet without one; ``reason`` says why it has no rows.

    ``numbers`` are the rows as the sheet numbers them; ``values`` has one list per field, parallel to ``numbers``;
    ``wrong`` has what is wrong by place in these lists. A sheet of several tables is understood as several of these.
    """

    name: str
    hidden: bool = False
    table: str | None = None
    reason: str | None = None
    columns: tuple[Column, ...] = ()
    numbers: Sequence[int] = ()
    values: Mapping[ImportField, Sequence[Any]] = field(default_factory=dict)
    wrong_places: frozenset[int] = frozenset()
    sections: tuple[Section, ...] = ()
    totals: tuple[TotalCheck, ...] = ()
    findings: tuple[CellFinding, ...] = ()
    foreign: Mapping[str, Decimal] = field(default_factory=dict)
    amount: Yuan | None = None
    header_row: int | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def rows(self) -> list[ReadRow]:
        """All rows, those that are refused among them."""
        return [ReadRow(self, place) for place in range(len(self.numbers))]

    @property
    def accepted(self) -> list[ReadRow]:
        """The rows in which nothing is wrong."""
        return [row for row in self.rows if not row.is_refused]

    @property
    def refused(self) -> list[ReadRow]:
        """The rows in which something is wrong; the findings say what and where."""
        return [row for row in self.rows if row.is_refused]

    @cached_property
    def letters(self) -> dict[ImportField, str]:
        """The letters of the column of each field."""
        return {column.field: letter(column.index) for column in self.columns if column.field}

    @property
    def amount_wan(self) -> Decimal | None:
        """The sum of total investment over all rows.    Measure: 万元, exact; None when no row states an amount."""
        return None if self.amount is None else Decimal(self.amount.fen) / Measure.WAN.fen

    def iter_values(self, *fields: ImportField) -> Iterator[tuple[Any, ...]]:
        """Yield the row number and the values of some fields for each row; None for a field without a column."""
        nothing = [None] * len(self.numbers)
        return zip(self.numbers, *(self.values.get(one, nothing) for one in fields), strict=True)

    def section_of(self, number: int) -> str:
        """Return the labels of the sections that a row lies in."""
        path: list[Section] = []
        for section in self.sections:
            if section.row > number:
                break
            path = [one for one in path if one.level < section.level]
            path.append(section)
        return " / ".join(section.label for section in path)

    @cached_property
    def errors(self) -> tuple[CellFinding, ...]:
        """The findings that refuse a row."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)
