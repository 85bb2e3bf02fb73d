"""./luodi lapse_first_reports: record that protections of first reports have run out, once for each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.crediting import services
from luodi.organisation import clock
from luodi.organisation.models import Account, City


class Command(BaseCommand):
    help = "登记保护期已满或逾期未报告进展的首报，每项只登记一次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", required=True, help="城市的行政区划代码")
        parser.add_argument("--as", dest="login", required=True, help="经办的中心业务员的登录名")

    def handle(self, *_: Any, **options: Any) -> None:
        city = City.objects.filter(code=options["city"]).first()
        if city is None:
            raise CommandError(f"没有代码为 {options['city']} 的城市")
        actor = Account.objects.named(options["login"]).filter(city=city).first()
        if actor is None:
            raise CommandError(f"该城市没有账号 {options['login']}")
        rows = services.lapse_first_reports(city_id=city.pk, actor=actor, at=clock.now(city))
        for row in rows:
            self.stdout.write(f"{row.code} {row.project_name}")
        self.stdout.write(f"登记失效 {len(rows)} 项")
