"""Several workers serve one PostgreSQL: each has connections of its own."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from config.environment import TOP

N_REQUESTS = 160
N_CLIENTS = 8
PATIENCE = 30


def luodi(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run([TOP / "luodi", *arguments], env=environment, check=True, capture_output=True)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own in the tests' cluster, with a city in it."""
    keepers = os.environ["DATABASE_URL"]
    name = f"serving_{os.getpid()}"
    passed_on = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    address = urlunsplit(urlsplit(keepers)._replace(path=f"/{name}"))
    surroundings = {**passed_on, "DATABASE_URL": address, "LUODI_DATA": str(tmp_path)}
    with psycopg.connect(keepers, autocommit=True) as keeper:
        keeper.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            luodi("migrate", environment=surroundings)
            luodi("create_city", "--code", "349900", "--name", "示例市", environment=surroundings)
            yield surroundings
        finally:
            keeper.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [TOP / "luodi", "serve", "--port", port, "--workers", "2"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/login/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


@pytest.mark.vendor("postgresql")
def test_requests_at_once_each_get_their_own_answer(served: str) -> None:
    def ask(_: int) -> tuple[int, bool]:
        # A session that does not exist: the worker has to look it up, and then shows the page of the city.
        asked = urllib.request.Request(served + "/", headers={"Cookie": "sessionid=" + "a" * 32})
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, "登录" in answer.read().decode()

    with ThreadPoolExecutor(N_CLIENTS) as clients:
        assert set(clients.map(ask, range(N_REQUESTS))) == {(200, True)}


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
