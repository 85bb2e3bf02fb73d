"""Figures on a ledger that was written fact by fact."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.figures.compute import compute, compute_many, compute_table
from luodi.figures.scopes import Dimension, Scope, ScopeRefused
from luodi.figures.tests.makers import Book
from luodi.kernel.dates import parse_date
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.organisation.tests.makers import Units

JAN_TO_JUL = Period.between(date(2020, 1, 1), date(2020, 7, 31))
JULY = Period.month(2020, 7)


def number(
    book: Book, code: str, period: Period = JAN_TO_JUL, scope: str = "city", **asked: object
) -> Decimal | None:
    parsed = Scope.parse(scope, city=book.city, on=period.last)
    return compute(code, city=book.city, period=period, scope=parsed, **asked).value  # type: ignore[arg-type]


def test_a_flow_counts_what_happened_within_its_period(book: Book) -> None:
    for code, day in (("a", date(2019, 12, 31)), ("b", date(2020, 1, 1)), ("c", date(2020, 7, 31))):
        book.sign(code, day, yi="1.5")
    assert number(book, "signed.count") == 2
    assert number(book, "signed.amount") == Decimal("3.00")


def test_claimed_figures_include_the_verified_and_neither_has_the_rejected(book: Book) -> None:
    book.sign("a", date(2020, 3, 1))
    book.sign("b", date(2020, 3, 1), standing=Standing.CLAIMED)
    book.sign("c", date(2020, 3, 1), standing=Standing.REJECTED)
    assert number(book, "signed.count") == 1
    assert number(book, "signed.count", standing=Standing.CLAIMED) == 2


def test_amounts_are_rounded_half_up_once_at_the_edge(book: Book) -> None:
    book.post(
        *(
            book.fact(FactKind.PROJECT_SIGNED, code, date(2020, 2, 1), amount=Yuan.from_wan("25"))
            for code in ("a", "b", "c", "d", "e", "f", "g")
        )
    )
    assert number(book, "signed.amount") == Decimal("0.02")
    book.sign("h", date(2020, 2, 1), amount=Yuan.from_wan("75"))
    assert number(book, "signed.amount") == Decimal("0.03")


def test_a_ratio_is_made_of_two_figures_of_the_same_question(book: Book) -> None:
    book.sign("a", date(2020, 2, 1), industrial=True, yi="2")
    book.sign("b", date(2020, 2, 1), industrial=True, yi="1")
    book.sign("c", date(2020, 2, 1), yi="4")
    share = compute("signed.industrial.count_share", city=book.city, period=JAN_TO_JUL)
    assert share.value == Decimal("66.67")
    assert share.numerator is not None
    assert share.denominator is not None
    assert (share.numerator.value, share.denominator.value) == (2, 3)
    assert share.numerator.question == share.denominator.question == share.question


def test_a_ratio_by_zero_is_no_number_and_says_so(book: Book) -> None:
    share = compute("signed.industrial.count_share", city=book.city, period=JAN_TO_JUL)
    assert share.value is None
    assert share.text == "—"
    assert "没有占比" in share.notes[0]


def test_a_firm_met_three_times_is_counted_once(book: Book) -> None:
    trips = [book.subject(f"T{n}", SubjectKind.TRIP) for n in range(3)]
    book.post(
        *(
            book.fact(
                FactKind.TRIP_FIRM_MET,
                "firm",
                date(2020, 5, n + 1),
                subject_kind=SubjectKind.ENTERPRISE,
                occasion=trip,
            )
            for n, trip in enumerate(trips)
        )
    )
    assert number(book, "trips.enterprises") == 1
    by_month = compute_table(["trips.enterprises"], city=book.city, period=JAN_TO_JUL, by=Dimension.MONTH)
    assert [(row.label, row.figure.value) for row in by_month.rows] == [("2020年5月", 1)]


def test_a_lump_adds_its_quantity_to_the_identified_subjects(book: Book, units: Units) -> None:
    book.post(
        book.fact(
            FactKind.TRIP_FIRM_MET,
            "firm",
            date(2020, 5, 1),
            subject_kind=SubjectKind.ENTERPRISE,
            unit=units.yunxi,
        ),
        book.fact(FactKind.TRIP_FIRM_MET, None, parse_date("2020年5月"), quantity=12),
        book.fact(FactKind.TRIP_MADE, None, parse_date("2020年5月"), quantity=5),
    )
    assert number(book, "trips.enterprises") == 13
    assert number(book, "trips.count") == 5


def test_an_as_of_answers_what_was_believed_then(book: Book) -> None:
    fact = book.sign("a", date(2020, 3, 1), yi="1")
    believed = ledger.resolve(book.city)
    book.clock.advance(days=1)
    book.supersede(fact, Cause.CORRECTED, amount=Yuan.from_yi("10"))
    assert number(book, "signed.amount") == 10
    assert number(book, "signed.amount", as_of=believed) == 1


def test_a_stock_reads_the_latest_state_up_to_the_day(book: Book) -> None:
    book.hold("a", date(2020, 1, 10), "SIGNED", yi="3")
    book.hold("a", date(2020, 6, 10), "STARTED", yi="3")
    book.hold("b", date(2020, 2, 1), "SIGNED", yi="2")
    book.hold("c", date(2020, 2, 1), "SIGNED", yi="9", status="WITHDRAWN")
    assert number(book, "stock.signed.count", Period.on(date(2020, 6, 9))) == 2
    assert number(book, "stock.signed.amount", Period.on(date(2020, 6, 9))) == 5
    assert number(book, "stock.signed.count", Period.on(date(2020, 6, 10))) == 1
    assert number(book, "stock.started.count", Period.on(date(2020, 6, 10))) == 1


def test_of_two_states_on_one_day_the_later_recorded_holds(book: Book) -> None:
    signed = book.hold("a", date(2020, 6, 10), "SIGNED", yi="1")
    book.hold("a", date(2020, 6, 10), "STARTED", yi="1")
    book.supersede(signed, Cause.CORRECTED, amount=Yuan.from_yi("2"))
    assert number(book, "stock.started.count", Period.on(date(2020, 6, 30))) == 1
    assert number(book, "stock.signed.count", Period.on(date(2020, 6, 30))) == 0


def test_a_backdated_state_takes_its_place_in_the_past(book: Book) -> None:
    book.hold("a", date(2020, 6, 10), "STARTED")
    book.hold("a", date(2020, 3, 10), "SIGNED")
    assert number(book, "stock.started.count", Period.on(date(2020, 6, 30))) == 1
    assert number(book, "stock.signed.count", Period.on(date(2020, 4, 1))) == 1


def test_an_opening_balance_is_stock_and_no_flow(book: Book) -> None:
    book.post(
        book.fact(FactKind.PROJECT_STATE, "old", date(2018, 5, 1), state="STARTED", status="PROCEEDING"),
        cause=Cause.OPENING,
    )
    assert number(book, "stock.started.count", Period.on(date(2020, 1, 1))) == 1
    assert number(book, "started.count", Period.between(date(2010, 1, 1), date(2020, 7, 31))) == 0


def test_a_shared_fact_counts_once_for_the_city_and_for_each_unit_that_took_part(
    book: Book, units: Units
) -> None:
    shares = (ledger.Share(units.yunxi, 7_000), ledger.Share(units.team, 3_000))
    book.sign("a", date(2020, 6, 1), unit=units.yunxi, shares=shares, yi="10")
    book.sign("b", date(2020, 6, 1), unit=units.yunxi, yi="1")
    table = compute_table(
        ["signed.count", "signed.amount"], city=book.city, period=JAN_TO_JUL, by=Dimension.UNIT
    )
    assert {row.key: row.figures["signed.count"].value for row in table.rows} == {
        units.yunxi.code: 2,
        units.team.code: 1,
    }
    assert table.total["signed.count"].value == 2
    assert table.overlapping
    assert number(book, "signed.count", scope="kind:INDUSTRY_TEAM") == 1
    assert number(book, "signed.amount", scope=f"unit:{units.team.code}") == 10


def test_a_parts_scope_adds_nothing_of_others(book: Book, units: Units) -> None:
    book.sign(
        "a",
        date(2020, 6, 1),
        unit=units.yunxi,
        origin="440300",
        industry="C39",
        channel="ONLINE",
        area="349901",
    )
    book.sign("b", date(2020, 6, 1), unit=units.shiqiao, origin="440000", industry="A01")
    book.sign("c", date(2020, 6, 1), unit=units.shiqiao, origin="310000", industry="F51")
    asked = {
        "origin:珠三角": 1,
        "origin:广东": 2,
        "origin:长三角": 1,
        "industry:C": 1,
        "industry:C39": 1,
        "channel:ONLINE": 1,
        "sector:THIRD": 1,
        f"unit:{units.shiqiao.code}": 2,
        f"unit:{units.shiqiao.code}+origin:长三角": 1,
        "origin:-": 0,
    }
    assert {scope: number(book, "signed.count", scope=scope) for scope in asked} == asked


def test_an_event_has_what_lies_within_it(book: Book) -> None:
    outer = book.subject("FAIR", SubjectKind.EVENT)
    inner = book.subject("FAIR-PROVINCE", SubjectKind.EVENT, parent=outer)
    listed = FactKind.CEREMONY_LISTED
    book.post(
        book.fact(listed, "a", date(2020, 7, 9), occasion=outer, yi="1"),
        book.fact(listed, "b", date(2020, 7, 9), occasion=inner, yi="2"),
        book.fact(listed, "a", date(2020, 7, 9), occasion=inner, yi="1"),
    )
    assert number(book, "ceremony.projects", JULY, "event:FAIR") == 2
    assert number(book, "ceremony.amount", JULY, "event:FAIR") == 3
    assert number(book, "ceremony.projects", JULY, "event:FAIR-PROVINCE") == 2
    assert number(book, "signed.count", JULY) == 0


def test_the_rows_of_a_split_are_figures_of_narrower_questions(book: Book, units: Units) -> None:
    book.sign("a", date(2020, 2, 1), unit=units.yunxi, industry="C39", origin="310000", yi="1")
    book.sign("b", date(2020, 3, 1), unit=units.shiqiao, industry="C26", origin="320500", yi="2")
    book.sign("c", date(2020, 3, 5), unit=units.shiqiao, yi="4")
    for by in (
        Dimension.UNIT, Dimension.KIND, Dimension.INDUSTRY, Dimension.INDUSTRY_DIVISION, Dimension.SECTOR,
        Dimension.ORIGIN, Dimension.ORIGIN_CITY, Dimension.CHANNEL, Dimension.AREA, Dimension.MONTH,
    ):  # fmt: skip
        table = compute_table(["signed.amount"], city=book.city, period=JAN_TO_JUL, by=by)
        assert sum(row.figure.raw or 0 for row in table.rows) == table.total["signed.amount"].raw
        for row in table.rows:
            again = compute(
                "signed.amount",
                city=book.city,
                period=row.figure.period,
                scope=Scope.parse(row.figure.scope.text, city=book.city, on=row.figure.period.last),
            )
            assert (by, row.key, again.raw) == (by, row.key, row.figure.raw)


def test_several_figures_of_one_kind_take_one_query(book: Book, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    book.sign("a", date(2020, 2, 1), industrial=True, yi="1")
    codes = ["signed.count", "signed.amount", "signed.industrial.count", "signed.industrial.amount_share"]
    as_of = ledger.resolve(book.city)
    with django_assert_num_queries(1):
        found = compute_many(codes, city=book.city, period=JAN_TO_JUL, as_of=as_of)
    assert [found[code].value for code in codes] == [1, 1, 1, 100]


@pytest.mark.parametrize(
    "text", ["宇宙", "unit:NOWHERE", "origin:火星", "kind:团", "industry:ZZ", "event:NONE", "unit:"]
)
def test_an_unknown_scope_is_refused_with_what_was_written(book: Book, text: str) -> None:
    with pytest.raises(ScopeRefused) as refusal:
        Scope.parse(text, city=book.city, on=date(2020, 7, 31))
    assert text.partition(":")[2][:10] in str(refusal.value)
