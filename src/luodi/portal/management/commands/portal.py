"""./luodi portal: serves the public site alone, on an address of its own."""

import os
import signal
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luodi.jobs import running
from luodi.portal import serving
from luodi.ui.listening import NotServable


def port(text: str) -> int:
    """Raises: ArgumentTypeError if there is no such port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"端口应是 1 到 65535 的整数：{text}")
    return int(text)


class Command(BaseCommand):
    help = "启动公开网站：不用登录，只有已向社会发布的稿件和批准公开的数据"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只限本机")
        parser.add_argument("--port", type=port, default=8001, help="端口，默认 8001")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="工作进程数，默认 1")
        parser.add_argument("--with-parent", action="store_true", help="随启动它的进程一起结束")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["with_parent"]:
            running.when_orphaned(lambda: os.kill(os.getpid(), signal.SIGTERM))
        try:
            serving.run(options["host"], options["port"], options["workers"])
        except NotServable as refusal:
            raise CommandError(str(refusal)) from refusal
