"""The demo city: built by the command, on SQLite and on PostgreSQL, once for all tests of a run."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection, transaction
from django.test import override_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker

from config.environment import TOP
from luodi.organisation.models import City
from tests.infrastructure import make_sqlite

KEPT = "LUODI_TEST_DEMO"
"""Names the file in which the run on SQLite leaves its city for the run on PostgreSQL."""


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def said(_folder: Path) -> str:
    """What ``./luodi demo --no-serve`` said, on a database of its own and with its own order of hashing."""
    make_sqlite(_folder)
    told = _command(_folder, "7")
    if kept := os.environ.get(KEPT):
        shutil.copyfile(_folder / "luodi.sqlite3", kept)
    return told


def _command(folder: Path, hashing: str, **more: str) -> str:
    outside = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "DJANGO_"))
    }
    ours = {"LUODI_DATA": str(folder), "PYTHONPATH": f"{TOP / 'src'}:{TOP}", "PYTHONHASHSEED": hashing}
    command = [sys.executable, "-P", "-m", "luodi", "demo", "--no-serve"]
    told = subprocess.run(command, env=outside | ours | more, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


@pytest.fixture(scope="session")
def _on_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the city that is built in a database beside the tests' own, by the first worker that asks."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, url = shared / "demo-on-server", os.environ["DATABASE_URL"]
    name = f"demo_{shared.name}"
    template = sql.Identifier(os.environ.get("LUODI_TEST_POSTGRESQL", "template1"))
    with (shared / "demo.lock").open("w") as lock, psycopg.connect(url, autocommit=True) as keeper:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            keeper.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            keeper.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
            unfinished = shared / "demo-unfinished"
            unfinished.mkdir()
            _command(unfinished, "11", DATABASE_URL=urlunsplit(urlsplit(url)._replace(path=f"/{name}")))
            unfinished.rename(folder)
    yield folder
    if shared != base:
        return  # other workers may still ask; the server of a whole run goes with it
    with psycopg.connect(url, autocommit=True) as keeper:
        keeper.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def elsewhere(_folder: Path, request: pytest.FixtureRequest) -> Path:
    """The database that the command built on SQLite."""
    kept = Path(os.environ.get(KEPT, ""))
    if not kept.is_file():
        request.getfixturevalue("said")
        return _folder / "luodi.sqlite3"
    return kept


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[City]:
    """The demo city with its files; whatever a module does to it is taken back."""
    if connection.vendor == "sqlite":
        request.getfixturevalue("said")
        folder: Path = request.getfixturevalue("_folder")
        database = str(folder / "luodi.sqlite3")
    else:
        folder = request.getfixturevalue("_on_server")
        database = f"demo_{folder.parent.name}"
    own = override_settings(DATA=folder, MEDIA_ROOT=folder / "files")
    with django_db_blocker.unblock(), own, _connected_to(database), transaction.atomic():
        yield City.objects.get()
        transaction.set_rollback(True)


@contextlib.contextmanager
def _connected_to(name: str) -> Iterator[None]:
    tests = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = tests
