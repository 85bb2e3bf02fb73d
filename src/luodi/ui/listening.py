"""Before anything is listened to: is the port free, and is there a database to serve from?"""

import errno
import socket

from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from luodi.kernel.findings import Refusal


class NotServable(Refusal):
    """There is nothing to serve, or nowhere to serve it."""


def close_connections() -> None:
    """Leave nothing open that workers would inherit when they are forked, and then share: PostgreSQL's pool neither."""
    connections.close_all()
    for one in connections.all(initialized_only=True):
        if close_pool := getattr(one, "close_pool", None):
            close_pool()


def address(host: str, port: int) -> str:
    """Return what to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def is_free(host: str, port: int) -> bool:
    """Whether somebody may listen there."""
    try:
        require_free(host, port)
    except NotServable:
        return False
    return True


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
