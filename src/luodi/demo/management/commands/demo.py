"""./luodi demo: builds the demo city if it is not there yet, says who can sign in, and serves it."""

from argparse import ArgumentTypeError
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.demo.build import CityInTheWay, build
from luodi.demo.fresh import start_over
from luodi.demo.organisation import PASSWORD, SHOWN
from luodi.kernel.findings import Refusal
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, City
from luodi.ui.listening import address, is_free


def port(text: str) -> int:
    """Raises: ArgumentTypeError if there is no such port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"端口应是 1 到 65535 的整数：{text}")
    return int(text)


class Command(BaseCommand):
    help = "建好演示城市（淮南 2020 年，合成数据）并启动服务"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只限本机")
        parser.add_argument("--port", type=port, default=8000, help="端口，默认 8000")
        parser.add_argument("--no-serve", action="store_true", help="只建演示城市，不启动服务")
        parser.add_argument("--fresh", action="store_true", help="清空已有的演示城市，重新建立")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            city = self._city(fresh=options["fresh"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say_who(city)
        public = options["port"] + 1
        if options["no_serve"]:
            self.stdout.write(f"启动服务：./luodi serve --port {options['port']} --public {public}")
            return
        if not is_free(options["host"], public):
            self.stdout.write(f"端口 {public} 已被占用，公开网站没有启动：./luodi portal --port 端口")
            public = None
        else:
            self.stdout.write(f"公开网站（不用登录）：{address(options['host'], public)}")
        call_command("serve", host=options["host"], port=options["port"], public=public)

    def _city(self, *, fresh: bool) -> City:
        """Return the demo city, built now if need be.    Raises: CityInTheWay."""
        if settings.PRODUCTION:
            raise CityInTheWay("正式运行（LUODI_PRODUCTION=1）不建演示城市：其账号和密码是公开的")
        call_command("migrate", verbosity=0, skip_checks=True)
        if City.objects.filter(is_demo=False).exists():
            raise CityInTheWay(
                "数据库里有正式城市，演示城市只能建在单独的数据库里：请用 LUODI_DATA 另指一个文件夹，或改 DATABASE_URL"
            )
        if fresh:
            start_over()
        if (city := City.objects.first()) is not None:
            return city
        self.stderr.write("正在建立演示城市（全部为合成数据）……")
        started = monotonic()
        city = build()
        self.stderr.write(f"演示城市已建好，用时 {monotonic() - started:.0f} 秒")
        return city

    def _say_who(self, city: City) -> None:
        held = Account.objects.filter(city=city, login__in=SHOWN).prefetch_related("grants__unit")
        found = {account.login: account for account in held.select_related("person")}
        self.stdout.write(f"{city.name}（演示城市，全部为合成数据）的账号，密码都是 {PASSWORD}")
        for login in SHOWN:
            if login in found:
                grants = "、".join(
                    f"{one.unit.short_name}{Role(one.role).label}" for one in found[login].grants.all()
                )
                self.stdout.write(f"  {login:<16}{found[login].person.name}（{grants}）")
