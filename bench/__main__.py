"""Reads the arguments and starts one process per database and size, each with the settings of a real installation."""

import contextlib
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from scripts import cluster, machine

TOP = Path(__file__).resolve().parent.parent
PARTS = (
    "figures",
    "search",
    "duplicates",
    "home",
    "ledger",
    "creates",
    "import",
    "outreach",
    "worklists",
    "actions",
    "assessment",
    "press",
)
SESSION = "import django, runpy; django.setup(); runpy.run_module('bench.session', run_name='__main__')"
SERVER = {
    "shared_buffers": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_connections": "50",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
}
"""A PostgreSQL as one would run it for many users on such a machine: commits are durable, a query has one core."""


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    asked = _arguments()
    databases = ("sqlite", "postgresql") if asked.db == "both" else (asked.db,)
    failed = 0
    for name in databases:
        with _database(name) as url:
            for n in asked.n:
                failed |= _session(asked, name, n, url)
    return failed


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="bench/run.py", description="Measure Luodi against bare SQL.")
    parser.add_argument(
        "--n", type=int, nargs="+", default=[100_000], help="projects (10000, 100000, 1000000)"
    )
    parser.add_argument(
        "--activities", type=int, default=0, help="trips, visits and meetings (500000, 5000000)"
    )
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="sqlite")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument(
        "--data", type=Path, default=TOP / "var" / "bench", help="where SQLite databases are kept"
    )
    parser.add_argument("--rounds", type=int, default=11, help="of each measurement; medians are printed")
    return parser.parse_args()


@contextlib.contextmanager
def _database(name: str) -> Iterator[str]:
    """Yield the address of a temporary PostgreSQL; SQLite needs none."""
    if name == "sqlite":
        yield ""
        return
    with cluster.running(machine.postgresql(), settings=SERVER) as url:
        yield url


def _session(asked: Namespace, name: str, n: int, url: str) -> int:
    of_both = f"{n}-{asked.activities}" if asked.activities else str(n)
    folder = (asked.data / f"{name}-{of_both}").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LUODI_DATA": str(folder),
        "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
    }
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = _own_database(url, n)
    return subprocess.run(
        [
            sys.executable,
            "-P",
            "-c",
            SESSION,
            str(n),
            str(asked.activities),
            str(asked.rounds),
            *_parts(asked),
        ],
        cwd=TOP,
        env=environment,
        check=False,
    ).returncode


def _parts(asked: Namespace) -> list[str]:
    """Outreach is measured where there is any, and everything else where nothing lies between."""
    return asked.only or [part for part in PARTS if (part == "outreach") == bool(asked.activities)]


def _own_database(url: str, n: int) -> str:
    """Make a database for ``n`` projects in the cluster and return its address."""
    made = f"bench_{n}"
    code = f"import psycopg; psycopg.connect({url!r}, autocommit=True).execute('CREATE DATABASE {made}')"
    subprocess.run([sys.executable, "-c", code], check=True)
    return f"{url.rsplit('/', 1)[0]}/{made}"


if __name__ == "__main__":
    sys.exit(main())
