"""The demo city: built by the command on SQLite, here in the tests' database on PostgreSQL, for comparison."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config.environment import TOP
from luodi.demo.build import build
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
    passed_on = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "DJANGO_"))
    }
    environment = passed_on | {
        "LUODI_DATA": str(_folder),
        "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
        "PYTHONHASHSEED": "7",
    }
    make_sqlite(_folder)
    command = [sys.executable, "-P", "-m", "luodi", "demo", "--no-serve"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    if kept := os.environ.get(KEPT):
        shutil.copyfile(_folder / "luodi.sqlite3", kept)
    return told.stdout


@pytest.fixture(scope="session")
def elsewhere(_folder: Path, request: pytest.FixtureRequest) -> Path:
    """The database that the command built."""
    kept = Path(os.environ.get(KEPT, ""))
    if not kept.is_file():
        request.getfixturevalue("said")
        return _folder / "luodi.sqlite3"
    return kept


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    _folder: Path,
    request: pytest.FixtureRequest,
) -> Iterator[City]:
    """The demo city with its files, until the module's end; whatever is done to it meanwhile is taken back."""
    own = override_settings(DATA=_folder, MEDIA_ROOT=_folder / "files")
    with django_db_blocker.unblock(), own, contextlib.ExitStack() as stack:
        if is_command_s := connection.vendor == "sqlite":
            request.getfixturevalue("said")
            stack.enter_context(_connected_to(_folder / "luodi.sqlite3"))
        stack.enter_context(transaction.atomic())
        yield City.objects.get() if is_command_s else build()
        transaction.set_rollback(True)


@contextlib.contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    tests = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = tests
