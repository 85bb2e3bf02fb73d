"""./luodi remind_leads: remind of leads and action items that are due or overdue, each once; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.actions.services import remind_items
from luodi.leads import services
from luodi.organisation import clock
from luodi.organisation.models import City


class Command(BaseCommand):
    help = "提醒到期、超期和沉寂的线索以及到期的待办事项；同一期限只提醒一次，重复运行不重复提醒"

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
            rows = services.remind_leads(city, at=at)
            for row in rows:
                self.stdout.write(f"{city.name} {row.unit.short_name} {row.code} {row.project_name}")
            items = remind_items(city, at=at)
            self.stdout.write(f"{city.name}：提醒线索 {len(rows)} 条，待办 {items} 项")
