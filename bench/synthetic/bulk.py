"""Rows by the million: guards, indexes and foreign keys out of the way while they are written, then all put back."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models, transaction

from luodi.ledger import guards


@contextlib.contextmanager
def unhindered(tables: Sequence[str]) -> Iterator[None]:
    """Within the block, rows of the tables are written as they come; afterwards everything holds again."""
    guards.remove(connection)
    dropped = _drop_indexes(tables)
    _pragmas(("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-524288", "threads=2"))
    if connection.vendor == "postgresql":
        _run("SET session_replication_role = replica")
    yield
    for statement in dropped:
        _run(statement)
    _restore(tables)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows of texts, integers and None; moments are texts in UTC, truths are 0 and 1.

    Columns that are not named get what a new row of the model has there.
    """
    others = _of_a_new_row(model, frozenset(columns))
    table, names, tail = (
        model._meta.db_table,
        ", ".join(f'"{one}"' for one in (*columns, *others)),
        tuple(others.values()),
    )
    rows = (row + tail for row in rows) if tail else rows
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("?" * (len(columns) + len(tail)))
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write(_copied(row))


def _of_a_new_row(model: type[models.Model], named: frozenset[str]) -> dict[str, Any]:
    found = {}
    for field in model._meta.local_concrete_fields:
        if field.column not in named and not field.primary_key and not field.null:
            value = field.get_default()
            found[field.column] = json.dumps(value) if isinstance(value, dict | list) else _plain(value)
    return found


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def settle(tables: Sequence[str]) -> None:
    """Do what a server does by itself after a while: without it no index alone answers on PostgreSQL."""
    if connection.vendor == "postgresql":
        for table in tables:
            _run(f"VACUUM ANALYZE {table}")


def catch_up(tables: Sequence[type[models.Model]]) -> None:
    """Let the database give the next rows numbers above those that were written."""
    if connection.vendor == "postgresql":
        for name in (model._meta.db_table for model in tables if model._meta.pk.column == "id"):
            _run(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT MAX(id) FROM {name}))")


def _copied(row: Sequence[Any]) -> str:
    line = "\t".join(["\\N" if value is None else str(value) for value in row])
    return line.replace("\n", "\\n") + "\n"


def _drop_indexes(tables: Sequence[str]) -> list[str]:
    marks = ", ".join(["%s"] * len(tables))
    found = (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        if connection.vendor == "sqlite"
        else f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks})"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    with connection.cursor() as cursor:
        cursor.execute(found, list(tables))
        dropped = cursor.fetchall()
    for name, _ in dropped:
        _run(f"DROP INDEX {name}")
    return [statement for _, statement in dropped]


def _restore(tables: Sequence[str]) -> None:
    if connection.vendor == "sqlite":
        _pragmas(("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"))
        _run("ANALYZE")
    else:
        _run("SET session_replication_role = DEFAULT")
        settle(tables)
        _run("CHECKPOINT")
    guards.install(connection)


def _pragmas(wanted: Iterable[str]) -> None:
    if connection.vendor == "sqlite":
        for pragma in wanted:
            _run(f"PRAGMA {pragma}")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
