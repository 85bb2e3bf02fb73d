"""``./luodi rollup``: roll up the recorded months that are over; ``--check`` compares with the base."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.figures import rollups
from luodi.figures.comparing import differences
from luodi.organisation.models import City


class Command(BaseCommand):
    help = "把已结束月份的流水汇总成缓存，使长区间的数字更快；--rebuild 全部重建，--check 与底账核对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="先清空再重建")
        parser.add_argument("--check", action="store_true", help="与底账逐月核对，有差异则退出码为 1")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = []
        for city in City.objects.order_by("id"):
            if options["rebuild"]:
                rollups.discard(city)
            through = rollups.build(city)
            self.stderr.write(f"{city.name}：已汇总至 {through}")
            if options["check"]:
                wrong += differences(city)
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(
                f"汇总与底账有 {len(wrong)} 处不符，请用 ./luodi rollup --rebuild 重建", returncode=1
            )
