"""What is done city by city, each at its own present moment: by the clock, and by hand with a command."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.organisation import clock
from luodi.organisation.models import City

Told = TypeVar("Told", covariant=True)


class Act(Protocol[Told]):
    def __call__(self, *, city: City, at: datetime) -> Told: ...


def in_every_city(act: Act[Told]) -> dict[str, Told]:
    """Return what the act says of each city.

    Shape: by the city's code.
    """
    return {city.code: act(city=city, at=clock.now(city)) for city in City.objects.order_by("code")}


class CityCommand(BaseCommand, ABC):
    """A command that goes through all cities, or the one that ``--city`` names."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="城市的行政区划代码；不写则所有城市")

    def handle(self, *_: Any, **options: Any) -> None:
        cities = City.objects.order_by("code")
        if options["city"]:
            cities = cities.filter(code=options["city"])
            if not cities.exists():
                raise CommandError(f"没有代码为 {options['city']} 的城市")
        for city in cities:
            for line in self.visit(city, clock.now(city)):
                self.stdout.write(f"{city.name} {line}")

    @abstractmethod
    def visit(self, city: City, at: datetime) -> Iterable[str]:
        """Do the work in the city, and say what was done, line by line."""
