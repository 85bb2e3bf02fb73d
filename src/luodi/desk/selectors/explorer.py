"""The explorer: one indicator, split or whole, verified beside claimed, this period beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from luodi.desk.asking import Asking, none_like, series_of
from luodi.figures.combine import Against, grown
from luodi.figures.indicators import Indicator, catalogue
from luodi.figures.questions import Figure, Row, Table
from luodi.figures.scopes import Dimension
from luodi.ledger.kinds import Standing
from luodi.ui import charts, sheets

N_DRAWN = 20


@dataclass(frozen=True)
class Line:
    """One row: the figure verified, claimed, and its growth on the year before."""

    label: str
    verified: Figure
    claimed: Figure
    growth: Figure


@dataclass(frozen=True)
class Answer:
    indicator: Indicator
    total: Line
    lines: tuple[Line, ...]
    overlapping: bool
    chart: charts.Chart | None

    @property
    def notes(self) -> list[str]:
        """What has to be said beside the whole: until when a cohort is seen, and what its growth compares."""
        return list(dict.fromkeys((*self.total.verified.notes, *self.total.growth.notes)))


class Tables(NamedTuple):
    """The same split asked three times."""

    verified: Table
    claimed: Table
    last_year: Table


def groups() -> list[tuple[str, list[Indicator]]]:
    """Return the catalogue by its chapters, in its own order."""
    return [(name, list(found)) for name, found in groupby(catalogue(), key=lambda one: one.group)]


def answer(one: Indicator, asking: Asking, by: Dimension | None) -> Answer:
    """Return the figure and its split.

    Shape: lines in the dimension's own order; without a split there are none. A key that has no verified fact
    but a claimed one has its line, too.
    """
    verified = replace(asking, standing=Standing.VERIFIED)
    claimed = replace(asking, standing=Standing.CLAIMED)
    last_year = verified.of(asking.period.same_period_last_year())
    if by is None:
        figures = [each.many([one.code])[one.code] for each in (verified, claimed, last_year)]
        return Answer(one, _line("合计", *figures), (), overlapping=False, chart=None)
    tables = Tables(*(each.table([one.code], by) for each in (verified, claimed, last_year)))
    total = _line("合计", *(table.total[one.code] for table in tables))
    chart = _chart(one, tables.verified.rows, by)
    return Answer(one, total, _lines(one.code, tables, by), tables.verified.overlapping, chart)


def _lines(code: str, tables: Tables, by: Dimension) -> tuple[Line, ...]:
    verified = {row.key: row for row in tables.verified.rows}
    claimed = {row.key for row in tables.claimed.rows}
    before = {_a_year_on(row.key) if by == Dimension.MONTH else row.key: row for row in tables.last_year.rows}
    found = []
    for row in (*tables.claimed.rows, *(row for row in tables.verified.rows if row.key not in claimed)):
        also = row.figures[code]
        own = (
            verified[row.key].figure if row.key in verified else none_like(tables.verified.total[code], also)
        )
        base = _base(own, before.get(row.key), tables.last_year.total[code])
        found.append(_line(row.label, own, also, base))
    return tuple(found)


def _a_year_on(month: str) -> str:
    return f"{int(month[:4]) + 1}{month[4:]}"


def _base(own: Figure, before: Row | None, total: Figure) -> Figure:
    """Return the figure of the year before that ``own`` grew from; nothing was counted where there is no row."""
    if before is not None:
        return before.figure
    period = own.period.same_period_last_year()
    return replace(none_like(total, own), question=replace(own.question, period=period))


def _line(label: str, verified: Figure, claimed: Figure, last_year: Figure) -> Line:
    return Line(
        label,
        verified,
        claimed,
        grown(verified, last_year, Against.YEAR_BEFORE),
    )


def _chart(one: Indicator, rows: Sequence[Row], by: Dimension) -> charts.Chart | None:
    drawn = rows[:N_DRAWN] if by != Dimension.MONTH else rows
    if not drawn:
        return None
    labels = [row.label if by != Dimension.MONTH else row.key for row in drawn]
    return charts.Chart(
        title=f"{one.name}（按{by.label}）",
        labels=labels,
        series=[series_of(drawn, one.code)],
        lying=by != Dimension.MONTH,
    )


def sheet(found: Answer, by: Dimension | None) -> tuple[list[sheets.Column], list[list[object]]]:
    """Return the table as it is seen, for a workbook."""
    unit = found.indicator.unit
    places = found.indicator.places or None
    columns = [
        sheets.Column(_head(by), width=26),
        sheets.Column("认定数", unit, places=places),
        sheets.Column("申报数", unit, places=places),
        sheets.Column("同比", found.total.growth.unit, places=2),
    ]
    lines = (*found.lines, found.total)
    return columns, [[one.label, one.verified.value, one.claimed.value, one.growth.value] for one in lines]


def _head(by: Dimension | None) -> str:
    if by is None:
        return "范围"
    return f"{by.label}（按参与统计）" if by.takes_part else by.label
