"""./luodi work: do what waits in the background, and what the clock asks for."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from luodi.jobs import running, services
from luodi.jobs.registry import title_of


class Command(BaseCommand):
    help = "办理后台任务：导入、导出、提醒、催办、消息；./luodi serve 会自动带起一个"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="把现在到期的办完就结束")
        parser.add_argument("--with-parent", action="store_true", help="启动它的进程结束时也结束")
        parser.add_argument("--keep", action="store_true", help="同上，并在后台进程意外结束时重新带起")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["once"]:
            services.ask_for_what_is_due(timezone.now())
            for job in services.work_off(now=timezone.now()):
                self.stdout.write(f"{title_of(job.task)}：{job.get_state_display()}")
            return
        stop = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
        if options["with_parent"] or options["keep"]:
            running.when_orphaned(stop.set)
        if options["keep"]:
            running.keep(stop)
        else:
            running.work(clock=timezone.now, stop=stop)
