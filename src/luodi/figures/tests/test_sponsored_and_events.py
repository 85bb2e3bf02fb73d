"""Sponsored projects by who sees them through and how they stand; what became of the signings of an event.

Every number here was counted by hand from the facts of the test itself.
"""

from datetime import date
from decimal import Decimal

import pytest

from luodi.figures.compute import compute_many, compute_table
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.tests.makers import Book
from luodi.figures.tests.test_means import JULY, YEAR, asked, opens_to_itself, reach
from luodi.kernel.periods import Period
from luodi.ledger.kinds import FactKind, Standing, SubjectKind
from luodi.organisation.tests.makers import Units

LISTED, EVENT = FactKind.CEREMONY_LISTED, SubjectKind.EVENT
LISTED_ON = date(2020, 7, 15)


def test_sponsored_projects_by_leader_unit_stage_and_what_is_stuck(
    book: Book, units: Units, cast: object
) -> None:
    leader, day = cast.hong.person, date(2020, 5, 1)  # type: ignore[attr-defined]
    book.hold("a", day, "STARTED", sponsor_id=leader.pk, unit=units.yunxi, yi="2")
    book.hold("b", day, "SIGNED", sponsor_id=leader.pk, status="DELAYED", yi="1")
    book.hold("c", day, "SIGNED", sponsor_id=leader.pk, status="WITHDRAWN", yi="9")
    book.hold("d", day, "STARTED", status="SUSPENDED", yi="4")
    assert asked(book, "sponsored.count").value == 2
    assert asked(book, "sponsored.stuck.count").value == 1
    assert opens_to_itself(book, asked(book, "sponsored.stuck.count"))
    for by, rows in (
        (Dimension.LEADER, {"洪": 2}),
        (Dimension.STATE, {"签约": 1, "开工": 1}),
        (Dimension.STATUS, {"推进": 1, "延期": 1}),
        (Dimension.UNIT, {"云溪县": 1, "市招商中心": 1}),
    ):
        table = compute_table(["sponsored.count"], city=book.city, period=JULY, by=by)
        assert {row.label: row.figure.raw for row in table.rows} == rows
        assert all(opens_to_itself(book, row.figure) for row in table.rows)
    scope = Scope.parse(f"leader:{leader.code}", city=book.city, on=JULY.last)
    assert asked(book, "sponsored.amount", scope=scope).value == Decimal("3.00")


def listed(book: Book) -> None:
    """A conference with a province's joint signing within it, and a fair of its own."""
    conference = book.subject("CONF", EVENT)
    book.subject("PROVINCE", EVENT, conference)
    book.subject("FAIR", EVENT)
    for code, events in {
        "a": ["CONF"], "b": ["PROVINCE"], "c": ["PROVINCE", "CONF"], "old": ["CONF"], "d": ["FAIR"],
        "unsigned": ["FAIR"],
    }.items():  # fmt: skip
        for event in events:
            book.post(book.fact(LISTED, code, LISTED_ON, occasion=book.subject(event, EVENT), yi="2"))
    claimed = {"occasion": book.subject("FAIR", EVENT), "standing": Standing.CLAIMED}
    book.post(book.fact(LISTED, "elsewhere", LISTED_ON, **claimed))
    for code in ("a", "b", "c", "d", "elsewhere"):
        book.sign(code, LISTED_ON, yi="2")
    book.sign("old", date(2019, 3, 1), yi="4")
    for code in ("a", "old", "elsewhere"):
        reach(book, code, started=date(2020, 8, 1))
    reach(book, "old", producing=date(2020, 8, 2))
    book.post(book.fact(FactKind.PROJECT_FUNDS, "a", date(2020, 8, 1), category="BANK", yi="1.5"))


EVENTS = {
    ("CONF", "cohort.started.rate"): ("33.33", 1, 3),
    ("PROVINCE", "cohort.started.rate"): ("0.00", 0, 2),
    ("FAIR", "cohort.started.rate"): ("0.00", 0, 1),
    ("CONF", "cohort.performed.rate"): ("33.33", 1, 3),
    ("CONF", "cohort.producing.rate"): ("0.00", 0, 3),
    ("CONF", "cohort.funds.rate"): ("25.00", 15_000_000_000, 60_000_000_000),
}


@pytest.mark.parametrize("which", EVENTS, ids="-".join)
def test_what_became_of_the_signings_of_an_event(which: tuple[str, str], book: Book) -> None:
    listed(book)
    value, upper, lower = EVENTS[which]
    scope = Scope.parse(f"event:{which[0]}", city=book.city, on=YEAR.last)
    figure = asked(book, which[1], YEAR, scope=scope)
    assert figure.value == Decimal(value)
    assert [part.raw for part in figure.parts] == [upper, lower]
    assert all(opens_to_itself(book, part) for part in figure.parts)


def test_an_earlier_signing_on_the_list_belongs_to_its_own_year(book: Book) -> None:
    listed(book)
    scope = Scope.parse("event:CONF", city=book.city, on=YEAR.last)
    assert asked(book, "cohort.producing.rate", Period.year(2019), scope=scope).text == "100.00"
    ever = asked(book, "cohort.producing.rate", Period(None, YEAR.last), scope=scope)
    assert [part.raw for part in ever.parts] == [1, 4]


def test_signings_by_event_stand_under_each_of_their_events(book: Book) -> None:
    listed(book)
    table = compute_table(["cohort.started.rate"], city=book.city, period=YEAR, by=Dimension.EVENT)
    assert {row.key: [part.raw for part in row.figure.parts] for row in table.rows} == {
        "CONF": [1, 3],
        "FAIR": [0, 1],
        "PROVINCE": [0, 2],
    }
    assert [part.raw for part in table.total["cohort.started.rate"].parts] == [2, 5]


def test_the_list_of_an_event_counts_as_it_was_known(book: Book) -> None:
    listed(book)
    scope = Scope.parse("event:FAIR", city=book.city, on=YEAR.last)
    before = asked(book, "signed.count", YEAR, scope=scope)
    book.clock.advance(days=1)
    book.post(book.fact(LISTED, "a", LISTED_ON, occasion=book.subject("FAIR", EVENT)))
    assert asked(book, "signed.count", YEAR, scope=scope).raw == 2
    assert asked(book, "signed.count", YEAR, scope=scope, as_of=before.as_of).raw == before.raw == 1


def test_signings_and_trips_of_an_event_are_asked_together(book: Book) -> None:
    listed(book)
    trip = {"subject_kind": SubjectKind.TRIP, "occasion": book.subject("CONF", EVENT)}
    book.post(book.fact(FactKind.TRIP_MADE, "t", LISTED_ON, **trip))
    book.post(book.fact(FactKind.TRIP_MADE, "u", LISTED_ON, subject_kind=SubjectKind.TRIP))
    scope = Scope.parse("event:CONF", city=book.city, on=YEAR.last)
    found = compute_many(["signed.count", "trips.count"], city=book.city, period=YEAR, scope=scope)
    assert {code: figure.raw for code, figure in found.items()} == {"signed.count": 3, "trips.count": 1}
