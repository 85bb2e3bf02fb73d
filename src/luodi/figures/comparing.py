"""Hold the roll-up against the base table: they must say the same for every kind, unit and month."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from luodi.figures import axes, rollups, sql
from luodi.figures.indicators import Indicator, catalogue
from luodi.figures.questions import Question
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Entry
from luodi.organisation import clock
from luodi.organisation.models import City

_N_MOMENTS = 7


def differences(city: City) -> list[str]:
    """Return a line for every sum in which roll-up and base differ, at moments spread over the ledger's life."""
    entries = list(Entry.objects.filter(city=city).order_by("number").values_list("recorded_at", flat=True))
    if not entries:
        return []
    moments = sorted(
        {entries[len(entries) * step // _N_MOMENTS] for step in range(_N_MOMENTS)} | {clock.now(city)}
    )
    period = Period.between(date(2000, 1, 1), date(2099, 12, 31))
    found = []
    for moment in moments:
        question = Question(city.pk, period, Scope.CITY, ledger.resolve(city, moment), Standing.VERIFIED)
        for one in catalogue():
            if one.kind is None or not one.counts_facts:
                continue
            for by in (Dimension.UNIT, Dimension.MONTH):
                rolled = rollups.flow(one.kind, [one], question, by)
                if rolled is None:
                    continue
                mine = _added([(key, values[1]) for key, values in rolled])
                base = _base(one, question, by)
                found += [
                    f"{city.name} {one.code} {by.label} {key} 截至 {moment:%Y-%m-%d %H:%M}："
                    f"汇总 {mine.get(key, 0)}，底账 {base.get(key, 0)}"
                    for key in sorted(mine.keys() | base.keys(), key=str)
                    if mine.get(key, 0) != base.get(key, 0)
                ]
    return found


def _base(one: Indicator, question: Question, by: Dimension) -> dict[Any, int]:
    condition, own = sql.flow(question, *one.kinds), sql.where(one.where, question)
    column = "amount" if one.is_amount else "quantity"
    return _added(sql.run(
        f"SELECT {axes.key_of(by)}, COALESCE(SUM(f.{column}), 0) FROM ledger_fact f"
        f" WHERE {condition.text} AND {own.text} GROUP BY 1",
        condition.values + own.values,
    ))  # fmt: skip


def _added(pairs: Iterable[tuple[Any, ...]]) -> dict[Any, int]:
    sums: dict[Any, int] = defaultdict(int)
    for key, value in pairs:
        sums[key] += int(value)
    return dict(sums)
