"""The databases are set up as the ledger needs them, and the tests' own flush leaves the guards in place."""

import pytest
from django.db import connection, transaction

from luodi.ledger import guards


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
