"""Serving Luodi from this process: what ``./luodi serve`` and the end of ``./luodi demo`` do."""

import contextlib
import gc
import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from luodi.jobs import running
from luodi.ledger import guards
from luodi.organisation.models import City
from luodi.ui.listening import NotServable, address, close_connections, require_free, require_migrated

THREADS = {"sqlite": 2, "postgresql": 4}
"""Per worker. One at a time runs Python while the others wait: for SQLite's single writer, where a longer queue only
makes everybody slower, or for PostgreSQL's answers."""


def run(
    host: str, port: int, workers: int | None = None, *, works: bool = True, public: int | None = None
) -> None:
    """Serve until Ctrl-C or SIGTERM; without ``workers``, one for each of up to four cores.

    What waits in the background is done beside it, unless ``works`` is False: then somebody runs ``./luodi work``.
    With ``public``, a process of its own serves the public site on that port.

    Raises: NotServable or GuardsMissing before anything is listened to, with what to do instead.
    """
    require_free(host, port)
    if public is not None:
        require_free(host, public)
    require_migrated()
    guards.require(connection)
    require_real_city()
    close_connections()
    server = Granian(
        "luodi.desk.serving:watched_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(os.cpu_count() or 1, 4),
        blocking_threads=THREADS[connection.vendor],
        blocking_threads_idle_timeout=600,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.on_startup(lambda: print(f"落地已启动：{address(host, port)} （按 Ctrl-C 停止）", flush=True))
    with contextlib.ExitStack() as beside:
        if works:
            beside.enter_context(running.beside())
        if public is not None:
            beside.enter_context(running.beside(_public_site(host, public)))
        server.serve()


def _public_site(host: str, port: int) -> list[str]:
    """Return the command of the public site: a process that knows other settings, and can't write."""
    return [*running.PROGRAM, "portal", "--host", host, "--port", str(port), "--with-parent"]


def watched_application() -> WSGIHandler:
    """Return the application for a worker, which ends when the process that started it has been killed."""
    running.when_orphaned(lambda: os._exit(1))
    application = get_wsgi_application()
    # What is loaded by now stays: the collector need not walk through it again and again while requests are served.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return application


def require_real_city() -> None:
    """Raises: NotServable if this is production and the database holds a demo city."""
    if settings.PRODUCTION and City.objects.filter(is_demo=True).exists():
        raise NotServable("正式运行（LUODI_PRODUCTION=1）的数据库里有演示城市，拒绝启动：请换一个空的数据库")
