"""What the commands of the figures read from the command line."""

from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone

from luodi.kernel.asof import parse_moment
from luodi.kernel.findings import Refusal
from luodi.organisation.models import City


class CityRefused(Refusal):
    """No city, or more than one and none was named."""


def find_city(code: str) -> City:
    """Return the city of the code, or the only one.    Raises: CityRefused."""
    try:
        cities = list(City.objects.order_by("id"))
    except DatabaseError as problem:
        raise CityRefused(
            "数据库连不上，或还没有建好。请先执行 ./luodi demo --no-serve 或 ./luodi migrate"
        ) from problem
    if not cities:
        raise CityRefused(
            "数据库里还没有城市。可用 ./luodi demo --no-serve 建立演示城市，或用 ./luodi create_city 新建"
        )
    if code:
        found = [city for city in cities if city.code == code]
        if not found:
            raise CityRefused(f"没有代码为“{code}”的城市；现有：{'、'.join(city.code for city in cities)}")
        return found[0]
    if len(cities) > 1:
        raise CityRefused(
            f"有多个城市，请用 --city 写明：{'、'.join(f'{city.code} {city.name}' for city in cities)}"
        )
    return cities[0]


def read_moment(text: str) -> datetime | None:
    """Return the moment that was written, or None for the present.    Raises: MomentRefused."""
    return parse_moment(text, tz=timezone.get_default_timezone()) if text else None
