"""Where a number comes from: a constant, an input, a formula of inputs, or a count or sum over rows or the group."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from luodi.assessment.engine.formulas import Binary, Call, Constant, Formula, Name

if TYPE_CHECKING:
    from luodi.assessment.engine.conditions import Condition
    from luodi.assessment.engine.scope import Scope

SUMMARIES = {"count": "个数", "sum": "合计", "mean": "平均", "most": "最大", "least": "最小"}
OF_GROUP = {"group_most": "most", "group_least": "least", "group_mean": "mean", "group_sum": "sum"}


@dataclass(frozen=True)
class OverRows:
    """``count`` of the rows that meet the condition, or a summary of one of their columns."""

    summary: str
    rows: str
    column: str = ""
    when: "Condition | None" = None

    def result(self, scope: "Scope") -> Fraction | None:
        rows = scope.rows(self.rows)
        if rows is None:
            return scope.number(self.rows) if self.summary == "count" and self.when is None else None
        inside = [scope.inside(row, self.rows) for row in rows]
        met = [inner for inner in inside if self.when is None or self.when.holds(inner)]
        if self.summary == "count":
            return Fraction(len(met))
        found = [value for inner in met if (value := inner.number(self.column)) is not None]
        if not found:
            return Fraction(0) if self.summary == "sum" else None
        return _SUMMARIZE[self.summary](found)

    def written(self, scope: "Scope") -> str:
        value = self.result(scope)
        shown = scope.quantity(value, self.unit(scope))
        which = f"（{self.when.described(scope, rows=self.rows)}）" if self.when else ""
        title = scope.title(self.rows)
        if self.summary != "count":
            column = scope.input(self.rows).columns.get(self.column)
            title = f"{title}{column.title if column else self.column}{SUMMARIES[self.summary]}"
        return f"{title}{which} {shown}"

    def unit(self, scope: "Scope") -> str:
        declared = scope.input(self.rows)
        if self.summary == "count":
            return declared.unit or "个"
        column = declared.columns.get(self.column)
        return column.unit if column else ""

    def names(self) -> Iterator[str]:
        yield self.rows


@dataclass(frozen=True)
class OverGroup:
    """The largest, least, mean or sum of what the members of the group have; those that have nothing are left out."""

    summary: str
    operand: "Operand"

    def result(self, scope: "Scope") -> Fraction | None:
        found = scope.of_group((self.summary, self.operand), self.operand.result)
        return _SUMMARIZE[self.summary](found) if found else None

    def written(self, scope: "Scope") -> str:
        what = "、".join(dict.fromkeys(scope.title(name) for name in self.operand.names()))
        shown = scope.quantity(self.result(scope), unit_of(self.operand, scope))
        return f"本组{what}{SUMMARIES[self.summary]} {shown}"

    def names(self) -> Iterator[str]:
        yield from self.operand.names()


Operand: TypeAlias = Formula | OverRows | OverGroup

_SUMMARIZE: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda found: sum(found, Fraction(0)),
    "mean": lambda found: sum(found, Fraction(0)) / len(found),
    "most": max,
    "least": min,
}


def is_plain(operand: Operand) -> bool:
    """Tell whether the operand is written with its result, so that none has to follow it."""
    return isinstance(operand, Constant | Name | OverRows | OverGroup)


def unit_of(operand: Operand, scope: "Scope") -> str:
    """Return the unit that the operand's value is shown in; empty where a formula has none of its own."""
    if isinstance(operand, Name):
        return scope.unit(operand.name)
    if isinstance(operand, OverRows):
        return operand.unit(scope)
    if isinstance(operand, OverGroup):
        return unit_of(operand.operand, scope)
    if isinstance(operand, Binary) and operand.sign in "+-":
        return unit_of(operand.left, scope) or unit_of(operand.right, scope)
    if isinstance(operand, Call):
        return unit_of(operand.operands[0], scope)
    return ""


def said(operand: Operand, scope: "Scope", *, title: str = "", unit: str = "") -> str:
    """Write the operand with its value: "签约项目数 27 个"; a bare number takes ``title`` and ``unit``."""
    if isinstance(operand, Constant):
        shown = (
            operand.written(scope)
            if operand.is_share or operand.shown
            else scope.quantity(operand.value, unit)
        )
        return f"{title} {shown}".strip()
    if isinstance(operand, Name | OverRows | OverGroup):
        return operand.written(scope)
    return f"（{operand.written(scope)}）"
