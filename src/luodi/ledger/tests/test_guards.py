"""What the database refuses, whoever asks it: each statement here is one that no service of ours would send."""

import sqlite3
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from luodi.audit.models import AuditRecord
from luodi.kernel.dates import parse_date
from luodi.ledger import guards, services
from luodi.ledger.kinds import Cause
from luodi.ledger.models import Credit, Entry, Fact, ForeignAmount, PreImage
from luodi.ledger.services import Supersede
from luodi.ledger.tests.makers import lump, post, record, signing
from luodi.ledger.tests.test_posting import DOLLARS, halves
from luodi.organisation.models import UnitVersion

REFUSED = "只可追加"
TABLES = [
    "ledger_fact", "ledger_credit", "ledger_foreignamount", "ledger_entry", "ledger_batch", "ledger_preimage",
    "audit_auditrecord", "organisation_unitversion",
]  # fmt: skip
on_sqlite = pytest.mark.vendor("sqlite")
on_postgresql = pytest.mark.vendor("postgresql")


@pytest.fixture
def fact(cast, clock):
    """One row in every guarded table."""
    batch = services.open_batch(city=cast.city, title="七月台账", actor=cast.liu, at=clock.now)
    services.keep_pre_images(batch=batch, table="projects", rows=[(1, None, 1)])
    return record(cast, clock, signing(cast, amount=DOLLARS, shares=halves(cast)), batch=batch)[0]


def refused(sql, *values):
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def columns(model):
    return [field.column for field in model._meta.concrete_fields]


@pytest.mark.parametrize("column", [name for name in columns(Fact) if name not in ("id", "superseded_at")])
def test_no_column_of_a_fact_can_be_updated(fact, column):
    field = next(field for field in Fact._meta.concrete_fields if field.column == column)
    expression = {
        "CharField": "'X'",
        "DateField": "'2001-01-01'",
        "DateTimeField": "'2001-01-01 00:00:00'",
        "BooleanField": f"NOT {column}",
    }.get(field.get_internal_type(), "424242")
    refused(f"UPDATE ledger_fact SET {column} = {expression} WHERE id = %s", fact.pk)


def test_a_version_ends_once_and_then_never_again(cast, clock, fact):
    later = post(cast, clock, signing(cast, "P2"))
    end = "UPDATE ledger_fact SET superseded_at = %s, superseded_by_id = %s WHERE id = %s"
    moment = clock.now + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(end, [moment, later.pk, fact.pk])
    refused(end, moment + timedelta(days=1), later.pk, fact.pk)
    refused("UPDATE ledger_fact SET superseded_at = NULL, superseded_by_id = NULL WHERE id = %s", fact.pk)


def test_no_version_ends_without_an_entry_or_before_it_began(fact):
    for end in ("recorded_at, superseded_by_id = entry_id", "'2030-01-01 00:00:00+00:00'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE ledger_fact SET superseded_at = {end}")


def test_an_ending_does_not_carry_another_change_with_it(clock, fact):
    refused(
        "UPDATE ledger_fact SET superseded_at = %s, superseded_by_id = entry_id, amount = 1 WHERE id = %s",
        clock.now + timedelta(days=1),
        fact.pk,
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_deleted(fact, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
    refused(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("ledger_credit", "basis_points = 1"),
        ("ledger_foreignamount", "rate = 1"),
        ("ledger_entry", "said_at = recorded_at"),
        ("ledger_entry", "number = number + 1000"),
        ("ledger_batch", "title = 'x'"),
        ("audit_auditrecord", "actor_name = 'x'"),
        ("organisation_unitversion", "name = 'x'"),
    ],
)
def test_what_is_written_once_cannot_be_updated(fact, table, change):
    refused(f"UPDATE {table} SET {change}")


def test_the_orm_is_refused_like_everybody_else(fact):
    for attempt in (
        lambda: Fact.objects.update(amount=1),
        lambda: Fact.objects.filter(pk=fact.pk)._raw_delete("default"),
        lambda: Credit.objects.all().delete(),
        lambda: Entry.objects.update(act="x"),
        lambda: AuditRecord.objects.all().delete(),
        lambda: UnitVersion.objects.update(name="x"),
        lambda: PreImage.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            attempt()


@pytest.fixture(params=["ON", "OFF"])
def stranger(request, transactional_db, fact):
    """A plain connection to the same file, of a program that knows nothing of us."""
    plain = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=5)
    plain.execute(f"PRAGMA recursive_triggers = {request.param}")
    yield plain
    plain.close()


def refused_by(stranger, table, *statements):
    before = stranger.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    for statement in statements:
        with pytest.raises(sqlite3.DatabaseError, match=REFUSED):
            stranger.execute(statement)
    assert stranger.execute(f"SELECT * FROM {table}").fetchall() == before


@on_sqlite
def test_insert_or_replace_pushes_no_row_out(stranger):
    """Neither by its id nor by what else is unique."""
    for model in (Fact, Credit, ForeignAmount, Entry, PreImage, AuditRecord, UnitVersion):
        table, named = model._meta.db_table, ", ".join(f'"{name}"' for name in columns(model))
        refused_by(stranger, table, f"INSERT OR REPLACE INTO {table} ({named}) SELECT {named} FROM {table}")
    for model in (Fact, Credit, ForeignAmount, Entry, PreImage):
        table, named = model._meta.db_table, ", ".join(f'"{name}"' for name in columns(model) if name != "id")
        refused_by(stranger, table, f"REPLACE INTO {table} ({named}) SELECT {named} FROM {table}")


@on_sqlite
def test_a_plain_connection_is_refused_like_our_own(stranger):
    refused_by(
        stranger,
        "ledger_fact",
        "UPDATE ledger_fact SET amount = 1",
        "UPDATE OR REPLACE ledger_fact SET id = id + 1",
        "UPDATE OR IGNORE ledger_fact SET amount = 1",
        "DELETE FROM ledger_fact",
    )


@on_sqlite
def test_a_months_number_is_not_replaced_by_another(cast, clock, stranger):
    record(cast, clock, lump(cast, parse_date("2020年6月")))
    named = ", ".join(f'"{name}"' for name in columns(Fact) if name != "id")
    refused_by(
        stranger,
        "ledger_fact",
        f"REPLACE INTO ledger_fact ({named}) SELECT {named} FROM ledger_fact WHERE subject_id IS NULL",
    )


@on_sqlite
def test_our_own_connections_fire_the_guards_for_replaced_rows(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


@on_postgresql
@pytest.mark.parametrize("table", [*TABLES, "organisation_city", "ledger_subject"])
def test_no_table_can_be_truncated_nor_its_ledger_with_it(fact, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(f"TRUNCATE {table} CASCADE")


@on_postgresql
def test_an_upsert_is_an_update(fact):
    names = ", ".join(columns(Fact))
    refused(
        f"INSERT INTO ledger_fact ({names}) SELECT {names} FROM ledger_fact"
        " ON CONFLICT (id) DO UPDATE SET amount = 1"
    )


@pytest.mark.django_db(transaction=True)
def test_the_guards_are_back_after_every_migration(cast, clock):
    (fact,) = record(cast, clock, signing(cast))
    guards.remove(connection)
    assert set(guards.missing(connection)) >= {"ledger_fact_no_update", "ledger_fact_no_delete"}
    with pytest.raises(guards.GuardsMissing, match="ledger_fact_no_delete"):
        guards.require(connection)
    call_command("migrate", verbosity=0)
    guards.require(connection)
    refused("UPDATE ledger_fact SET amount = 1")
    refused("DELETE FROM ledger_fact")
    post(cast, clock, supersede=[Supersede(fact, Cause.WITHDRAWN)])


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_remade_is_guarded_again(cast, clock):
    record(cast, clock, signing(cast))
    with connection.schema_editor() as editor:
        editor._remake_table(Fact)
    assert guards.missing(connection) != []
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    refused("DELETE FROM ledger_fact")


def test_guards_stand_beside_every_guarded_table(db):
    assert guards.missing(connection) == []
