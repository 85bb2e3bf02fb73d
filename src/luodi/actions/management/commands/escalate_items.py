"""./luodi escalate_items: press for action items that are due or overdue, each level of each once; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.actions import services
from luodi.actions.choices import Level
from luodi.organisation import clock
from luodi.organisation.models import City


class Command(BaseCommand):
    help = "对到期、超期的待办逐级提醒、催办、督办；每项每级只发一次，重复运行不重复发"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="城市的行政区划代码；不写则所有城市")

    def handle(self, *_: Any, **options: Any) -> None:
        cities = City.objects.order_by("code")
        if options["city"]:
            cities = cities.filter(code=options["city"])
            if not cities.exists():
                raise CommandError(f"没有代码为 {options['city']} 的城市")
        for city in cities:
            pressed = services.escalate_items(city, at=clock.now(city))
            said = "，".join(f"{level.label} {pressed.count(level)} 项" for level in Level)
            self.stdout.write(f"{city.name}：{said}，告知 {pressed.n_told} 人次")
