"""What the database itself forbids: facts, shares, entries and the audit trail are only ever appended to.

Vendor SQL. A fact's version may be ended once (``superseded_at`` and ``superseded_by``), nothing else may change.
"""

import contextlib
from collections.abc import Iterator, Sequence
from functools import cache

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import ONCE_EACH_KINDS, ONCE_KINDS

# By name: this module is loaded while the apps are still being set up.
_APPENDED = (
    "ledger.Fact", "ledger.Credit", "ledger.ForeignAmount", "ledger.Entry", "ledger.Batch", "audit.AuditRecord",
    "organisation.UnitVersion",
)  # fmt: skip
_KEPT = ("ledger.PreImage",)
_ENDING = ("superseded_at", "superseded_by_id")
_MESSAGE = "台账只可追加，不可修改或删除"


_ONCE = ", ".join(f"'{kind}'" for kind in ONCE_KINDS)
_ONCE_EACH = ", ".join(f"'{kind}'" for kind in ONCE_EACH_KINDS)
_PARTIAL = {
    "fact_once_per_subject": (
        f"{{row}}superseded_at IS NULL AND {{row}}subject_id IS NOT NULL AND {{row}}kind IN ({_ONCE})"
    ),
    "fact_once_per_category": (
        f"{{row}}superseded_at IS NULL AND {{row}}subject_id IS NOT NULL AND {{row}}kind IN ({_ONCE_EACH})"
    ),
    "fact_one_lump_per_unit_and_month": "{row}superseded_at IS NULL AND {row}subject_id IS NULL",
}
"""For which rows a unique constraint holds, where it does not hold for all; ``{row}`` is empty or NEW."""


@cache
def _table(name: str) -> str:
    table: str = apps.get_model(name)._meta.db_table
    return table


class GuardsMissing(Refusal):
    """The database would let somebody rewrite the past."""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, replacing what is there; tables that do not exist yet are passed over."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, present):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: for tests that flush their database, never for a city."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, name in _names(connection.vendor):
            if table in present:
                on = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextlib.contextmanager
def stood_down(connection: BaseDatabaseWrapper, names: Sequence[str]) -> Iterator[None]:
    """Let many rows be added to the models' tables by plain INSERTs, in a transaction (on SQLite the only writer's).

    There the guard against INSERT OR REPLACE costs more than the row. It is taken away and put back within the
    transaction, so that nobody else ever sees the table without it, and a failure brings it back.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(names))
        guards = [f"{_table(name)}_no_replace" for name in names]
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ({marks})", guards
        )
        present = cursor.fetchall()
        for name, _ in present:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in present:
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the guards that the database lacks or has switched off."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(name for _, name in _names(connection.vendor) if name not in present)


def require(connection: BaseDatabaseWrapper) -> None:
    """Raises: GuardsMissing naming what is not there."""
    if lacking := missing(connection):
        raise GuardsMissing(f"数据库缺少台账保护：{'、'.join(lacking)}。请执行 ./luodi migrate")


def _names(vendor: str) -> list[tuple[str, str]]:
    acts = ("update", "delete", "replace") if vendor == "sqlite" else ("update", "delete", "truncate")
    named = [(_table(name), f"{_table(name)}_no_{act}") for name in _APPENDED for act in acts]
    return named + [
        (_table(name), f"{_table(name)}_no_{act}") for name in _KEPT for act in acts if act != "update"
    ]


def _statements(vendor: str, present: set[str]) -> list[str]:
    if vendor == "sqlite":
        return [s for table, name in _names(vendor) if table in present for s in _sqlite(table, name)]
    statements = [
        f"""CREATE OR REPLACE FUNCTION luodi_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"""
    ]
    return statements + [
        s for table, name in _names(vendor) if table in present for s in _postgresql(table, name)
    ]


def _sqlite(table: str, name: str) -> list[str]:
    act = name.rsplit("_", 1)[1]
    event, when = {
        "update": ("UPDATE", f"WHEN NOT ({_ends_once('IS')})" if table == _table("ledger.Fact") else ""),
        "delete": ("DELETE", ""),
        "replace": ("INSERT", f"WHEN {_replaces(table)}"),
    }[act]
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
    ]


def _postgresql(table: str, name: str) -> list[str]:
    act = name.rsplit("_", 1)[1]
    level = "STATEMENT" if act == "truncate" else "ROW"
    when = (
        f"WHEN (NOT ({_ends_once('IS NOT DISTINCT FROM')}))"
        if act == "update" and table == _table("ledger.Fact")
        else ""
    )
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} FOR EACH {level} {when}"
        " EXECUTE FUNCTION luodi_append_only()",
    ]


def _ends_once(same: str) -> str:
    """Return the condition under which an update only ends a version that was live."""
    kept = [
        field.column
        for field in apps.get_model("ledger.Fact")._meta.concrete_fields
        if field.column not in _ENDING
    ]
    unchanged = " AND ".join(f"OLD.{column} {same} NEW.{column}" for column in kept)
    return f"OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL AND {unchanged}"


def _replaces(table: str) -> str:
    """Return the condition under which an INSERT OR REPLACE would push an existing row out."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    column = {field.name: str(field.column) for field in model._meta.concrete_fields}
    unique = [("", [column[field.name]]) for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            condition = "" if constraint.condition is None else _PARTIAL[constraint.name]
            unique.append((condition, [column[name] for name in constraint.fields]))
    return " OR ".join(_hits(table, condition, columns) for condition, columns in unique)


def _hits(table: str, condition: str, columns: list[str]) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
    if not condition:
        return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    new, old = condition.format(row="NEW."), condition.format(row="")
    return f"({new} AND EXISTS (SELECT 1 FROM {table} WHERE {old} AND {same}))"
