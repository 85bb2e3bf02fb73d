"""A table of units "by share": each unit gets its part of a shared fact, so the parts add up to the city's figure.

Only measures that add up can be shared; everywhere else a unit's figure means "took part".
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from luodi.figures import sql
from luodi.figures.compute import FEN_PER, ask, compute_many
from luodi.figures.indicators import Indicator, indicator
from luodi.figures.questions import Figure, Question, Table
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.tables import build_rows
from luodi.kernel.asof import AsOf
from luodi.kernel.findings import Refusal
from luodi.kernel.numbers import half_up
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.ledger.rules import WHOLE
from luodi.organisation.models import City

_NOTE = "按分成份额计算，各单位相加等于全市"


class NotShareable(Refusal):
    """A measure whose parts do not add up."""


def table_by_share(
    codes: Sequence[str],
    *,
    city: City,
    period: Period,
    scope: Scope = Scope.CITY,
    as_of: AsOf | None = None,
    standing: Standing = Standing.VERIFIED,
) -> Table:
    """Return figures split by unit, a shared fact divided by its basis points.

    Shape: rows by the units' rank; their exact parts add up to the total.
    Measure: the indicator's unit and places; a count may be a fraction, and then has two places.
    Raises: NotShareable for ratios, stocks and distinct counts.
    """
    question = ask(city=city, period=period, scope=scope, as_of=as_of, standing=standing)
    asked = [indicator(code, period.last) for code in codes]
    for one in asked:
        if not one.counts_facts or one.is_stock or not one.counts_own:
            raise NotShareable(f"“{one.name}”不能按份额分到单位，只能按“参与”统计")
    parts = {one.code: _parts(one, question) for one in asked}
    keys = sorted({key for by_key in parts.values() for key in by_key})
    rows = build_rows(
        keys,
        by=Dimension.UNIT,
        question=question,
        figures=lambda key, narrowed: {
            one.code: _figure(one, narrowed, parts[one.code].get(key, Fraction(0))) for one in asked
        },
    )
    total = compute_many(
        codes, city=city, period=period, scope=scope, as_of=question.as_of, standing=standing
    )
    return Table(by=Dimension.UNIT, codes=tuple(codes), rows=rows, total=total, overlapping=False)


def _parts(one: Indicator, question: Question) -> dict[Any, Fraction]:
    column = "f.amount" if one.is_amount else "f.quantity"
    condition, own = sql.flow(question, *one.kinds), sql.where(one.where, question)
    text, values = f"{condition.text} AND {own.text}", [*condition.values, *own.values]
    parts: dict[Any, Fraction] = defaultdict(Fraction)
    for key, worth in sql.run(
        f"SELECT f.unit_id, COALESCE(SUM({column}), 0) FROM ledger_fact f"
        f" WHERE {text} AND NOT f.is_shared GROUP BY f.unit_id",
        values,
    ):
        parts[key] += int(worth)
    for key, points, worth in sql.run(
        f"SELECT c.unit_id, c.basis_points, COALESCE({column}, 0) FROM ledger_fact f"
        f" JOIN ledger_credit c ON c.fact_id = f.id WHERE {text} AND f.is_shared",
        values,
    ):
        parts[key] += Fraction(int(worth) * int(points), WHOLE)
    return parts


def _figure(one: Indicator, question: Question, exact: Fraction) -> Figure:
    places = one.places if one.is_amount or exact.denominator == 1 else 2
    value = half_up(exact / FEN_PER.get(one.unit, 1), places)
    return Figure(one, question, value, notes=(_NOTE,), places=places)
