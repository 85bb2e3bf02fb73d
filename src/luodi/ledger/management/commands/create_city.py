"""Begin a real city: its first unit, its first three administrators and its empty ledger."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from luodi.kernel.findings import Refusal
from luodi.ledger import services as ledger
from luodi.organisation import services as organisation


class Command(BaseCommand):
    help = "建立城市及其三名初始管理员；初始密码只显示这一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="六位行政区划代码，如 340400")
        parser.add_argument("--name", required=True, help="城市名称，如 淮南市")

    def handle(self, *, code: str, name: str, **_: Any) -> None:
        at = timezone.now()
        try:
            with transaction.atomic():
                city = organisation.create_city(code=code, name=name, at=at)
                founders = organisation.create_founder(city=city, at=at)
                ledger.open_ledger(city=city, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"已建立{city.name}（{city.code}）。三名管理员的初始密码只显示这一次，首次登录须修改："
        )
        for founder in founders:
            self.stdout.write(
                f"  {founder.role.label}  登录名 {founder.account.login}  密码 {founder.secret}"
            )
