import pytest

from luodi.figures.tests.makers import Book
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock
from luodi.press.tests.makers import sign_five


@pytest.fixture
def book(city: City, zhong: Account, clock: Clock) -> Book:
    return Book(city, zhong, clock)


@pytest.fixture
def signed(book: Book) -> Book:
    sign_five(book)
    return book
