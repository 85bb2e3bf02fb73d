"""./luodi serve: serves what is in the database."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.desk import serving
from luodi.ui.listening import NotServable


def port(text: str) -> int:
    """Raises: ArgumentTypeError if there is no such port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"端口应是 1 到 65535 的整数：{text}")
    return int(text)


class Command(BaseCommand):
    help = "启动服务"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只限本机")
        parser.add_argument("--port", type=port, default=8000, help="端口，默认 8000")
        parser.add_argument("--workers", type=int, metavar="N", help="工作进程数，默认每核一个，至多四个")
        parser.add_argument(
            "--no-work", action="store_true", help="不带起后台任务进程（另用 ./luodi work 运行时）"
        )

        parser.add_argument(
            "--public",
            type=port,
            nargs="?",
            const=0,
            metavar="端口",
            help="同时启动公开网站（不用登录，只有已公开的内容），默认用下一个端口",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        public = options.get("public")
        if public == 0:
            public = options["port"] + 1
        try:
            serving.run(
                options["host"],
                options["port"],
                options["workers"],
                works=not options["no_work"],
                public=public,
            )
        except NotServable as refusal:
            raise CommandError(str(refusal)) from refusal
