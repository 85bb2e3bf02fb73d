"""What became of one attempt to send."""

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Result(Enum):
    """LATER: it did not go and may be tried again; DOWN: the server itself could not be reached."""

    SENT = auto()
    FAILED = auto()
    UNKNOWN = auto()
    LATER = auto()
    DOWN = auto()


@dataclass(frozen=True)
class Outcome:
    result: Result
    said: str = ""


@contextlib.contextmanager
def within(seconds: float, connection: socket.socket) -> Iterator[None]:
    """Shut the connection when the block takes longer, however slowly the other side goes on speaking.

    A handle of its own is held: encrypting takes the connection's away.
    """
    held = socket.socket(fileno=os.dup(connection.fileno()))

    def shut() -> None:
        with contextlib.suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(seconds, shut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        held.close()
