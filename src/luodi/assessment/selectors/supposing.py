"""What a supposed project would add to the figures that a run has frozen. Nothing is asked of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luodi.assessment.engine import Row, Scalar
from luodi.assessment.selectors.asking import FACTORS
from luodi.figures.indicators import Filter, Indicator, Measure, indicator
from luodi.ledger.kinds import Capital, FactKind
from luodi.projects.choices import Stage

REACHED: Mapping[FactKind, Stage] = {
    FactKind.PROJECT_NEGOTIATING: Stage.NEGOTIATING,
    FactKind.PROJECT_SIGNED: Stage.SIGNED,
    FactKind.PROJECT_STARTED: Stage.STARTED,
    FactKind.PROJECT_PRODUCING: Stage.PRODUCING,
}
ORDER = list(Stage)
FEN_PER_YI = 10_000_000_000
PROCEEDING = "PROCEEDING"
_ZERO = Fraction(0)


@dataclass(frozen=True)
class Supposed:
    """A domestic project that is proceeding, whose whole way up to ``stage`` lies in the period."""

    amount: Decimal
    """Measure: 亿元."""
    stage: Stage = Stage.SIGNED
    is_industrial: bool = True
    is_remote: bool = True
    """Whether its investor is from outside the province."""
    is_leading: bool = False

    @property
    def says(self) -> str:
        kind = f"{'省外' if self.is_remote else '省内'}{'工业' if self.is_industrial else '非工业'}项目"
        return f"{self.amount.normalize():f} 亿元的{kind}，到{self.stage.label}阶段"


def added(one: Indicator, project: Supposed) -> Fraction | None:
    """Return what the project adds to an indicator, in its unit; None when that cannot be supposed."""
    where, kind = one.where, one.fact_kind
    if kind not in REACHED and kind != FactKind.PROJECT_STATE:
        return _ZERO
    if _is_beyond(one):
        return None
    if kind in REACHED and ORDER.index(project.stage) < ORDER.index(REACHED[kind]):
        return _ZERO
    if kind == FactKind.PROJECT_STATE and not _stands(where, project):
        return _ZERO
    if not _counts(where, project):
        return _ZERO
    return Fraction(project.amount) if one.is_amount else Fraction(1)


def moved(
    value: Fraction, asked: Mapping[str, Any], parts: tuple[str, ...], unit: str, project: Supposed, n: int
) -> Fraction | None:
    """Return the value of a frozen figure with ``n`` such projects in it; None when that cannot be supposed."""
    one = indicator(asked["code"], date.fromisoformat(asked["to"]))
    if asked["scope"] or asked.get("citywide"):
        return None
    if one.is_ratio:
        return _ratio(one, parts, project, n)
    more = added(one, project)
    if more is None:
        return None
    return value + n * more * FACTORS.get((one.unit, unit), Fraction(1))


def row_of(project: Supposed, asked: Mapping[str, Any], columns: Mapping[str, str]) -> Row | None:
    """Return the project as a row of a list that asks for some columns, given with their units; None if not in it."""
    one = indicator(asked["code"], date.fromisoformat(asked["to"]))
    more = added(one, project)
    if not more:
        return None
    unit = columns.get("amount", "")
    values: dict[str, Scalar] = {
        "amount": Fraction(project.amount) * FACTORS.get(("亿元", unit), Fraction(1)),
        "industrial": project.is_industrial,
        "leading": project.is_leading,
        "strategic": False,
        "out_of_province": project.is_remote,
        "origin": "",
        "industry": "C" if project.is_industrial else "",
        "capital": "",
        "stage": str(project.stage.label),
        "occurred_on": date.fromisoformat(asked["to"]),
        "share": Decimal(1),
    }
    return Row("假设的项目", {key: value for key, value in values.items() if key in columns or not columns})


def _ratio(one: Indicator, parts: tuple[str, ...], project: Supposed, n: int) -> Fraction | None:
    if len(parts) != 2 or one.measure == Measure.MEAN or "None" in parts:
        return None
    upper, lower = (indicator(code) for code in (one.numerator, one.denominator))
    more, below = added(upper, project), added(lower, project)
    if more is None or below is None:
        return None
    over, under = Fraction(parts[0]) + n * more, Fraction(parts[1]) + n * below
    return over / under if under else None


def _is_beyond(one: Indicator) -> bool:
    """Whether the indicator asks what is not supposed of the project."""
    where = one.where
    asks = where.sponsored or where.channels or where.unit_kinds or where.categories or where.overdue
    follows = where.timely or where.followed_by
    counted = one.measure in (Measure.SUBJECTS, Measure.QUANTITY, Measure.AMOUNT, Measure.SUM)
    return bool(asks or follows or not counted or not one.counts_own)


def _stands(where: Filter, project: Supposed) -> bool:
    is_of_stage = not where.states or project.stage.value in where.states
    is_of_status = not where.statuses or PROCEEDING in where.statuses
    return is_of_stage and is_of_status and PROCEEDING not in where.except_statuses


def _counts(where: Filter, project: Supposed) -> bool:
    return (
        where.industrial in (None, project.is_industrial)
        and where.capital in (None, Capital.DOMESTIC)
        and Fraction(project.amount) * FEN_PER_YI >= where.least_fen
        and (project.is_remote or not where.outside_province)
    )
