"""The statements: on SQLite rows are staged and moved by one INSERT … SELECT, on PostgreSQL they are copied.

A row that is inserted by a statement of its own costs SQLite twice as much as one of many that a SELECT yields: each
statement opens and closes its own undo.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

Row = Sequence[Any]
_FEW = 100
_CHUNK = 25_000
_MOST_KEPT = 1 << 16
_ROOMY = -262_144
"""SQLite's page cache in KiB while an import is written."""


def reserve_ids(model: type[models.Model], n: int) -> Sequence[int]:
    """Take ``n`` new primary keys that nobody else will get, ascending, within the caller's transaction."""
    if n < 1:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _raise_sequence(cursor, table, n)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, model._meta.pk.column, n],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    same: Mapping[str, Any] | None = None,
    passes_over: bool = False,
) -> None:
    """Append rows of the columns' values; ``same`` are further columns that have one value in all rows.

    With ``passes_over`` a row that some unique constraint has already is left out.
    Dates, moments and decimals are stored as Django stores them; a column of JSON takes its text.
    Raises: IntegrityError of Django.
    """
    fixed = dict(same or {})
    adapted = _adapted(model, columns, rows)
    constants = next(iter(_adapted(model, list(fixed), [list(fixed.values())])), [])
    names = [*columns, *fixed]
    few = list(islice(adapted, _FEW + 1))
    known = " ON CONFLICT DO NOTHING" if passes_over else ""
    if len(few) <= _FEW:
        _insert_few(model, names, [[*row, *constants] for row in few], known)
    elif connection.vendor == "sqlite":
        _insert_staged(model, columns, list(fixed), constants, _chained(few, adapted), known)
    elif passes_over:
        _copy_new(model, names, constants, _chained(few, adapted), known)
    else:
        _copy(model._meta.db_table, names, constants, _chained(few, adapted))


def update_many(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write the columns of many rows, each given as its primary key and then its values."""
    pk = model._meta.pk.column
    assignments = ", ".join(f'"{column}" = %s' for column in columns)
    adapted = _adapted(model, [pk, *columns], rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{model._meta.db_table}" SET {assignments} WHERE "{pk}" = %s',
            [[*row[1:], row[0]] for row in adapted],
        )


@contextlib.contextmanager
def at_length() -> Iterator[None]:
    """Give the connection room for a big import within the block: its indexes then stay in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA cache_size={_ROOMY}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size={usual}")


def _raise_sequence(cursor: Any, table: str, n: int) -> range:
    """Move SQLite's own counter of the table, which also takes the write lock; a table never written has none."""
    raised = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
    cursor.execute(raised, [n, table])
    found = cursor.fetchone()
    if found is None:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        cursor.execute(raised, [n, table])
        found = cursor.fetchone()
    last = int(found[0])
    return range(last - n + 1, last + 1)


class _Kept(dict[Any, Any]):
    """Values as the driver takes them, each converted once; None stays what it is."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._convert = convert

    def __missing__(self, value: Any) -> Any:
        if len(self) >= _MOST_KEPT:
            self.clear()
            self[None] = None
        found = self[value] = self._convert(value)
        return found


def _adapted(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    fields: dict[str, models.Field[Any, Any]] = {f.column: f for f in model._meta.concrete_fields}
    found = ((position, _converter(fields[column])) for position, column in enumerate(columns))
    kept = [(position, _Kept(convert)) for position, convert in found if convert is not None]
    if not kept:
        return iter(rows)
    return (_convert(list(row), kept) for row in rows)


def _convert(row: list[Any], kept: list[tuple[int, _Kept]]) -> list[Any]:
    for position, known in kept:
        row[position] = known[row[position]]
    return row


def _converter(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Return what turns the field's values into the driver's; None where they are the same."""
    match field:
        case models.DateTimeField() if connection.vendor == "sqlite":
            return connection.ops.adapt_datetimefield_value
        case models.DateField() if connection.vendor == "sqlite" and not isinstance(
            field, models.DateTimeField
        ):
            return connection.ops.adapt_datefield_value
        case models.DecimalField():
            return lambda value: field.get_db_prep_save(value, connection)
        case _:
            return None


def _insert_few(model: type[models.Model], names: Sequence[str], rows: Sequence[Row], known: str) -> None:
    if not rows:
        return
    marks = f"({', '.join(['%s'] * len(names))})"
    statement = f'INSERT INTO "{model._meta.db_table}" ({_quoted(names)}) VALUES '
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(statement + marks + known, rows)
        else:
            cursor.execute(
                statement + ", ".join([marks] * len(rows)) + known, [value for row in rows for value in row]
            )


def _insert_staged(
    model: type[models.Model],
    columns: Sequence[str],
    fixed: Sequence[str],
    constants: Row,
    rows: Iterator[Row],
    known: str,
) -> None:
    table = model._meta.db_table
    stage = f"staged_{table}"
    held = ", ".join(f"c{position}" for position in range(len(columns)))
    marks = ", ".join(["%s"] * len(columns))
    moved = ", ".join([held, *["%s"] * len(fixed)])
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "{stage}" ({held})')
        while some := list(islice(rows, _CHUNK)):
            cursor.executemany(f'INSERT INTO temp."{stage}" VALUES ({marks})', some)
            cursor.execute(
                f'INSERT INTO main."{table}" ({_quoted([*columns, *fixed])})'
                f' SELECT {moved} FROM temp."{stage}" WHERE true ORDER BY rowid{known}',
                constants,
            )
            cursor.execute(f'DELETE FROM temp."{stage}"')
        cursor.execute(f'DROP TABLE temp."{stage}"')


def _copy(table: str, names: Sequence[str], constants: Row, rows: Iterator[Row]) -> None:
    statement = f'COPY "{table}" ({_quoted(names)}) FROM STDIN'
    tail = list(constants)
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        write = copy.write_row
        for row in rows:
            write([*row, *tail])


def _copy_new(
    model: type[models.Model], names: Sequence[str], constants: Row, rows: Iterator[Row], known: str
) -> None:
    """Copy into a table beside, and move from there what is not known: COPY itself cannot pass anything over."""
    table = model._meta.db_table
    stage, listed = f"staged_{table}", _quoted(names)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "{stage}" AS SELECT {listed} FROM "{table}" WITH NO DATA')
    _copy(stage, names, constants, rows)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM "{stage}"{known}')
        cursor.execute(f'DROP TABLE "{stage}"')


def _chained(few: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from few
    yield from rest


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
