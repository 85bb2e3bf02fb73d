"""Mean days: a sum of days by how many, so that units and months add up.

Every number here was added up by hand from the facts of the test itself.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luodi.figures.combine import Against, growth
from luodi.figures.compute import compute, compute_table
from luodi.figures.drill import open_figure
from luodi.figures.questions import Figure
from luodi.figures.scopes import Dimension
from luodi.figures.shares import NotShareable, table_by_share
from luodi.figures.tests.makers import Book
from luodi.kernel.dates import DatePrecision, VagueDate
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Cause, FactKind, ItemReason, ItemSource, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.tests.makers import Units

JULY, YEAR = Period.month(2020, 7), Period.year(2020)
STAGES = {
    "signed": FactKind.PROJECT_SIGNED,
    "started": FactKind.PROJECT_STARTED,
    "producing": FactKind.PROJECT_PRODUCING,
}


def asked(book: Book, code: str, period: Period = JULY, **more: object) -> Figure:
    return compute(code, city=book.city, period=period, **more)  # type: ignore[arg-type]


def opens_to_itself(book: Book, figure: Figure) -> bool:
    opening = open_figure(figure, city=book.city, unit_ids=None)
    return opening.listed == figure.raw and opening.n_rows == len(opening.rows)


def item(
    book: Book, code: str, opened: date, closed: date | None, *, said: date | None = None, **values: object
) -> Fact | None:
    """Ask for something, due in ten days; close it on a day, said to be done on ``said``."""
    shared = {"subject_kind": SubjectKind.ITEM, **values}
    book.post(book.fact(FactKind.ITEM_OPENED, code, opened, **shared))
    if closed is None:
        return None
    over = {"state_since": said or closed, "status_since": opened + timedelta(days=10)}
    return book.post(book.fact(FactKind.ITEM_CLOSED, code, closed, **shared, **over))[0]


def some_items(book: Book, units: Units) -> None:
    land = {"category": ItemReason.LAND, "channel": ItemSource.REVIEW, "unit": units.yunxi}
    funds = {"category": ItemReason.FUNDS, "channel": ItemSource.INSTRUCTION, "unit": units.team}
    item(book, "a", date(2020, 6, 25), date(2020, 7, 5), **land)  # 10 days, on the last one
    item(book, "b", date(2020, 7, 1), date(2020, 7, 16), **land)  # 15 days, late
    item(book, "c", date(2020, 7, 3), date(2020, 7, 3), **funds)  # on the same day
    item(book, "d", date(2020, 7, 1), date(2020, 7, 20), said=date(2020, 7, 9), **funds)  # 19, said in time
    item(book, "e", date(2020, 6, 1), date(2020, 6, 4), **funds)  # 3, in June
    item(book, "f", date(2020, 7, 2), None, **land)


@pytest.mark.parametrize(
    ("code", "month", "year"),
    [
        ("items.opened", "4", "6"),
        ("items.closed", "4", "5"),
        ("items.closed.days", "44", "47"),
        ("items.days_to_close", "11.0", "9.4"),
        ("items.closed.on_time", "3", "4"),
        ("items.on_time.rate", "75.00", "80.00"),
    ],
)
def test_items_of_a_month_and_a_year(code: str, month: str, year: str, book: Book, units: Units) -> None:
    some_items(book, units)
    for period, said in ((JULY, month), (YEAR, year)):
        figure = asked(book, code, period)
        assert figure.text == said
        assert all(opens_to_itself(book, part) for part in figure.parts or (figure,))


@pytest.mark.parametrize("code", ["items.days_to_close", "items.on_time.rate"])
def test_the_parts_of_a_year_are_those_of_its_months_added_up(code: str, book: Book, units: Units) -> None:
    some_items(book, units)
    table = compute_table([code], city=book.city, period=YEAR, by=Dimension.MONTH)
    for nth, part in enumerate(table.total[code].parts):
        assert part.raw == sum(row.figure.parts[nth].exact for row in table.rows)


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        (Dimension.UNIT, {"云溪县": ("12.5", 25, 2), "新能源队": ("9.5", 19, 2)}),
        (Dimension.COUNTY, {"云溪县": ("12.5", 25, 2)}),
        (Dimension.REASON, {"土地": ("12.5", 25, 2), "资金": ("9.5", 19, 2)}),
        (Dimension.ASKED_FROM, {"调度会": ("12.5", 25, 2), "领导批示": ("9.5", 19, 2)}),
        (Dimension.MONTH, {"2020年7月": ("11.0", 44, 4)}),
    ],
)
def test_mean_days_fall_apart_and_each_row_opens(
    by: Dimension, rows: dict[str, tuple[str, int, int]], book: Book, units: Units
) -> None:
    some_items(book, units)
    table = compute_table(["items.days_to_close"], city=book.city, period=JULY, by=by)
    told = {row.label: row.figure for row in table.rows}
    assert {name: (one.text, *(part.raw for part in one.parts)) for name, one in told.items()} == rows
    assert all(opens_to_itself(book, part) for one in told.values() for part in one.parts)


def test_the_rows_behind_a_mean_say_their_days(book: Book, units: Units) -> None:
    some_items(book, units)
    opening = open_figure(asked(book, "items.closed.days"), city=book.city, unit_ids=None)
    assert {row.subject_code: row.days for row in opening.rows} == {"a": 10, "b": 15, "c": 0, "d": 19}


def test_nothing_closed_has_no_mean(book: Book) -> None:
    figure = asked(book, "items.days_to_close")
    assert (figure.value, figure.text) == (None, "—")
    assert figure.notes == ("办结事项为 0，没有均值",)


def test_a_mean_is_rounded_half_up_once(book: Book) -> None:
    for code, days in (("a", 1), ("b", 1), ("c", 2), ("d", 1)):
        item(book, code, date(2020, 7, 1), date(2020, 7, 1 + days))
    assert asked(book, "items.days_to_close").text == "1.3"  # 5 by 4


def test_an_item_that_is_opened_again_counts_when_it_is_closed_again(book: Book) -> None:
    closed = item(book, "a", date(2020, 7, 1), date(2020, 7, 5))
    assert closed is not None
    before = asked(book, "items.closed.days")
    book.clock.advance(days=1)
    book.supersede(closed, Cause.CORRECTED)
    assert asked(book, "items.days_to_close").value is None
    over = {"state_since": date(2020, 7, 20), "status_since": date(2020, 7, 30)}
    book.post(book.fact(FactKind.ITEM_CLOSED, "a", date(2020, 7, 21), subject_kind=SubjectKind.ITEM, **over))
    assert asked(book, "items.days_to_close").text == "20.0"
    assert asked(book, "items.closed.days", as_of=before.as_of).raw == 4


def test_the_growth_of_a_mean_is_said_in_days(book: Book) -> None:
    item(book, "a", date(2019, 7, 1), date(2019, 7, 4))
    item(book, "b", date(2020, 7, 1), date(2020, 7, 6))
    found = growth("items.days_to_close", city=book.city, period=JULY, against=Against.YEAR_BEFORE)
    assert (found.value, found.unit) == (Decimal("2.0"), "天")
    none = growth("items.days_to_close", city=book.city, period=JULY, against=Against.PERIOD_BEFORE)
    assert (none.value, none.unit, none.notes) == (None, "天", ("2020年6月没有这一均值，无法比较",))


def test_days_are_not_handed_out_by_share(book: Book) -> None:
    with pytest.raises(NotShareable):
        table_by_share(["pace.started.days"], city=book.city, period=JULY)


def reach(book: Book, code: str, **days: date | VagueDate) -> None:
    for stage, day in days.items():
        book.post(book.fact(STAGES[stage], code, day))


def test_from_signing_to_start_and_from_start_to_production(book: Book) -> None:
    reach(book, "a", signed=date(2020, 4, 1), started=date(2020, 7, 1), producing=date(2020, 7, 31))
    reach(book, "b", signed=date(2020, 7, 1), started=date(2020, 7, 1))
    reach(book, "opening", started=date(2020, 7, 9))
    reach(book, "june", signed=date(2020, 5, 1), started=date(2020, 6, 1))
    vague = VagueDate(date(2020, 6, 1), date(2020, 6, 30), DatePrecision.MONTH)
    reach(book, "vague", signed=vague, started=date(2020, 7, 2))
    figure = asked(book, "pace.started.mean")
    assert [part.raw for part in figure.parts] == [91 + 0 + 2, 3]
    assert figure.text == "31.0"
    assert all(opens_to_itself(book, part) for part in figure.parts)
    assert asked(book, "pace.producing.mean").text == "30.0"
    assert asked(book, "started.count").value == 4


def test_a_start_is_as_old_as_the_signing_that_stands_in_the_same_standing(book: Book) -> None:
    book.sign("a", date(2020, 6, 1), standing=Standing.CLAIMED)
    reach(book, "a", started=date(2020, 7, 1))
    assert asked(book, "pace.started.mean").value is None
    assert asked(book, "pace.started.mean", standing=Standing.CLAIMED).text == "30.0"


def test_a_corrected_signing_moves_the_days_and_the_past_keeps_them(book: Book) -> None:
    signed = book.sign("a", date(2020, 6, 1))
    reach(book, "a", started=date(2020, 7, 1))
    before = asked(book, "pace.started.days", YEAR)
    book.clock.advance(days=1)
    book.supersede(signed, Cause.CORRECTED, occurred=VagueDate.day(date(2020, 6, 21)))
    assert asked(book, "pace.started.days", YEAR).raw == 10
    assert asked(book, "pace.started.days", YEAR, as_of=before.as_of).raw == 30


def test_a_decade_of_days_is_asked_of_the_base_beside_rolled_up_counts(book: Book) -> None:
    reach(book, "a", signed=date(2015, 3, 1), started=date(2015, 3, 11))
    decade = Period.between(date(2011, 1, 1), date(2020, 7, 31))
    assert [part.raw for part in asked(book, "pace.started.mean", decade).parts] == [10, 1]
