"""What is counted of activities: joint trips once for the city and under each unit, a firm once however often met."""

from datetime import date

import pytest

from luodi.figures.compute import compute, compute_table
from luodi.figures.drill import open_figure
from luodi.figures.scopes import Dimension, Scope, ScopeRefused
from luodi.figures.tests.makers import Book
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.organisation.tests.makers import Units

JULY = Period.month(2020, 7)
FIRM = {"subject_kind": SubjectKind.ENTERPRISE}
TRIP = {"subject_kind": SubjectKind.TRIP}


def asked(book: Book, code: str, scope: str = "city", period: Period = JULY) -> int:
    of = Scope.parse(scope, city=book.city, on=period.last)
    return compute(code, city=book.city, period=period, scope=of).exact


def split(book: Book, code: str, by: Dimension) -> dict[str, int]:
    table = compute_table([code], city=book.city, period=JULY, by=by)
    return {row.label: row.figure.exact for row in table.rows}


def test_a_firm_met_on_a_trip_at_a_visit_and_alone_is_one_firm(book: Book) -> None:
    day = date(2020, 7, 6)
    kinds = (FactKind.TRIP_FIRM_MET, FactKind.VISIT_FIRM_MET, FactKind.MEETING_FIRM_MET)
    for kind in kinds:
        book.post(book.fact(kind, "same", day, **FIRM))
    book.post(book.fact(FactKind.MEETING_FIRM_MET, "other", day, **FIRM))
    assert asked(book, "activities.enterprises") == 2
    assert [asked(book, code) for code in ("trips.enterprises", "visits.enterprises")] == [1, 1]
    assert asked(book, "meetings.enterprises") == 2


def test_firms_of_months_do_not_add_up_to_those_of_the_year(book: Book) -> None:
    for month in (5, 6, 7):
        book.post(book.fact(FactKind.TRIP_FIRM_MET, "same", date(2020, month, 6), **FIRM))
    year = Period.year(2020)
    by_month = compute_table(["activities.enterprises"], city=book.city, period=year, by=Dimension.MONTH)
    assert [row.figure.exact for row in by_month.rows] == [1, 1, 1]
    assert by_month.total["activities.enterprises"].exact == 1
    assert by_month.overlapping


def test_the_facts_behind_the_firms_are_those_that_counted(book: Book) -> None:
    for kind in (FactKind.TRIP_FIRM_MET, FactKind.MEETING_FIRM_MET):
        book.post(book.fact(kind, "same", date(2020, 7, 6), **FIRM))
    figure = compute("activities.enterprises", city=book.city, period=JULY)
    opened = open_figure(figure, city=book.city, unit_ids=None)
    assert (opened.n_rows, opened.listed, opened.rows[0].n_facts) == (1, 1, 2)


def test_a_joint_trip_is_one_for_the_city_and_one_under_each_that_took_part(book: Book, units: Units) -> None:
    shares = (ledger.Share(units.yunxi, 6_000), ledger.Share(units.team, 4_000))
    said = {"unit": units.yunxi, "shares": shares, **TRIP}
    day = date(2020, 7, 8)
    book.post(
        book.fact(FactKind.TRIP_MADE, "t", day, **said),
        book.fact(FactKind.TRIP_DAYS, "t", day, quantity=3, **said),
        book.fact(FactKind.TRIP_STOP, "t", day, category="440300", origin="440300", **said),
        book.fact(FactKind.TRIP_STOP, "t", day, category="440100", origin="440100", **said),
    )
    for code, n in (("trips.count", 1), ("trips.days", 3), ("trips.stops", 2)):
        assert asked(book, code) == n
        assert [asked(book, code, f"unit:{unit}") for unit in ("YUNXI", "TEAM", "SHIQIAO")] == [n, n, 0]
    assert split(book, "trips.days", Dimension.UNIT) == {"云溪县": 3, "新能源队": 3}


def test_the_city_visited_is_that_of_the_stop(book: Book) -> None:
    day = date(2020, 7, 8)
    book.post(
        book.fact(FactKind.TRIP_STOP, "t", day, category="440300", origin="440300", **TRIP),
        book.fact(FactKind.TRIP_STOP, "t", day, category="440100", origin="440100", **TRIP),
        book.fact(FactKind.TRIP_STOP, "u", day, category="440300", origin="440300", **TRIP),
    )
    assert split(book, "trips.stops", Dimension.ORIGIN_CITY) == {"深圳": 2, "广州": 1}
    assert split(book, "trips.stops", Dimension.ORIGIN) == {"广东": 3}


def test_trips_fall_apart_by_who_led_them(book: Book, hong: object, cast: object) -> None:
    leader = cast.hong.person  # type: ignore[attr-defined]
    day = date(2020, 7, 8)
    book.post(
        book.fact(FactKind.TRIP_MADE, "t", day, sponsor_id=leader.pk, **TRIP),
        book.fact(FactKind.TRIP_MADE, "u", day, **TRIP),
    )
    assert split(book, "trips.count", Dimension.LEADER) == {"洪": 1, "未填": 1}
    assert asked(book, "trips.count", f"leader:{leader.code}") == 1
    assert asked(book, "trips.count", "leader:-") == 1
    with pytest.raises(ScopeRefused):
        asked(book, "trips.count", "leader:NOBODY")


def test_leads_fall_apart_by_their_source_and_meetings_by_their_form(book: Book) -> None:
    day = date(2020, 7, 8)
    lead = {"subject_kind": SubjectKind.LEAD}
    book.post(
        book.fact(FactKind.LEAD_RECEIVED, "a", day, category="ADVISER", **lead),
        book.fact(FactKind.LEAD_RECEIVED, "b", day, category="PUBLIC", **lead),
        book.fact(FactKind.LEAD_CONVERTED, "a", date(2020, 7, 20), category="ADVISER", **lead),
        book.fact(FactKind.MEETING_HELD, "m", day, category="VIDEO", subject_kind=SubjectKind.MEETING),
    )
    assert split(book, "leads.received", Dimension.SOURCE) == {"招商顾问": 1, "社会公众": 1}
    assert asked(book, "leads.received", "source:ADVISER") == 1
    assert split(book, "meetings.count", Dimension.FORM) == {"视频会谈": 1}
    rate = compute("leads.conversion", city=book.city, period=JULY)
    assert str(rate.value) == "50.00"
    assert "2020年7月收到的线索" in rate.notes[0]


def test_open_leads_are_those_of_the_day(book: Book) -> None:
    lead = {"subject_kind": SubjectKind.LEAD}
    book.post(book.fact(FactKind.LEAD_STATE, "a", date(2020, 7, 1), state="NEW", **lead))
    book.post(book.fact(FactKind.LEAD_STATE, "a", date(2020, 7, 20), state="DROPPED", **lead))
    assert [asked(book, "leads.open", period=Period.on(date(2020, 7, n))) for n in (10, 20)] == [1, 0]
