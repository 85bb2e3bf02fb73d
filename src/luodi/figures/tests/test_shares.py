"""Units by share: exact parts of shared facts."""

from datetime import date
from decimal import Decimal

import pytest

from luodi.figures.shares import NotShareable, table_by_share
from luodi.figures.tests.makers import Book
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.tests.makers import Units

YEAR = Period.year(2020)


def test_a_shared_fact_is_divided_by_its_basis_points(book: Book, units: Units) -> None:
    shares = (ledger.Share(units.yunxi, 7_000), ledger.Share(units.team, 3_000))
    book.sign("a", date(2020, 6, 1), unit=units.yunxi, shares=shares, yi="10")
    book.sign("b", date(2020, 6, 1), unit=units.yunxi, yi="1")
    table = table_by_share(["signed.amount", "signed.count"], city=book.city, period=YEAR)
    assert {row.key: [figure.value for figure in row.figures.values()] for row in table.rows} == {
        units.yunxi.code: [Decimal("8.00"), Decimal("1.70")],
        units.team.code: [Decimal("3.00"), Decimal("0.30")],
    }
    assert table.total["signed.amount"].value == 11


def test_what_does_not_add_up_is_not_shared(book: Book) -> None:
    for code in ("trips.enterprises", "stock.signed.count", "signed.industrial.count_share"):
        with pytest.raises(NotShareable):
            table_by_share([code], city=book.city, period=YEAR)
