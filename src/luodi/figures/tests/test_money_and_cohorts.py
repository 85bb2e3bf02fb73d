"""Money, projects under construction from outside the province, and what became of a period's signings.

Every number here was added up by hand from the facts of the test itself.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luodi.figures.combine import Against, growth
from luodi.figures.compute import compute, compute_table
from luodi.figures.drill import open_figure
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.shares import NotShareable, table_by_share
from luodi.figures.tests.makers import Book
from luodi.kernel.money import ForeignMoney, Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Capital, Cause, FactKind, Proof, Standing
from luodi.ledger.services import Share
from luodi.organisation.tests.makers import Units

JULY, YEAR = Period.month(2020, 7), Period.year(2020)
CUMULATIVE = Period(None, date(2020, 7, 31))
OUTSIDE, INSIDE, ABROAD = "440300", "340100", "US"


def pay(book: Book, code: str, on: date, yi: str, **values: Any) -> Any:
    said = {"category": Proof.BANK, "capital": Capital.DOMESTIC, "yi": yi, **values}
    return book.post(book.fact(FactKind.PROJECT_FUNDS, code, on, **said))[0]


def reach(book: Book, code: str, kind: FactKind, on: date, **values: Any) -> Any:
    return book.post(book.fact(kind, code, on, **values))[0]


def asked(book: Book, code: str, period: Period = JULY, **more: Any) -> Figure:
    return compute(code, city=book.city, period=period, **more)


def opens_to_itself(book: Book, figure: Figure) -> bool:
    opening = open_figure(figure, city=book.city, unit_ids=None)
    return opening.listed == figure.raw and opening.n_rows == len(opening.rows)


def some_funds(book: Book) -> None:
    pay(book, "a", date(2019, 12, 1), "0.5")
    pay(book, "a", date(2020, 3, 1), "0.2", category=Proof.AUDIT)
    pay(book, "a", date(2020, 7, 1), "0.1")
    pay(book, "a", date(2020, 7, 9), "0.1")
    pay(book, "b", date(2020, 7, 2), "0.3", capital=Capital.FOREIGN, category=Proof.COMMERCE)
    pay(book, "c", date(2020, 7, 3), "9", standing=Standing.CLAIMED)
    pay(book, "d", date(2020, 7, 4), "8", standing=Standing.REJECTED)


@pytest.mark.parametrize(
    ("period", "said"), [(JULY, "0.50"), (YEAR, "0.70"), (CUMULATIVE, "1.20")], ids=["month", "year", "all"]
)
def test_funds_add_up_entry_by_entry_over_a_month_a_year_and_all_time(
    period: Period, said: str, book: Book
) -> None:
    some_funds(book)
    figure = asked(book, "funds.amount", period)
    assert figure.value == Decimal(said)
    assert opens_to_itself(book, figure)


def test_funds_count_a_project_once_and_claims_stand_beside(book: Book) -> None:
    some_funds(book)
    assert asked(book, "funds.count").value == 2
    assert asked(book, "funds.count", standing=Standing.CLAIMED).value == 3
    assert asked(book, "funds.amount", standing=Standing.CLAIMED).value == Decimal("9.50")


def test_funds_fall_apart_by_proof_and_by_capital(book: Book) -> None:
    some_funds(book)
    for by, rows in (
        (Dimension.CATEGORY, {"BANK": "0.20", "COMMERCE": "0.30"}),
        (Dimension.CAPITAL, {"DOMESTIC": "0.20", "FOREIGN": "0.30"}),
    ):
        table = compute_table(["funds.amount"], city=book.city, period=JULY, by=by)
        assert {row.key: row.figure.value for row in table.rows} == {k: Decimal(v) for k, v in rows.items()}
        assert all(opens_to_itself(book, row.figure) for row in table.rows)
        assert not table.overlapping
    assert asked(book, "funds.domestic.amount").value == Decimal("0.20")
    assert asked(book, "funds.foreign.amount").value == Decimal("0.30")


def test_the_scope_of_one_project_is_read_by_its_code(book: Book) -> None:
    some_funds(book)
    scope = Scope.parse("project:a", city=book.city, on=date(2020, 7, 31))
    assert asked(book, "funds.amount", CUMULATIVE, scope=scope).value == Decimal("0.90")


def test_foreign_money_counts_at_the_rate_that_was_frozen_with_it(book: Book) -> None:
    money = ForeignMoney("USD", 1_000_000_000, Decimal("6.95"), date(2020, 7, 2), "中间价")
    fact = book.fact(
        FactKind.PROJECT_FUNDS,
        "b",
        date(2020, 7, 2),
        amount=money,
        category=Proof.EXCHANGE,
        capital=Capital.FOREIGN,
    )
    book.post(fact)
    assert asked(book, "funds.foreign.amount").value == Decimal("0.70")  # 6,950 万元


def test_a_corrected_entry_moves_the_figure_and_the_past_keeps_it(book: Book) -> None:
    first = pay(book, "a", date(2020, 7, 1), "0.1")
    before = asked(book, "funds.amount")
    book.clock.advance(days=1)
    book.supersede(first, Cause.CORRECTED, amount=Yuan.from_yi("0.4"))
    assert asked(book, "funds.amount").value == Decimal("0.40")
    assert asked(book, "funds.amount", as_of=before.as_of).value == Decimal("0.10")


def test_funds_of_a_shared_project_are_handed_out_by_share(book: Book, units: Units) -> None:
    shares = (Share(units.yunxi, 6000), Share(units.team, 4000))
    pay(book, "a", date(2020, 7, 1), "1", unit=units.yunxi, shares=shares)
    table = table_by_share(["funds.amount"], city=book.city, period=JULY)
    assert [row.figure.value for row in table.rows] == [Decimal("0.60"), Decimal("0.40")]
    with pytest.raises(NotShareable):
        table_by_share(["cohort.funds.amount"], city=book.city, period=JULY)


def test_increases_count_the_increase_alone(book: Book) -> None:
    book.sign("a", date(2020, 1, 5), yi="2")
    reach(book, "a", FactKind.PROJECT_INCREASE, date(2020, 7, 5), yi="0.5")
    reach(book, "a", FactKind.PROJECT_INCREASE, date(2020, 7, 6), yi="0.25")
    assert asked(book, "increase.amount").value == Decimal("0.75")
    assert asked(book, "increase.count").value == 1
    assert asked(book, "signed.amount", YEAR).value == Decimal("2.00")


def test_entering_statistics_counts_by_its_milestone(book: Book) -> None:
    step = FactKind.PROJECT_MILESTONE
    reach(book, "a", step, date(2020, 7, 5), category="IN_STATISTICS", yi="1.5")
    reach(book, "a", step, date(2020, 7, 6), category="ABOVE_SCALE", yi="1.5")
    reach(book, "b", step, date(2020, 6, 6), category="IN_STATISTICS", yi="3")
    reach(book, "c", step, date(2020, 7, 6), category="COMPLETED", yi="1")
    found = {code: asked(book, code).value for code in ("in_statistics.count", "into_scale.count")}
    assert found == {"in_statistics.count": 1, "into_scale.count": 1}
    assert asked(book, "in_statistics.count", YEAR).value == 2
    assert asked(book, "in_statistics.amount", YEAR).value == Decimal("4.50")
    assert asked(book, "completed.count").value == 1
    assert opens_to_itself(book, asked(book, "in_statistics.count", YEAR))


def building(book: Book) -> None:
    held = {"state": "STARTED", "yi": "1"}
    for code, values in {
        "counted": {"origin": OUTSIDE},
        "abroad": {"origin": ABROAD, "yi": "12"},
        "inside": {"origin": INSIDE},
        "unknown": {"origin": ""},
        "small": {"origin": OUTSIDE, "yi": "0.9999"},
        "signed only": {"origin": OUTSIDE, "state": "SIGNED"},
        "producing": {"origin": OUTSIDE, "state": "PRODUCING"},
        "ended": {"origin": OUTSIDE, "status": "WITHDRAWN"},
        "completed": {"origin": OUTSIDE},
        "completed later": {"origin": OUTSIDE},
        "completion rejected": {"origin": OUTSIDE},
    }.items():
        book.hold(code, date(2020, 5, 1), **{**held, **values})
    step = FactKind.PROJECT_MILESTONE
    reach(book, "completed", step, date(2020, 7, 1), category="COMPLETED")
    reach(book, "completed later", step, date(2020, 8, 1), category="COMPLETED")
    reach(
        book, "completion rejected", step, date(2020, 7, 1), category="COMPLETED", standing=Standing.REJECTED
    )


def test_under_construction_from_outside_is_started_large_and_not_completed(book: Book) -> None:
    building(book)
    figure = asked(book, "building.outside.count")
    opening = open_figure(figure, city=book.city, unit_ids=None)
    assert {row.subject_code for row in opening.rows} == {
        "counted", "abroad", "completed later", "completion rejected",
    }  # fmt: skip
    assert (figure.value, opening.listed) == (4, 4)
    assert asked(book, "building.outside.amount").value == Decimal("15.00")
    assert opens_to_itself(book, asked(book, "building.outside.amount"))
    june = Period.month(2020, 6)
    assert asked(book, "building.outside.count", june).value == 5  # "completed" was still building


def test_of_them_those_started_in_the_period_are_new(book: Book) -> None:
    start = FactKind.PROJECT_STARTED
    reach(book, "a", start, date(2020, 7, 1), origin=OUTSIDE, yi="1")
    reach(book, "b", start, date(2020, 7, 2), origin=OUTSIDE, yi="0.5")
    reach(book, "c", start, date(2020, 7, 3), origin=INSIDE, yi="5")
    assert asked(book, "building.outside.new.count").value == 1
    assert asked(book, "building.outside.new.amount").value == Decimal("1.00")
    table = compute_table(["building.outside.new.count"], city=book.city, period=JULY, by=Dimension.ORIGIN)
    assert [(row.label, row.figure.value) for row in table.rows] == [("广东", 1)]


def test_the_new_ones_are_a_part_of_those_under_construction(book: Book) -> None:
    held = {"origin": OUTSIDE, "yi": "1"}
    for code, since in (("old", date(2020, 5, 1)), ("first day", JULY.first), ("new", date(2020, 7, 9))):
        book.hold(code, since or JULY.last, "STARTED", state_since=since, **held)
    book.hold("over", date(2020, 7, 2), "STARTED", state_since=date(2020, 7, 2), **held)
    book.hold("over", date(2020, 7, 20), "PRODUCING", state_since=date(2020, 7, 20), **held)
    book.hold("grown", date(2020, 7, 2), "STARTED", state_since=date(2020, 7, 2), origin=OUTSIDE, yi="0.5")
    book.hold("grown", date(2020, 7, 5), "STARTED", state_since=date(2020, 7, 2), **held)
    found = asked(book, "building.outside.fresh.count")
    assert (asked(book, "building.outside.count").value, found.value) == (4, 3)
    assert asked(book, "building.outside.fresh.amount").value == Decimal("3.00")
    assert opens_to_itself(book, found)
    assert asked(book, "building.outside.fresh.count", YEAR).value == 4
    assert asked(book, "building.outside.fresh.count", CUMULATIVE).value == 4


def cohort(book: Book) -> None:
    """Eight firms signed in July for 16亿; what became of them came later, one of a June signing beside them."""
    for i, code in enumerate("abcdefgh"):
        book.sign(code, date(2020, 7, 1 + i), yi="2")
    book.sign("june", date(2020, 6, 1), yi="5")
    step = FactKind.PROJECT_MILESTONE
    for code in ("a", "b", "c", "d", "june"):
        reach(book, code, step, date(2020, 7, 20), category="REGISTERED")
    for code in ("a", "b", "june"):
        reach(book, code, FactKind.PROJECT_STARTED, date(2020, 8, 1), yi="2")
    reach(book, "a", FactKind.PROJECT_PRODUCING, date(2020, 8, 2), yi="2")
    for code, yi in (("a", "1"), ("a", "0.5"), ("e", "0.5"), ("june", "4")):
        pay(book, code, date(2020, 8, 2), yi)
    pay(book, "f", date(2020, 8, 2), "7", standing=Standing.CLAIMED)


RATES = {
    "cohort.registered.rate": ("50.00", 4, 8),
    "cohort.performed.rate": ("62.50", 5, 8),
    "cohort.started.rate": ("25.00", 2, 8),
    "cohort.producing.rate": ("12.50", 1, 8),
    "cohort.funds.rate": ("12.50", 200_000_000_00, 1_600_000_000_00),
}


@pytest.mark.parametrize("code", RATES)
def test_a_cohort_is_followed_until_the_as_of_and_both_its_parts_open(code: str, book: Book) -> None:
    cohort(book)
    value, upper, lower = RATES[code]
    figure = asked(book, code)
    assert figure.value == Decimal(value)
    assert [part.raw for part in figure.parts] == [upper, lower]
    assert all(opens_to_itself(book, part) for part in figure.parts)
    assert "看到 2020-08-03 为止" in figure.notes[0]


def test_the_funds_of_a_cohort_stand_beside_each_signing(book: Book) -> None:
    cohort(book)
    opening = open_figure(asked(book, "cohort.funds.amount"), city=book.city, unit_ids=None)
    amounts = {row.subject_code: row.amount_fen for row in opening.rows}
    assert (amounts["a"], amounts["e"], amounts["b"]) == (150_000_000_00, 50_000_000_00, 0)


def test_a_cohort_as_of_an_earlier_day_has_come_less_far(book: Book) -> None:
    for code in "ab":
        book.sign(code, date(2020, 7, 1))
    before = asked(book, "cohort.started.rate")
    book.clock.advance(days=30)
    reach(book, "a", FactKind.PROJECT_STARTED, date(2020, 8, 20))
    assert asked(book, "cohort.started.rate").value == Decimal("50.00")
    assert asked(book, "cohort.started.rate", as_of=before.as_of).value == Decimal("0.00")


def test_a_cohort_of_nobody_has_no_rate(book: Book) -> None:
    figure = asked(book, "cohort.started.rate")
    assert figure.value is None
    assert "没有占比" in figure.notes[0]


def test_a_cohort_falls_apart_by_unit_as_its_signings_do(book: Book, units: Units) -> None:
    book.sign("a", date(2020, 7, 1), unit=units.yunxi)
    book.sign("b", date(2020, 7, 1), unit=units.team)
    reach(book, "a", FactKind.PROJECT_STARTED, date(2020, 8, 1), unit=units.team)
    table = compute_table(["cohort.started.rate"], city=book.city, period=JULY, by=Dimension.UNIT)
    assert {row.key: row.figure.value for row in table.rows} == {
        units.yunxi.code: Decimal("100.00"),
        units.team.code: Decimal("0.00"),
    }


def test_two_cohorts_are_compared_with_a_word_of_warning(book: Book) -> None:
    book.sign("a", date(2019, 7, 1))
    book.sign("b", date(2020, 7, 1))
    figure = growth("cohort.started.rate", city=book.city, period=JULY, against=Against.YEAR_BEFORE)
    assert "看得更久" in figure.notes[0]
