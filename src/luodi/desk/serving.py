"""Serving Luodi from this process: what ``./luodi serve`` and the end of ``./luodi demo`` do."""

import contextlib
import errno
import gc
import os
import socket

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from luodi.jobs import running
from luodi.kernel.findings import Refusal
from luodi.ledger import guards
from luodi.organisation.models import City

THREADS = {"sqlite": 2, "postgresql": 4}
"""Per worker. One at a time runs Python while the others wait: for SQLite's single writer, where a longer queue only
makes everybody slower, or for PostgreSQL's answers."""


class NotServable(Refusal):
    """There is nothing to serve, or nowhere to serve it."""


def run(host: str, port: int, workers: int | None = None, *, works: bool = True) -> None:
    """Serve until Ctrl-C or SIGTERM; without ``workers``, one for each of up to four cores.

    What waits in the background is done beside it, unless ``works`` is False: then somebody runs ``./luodi work``.

    Raises: NotServable or GuardsMissing before anything is listened to, with what to do instead.
    """
    require_free(host, port)
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
    with running.beside() if works else contextlib.nullcontext():
        server.serve()


def close_connections() -> None:
    """Leave nothing open that workers would inherit when they are forked, and then share: PostgreSQL's pool neither."""
    connections.close_all()
    for one in connections.all(initialized_only=True):
        if close_pool := getattr(one, "close_pool", None):
            close_pool()


def watched_application() -> WSGIHandler:
    """Return the application for a worker, which ends when the process that started it has been killed."""
    running.when_orphaned(lambda: os._exit(1))
    application = get_wsgi_application()
    # What is loaded by now stays: the collector need not walk through it again and again while requests are served.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return application


def address(host: str, port: int) -> str:
    """Return what to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def require_free(host: str, port: int) -> None:
    """Raises: NotServable if the port is taken, or is not for us."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failure:
            raise NotServable(_why_not(failure, host, port)) from failure


def _why_not(failure: OSError, host: str, port: int) -> str:
    if failure.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用，请换一个：./luodi serve --port {port + 1}"
    if failure.errno in (errno.EACCES, errno.EPERM):
        return f"没有权限使用端口 {port}，请换一个 1024 以上的端口"
    return f"不能在 {host} 的 {port} 端口提供服务：{failure.strerror or failure}"


def require_migrated() -> None:
    """Raises: NotServable if the database can't be reached or is behind the program."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as failure:
        raise NotServable(f"连不上数据库：{str(failure).strip()}") from failure
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotServable("数据库还没有建好，或落后于程序：请先执行 ./luodi migrate（看演示用 ./luodi demo）")


def require_real_city() -> None:
    """Raises: NotServable if this is production and the database holds a demo city."""
    if settings.PRODUCTION and City.objects.filter(is_demo=True).exists():
        raise NotServable("正式运行（LUODI_PRODUCTION=1）的数据库里有演示城市，拒绝启动：请换一个空的数据库")
