"""A ledger with ten signings and a draft about them, for the tests of the press check."""

from datetime import date

from luodi.figures.tests.makers import Book

PUBLISHED = date(2020, 8, 3)
RIGHT = (
    "示例市招商工作情况\n"
    "1—7月，全市新签约项目5个，总投资12.5亿元，其中工业项目4个，总投资10亿元。\n"
    "工业项目数占新签约项目数的80%。"
)


def sign_five(book: Book) -> None:
    """Five signings of January to July, four of them industrial, worth 12.5亿; and a sixth of August."""
    for nth in range(4):
        book.sign(f"p{nth}", date(2020, 2 + nth, 10), industrial=True, yi="2.5")
    book.sign("p4", date(2020, 7, 31), yi="2.5")
    book.sign("p5", date(2020, 8, 2), yi="1")
    book.clock.advance(minutes=1)
