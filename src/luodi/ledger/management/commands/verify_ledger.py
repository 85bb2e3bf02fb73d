"""``./luodi verify_ledger``: read the whole ledger and say what breaks its promises."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.ledger import integrity
from luodi.organisation.models import City


class Command(BaseCommand):
    help = "通读台账，核对编号、时间、版本、份额、操作日志和数据库保护；有问题则逐条列出，退出码为 1"

    def handle(self, *args: Any, **options: Any) -> None:
        n_wrong = 0
        for city in City.objects.order_by("id"):
            findings = integrity.check(city)
            n_wrong += len(findings)
            for one in findings:
                self.stdout.write(f"{city.name} {one.where}：{one.message}")
            if not findings:
                self.stderr.write(f"{city.name}：台账完好")
        if n_wrong:
            raise CommandError(f"发现 {n_wrong} 处问题", returncode=1)
