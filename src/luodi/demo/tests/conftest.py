"""The demo city, built twice: here in the tests' database, and by the command in another process, for comparison."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config.environment import TOP
from luodi.demo.build import build
from luodi.organisation.models import City


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def _command(_folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """``./luodi demo --no-serve`` under way, on a database of its own and with its own order of hashing."""
    passed_on = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "DJANGO_"))
    }
    environment = passed_on | {
        "LUODI_DATA": str(_folder),
        "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
        "PYTHONHASHSEED": "7",
    }
    command = [sys.executable, "-P", "-m", "luodi", "demo", "--no-serve"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


@pytest.fixture(scope="session")
def said(_command: "subprocess.Popen[str]") -> str:
    """What the command said when it had built the city."""
    out, err = _command.communicate(timeout=300)
    assert _command.returncode == 0, err
    return out


@pytest.fixture(scope="session")
def elsewhere(said: str, _folder: Path) -> Path:
    """The database that the command built."""
    return _folder / "luodi.sqlite3"


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    _command: "subprocess.Popen[str]",
) -> Iterator[City]:
    """The demo city in the tests' database, with its files in a folder of their own, until the module's end."""
    folder = tmp_path_factory.mktemp("files")
    own = override_settings(DATA=folder, MEDIA_ROOT=folder / "files")
    with django_db_blocker.unblock(), own, transaction.atomic():
        yield build()
        transaction.set_rollback(True)
