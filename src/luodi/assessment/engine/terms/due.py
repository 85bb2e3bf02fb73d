"""How much of the year's target is due on a day: months, closed months, days, a table, or a number that is given."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from luodi.assessment.engine.operands import Operand, said
from luodi.assessment.engine.quantities import percent_text
from luodi.assessment.engine.results import Step
from luodi.assessment.engine.scope import Scope


class Pace(StrEnum):
    """What the share that is due follows."""

    MONTH = "month"
    CLOSED_MONTH = "closed_month"
    DAY = "day"
    QUARTER = "quarter"
    TABLE = "table"
    GIVEN = "given"


@dataclass(frozen=True)
class DueShare:
    value: Fraction | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Due:
    """The agreed pace. ``table`` is cumulative, by month (12) or by quarter (4)."""

    pace: Pace
    table: tuple[Fraction, ...] = ()
    operand: Operand | None = None

    def take(self, scope: Scope) -> DueShare:
        """Return the share that is due, with the sentence that says why."""
        if self.operand is not None:
            value = self.operand.result(scope)
            return DueShare(
                value,
                (Step(f"时序进度：{said(self.operand, scope, unit='%')}", _names(self.operand), value),),
            )
        value, how = self._share(scope)
        text = f"时序进度：{how} = {percent_text(value)}"
        return DueShare(value, (Step(text, (), value),))

    def _share(self, scope: Scope) -> tuple[Fraction, str]:
        span = scope.span
        if self.pace is Pace.DAY:
            return (
                span.days_share,
                f"截至 {span.on}，第 {(span.on - span.first).days + 1} 天 ÷ 全期 {span.days} 天",
            )
        month = span.month
        if self.pace is Pace.CLOSED_MONTH and not span.ends_month:
            month -= 1
        if self.table:
            return self._from_table(month, span.months)
        if self.pace is Pace.QUARTER:
            quarter = -(-month * 4 // span.months)
            return Fraction(quarter, 4), f"{quarter} 个季度 ÷ 4"
        return Fraction(month, span.months), f"{month} 个月 ÷ {span.months}"

    def _from_table(self, month: int, months: int) -> tuple[Fraction, str]:
        n = len(self.table)
        place = -(-month * n // months)
        what = "季度" if n == 4 else "月"
        return (self.table[place - 1] if place else Fraction(0)), f"按进度表，第 {place} 个{what}应完成"


def _names(operand: Operand) -> tuple[str, ...]:
    return tuple(operand.names())
