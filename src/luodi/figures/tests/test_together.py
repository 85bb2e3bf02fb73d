"""Several units or leaders taken together: each fact once, in a figure that opens by its address."""

from datetime import date

import pytest

from luodi.figures.compute import compute
from luodi.figures.drill import open_figure
from luodi.figures.scopes import Scope, ScopeRefused
from luodi.figures.tests.makers import Book
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Units

YEAR = Period.year(2020)
DAY = date(2020, 6, 1)


def scope(book: Book, text: str) -> Scope:
    return Scope.parse(text, city=book.city, on=DAY)


def test_what_units_did_together_counts_once(book: Book, units: Units) -> None:
    shares = (ledger.Share(units.yunxi, 7_000), ledger.Share(units.team, 3_000))
    book.sign("a", DAY, unit=units.yunxi, shares=shares, yi="10")
    book.sign("b", DAY, unit=units.team, yi="1")
    book.sign("c", DAY, unit=units.shiqiao, yi="5")
    both = scope(book, "unit:YUNXI,TEAM")
    figure = compute("signed.amount", city=book.city, period=YEAR, scope=both)
    assert (both.label, figure.value) == ("云溪县、新能源队", 11)
    opened = open_figure(figure, city=book.city, unit_ids=None)
    assert opened.n_rows == 2
    again = compute("signed.amount", city=book.city, period=YEAR, scope=scope(book, figure.query["scope"]))
    assert again.value == figure.value


def test_leaders_are_taken_together_too(book: Book, hong: Account, zhong: Account) -> None:
    trip = {"subject_kind": SubjectKind.TRIP}
    for code, leader in (("t1", hong.person_id), ("t2", zhong.person_id), ("t3", None)):
        book.post(book.fact(FactKind.TRIP_MADE, code, DAY, sponsor_id=leader, **trip))
    both = scope(book, f"leader:{hong.person.code},{zhong.person.code}")
    assert compute("trips.count", city=book.city, period=YEAR, scope=both).value == 2


@pytest.mark.parametrize(
    "text", ["unit:YUNXI,NOBODY", "unit:YUNXI,YUNXI", "unit:YUNXI,", "own:YUNXI,TEAM", "leader:X,Y"]
)
def test_one_that_is_not_there_or_named_twice_is_refused(book: Book, units: Units, text: str) -> None:
    with pytest.raises(ScopeRefused):
        scope(book, text)
