"""Outreach in this process: a team's month, the map, distinct firms and projects; the calendar and the lists."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection

from bench import bare_outreach
from bench.bare_outreach import DISCUSSED, MET, Asked
from bench.measures.figures import Wrong
from bench.synthetic import world
from bench.timing import Result, Work, race
from luodi.desk.selectors.calendar import IN_A_WEEK, TOO_MANY
from luodi.desk.selectors.teams import MEASURES
from luodi.figures.compute import compute, compute_many, compute_table
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.periods import Period
from luodi.ledger.models import Head
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.policies import reach_of
from luodi.outreach import calendar
from luodi.outreach.calendar import Sort, Span

GOAL = 2
YEAR = (date(2019, 1, 1), date(2019, 12, 31))
MONTH = (date(2019, 9, 1), date(2019, 9, 30))
TEAM = "U05"
BEGIN, END = date(2019, 8, 26), date(2019, 10, 6)
"""The six weeks that the page of the month shows."""

Between = tuple[date, date]


def measure(rounds: int) -> list[Result]:
    city = City.objects.order_by("pk")[0]
    return [*_team(city, rounds), *_calendar(city, rounds), *_map(city, rounds), *_distinct(city, rounds)]


def _distinct(city: City, rounds: int) -> list[Result]:
    return [
        *(
            _counted(city, span, code, kinds, f"{what}, {said}", rounds)
            for span, said in ((YEAR, "a year"), (MONTH, "a month"))
            for code, kinds, what in (
                ("trips.enterprises", MET[:1], "firms met on trips"),
                ("activities.enterprises", MET, "firms met anywhere"),
                ("activities.projects", DISCUSSED, "projects discussed anywhere"),
            )
        ),
        _by_unit(city, rounds),
    ]


def _counted(city: City, span: Between, code: str, kinds: Sequence[str], what: str, rounds: int) -> Result:
    period, asked = Period.between(*span), _asked(city, span)

    def ours() -> int | None:
        return compute(code, city=city, period=period).raw

    def bare() -> int:
        return int(asked.distinct(kinds)[0][0])

    return _raced(what, ours, bare, rounds)


def _by_unit(city: City, rounds: int) -> Result:
    period, asked = Period.between(*YEAR), _asked(city, YEAR)

    def split() -> dict[str, int | None]:
        table = compute_table(["trips.enterprises"], city=city, period=period, by=Dimension.UNIT)
        return {row.key: row.figures["trips.enterprises"].raw for row in table.rows}

    codes = dict(Unit.objects.of(city.pk).values_list("pk", "code"))

    def by_hand() -> dict[str, int]:
        asked.distinct(MET[:1])
        return {codes[row[0]]: int(row[1]) for row in asked.distinct_by_unit(MET[:1])}

    return _raced("firms met on trips, a year, by unit", split, by_hand, rounds)


def _map(city: City, rounds: int) -> list[Result]:
    period, asked = Period.between(*YEAR), _asked(city, YEAR)

    def ours() -> int:
        return sum(
            row.figures[code].raw or 0
            for code in ("trips.stops", "signed.count")
            for row in compute_table([code], city=city, period=period, by=Dimension.ORIGIN).rows
        )

    def bare() -> int:
        return sum(int(row[1]) for kind in ("trip.stop", "project.signed") for row in asked.by_province(kind))

    return [_raced("the map: where we went and whence they came, a year", ours, bare, rounds)]


def _team(city: City, rounds: int) -> list[Result]:
    period, asked = Period.between(*MONTH), _asked(city, MONTH)
    unit = Unit.objects.of(city.pk).get(code=TEAM)
    scope = Scope.parse(f"unit:{TEAM}", city=city, on=MONTH[1])

    def ours() -> list[int | None]:
        found = compute_many(MEASURES, city=city, period=period, scope=scope)
        return [found[code].raw for code in MEASURES]

    def bare() -> list[int]:
        rows = [
            asked.of_unit(unit.pk, ["trip.days"], distinct=False),
            asked.of_unit(unit.pk, MET, distinct=True),
            asked.of_unit(unit.pk, ["lead.received"], distinct=False),
            asked.of_unit(unit.pk, ["visit.received"], distinct=False),
            asked.of_unit(unit.pk, ["project.signed"], distinct=False),
        ]
        return [int(row[0][0] or 0) for row in rows]

    return [_raced("a team's month: five measures", ours, bare, rounds)]


def _calendar(city: City, rounds: int) -> list[Result]:
    """The month of the whole city as numbers, that of one team by name, and the city's week by name."""
    unit = Unit.objects.of(city.pk).get(code=TEAM)
    reach = reach_of(Account.objects.get(login=world.login_of(city)))
    whole, own = Span(reach, BEGIN, END), Span(reach, BEGIN, END, frozenset({unit.pk}))
    week = Span(reach, MONTH[0] + timedelta(days=1), MONTH[0] + timedelta(days=7))

    def city_month() -> int:
        return sum(sum(days.values()) for days in calendar.counts(whole).values())

    def team_month() -> list[str]:
        calendar.counts(own)
        return sorted(item.code for item in calendar.items(own, most=TOO_MANY))

    def bare_team_month() -> list[str]:
        bare_outreach.days(city.pk, BEGIN, END, unit.pk)
        found = bare_outreach.things(city.pk, BEGIN, END, unit.pk, TOO_MANY)
        return sorted(row[0] for rows in found for row in rows)

    def city_week() -> list[str]:
        found, _ = calendar.items_and_counts(week, most=IN_A_WEEK // len(Sort))
        return sorted(item.code for item in found)

    def bare_city_week() -> list[str]:
        bare_outreach.days(city.pk, week.first, week.last)
        found = bare_outreach.things(city.pk, week.first, week.last, None, IN_A_WEEK // len(Sort))
        return sorted(row[0] for rows in found for row in rows)

    return [
        _raced("calendar: the city's month", city_month, lambda: _by_day(city.pk), rounds),
        _raced("calendar: a team's month", team_month, bare_team_month, rounds),
        _raced("calendar: the city's week", city_week, bare_city_week, rounds),
    ]


def _by_day(city_id: int) -> int:
    found: Counter[date] = Counter()
    for rows in bare_outreach.days(city_id, BEGIN, END):
        for begins, ends, n in rows:
            first, last = max(_date(begins), BEGIN), min(_date(ends), END)
            for nth in range((last - first).days + 1):
                found[first + timedelta(days=nth)] += n
    return sum(found.values())


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _asked(city: City, span: Between) -> Asked:
    return Asked(city.pk, *span, Head.objects.get(city=city).recorded_at)


def _raced(what: str, ours: Work, bare: Work, rounds: int) -> Result:
    """Raises: Wrong unless both give the same answer."""
    if (mine := ours()) != (theirs := bare()):
        raise Wrong(f"{what}: {mine} here, {theirs} there")
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    seconds = race({"ours": ours, "bare": bare}, rounds=rounds, clock=clock)
    return Result(what, seconds["ours"], seconds["bare"], GOAL)
