"""Recording projects over HTTP by eight people at once, beside commits of one row by eight threads."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from statistics import median
from typing import Any

import psycopg
from django.db import connection

from bench.measures.pages import set_the_calendar
from bench.synthetic import world
from bench.timing import Result
from bench.web import serving
from luodi.ledger.models import Entry
from luodi.organisation.models import City
from luodi.projects.models import Project

CLIENTS, TURNS, SECONDS = 8, 9, 2.0
ENOUGH = 150
"""Projects a second that are good enough, however quick the disk."""


class Lost(AssertionError):
    """A project that was answered for and is not there with its facts and its trail."""


def measure(rounds: int) -> list[Result]:
    city = set_the_calendar()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_commits")
        cursor.execute("CREATE TABLE bench_commits (id INTEGER, said TEXT)")
    before = Project.objects.count(), Entry.objects.count()
    with serving() as port:
        turns = [(_creates(port, city), _commits()) for _ in range(TURNS + 1)][1:]
    after = Project.objects.count(), Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_commits")
    if after[0] - before[0] != after[1] - before[1]:
        raise Lost(f"{after[0] - before[0]} projects, {after[1] - before[1]} entries")
    ours, bare = median(one for one, _ in turns), median(other for _, other in turns)
    goal = (
        max(2.0, bare / ENOUGH) if connection.vendor == "sqlite" else None
    )  # asked of the embedded database
    note = f"{ours:.0f} a second beside {bare:.0f} bare commits a second"
    return [Result("recording a project over HTTP, 8 clients", 1 / ours, 1 / bare, goal, note)]


def _creates(port: int, city: City) -> float:
    """Return how many projects a second eight clients in a process of their own record."""
    told = {
        "port": port,
        "login": world.login_of(city),
        "password": world.PASSWORD,
        "clients": CLIENTS,
        "seconds": SECONDS,
    }
    clients = subprocess.run(
        [sys.executable, "-P", "-m", "bench.clients", json.dumps(told)], stdout=subprocess.PIPE, check=True
    )
    return float(clients.stdout)


def _commits() -> float:
    """Return how many one-row transactions a second eight threads commit, as durably as Luodi does."""
    ends = time.monotonic() + SECONDS
    counts = [0] * CLIENTS

    def commit(number: int) -> None:
        own = _connect()
        while time.monotonic() < ends:
            own.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            own.execute("INSERT INTO bench_commits (id, said) VALUES (1, 'said')")
            own.execute("COMMIT")
            counts[number] += 1
        own.close()

    threads = [threading.Thread(target=commit, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def _connect() -> Any:
    """Return a connection of the driver's own, with the settings of Luodi's."""
    given = connection.get_connection_params()
    if connection.vendor == "sqlite":
        own = sqlite3.connect(given["database"], timeout=20, isolation_level=None)
        for pragma in given.get("init_command", "PRAGMA synchronous=FULL").split(";"):
            own.execute(pragma)
        return own
    keys = ("host", "port", "user", "password", "dbname")
    return psycopg.connect(**{key: given[key] for key in keys if key in given}, autocommit=True)
