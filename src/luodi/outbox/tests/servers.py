"""A mail server and a robot's host on this machine, that do what a test tells them."""

import contextlib
import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Mailbox:
    """``manner``: take; refuse the recipient, for now or for good; hang up after the text."""

    port: int = 0
    manner: str = "take"
    letters: list[EmailMessage] = field(default_factory=list)


@dataclass
class Robots:
    """``status`` and ``answer`` are what is said to the next message; ``manner``: answer, hang, drip, redirect."""

    port: int = 0
    manner: str = "answer"
    status: int = 200
    answer: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [str(body["text"]["content"]) for _, body in self.heard]


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs."""

    box: Mailbox

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 fake")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT" and self.box.manner in ("later", "never"):
                self.say("450 try later" if self.box.manner == "later" else "550 no such user")
            elif word != b"DATA":
                self.say("250 ok")
            elif not self.read():
                return

    def read(self) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()).rstrip() != b".":
            lines.append(line)
        self.box.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if self.box.manner == "hang up":
            return False
        self.say("250 taken")
        return True


@contextlib.contextmanager
def mail_server(context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    box = Mailbox()
    talk = type("Talk", (_Talk,), {"box": box})
    with _running(_encrypted(socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk), context)) as port:
        box.port = port
        yield box


@contextlib.contextmanager
def robot_server(context: ssl.SSLContext | None = None) -> Iterator[Robots]:
    robots = Robots()
    released = threading.Event()

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            robots.heard.append((self.path, json.loads(body)))
            if robots.manner == "hang":
                released.wait(10)
                return
            while robots.manner == "drip" and not released.wait(0.02):
                self.wfile.write(b"X")
                self.wfile.flush()
            self.send_response(302 if robots.manner == "redirect" else robots.status)
            if robots.manner == "redirect":
                self.send_header("Location", "http://127.0.0.1:9/inside")
            self.end_headers()
            self.wfile.write(robots.answer)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with _running(_encrypted(ThreadingHTTPServer(("127.0.0.1", 0), Talk), context)) as port:
        robots.port = port
        try:
            yield robots
        finally:
            released.set()


def _encrypted(server: socketserver.TCPServer, context: ssl.SSLContext | None) -> socketserver.TCPServer:
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


@contextlib.contextmanager
def _running(server: socketserver.TCPServer) -> Iterator[int]:
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
