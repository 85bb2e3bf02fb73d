"""./luodi remind_terms: remind of yearly reports, mandates and advisers' terms that run out; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.agencies.services import remind_agencies
from luodi.enterprises.services import remind_advisers
from luodi.organisation import clock
from luodi.organisation.models import City


class Command(BaseCommand):
    help = (
        "提醒委托机构的年度报备、快到期的委托和顾问聘期；同一期限到期前、超期各提醒一次，重复运行不重复提醒"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="城市的行政区划代码；不写则所有城市")

    def handle(self, *_: Any, **options: Any) -> None:
        cities = City.objects.order_by("code")
        if options["city"]:
            cities = cities.filter(code=options["city"])
            if not cities.exists():
                raise CommandError(f"没有代码为 {options['city']} 的城市")
        for city in cities:
            at = clock.now(city)
            told = [*remind_agencies(city, at=at), *remind_advisers(city, at=at)]
            for title in told:
                self.stdout.write(f"{city.name} {title}")
            self.stdout.write(f"{city.name}：提醒 {len(told)} 项")
