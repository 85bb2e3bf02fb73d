"""Exact bitemporal sums by month: a cache of the kinds whose facts add up, never a second definition.

A fact adds what it is worth to the month in which it was recorded and takes it away again in the month in which
it was superseded, by the month in which it happened. Recorded months that are over never change, so a figure as of
any moment is the sum of the months before it, plus what the base table records since. Months that a period cuts
come from the base too. Distinct counts and stocks never roll up; drill-down always reads the base.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Min

from luodi.figures import axes, conditions, sql
from luodi.figures.indicators import Filter, Indicator
from luodi.figures.models import RolledUp, RollUp
from luodi.figures.questions import Question
from luodi.figures.scopes import Dimension
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import ONCE_KINDS, RULES, FactKind
from luodi.ledger.models import Entry
from luodi.organisation import clock
from luodi.organisation.models import City

_BEFORE_ALL = "0000-00"
_SHORTEST = 360
"""Days of a period from which on the roll-up pays."""
Rows = list[tuple[Any, tuple[Any, ...]]]


def build(city: City) -> str:
    """Roll up the recorded months that are over and not rolled up yet; return the last one ("" if there is none)."""
    this_month = clock.now(city).astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ledger.resolve(city, this_month - timedelta(microseconds=1))
    through = _month(this_month - timedelta(days=1))
    with transaction.atomic():
        done, _ = RolledUp.objects.select_for_update().get_or_create(
            city=city, defaults={"through": _BEFORE_ALL}
        )
        if done.through < through:
            _add_months(city, done.through, through)
            RolledUp.objects.filter(city=city).update(through=through)
    return through


def discard(city: City) -> None:
    """Throw the city's roll-up away; figures are answered from the base until it is built again."""
    with transaction.atomic():
        RolledUp.objects.filter(city=city).delete()
        RollUp.objects.filter(city=city).delete()


def pays(period: Period) -> bool:
    """Whether the roll-up is quicker than the base's covering index: it has the as-of's own month to catch up with."""
    return period.first is not None and (period.last - period.first).days >= _SHORTEST


def flow(
    kind: FactKind, members: Sequence[Indicator], question: Question, by: Dimension | None
) -> Rows | None:
    """Return the sums of a flow by (key, whether shared, the members' values), or None where the base must answer.

    Shape: as the base's own query; a key may come several times, and its values add up.
    """
    months = _whole_months(question.period)
    if (
        months is None
        or question.scope.parts
        or by not in _KEYS
        or not RULES[kind].once
        or not all(_fits(one) for one in members)
    ):
        return None
    upto = _rolled_before(question)
    if upto is None:
        return None
    rows = _from_months(kind, members, question, by, months, upto)
    rows += _since(kind, members, question, by, upto)
    return rows


_KEYS = {None: "NULL", Dimension.UNIT: "f.unit_id", Dimension.MONTH: "f.valid_month"}


def _fits(one: Indicator) -> bool:
    return one.counts_own and one.where == Filter(industrial=one.where.industrial)


def _whole_months(period: Period) -> tuple[str, str] | None:
    if period.first is None or not period.is_whole_months:
        return None
    return _month(period.first), _month(period.last)


def _rolled_before(question: Question) -> datetime | None:
    """Return the moment before which the months answer: the start of the as-of's own month at the latest."""
    done = (
        RolledUp.objects.all()
        if question.scope.everywhere
        else RolledUp.objects.filter(city_id=question.city_id)
    )
    through = list(done.values_list("through", flat=True))
    if not through or (question.scope.everywhere and len(through) < City.objects.count()):
        return None
    own_month = question.as_of.moment.astimezone(UTC).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return min(own_month, _after(min(through)))


def _from_months(
    kind: FactKind,
    members: Sequence[Indicator],
    question: Question,
    by: Dimension | None,
    months: tuple[str, str],
    upto: datetime,
) -> Rows:
    condition = conditions.Condition()
    if not question.scope.everywhere:
        condition.add("f.city_id = %s", question.city_id)
    condition.add("f.kind = %s AND f.valid_month BETWEEN %s AND %s", kind.value, *months)
    condition.add("f.recorded_month < %s", _month(upto))
    conditions.of_standing(condition, question)
    return _summed("figures_rollup f", condition, members, question, _KEYS[by], sign="")


def _since(
    kind: FactKind, members: Sequence[Indicator], question: Question, by: Dimension | None, upto: datetime
) -> Rows:
    """Return what the base recorded (and superseded, with the sign turned) from ``upto`` to the as-of."""
    rows: Rows = []
    for column, moment, sign in (
        ("entry_id", "recorded_at", ""),
        ("superseded_by_id", "superseded_at", "-"),
    ):
        table, condition = _touched(column, moment, question, upto)
        condition.add("f.kind = %s", kind.value)
        first, last = question.period.first or date.min, question.period.last
        condition.add("f.occurred_on BETWEEN %s AND %s", conditions.day(first), conditions.day(last))
        conditions.of_standing(condition, question)
        key = axes.key_of(by) if by else "NULL"
        rows += _summed(table, condition, members, question, key, sign)
    return rows


def _touched(
    column: str, moment: str, question: Question, upto: datetime
) -> tuple[str, conditions.Condition]:
    """Return the facts that entries from ``upto`` to the as-of recorded or superseded, found by those entries.

    One city's are joined in that order (CROSS JOIN holds SQLite to it). All cities' entries lie so densely in the
    order of their ids that one range of them is read, and the moment tells the few others apart.
    """
    span = (conditions.moment(upto), conditions.moment(question.as_of.moment))
    condition = conditions.Condition()
    if not question.scope.everywhere:
        condition.add("e.city_id = %s AND e.recorded_at BETWEEN %s AND %s", question.city_id, *span)
        condition.add(f"f.{column} = e.id")
        return "ledger_entry e CROSS JOIN ledger_fact f", condition
    ends = Entry.objects.filter(
        city_id__in=City.objects.values_list("pk", flat=True),
        recorded_at__range=(upto, question.as_of.moment),
    ).aggregate(first=Min(_ID), last=Max(_ID))
    condition.values += [
        ends["first"] or 0,
        ends["last"] or -1,
    ]  # of the table, which stands before the conditions
    condition.add(f"f.{moment} BETWEEN %s AND %s", *span)
    return (
        f"(SELECT {_READ}, {moment} FROM ledger_fact WHERE {column} BETWEEN %s AND %s LIMIT {_ALL_OF_THEM}) f",
        condition,
    )


_ID = F("pk") + 0
"""A sum, lest PostgreSQL look for the least id by walking up all ids."""
_READ = "kind, occurred_on, standing, unit_id, industrial, is_shared, quantity, amount"
_ALL_OF_THEM = 2**63 - 1
"""Any limit keeps both databases from reading by the kind's own index, which is longer."""


def _summed(
    table: str,
    condition: conditions.Condition,
    members: Sequence[Indicator],
    question: Question,
    key: str,
    sign: str,
) -> Rows:
    sums, values = sql.sums(members, condition, question, sign=sign)
    group = ", f.is_shared" if key == "NULL" else f", {key}, f.is_shared"
    answered = sql.run(
        f"SELECT {key}, f.is_shared, {sums} FROM {table} WHERE {condition.text} GROUP BY {group[2:]}",
        [*values, *condition.values],
    )
    return [(row[0], row[1:]) for row in answered]


def _add_months(city: City, after: str, through: str) -> None:
    month_of = (
        "SUBSTR({0}, 1, 7)" if connection.vendor == "sqlite" else "TO_CHAR({0} AT TIME ZONE 'UTC', 'YYYY-MM')"
    )
    valid = axes.key_of(Dimension.MONTH)
    kinds = ", ".join(["%s"] * len(ONCE_KINDS))
    start = conditions.moment(_after(after) if after != _BEFORE_ALL else datetime(1900, 1, 1, tzinfo=UTC))
    end = conditions.moment(_after(through))
    halves, values = [], []
    for column, sign in (("recorded_at", ""), ("superseded_at", "-")):
        halves.append(
            f"SELECT f.city_id, f.kind, {valid} AS valid_month, {month_of.format('f.' + column)} AS recorded_month,"
            f" f.unit_id, f.industrial, f.standing, f.is_shared, {sign}f.quantity AS quantity,"
            f" {sign}COALESCE(f.amount, 0) AS amount FROM ledger_fact f WHERE f.city_id = %s AND f.kind IN ({kinds})"
            f" AND f.{column} >= %s AND f.{column} < %s"
        )
        values += [city.pk, *ONCE_KINDS, start, end]
    keys = "city_id, kind, valid_month, recorded_month, unit_id, industrial, standing, is_shared"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO figures_rollup ({keys}, quantity, amount) SELECT {keys}, SUM(quantity), SUM(amount)"
            f" FROM ({' UNION ALL '.join(halves)}) d GROUP BY {keys}",
            values,
        )


def _month(when: date) -> str:
    return f"{when:%Y-%m}"


def _after(month: str) -> datetime:
    """Return the first moment after a month."""
    year, number = int(month[:4]), int(month[5:])
    return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
