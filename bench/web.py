"""A server of our own on the session's database, and browsers that only speak HTTP. Standard library alone."""

import contextlib
import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlencode

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Unexpected(Exception):
    """An answer that the benchmark cannot go on with."""


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """Yield the port of a server like that of ``./luodi serve``, in processes of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "luodi", "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


class Browser:
    """One connection that is kept, with its cookies."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> str:
        """Return the page.    Raises: Unexpected for anything but 200."""
        status, body = self._ask("GET", path, None)
        if status != 200:
            raise Unexpected(f"GET {path}: {status} {body[:300]}")
        return body

    def post(self, path: str, fields: dict[str, str]) -> None:
        """Send a form as the page would.    Raises: Unexpected unless it is accepted and leads elsewhere."""
        status, body = self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **fields}))
        if status not in (302, 303):
            errors = re.findall(r"(?s)(?:errorlist|invalid-feedback)[^>]*>(.{0,200})", body)
            raise Unexpected(f"POST {path}: {status} {errors or body[:2000]}")
        self._cookies.pop("messages", None)  # said once on the page that follows, which nobody opens here

    def open_form(self, path: str) -> str:
        """Open the page of a form, so that its token is known."""
        page = self.get(path)
        found = _TOKEN.search(page)
        if found is None:
            raise Unexpected(f"no form on {path}")
        self.token = found[1]
        return page

    def sign_in(self, login: str, password: str) -> None:
        self.open_form("/login/")
        self.post("/login/", {"login": login, "password": password})

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        self._connection.request(method, path, body=body, headers=headers | (_FORM if body else {}))
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise Unexpected("the server has not started")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise Unexpected("the server does not listen")
