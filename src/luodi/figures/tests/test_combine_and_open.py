"""Growth, ratios, opened figures, rolled-up months: each must agree with the figure it stands beside."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.figures import rollups
from luodi.figures.combine import Against, NotComparable, grown, growth, ratio_of
from luodi.figures.comparing import differences
from luodi.figures.compute import compute, compute_table
from luodi.figures.drill import open_figure, vague_cuts
from luodi.figures.models import RollUp
from luodi.figures.scopes import Dimension, Scope
from luodi.figures.tests.makers import Book
from luodi.kernel.dates import parse_date
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.organisation.models import City
from luodi.organisation.tests.makers import Units

FIRST_HALF = Period.between(date(2020, 1, 1), date(2020, 6, 30))
A_YEAR = Period.between(date(2019, 7, 1), date(2020, 6, 30))
JULY = Period.month(2020, 7)


def test_growth_compares_the_same_months_of_the_year_before(book: Book) -> None:
    for code, day in (
        ("a", date(2019, 3, 1)),
        ("b", date(2019, 7, 1)),
        ("c", date(2020, 3, 1)),
        ("d", date(2020, 4, 1)),
    ):
        book.sign(code, day)
    figure = growth("signed.count", city=book.city, period=FIRST_HALF, against=Against.YEAR_BEFORE)
    assert (figure.value, figure.unit) == (Decimal("100.00"), "%")
    assert figure.denominator is not None
    assert figure.denominator.period == Period.between(date(2019, 1, 1), date(2019, 6, 30))


def test_growth_on_the_month_before_compares_two_months(book: Book) -> None:
    for code, day in (("a", date(2020, 6, 1)), ("b", date(2020, 6, 2)), ("c", date(2020, 7, 1))):
        book.sign(code, day)
    figure = growth("signed.count", city=book.city, period=JULY, against=Against.PERIOD_BEFORE)
    assert figure.value == Decimal("-50.00")


def test_growth_from_zero_is_no_number_and_says_so(book: Book) -> None:
    book.sign("a", date(2020, 7, 1))
    figure = growth("signed.count", city=book.city, period=JULY, against=Against.YEAR_BEFORE)
    assert figure.value is None
    assert "没有增速" in figure.notes[0]


def test_the_growth_of_a_share_is_in_percentage_points(book: Book) -> None:
    book.sign("a", date(2019, 7, 1), industrial=True)
    book.sign("b", date(2019, 7, 1))
    book.sign("c", date(2020, 7, 1), industrial=True)
    figure = growth("signed.industrial.count_share", city=book.city, period=JULY, against=Against.YEAR_BEFORE)
    assert (figure.value, figure.unit) == (Decimal("50.00"), "个百分点")


def test_figures_of_different_questions_make_no_ratio(book: Book, units: Units) -> None:
    book.sign("a", date(2020, 3, 1))

    def signed(period: Period = FIRST_HALF, scope: str = "city", standing: Standing = Standing.VERIFIED):  # type: ignore[no-untyped-def]
        parsed = Scope.parse(scope, city=book.city, on=period.last)
        return compute("signed.count", city=book.city, period=period, scope=parsed, standing=standing)

    for other, differs in (
        (signed(period=JULY), "期间"),
        (signed(scope=f"unit:{units.yunxi.code}"), "范围"),
        (signed(standing=Standing.CLAIMED), "口径"),
    ):
        with pytest.raises(NotComparable, match=differs):
            ratio_of(signed(), other, name="占比")
    with pytest.raises(NotComparable, match="基期"):
        grown(signed(period=JULY), signed(period=FIRST_HALF), Against.YEAR_BEFORE)


def test_an_opened_figure_lists_exactly_what_it_counts(book: Book, units: Units) -> None:
    shares = (ledger.Share(units.yunxi, 5_000), ledger.Share(units.team, 5_000))
    book.sign("a", date(2020, 3, 1), unit=units.yunxi, shares=shares, yi="1")
    book.sign("b", date(2020, 4, 1), unit=units.shiqiao, yi="2.5")
    book.sign("c", date(2020, 5, 1), unit=units.shiqiao, standing=Standing.CLAIMED, yi="7")
    for code in ("signed.count", "signed.amount"):
        figure = compute(code, city=book.city, period=FIRST_HALF)
        opening = open_figure(figure, city=book.city, unit_ids=None)
        assert opening.listed == figure.raw
        assert [row.subject_code for row in opening.rows] == ["b", "a"]
    mine = open_figure(figure, city=book.city, unit_ids=frozenset({units.team.pk}))
    assert ([row.subject_code for row in mine.rows], mine.n_hidden) == (["a"], 1)
    nobody = open_figure(figure, city=book.city, unit_ids=frozenset())
    assert (nobody.rows, nobody.n_hidden) == ((), 2)


def test_an_opened_distinct_count_has_one_row_per_subject(book: Book) -> None:
    for day in (1, 2, 3):
        trip = book.subject(f"T{day}", SubjectKind.TRIP)
        for firm in ("x", "y")[: 1 + day % 2]:
            book.post(
                book.fact(
                    FactKind.TRIP_FIRM_MET,
                    firm,
                    date(2020, 5, day),
                    subject_kind=SubjectKind.ENTERPRISE,
                    occasion=trip,
                )
            )
    book.post(book.fact(FactKind.TRIP_FIRM_MET, None, parse_date("2020年6月"), quantity=4))
    figure = compute("trips.enterprises", city=book.city, period=FIRST_HALF)
    opening = open_figure(figure, city=book.city, unit_ids=None)
    assert (figure.value, opening.listed, opening.n_rows) == (6, 6, 3)
    assert {row.subject_code: row.n_facts for row in opening.rows} == {"": 1, "x": 3, "y": 2}


def test_a_firm_that_my_unit_met_is_mine_to_see_although_others_met_it_later(
    book: Book, units: Units
) -> None:
    for day, unit in ((1, units.yunxi), (2, units.shiqiao)):
        book.post(
            book.fact(
                FactKind.TRIP_FIRM_MET,
                "x",
                date(2020, 5, day),
                subject_kind=SubjectKind.ENTERPRISE,
                unit=unit,
            )
        )
    figure = compute("trips.enterprises", city=book.city, period=FIRST_HALF)
    opening = open_figure(figure, city=book.city, unit_ids=frozenset({units.yunxi.pk}))
    assert [(row.subject_code, row.occurred) for row in opening.rows] == [("x", "2020-05-01")]
    assert opening.n_hidden == 0


def test_an_opened_stock_lists_the_subjects_of_the_day(book: Book) -> None:
    book.hold("a", date(2020, 1, 1), "SIGNED", yi="1")
    book.hold("a", date(2020, 3, 1), "STARTED", yi="1")
    book.hold("b", date(2020, 2, 1), "SIGNED", yi="2", origin="440300")
    figure = compute("stock.signed.amount", city=book.city, period=Period.on(date(2020, 6, 30)))
    opening = open_figure(figure, city=book.city, unit_ids=None)
    assert (opening.listed, [row.subject_code for row in opening.rows]) == (figure.raw, ["b"])
    part = compute(
        "stock.signed.count",
        city=book.city,
        period=Period.on(date(2020, 6, 30)),
        scope=Scope.parse("origin:珠三角", city=book.city, on=date(2020, 6, 30)),
    )
    assert (part.value, open_figure(part, city=book.city, unit_ids=None).listed) == (1, 1)


def test_pages_of_an_opened_figure_add_up(book: Book) -> None:
    book.post(*(book.fact(FactKind.PROJECT_SIGNED, f"p{n}", date(2020, 3, 1)) for n in range(7)))
    figure = compute("signed.count", city=book.city, period=FIRST_HALF)
    pages = [open_figure(figure, city=book.city, unit_ids=None, page=page, size=3).rows for page in (1, 2, 3)]
    assert [len(rows) for rows in pages] == [3, 3, 1]
    assert len({row.subject_code for rows in pages for row in rows}) == 7


def test_an_opened_row_says_who_claimed_and_who_verified(book: Book, qin) -> None:  # type: ignore[no-untyped-def]
    fact = book.sign("a", date(2020, 3, 1), standing=Standing.CLAIMED)
    reviewer = Book(book.city, qin, book.clock)
    reviewer.supersede(fact, Cause.VERIFIED, standing=Standing.VERIFIED)
    figure = compute("signed.count", city=book.city, period=FIRST_HALF)
    (row,) = open_figure(figure, city=book.city, unit_ids=None).rows
    assert (row.recorded_by, row.settled_by) == ("钟", "秦")


def test_a_period_that_cuts_a_rough_date_says_so(book: Book) -> None:
    book.sign("a", parse_date("2020年二季度"))
    book.sign("b", date(2020, 5, 1))
    until_may = compute(
        "signed.count", city=book.city, period=Period.between(date(2020, 1, 1), date(2020, 5, 31))
    )
    assert until_may.value == 1
    assert "有 1 条" in vague_cuts(until_may)[0]
    whole = compute("signed.count", city=book.city, period=FIRST_HALF)
    assert (whole.value, vague_cuts(whole)) == (2, ())


def test_rolled_up_months_answer_as_the_base_does(book: Book, units: Units) -> None:
    early = [
        book.sign(f"a{n}", date(2020, n, 3), unit=units.yunxi, industrial=n % 2 == 0, yi=str(n))
        for n in (1, 2, 3, 4)
    ]
    book.clock.advance(days=40)
    book.supersede(early[0], Cause.CORRECTED, amount=Yuan.from_yi("9"))
    book.supersede(early[1], Cause.REJECTED, standing=Standing.REJECTED)
    book.sign("late", date(2020, 2, 9), unit=units.shiqiao, yi="3")
    moments = [None, ledger.resolve(book.city)]
    book.clock.advance(days=40)
    book.sign("later", date(2020, 6, 9), unit=units.shiqiao, yi="5")

    def asked() -> list[object]:
        codes = ["signed.count", "signed.amount", "signed.industrial.amount"]
        tables = [
            compute_table(codes, city=book.city, period=A_YEAR, by=by, as_of=as_of)
            for as_of in moments
            for by in (Dimension.UNIT, Dimension.MONTH)
        ]
        return [
            [(row.key, [figure.raw for figure in row.figures.values()]) for row in table.rows]
            for table in tables
        ]

    base = asked()
    rollups.build(book.city)
    assert RollUp.objects.count() > 0
    assert asked() == base
    assert differences(book.city) == []


def test_all_cities_together_read_the_roll_up_and_what_was_recorded_since(book: Book) -> None:
    early = [book.sign(f"s{number}", date(2020, 1, 10 + number), yi="2") for number in range(4)]
    book.clock.advance(days=40)
    book.supersede(early[0], Cause.CORRECTED, amount=Yuan.from_yi("9"))
    book.sign("late", date(2020, 2, 9), yi="3")

    def asked() -> list[int | None]:
        codes = ["signed.count", "signed.amount"]
        table = compute_table(codes, city=book.city, period=A_YEAR, by=Dimension.UNIT, scope=Scope.ALL)
        return [figure.raw for row in table.rows for figure in row.figures.values()]

    base = asked()
    for city in City.objects.all():
        rollups.build(city)
    assert RollUp.objects.count() > 0
    assert asked() == base


def test_a_rolled_up_month_that_lies_is_found_out(book: Book) -> None:
    book.sign("a", date(2020, 3, 1), yi="1")
    book.clock.advance(days=40)
    rollups.build(book.city)
    RollUp.objects.update(quantity=2)
    assert any("signed.count" in line for line in differences(book.city))
