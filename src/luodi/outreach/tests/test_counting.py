"""The rules of counting, from what people record to the figures: each firm once, joint trips under each, all open."""

from collections.abc import Sequence
from datetime import date

import pytest

from luodi.figures.compute import compute, compute_table, require_applies
from luodi.figures.drill import open_figure
from luodi.figures.scopes import Dimension, Scope
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Credit
from luodi.ledger.services import Share
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Units
from luodi.outreach.models import Trip
from luodi.outreach.tests.makers import make_event, make_firm, make_trip, make_visit
from luodi.outreach.tests.meeting_makers import make_meeting
from luodi.teams.tests.makers import make_squad

JULY = Period.month(2020, 7)


def counted(city: City, code: str, scope: str = "city") -> int:
    of = Scope.parse(scope, city=city, on=JULY.last)
    return compute(code, city=city, period=JULY, scope=of, standing=Standing.CLAIMED).exact


def test_one_firm_met_on_three_trips_and_in_two_meetings_counts_once(city: City, liu: Account) -> None:
    firm = make_firm("示例显示有限公司", by=liu)
    for _ in range(3):
        make_trip(by=liu, firms=(firm,))
    for day in (7, 8):
        make_meeting(by=liu, enterprise=firm, held_on=date(2020, 7, day))
    assert counted(city, "activities.enterprises") == 1
    assert counted(city, "trips.enterprises") == counted(city, "meetings.enterprises") == 1
    assert (counted(city, "trips.count"), counted(city, "meetings.count")) == (3, 2)


def test_a_joint_trip_of_three_units_is_one_for_the_city_and_one_for_each(
    city: City, liu: Account, wu: Account, zhong: Account
) -> None:
    units = (liu.unit, wu.unit, zhong.unit)
    shares = tuple(Share(unit, points) for unit, points in zip(units, (3_334, 3_333, 3_333), strict=True))
    firm = make_firm("示例显示有限公司", by=liu)
    trip = make_trip(by=liu, firms=(firm,), shares=shares)
    make_meeting(by=liu, enterprise=firm, occasion=trip.subject)
    for code in ("trips.count", "trips.enterprises"):
        assert counted(city, code) == 1
        assert [counted(city, code, f"unit:{unit.code}") for unit in (liu.unit, wu.unit)] == [1, 1]
        table = compute_table([code], city=city, period=JULY, by=Dimension.UNIT, standing=Standing.CLAIMED)
        assert ([row.figure.exact for row in table.rows], table.total[code].exact) == ([1, 1, 1], 1)
        assert table.overlapping
    points: dict[int, int] = {}
    for fact_id, basis_points in Credit.objects.values_list("fact_id", "basis_points"):
        points[fact_id] = points.get(fact_id, 0) + basis_points
    assert set(points.values()) == {10_000}
    assert len(points) >= 2


@pytest.fixture
def year(liu: Account, wu: Account, hong: Account) -> Trip:
    """A joint trip with a leader, one of a team alone, a visit, and meetings on, at and beside them."""
    firms = [make_firm(f"示例{name}有限公司", by=liu) for name in ("显示", "玻璃", "电池")]
    shares = (Share(liu.unit, 6_000), Share(wu.unit, 4_000))
    trip = make_trip(by=liu, firms=firms[:2], shares=shares, led_by=hong.person)
    make_trip(by=wu, firms=firms[1:], destination="320500", place="苏州")
    visit = make_visit(by=wu, firms=firms[:1])
    make_meeting(by=liu, enterprise=firms[0], occasion=trip.subject)
    make_meeting(by=wu, enterprise=firms[2], occasion=visit.subject, held_on=date(2020, 7, 10))
    make_meeting(by=liu, enterprise=firms[2])
    return trip


TRIPS = ("trips.count", "trips.days", "trips.enterprises")
ALL = (*TRIPS, "activities.enterprises", "visits.count", "meetings.count", "meetings.enterprises")


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        (Dimension.UNIT, ALL),
        (Dimension.KIND, ALL),
        (Dimension.COUNTY, ALL),
        (Dimension.LEADER, (*TRIPS, "visits.count", "visits.enterprises")),
        (Dimension.ORIGIN_CITY, ALL),
        (Dimension.ORIGIN_CITY, ("trips.stops",)),
        (Dimension.MONTH, ALL),
        (Dimension.FORM, ("meetings.count",)),
    ],
)
def test_every_split_is_offered_and_each_of_its_rows_opens_to_what_it_counted(
    city: City, year: Trip, by: Dimension, codes: Sequence[str]
) -> None:
    for code in codes:
        require_applies(code, [by])
        table = compute_table([code], city=city, period=JULY, by=by, standing=Standing.CLAIMED)
        assert table.rows, code
        for row in table.rows:
            opened = open_figure(row.figures[code], city=city, unit_ids=None)
            assert opened.listed == row.figures[code].exact, (code, row.label)


def test_two_counties_that_share_a_trip_are_one_under_the_counties(city: City, year: Trip) -> None:
    table = compute_table(
        ["trips.count"], city=city, period=JULY, by=Dimension.KIND, standing=Standing.CLAIMED
    )
    assert [row.figure.exact for row in table.rows] == [counted(city, "trips.count", "kind:COUNTY")] == [2]


def test_meetings_at_an_event_are_found_under_it(city: City, liu: Account) -> None:
    firm, event = make_firm("示例显示有限公司", by=liu), make_event(by=liu)
    make_meeting(by=liu, enterprise=firm, occasion=event.subject, held_on=date(2020, 7, 15))
    make_meeting(by=liu, enterprise=firm)
    assert counted(city, "meetings.count") == 2
    assert counted(city, "meetings.count", f"event:{event.code}") == 1
    table = compute_table(
        ["meetings.count"], city=city, period=JULY, by=Dimension.EVENT, standing=Standing.CLAIMED
    )
    assert {row.label: row.figure.exact for row in table.rows}[event.name] == 1


def test_the_row_of_a_unit_with_teams_below_it_opens_to_its_own_alone(
    city: City, zhong: Account, units: Units
) -> None:
    firm = make_firm("示例显示有限公司", by=zhong, origin="JP")
    above, below = units.team.parent or units.top, units.team
    for unit, n in ((above, 2), (below, 1)):
        for _ in range(n):
            make_trip(by=zhong, unit=unit, firms=(firm,))
    table = compute_table(
        ["trips.count"], city=city, period=JULY, by=Dimension.UNIT, standing=Standing.CLAIMED
    )
    assert {row.key: row.figure.exact for row in table.rows} == {above.code: 2, below.code: 1}
    assert counted(city, "trips.count", f"unit:{above.code}") == 3
    assert counted(city, "trips.count", f"own:{above.code}") == 2
    for row in table.rows:
        assert open_figure(row.figure, city=city, unit_ids=None).listed == row.figure.exact
    abroad = compute_table(
        ["trips.enterprises"], city=city, period=JULY, by=Dimension.ORIGIN_CITY, standing=Standing.CLAIMED
    )
    assert [(row.label, row.figure.exact) for row in abroad.rows] == [("日本", 1)]
    assert open_figure(abroad.rows[0].figure, city=city, unit_ids=None).listed == 1


def test_a_county_is_counted_with_its_teams_and_the_trip_of_two_of_them_once(
    city: City, zhong: Account, liu: Account, units: Units
) -> None:
    squads = [make_squad(liu.unit, by=zhong, code=f"YUNXI-S{nth}") for nth in (1, 2)]
    make_trip(by=zhong, unit=squads[0], shares=tuple(Share(unit, 5_000) for unit in squads))
    make_trip(by=liu)
    make_trip(by=zhong, unit=units.centre)
    table = compute_table(
        ["trips.count"], city=city, period=JULY, by=Dimension.COUNTY, standing=Standing.CLAIMED
    )
    assert [(row.key, row.figure.exact) for row in table.rows] == [(liu.unit.code, 2)]
    assert table.total["trips.count"].exact == 3
