from collections.abc import Iterator
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from luodi.organisation import services
from luodi.organisation.models import City
from luodi.organisation.rounds import CityCommand, in_every_city
from luodi.organisation.tests.makers import Clock


class _Greeting(CityCommand):
    def visit(self, city: City, at: datetime) -> Iterator[str]:
        yield f"{at:%Y-%m-%d}"


@pytest.fixture
def another(city: City, clock: Clock) -> City:
    return services.create_city(code="340300", name="邻市", at=clock.now)


def _said(**options: str) -> list[str]:
    heard = StringIO()
    call_command(_Greeting(), stdout=heard, **options)
    return heard.getvalue().splitlines()


def test_each_city_is_visited_at_its_own_present_moment(city: City, another: City, clock: Clock) -> None:
    told = in_every_city(lambda *, city, at: (city.name, at))
    assert told == {one.code: (one.name, clock.now) for one in (another, city)}


def test_a_command_goes_through_all_cities_or_the_one_that_is_named(city: City, another: City) -> None:
    assert _said() == ["邻市 2020-08-03", f"{city.name} 2020-08-03"]
    assert _said(city=another.code) == ["邻市 2020-08-03"]
    with pytest.raises(CommandError, match="没有代码为 999999 的城市"):
        _said(city="999999")
