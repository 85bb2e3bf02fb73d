import pytest

from luodi.figures.tests.makers import Book
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock


@pytest.fixture
def book(city: City, zhong: Account, clock: Clock) -> Book:
    return Book(city, zhong, clock)
