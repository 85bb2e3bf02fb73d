"""The standing cast as fixtures for every app: the invented city with an open ledger, its people and its clock.

The city is begun once per run, by the services; each test then finds the same rows in its own transaction.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction
from pytest_django import DjangoDbBlocker

from luodi.audit.models import AuditRecord
from luodi.ledger import services as ledger
from luodi.ledger.models import Head
from luodi.organisation import clock as clocks
from luodi.organisation.models import Account, City, Grant, Person, Post, Unit, UnitVersion
from luodi.organisation.tests.makers import START, Cast, Clock, Units, make_cast, make_press

TABLES: tuple[type[models.Model], ...] = (
    City, Unit, UnitVersion, Person, Post, Account, Grant, AuditRecord, Head,
)  # fmt: skip


@pytest.fixture
def clock() -> Iterator[Clock]:
    """What time it is in every city during the test, until the test moves it."""
    fixed = Clock()
    with clocks.set_to(lambda: fixed.now):
        yield fixed


@dataclass(frozen=True)
class Engaged:
    """The cast as it is handed to each test, and the statements that write it."""

    cast: bytes
    statements: list[tuple[str, Any]]


@pytest.fixture(scope="session")
def _engaged(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Engaged:
    the_day_before = START - timedelta(days=1)
    with django_db_blocker.unblock(), transaction.atomic():
        engaged = make_cast(at=the_day_before)
        ledger.open_ledger(city=engaged.city, at=the_day_before)
        rows = [list(table._default_manager.order_by("pk")) for table in TABLES]
        transaction.set_rollback(True)
    return Engaged(pickle.dumps(engaged), _statements(rows, django_db_blocker))


def _statements(rows: Sequence[list[models.Model]], blocker: DjangoDbBlocker) -> list[tuple[str, Any]]:
    """Return what the database is told when the rows are written, parents first."""
    told: list[tuple[str, Any]] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            told.append((sql, params))
        return execute(sql, params, many, context)

    with blocker.unblock(), transaction.atomic(), connection.execute_wrapper(listen):
        for table, written in zip(TABLES, rows, strict=True):
            table._default_manager.bulk_create(written)
        transaction.set_rollback(True)
    return told


@pytest.fixture
def cast(db: None, clock: Clock, _engaged: Engaged) -> Cast:
    with connection.cursor() as cursor:
        for statement, values in _engaged.statements:
            cursor.execute(statement, values)
    engaged: Cast = pickle.loads(_engaged.cast)
    return engaged


@pytest.fixture
def city(cast: Cast) -> City:
    return cast.city


@pytest.fixture
def units(cast: Cast) -> Units:
    return cast.units


@pytest.fixture
def zhong(cast: Cast) -> Account:
    """At the city's centre: sees and writes everything."""
    return cast.zhong


@pytest.fixture
def qin(cast: Cast) -> Account:
    """Reviewer at the centre: sees everything, verifies, writes nothing."""
    return cast.qin


@pytest.fixture
def liu(cast: Cast) -> Account:
    """Clerk of Yunxi county."""
    return cast.liu


@pytest.fixture
def wu(cast: Cast) -> Account:
    """Clerk of Shiqiao county."""
    return cast.wu


@pytest.fixture
def hong(cast: Cast) -> Account:
    """A leader of the city: reads everything."""
    return cast.hong


@pytest.fixture
def xuan(cast: Cast) -> Account:
    """At the city's centre: writes what is published, reads everything, and writes nothing of the ledger."""
    return make_press(cast)


@pytest.fixture
def wai(cast: Cast) -> Account:
    """An account without any role."""
    return cast.wai


@pytest.fixture
def system_admin(cast: Cast) -> Account:
    return cast.system_admin


@pytest.fixture
def security_admin(cast: Cast) -> Account:
    return cast.security_admin


@pytest.fixture
def audit_admin(cast: Cast) -> Account:
    return cast.audit_admin
