"""Figures in this process: a flow of all cities, a flow of one, a stock; long ranges from the roll-up."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bench import bare
from bench.synthetic import bulk
from bench.timing import Result, race
from luodi.figures import rollups
from luodi.figures.compute import compute_table
from luodi.figures.models import RollUp
from luodi.figures.questions import Table
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.asof import AsOf
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.models import City, Unit

CODES = ("signed.count", "signed.amount", "signed.industrial.count", "signed.industrial.amount")
STOCK = "stock.signed.count"
FIRST, LAST = date(2018, 1, 1), date(2018, 8, 31)
KNOWN_BY = datetime(2018, 10, 16, tzinfo=ZoneInfo("Asia/Shanghai"))


class Wrong(AssertionError):
    """The two contestants do not give the same answer."""


def measure(rounds: int) -> list[Result]:
    cities = list(City.objects.order_by("pk"))
    for city in cities:
        rollups.discard(city)
    eight_months, ten_years = (
        Period.between(FIRST, LAST),
        Period.between(date(2011, 1, 1), date(2020, 12, 31)),
    )
    results = [
        _flow(cities[0], eight_months, "January–August by 160 units", 1.5, rounds, everywhere=True),
        _flow(cities[0], eight_months, "January–August by one city's units", 3, rounds, everywhere=False),
        *_stock(cities[0], rounds),
    ]
    for city in cities:
        rollups.build(city)
    bulk.settle([RollUp._meta.db_table])
    return [
        *results,
        _flow(cities[0], ten_years, "ten years by 160 units, rolled up", None, rounds, everywhere=True),
        _flow(
            cities[0], ten_years, "ten years by one city's units, rolled up", None, rounds, everywhere=False
        ),
    ]


def _flow(
    city: City, period: Period, what: str, goal: float | None, rounds: int, *, everywhere: bool
) -> Result:
    """Measure what was signed and its industrial part, as of a past date."""
    as_of = ledger.resolve_everywhere(KNOWN_BY) if everywhere else ledger.resolve(city, KNOWN_BY)
    scope = Scope.ALL if everywhere else Scope.CITY
    asked_of = None if everywhere else city.pk
    assert period.first is not None
    first, last = period.first, period.last

    def ours() -> Table:
        return compute_table(CODES, city=city, period=period, by=Dimension.UNIT, scope=scope, as_of=as_of)

    def by_hand() -> bare.Rows:
        return bare.signed_by_unit(first, last, KNOWN_BY, asked_of)

    _same(ours(), by_hand(), CODES, everywhere=everywhere)
    seconds = race({"ours": ours, "bare": by_hand}, rounds=rounds)
    return Result(f"{what}, industrial part, as of a past date", seconds["ours"], seconds["bare"], goal)


def _stock(city: City, rounds: int) -> list[Result]:
    as_of: AsOf = ledger.resolve(city, KNOWN_BY)

    def ours() -> Table:
        return compute_table([STOCK], city=city, period=Period.on(LAST), by=Dimension.UNIT, as_of=as_of)

    def by_hand() -> bare.Rows:
        return bare.held_by_unit(LAST, KNOWN_BY, city.pk)

    def flow() -> Table:
        period = Period.between(FIRST, LAST)
        return compute_table([CODES[0]], city=city, period=period, by=Dimension.UNIT, as_of=as_of)

    _same(ours(), by_hand(), [STOCK], everywhere=False)
    seconds = race({"ours": ours, "bare": by_hand, "flow": flow}, rounds=rounds)
    return [
        Result("stock on a day of one city, by unit", seconds["ours"], seconds["bare"], 3),
        Result("that stock beside one flow of the same city, by unit", seconds["ours"], seconds["flow"], 40),
    ]


def _same(table: Table, rows: bare.Rows, codes: Sequence[str], *, everywhere: bool) -> None:
    """Raises: Wrong unless every unit has the same numbers in both."""
    units = {
        (f"{unit.city_id}:{unit.code}" if everywhere else unit.code): unit.pk for unit in Unit.objects.all()
    }
    if not everywhere:
        city = table.total[codes[0]].question.city_id
        units = {unit.code: unit.pk for unit in Unit.objects.filter(city_id=city)}
    mine = {units[row.key]: tuple(row.figures[code].raw for code in codes) for row in table.rows}
    theirs = {row[0]: tuple(int(value) for value in row[1:]) for row in rows}
    total = tuple(sum(column) for column in zip(*theirs.values(), strict=True))
    if mine != theirs or total != tuple(table.total[code].raw for code in codes):
        raise Wrong(f"{len(mine)} rows here, {len(theirs)} there, or their numbers differ")
