"""./luodi run_worklists: write down the lists as they stand; run it at the end of each day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.organisation import clock
from luodi.organisation.models import City
from luodi.worklists import services


class Command(BaseCommand):
    help = "生成当天的清单记录：谁列入、谁移出、亮什么灯；同一天重复运行，以后一次为准"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="城市的行政区划代码；不写则所有城市")

    def handle(self, *_: Any, **options: Any) -> None:
        cities = City.objects.order_by("code")
        if options["city"]:
            cities = cities.filter(code=options["city"])
            if not cities.exists():
                raise CommandError(f"没有代码为 {options['city']} 的城市")
        for city in cities:
            run = services.run_worklists(city, at=clock.now(city))
            self.stdout.write(
                f"{city.name} {run.on.isoformat()}：在单 {run.n_listed}，列入 {run.n_entered}，移出 {run.n_left}"
            )
