"""What tests of every kind stand on: the browser of this machine, and a flush that the ledger's guards let through."""

import contextlib
import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import hypothesis
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from config.environment import TOP
from luodi.ledger import guards
from scripts import machine

hypothesis.settings.register_profile(
    "luodi",
    deadline=None,  # a slow machine is not a bug
    derandomize=os.environ.get("CI") == "true",
    database=None,
)
hypothesis.settings.load_profile("luodi")


_ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "own_database"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to each database the tests that are about it alone, and say which tests are about none."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") is None and not fixtures & _ASKS_THE_DATABASE:
            item.add_marker("no_database")
    of_others = [
        item
        for item in items
        if any(mark.args[0] != connection.vendor for mark in item.iter_markers("vendor"))
    ]
    if of_others:
        config.hook.pytest_deselected(items=of_others)
        items[:] = [item for item in items if item not in of_others]


def pytest_collection_finish() -> None:
    """What is loaded by now stays, so the collector need not walk through it during the tests."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _flushes_pass_the_guards() -> Iterator[None]:
    """Transactional tests empty their database afterwards, which the guards would refuse.

    It stays empty: nobody here reads what Django would write into it again, a right for each of its forms.
    """

    def without_guards(_: TransactionTestCase) -> None:
        guards.remove(connection)
        call_command(
            "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
        )
        guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_guards)
        yield


def luodi(*arguments: str, environment: dict[str, str]) -> None:
    """Run a command of the program in a process of its own, which must succeed."""
    subprocess.run([TOP / "luodi", *arguments], env=environment, check=True, capture_output=True)


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of other processes, with a new database of the kind that the tests run on, made and empty."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    surroundings["LUODI_DATA"] = str(tmp_path)
    with contextlib.ExitStack() as stack:
        if connection.vendor == "sqlite":
            make_sqlite(tmp_path)
        else:
            template = os.environ.get("LUODI_TEST_POSTGRESQL")
            beside = _database_beside(os.environ["DATABASE_URL"], template=template)
            surroundings["DATABASE_URL"] = stack.enter_context(beside)
            if template is None:
                luodi("migrate", environment=surroundings)
        yield surroundings


def make_sqlite(folder: Path) -> None:
    """Make the folder's database: by copying the one that the whole run has migrated, where there is one."""
    if template := os.environ.get("LUODI_TEST_SQLITE"):
        shutil.copyfile(template, folder / "luodi.sqlite3")
        return
    passed_on = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "DJANGO_"))}
    luodi("migrate", environment=passed_on | {"LUODI_DATA": str(folder)})


@contextlib.contextmanager
def _database_beside(keepers: str, *, template: str | None) -> Iterator[str]:
    """Yield the address of a database that is made in the same cluster and dropped at the end."""
    name = f"own_{os.getpid()}"
    copied = sql.Identifier(template or "template1")
    with psycopg.connect(keepers, autocommit=True) as keeper:
        keeper.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), copied))
        try:
            yield urlunsplit(urlsplit(keepers)._replace(path=f"/{name}"))
        finally:
            keeper.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start this machine's own Chromium, with nothing of it reaching for the network."""
    browser = machine.chromium()
    if browser is None:
        pytest.skip("没有找到 Chromium 或 Chrome")
    # Playwright drives the browser from an event loop in this thread; Django would take it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": str(browser), "args": machine.CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
