from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luodi.duplicates import services
from luodi.kernel.findings import Refusal
from luodi.organisation import clock
from luodi.organisation.models import Account


class Command(BaseCommand):
    help = "全面排查一个城市已有项目和企业的重复，为每一对新发现的疑似重复立案，等待裁定。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", help="以谁的名义排查（服务中心或认定员的账号）")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Account.objects.named(options["account"]).first()
        if actor is None:
            raise CommandError(f"没有账号“{options['account']}”")
        try:
            found = services.scan_city(actor.city, actor=actor, at=clock.now(actor.city))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"新立疑似重复 {len(found)} 对，待裁定。")
