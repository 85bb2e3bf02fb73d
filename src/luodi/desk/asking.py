"""The question that a page asks its figures, and the pictures that are made of the answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from luodi.figures.combine import Against, grown
from luodi.figures.compute import compute_many, compute_table
from luodi.figures.questions import Figure, Row, Table
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.models import City
from luodi.ui import addresses, charts

EVER_SINCE = date(1990, 1, 1)
"""Where a cumulative figure begins, so that its address says it in full."""


@dataclass(frozen=True)
class Asking:
    """City × period × scope × as-of × standing: everything of a question but the indicator."""

    city: City
    period: Period
    scope: Scope
    as_of: AsOf
    standing: Standing = Standing.VERIFIED

    def of(self, period: Period) -> "Asking":
        return replace(self, period=period)

    def at_present(self) -> "Asking":
        return replace(self, as_of=ledger.resolve(self.city))

    def many(self, codes: Sequence[str]) -> dict[str, Figure]:
        return compute_many(
            codes,
            city=self.city,
            period=self.period,
            scope=self.scope,
            as_of=self.as_of,
            standing=self.standing,
        )

    def table(self, codes: Sequence[str], by: Dimension) -> Table:
        return compute_table(
            codes,
            city=self.city,
            period=self.period,
            by=by,
            scope=self.scope,
            as_of=self.as_of,
            standing=self.standing,
        )

    def monthly(self, codes: Sequence[str]) -> tuple[Row, ...]:
        """Return the figures of every month of the period, also of those in which nothing happened."""
        table = self.table(codes, Dimension.MONTH)
        found = {row.key: row for row in table.rows}
        rows = []
        for month in self.period.months():
            key = f"{month.last:%Y-%m}"
            rows.append(
                found.get(key) or Row(key, key, {code: _none_in(table.total[code], month) for code in codes})
            )
        return tuple(rows)

    def growth(self, now: dict[str, Figure], against: Against) -> dict[str, Figure]:
        """Return the growth of each figure; one question more for all of them."""
        before = (
            self.period.same_period_last_year() if against == Against.YEAR_BEFORE else self.period.previous()
        )
        base = self.of(before).many(list(now))
        return {code: grown(figure, base[code], against) for code, figure in now.items()}


def since_first(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows from the first on in which anything is counted."""
    first = next((at for at, row in enumerate(rows) if any(figure.raw for figure in row.figures.values())), 0)
    return tuple(rows[first:])


def none_like(total: Figure, other: Figure) -> Figure:
    """Return the figure of a row that a split does not have, because there are no facts: 0, a ratio has no value.

    It is of ``total``'s kind and standing, and of ``other``'s period and scope.
    """
    question = replace(total.question, period=other.period, scope=other.scope)
    nothing = None if total.indicator.is_ratio else 0
    value = None if nothing is None else Decimal(nothing)
    return replace(total, question=question, value=value, raw=nothing, numerator=None, denominator=None)


def _none_in(total: Figure, month: Period) -> Figure:
    return replace(total, question=replace(total.question, period=month), value=Decimal(0), raw=0)


def href_of(figure: Figure) -> str:
    """Return the address that opens a figure."""
    return addresses.url_with("figure", **figure.query)


def series_of(rows: Sequence[Row], code: str, *, name: str = "", line: bool = False) -> charts.Series:
    """Return one indicator over the rows of a split."""
    figures = [row.figures[code] for row in rows]
    return charts.Series(
        name=name or (figures[0].name if figures else ""),
        unit=figures[0].unit if figures else "",
        values=[charts.number(figure.value) for figure in figures],
        urls=[href_of(figure) for figure in figures],
        line=line,
    )
