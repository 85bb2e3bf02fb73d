"""A worker: it looks for work, does it, and shows that it is alive while it does."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import Error, close_old_connections, connection

from luodi.jobs import services
from luodi.jobs.services.working import Attempt

_IDLE, _BEAT, _LOOK = 1.0, 5.0, 20.0
"""Seconds between two looks at the queue, two signs of life, two looks at the clock."""


PROGRAM = [sys.executable, "-P", "-m", "luodi"]
COMMAND = [*PROGRAM, "work", "--keep"]


@contextlib.contextmanager
def beside(command: Sequence[str] = COMMAND) -> Iterator[None]:
    """Let a process of its own work while the block runs; it ends with the one that started it, whatever happens."""
    with subprocess.Popen(command) as process:  # noqa: S603 (our own command)
        try:
            yield
        finally:
            process.terminate()


def keep(stop: threading.Event) -> None:
    """Let a process of its own work, and another whenever that one has died, until ``stop`` is set."""
    command = [*COMMAND[:-1], "--with-parent"]
    while not stop.is_set():
        with subprocess.Popen(command) as process:  # noqa: S603 (our own command)
            while process.poll() is None and not stop.wait(_IDLE):
                pass
            process.terminate()
        stop.wait(_BEAT)


def when_orphaned(act: Callable[[], None]) -> None:
    """Act, from a thread, as soon as the process that started this one is gone."""
    started_by = os.getppid()

    def watch() -> None:
        while os.getppid() == started_by:
            time.sleep(1)
        act()

    threading.Thread(target=watch, daemon=True).start()


def name_of_this_process() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def work(*, clock: Callable[[], datetime], stop: threading.Event, idle: float = _IDLE) -> None:
    """Work until ``stop`` is set, and then to the end of the job at hand.

    A database that can't be reached for a while is asked again; nothing is lost by waiting.
    """
    name, looked = name_of_this_process(), 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - looked >= _LOOK:
                services.sign_on(name, now=clock())
                services.ask_for_what_is_due(clock())
                looked = time.monotonic()
            job = services.claim(name, now=clock())
        except Error:
            stop.wait(idle * 5)
            continue
        if job is None:
            stop.wait(idle)
            continue
        attempt = Attempt(job)
        with beating(attempt, name, clock):
            services.run(attempt, clock=clock)
    with contextlib.suppress(Error):
        services.sign_off(name)


@contextlib.contextmanager
def beating(attempt: Attempt, name: str, clock: Callable[[], datetime]) -> Iterator[None]:
    """Renew the lease from a thread with a connection of its own while the block runs.

    While the job itself writes on SQLite nobody else can: the beat is then left out, and whoever would take the job
    over waits for the same lock, behind it.
    """
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(_BEAT):
            try:
                services.renew(attempt, now=clock())
                services.sign_on(name, now=clock())
            except Error:
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_BEAT)
