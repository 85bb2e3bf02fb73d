"""How often the ledger is asked: as often as the answer needs, however many indicators share a question."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.figures.compute import compute_many, compute_table
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.tests.makers import Book
from luodi.kernel.periods import Period
from luodi.ledger.kinds import FactKind, SubjectKind

JULY = Period.month(2020, 7)
FIVE = ("trips.days", "trips.enterprises", "visits.count", "signed.count", "started.count")


def test_the_units_of_a_scope_are_looked_up_once_however_many_indicators_are_asked(book: Book) -> None:
    unit = book.actor.unit
    book.sign("a", date(2020, 7, 3))
    scope = Scope.parse(f"unit:{unit.code}", city=book.city, on=JULY.last)
    with CaptureQueriesContext(connection) as asked:
        found = compute_many(FIVE, city=book.city, period=JULY, scope=scope)
    assert found["signed.count"].raw == 1
    assert sum("organisation_unitversion" in one["sql"] for one in asked) == 1


def test_a_quantity_and_its_split_are_one_pass_over_the_facts(book: Book) -> None:
    book.post(
        *(
            book.fact(FactKind.TRIP_STOP, code, date(2020, 7, 3), subject_kind=SubjectKind.TRIP, origin=origin,
                      category=origin)
            for code, origin in (("t1", "310000"), ("t1", "320500"), ("t2", "310000"))
        )
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        table = compute_table(["trips.stops"], city=book.city, period=JULY, by=Dimension.ORIGIN)
    assert (
        table.total["trips.stops"].raw == sum(row.figures["trips.stops"].raw or 0 for row in table.rows) == 3
    )
    assert sum("ledger_fact" in one["sql"] for one in asked) == 1
