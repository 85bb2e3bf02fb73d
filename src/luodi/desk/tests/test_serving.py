"""Several workers serve one PostgreSQL: each has connections of its own."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import URLError

import pytest

from config.environment import TOP
from tests.infrastructure import luodi

N_REQUESTS = 160
N_CLIENTS = 8
PATIENCE = 30


@pytest.fixture
def served(own_database: dict[str, str]) -> Iterator[str]:
    luodi("create_city", "--code", "349900", "--name", "示例市", environment=own_database)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [TOP / "luodi", "serve", "--port", port, "--workers", "2"]
    with subprocess.Popen(
        command, env=own_database, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
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
