from datetime import date

import pytest

from luodi.ledger.kinds import FactKind
from luodi.ledger.tests.makers import live
from luodi.outreach import services
from luodi.outreach.rules import MonthlyNumberRefused
from luodi.outreach.services import MonthlyNumber
from luodi.outreach.tests.makers import make_trip, verify_everything


def report(by, clock, quantity=7, kind=FactKind.TRIP_MADE):
    number = MonthlyNumber(unit=by.unit, kind=kind, year=2020, month=7, quantity=quantity)
    return services.report_months([number], actor=by, at=clock.now)


def test_a_months_number_is_one_fact_without_a_subject(city, liu, clock):
    report(liu, clock)
    (fact,) = live(city, FactKind.TRIP_MADE)
    assert (fact.subject, fact.quantity, fact.occurred_on) == (None, 7, date(2020, 7, 31))


def test_reporting_again_corrects_what_has_not_been_verified(city, liu, clock):
    report(liu, clock)
    report(liu, clock, quantity=9)
    assert [fact.quantity for fact in live(city, FactKind.TRIP_MADE)] == [9]


def test_a_verified_number_is_not_reported_again(liu, qin, clock):
    report(liu, clock)
    verify_everything(by=qin)
    with pytest.raises(MonthlyNumberRefused, match="认定"):
        report(liu, clock, quantity=9)


def test_rows_take_the_place_of_the_months_number(city, liu, clock):
    report(liu, clock)
    trip = make_trip(by=liu)
    assert [fact.subject for fact in live(city, FactKind.TRIP_MADE)] == [trip.subject]


def test_rows_of_another_month_leave_it_alone(city, liu, clock):
    report(liu, clock)
    make_trip(by=liu, from_on=date(2020, 6, 1), to_on=date(2020, 6, 2))
    assert sum(fact.quantity for fact in live(city, FactKind.TRIP_MADE)) == 8


def test_a_month_with_rows_takes_no_number(liu, clock):
    make_trip(by=liu)
    with pytest.raises(MonthlyNumberRefused, match="逐条"):
        report(liu, clock)


def test_what_needs_rows_takes_no_number(liu, clock):
    with pytest.raises(MonthlyNumberRefused):
        report(liu, clock, kind=FactKind.PROJECT_SIGNED)
    with pytest.raises(MonthlyNumberRefused, match="负数"):
        report(liu, clock, quantity=-1)
