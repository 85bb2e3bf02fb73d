"""Serving the public site: a process of its own, which can read what the settings of the site let it read."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from luodi.jobs import running
from luodi.ui.listening import address, close_connections, require_free, require_migrated

_THREADS = 4


def run(host: str, port: int, workers: int = 1) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Raises: NotServable before anything is listened to, with what to do instead.
    """
    require_free(host, port)
    require_migrated()
    close_connections()
    server = Granian(
        "luodi.portal.serving:watched_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.on_startup(lambda: print(f"公开网站已启动：{address(host, port)}", flush=True))
    server.serve()


def watched_application() -> WSGIHandler:
    """Return the application for a worker, which ends when the process that started it has been killed."""
    running.when_orphaned(lambda: os._exit(1))
    return get_wsgi_application()
