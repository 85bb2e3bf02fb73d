"""The databases are set up as the ledger needs them; the tests' flush leaves the guards; what asks is asked of both."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from luodi.ledger import guards
from luodi.organisation.tests.makers import Cast


@pytest.mark.vendor("sqlite")
@pytest.mark.django_db
def test_sqlite_is_durable_and_fires_its_guards() -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "recursive_triggers", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 20_000,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_guards_stand_again_after_a_flush(time: int) -> None:
    assert not guards.missing(connection), f"missing before flush {time}"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_can_be_opened_after_a_flush() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)


def test_what_asks_no_database_is_left_to_one_run(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("no_database")


def test_what_asks_the_database_by_a_fixture_runs_on_each(cast: Cast, request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("no_database") is None


@pytest.mark.django_db
def test_what_asks_the_database_by_its_mark_runs_on_each(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("no_database") is None


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
