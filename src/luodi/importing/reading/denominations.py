"""Amounts whose unit stands in a column of its own: 亿元, 万元, 万美元 row by row, or only the currency."""

from collections.abc import Sequence

from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import (
    Cell,
    CellFinding,
    Severity,
    address,
    is_blank,
    is_number,
    letter,
    shown,
    squeezed,
)
from luodi.importing.reading.columns import Column
from luodi.importing.reading.layouts import merged_within
from luodi.importing.reading.units import Unit, parse_unit

_PLAIN = frozenset("0123456789.,")


class Denomination:
    """The units of one column of amounts, row by row.

    A unit that is merged over rows holds for each. Where the column names currencies only (人民币, 美元), the heading
    of the amounts says in what they are counted (万元). A row without a unit takes the heading's, else the only one
    that the column names; if there are several, its amount cannot be known.
    """

    def __init__(self, sheet: Sheet, column: Column, rows: Sequence[int]) -> None:
        assert column.unit_at is not None
        self.sheet, self.column, self.at = sheet, column, column.unit_at
        self.merged: dict[int, Cell] = {}
        self.words: dict[Cell, str] = {}
        self.priced: dict[tuple[Cell, str], Cell | None] = {}
        if rows:
            for one in merged_within(sheet, rows[0], rows[-1]):
                if one.left == self.at:
                    value = sheet.rows[one.top][one.left]
                    self.merged |= dict.fromkeys(range(one.top, one.bottom + 1), value)
        texts = {said for row in rows if (said := self._said(row))}
        self.units = {text: parse_unit(text) for text in texts}
        known = {unit for unit in self.units.values() if unit is not None}
        self.sole = known.pop() if len(known) == 1 else None
        counted_above = column.measure is not None and column.measure.factor > 1
        is_literal = not counted_above and not texts.isdisjoint(("元", "圆"))
        self.names_currencies = (
            all(unit.factor == 1 for unit in self.units.values() if unit) and not is_literal
        )

    def _said(self, row: int) -> str:
        cell = self.merged[row] if row in self.merged else self.sheet.rows[row][self.at]
        if (known := self.words.get(cell)) is None:
            known = self.words[cell] = "" if is_blank(cell) else squeezed(cell)
        return known

    def _unit(self, said: str) -> Unit | None:
        """Return what an amount is counted in beside which this stands, or None where that is not known."""
        measure = self.column.measure
        unit = self.units[said] if said in self.units else parse_unit(said)
        if unit is None:
            if said:
                return None
            return measure if measure is not None else self.sole
        if not self.names_currencies:
            return unit
        return Unit(measure.factor, unit.currency) if measure is not None else None

    def cell(self, row: int, cell: Cell) -> Cell | None:
        """Return the amount of a row with its unit (2亿元), or None where its unit is not known."""
        key = (cell, self._said(row))
        if key not in self.priced:
            self.priced[key] = self._priced(*key)
        return self.priced[key]

    def _priced(self, cell: Cell, said: str) -> Cell | None:
        if is_blank(cell) or not (is_number(cell) or _PLAIN.issuperset(squeezed(cell))):
            return cell
        unit = self._unit(said)
        return None if unit is None else f"{shown(cell)}{unit.label}"

    def finding(self, row: int) -> CellFinding:
        """Return what to say of an amount whose unit is not known."""
        said = self._said(row)
        what = f"写的“{said[:20]}”不是金额单位" if said else "没有写单位"
        label = self.column.field.label if self.column.field else self.column.heading
        message = f"{label}的单位在 {letter(self.at)} 列，这一行{what}，按没有填写处理"
        return CellFinding(
            self.sheet.name, address(row, self.at), Severity.WARNING, message, "写明亿元、万元或万美元"
        )
