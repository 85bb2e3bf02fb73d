"""./luodi remind_filings: remind units of the months that they have not filed, each level once; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.filing import rules, services
from luodi.filing.choices import ReminderLevel
from luodi.organisation import clock
from luodi.organisation.models import City


class Command(BaseCommand):
    help = "月报催报：到期前、逾期、逾期多日各提醒一次，重复运行不重复提醒"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="城市的行政区划代码；不写则所有城市")

    def handle(self, *_: Any, **options: Any) -> None:
        cities = City.objects.order_by("code")
        if options["city"]:
            cities = cities.filter(code=options["city"])
            if not cities.exists():
                raise CommandError(f"没有代码为 {options['city']} 的城市")
        n_told = 0
        for city in cities:
            for row in services.remind_due(city=city, at=clock.now(city)):
                level = ReminderLevel(row.level).label
                self.stdout.write(f"{city.name} {row.unit.short_name} {rules.month_text(row.month)} {level}")
                n_told += 1
        self.stdout.write(f"催报 {n_told} 次")
