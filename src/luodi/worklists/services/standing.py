"""A list beside its open stretches, in the database: what no longer holds is closed, what is new begins.

Three statements a list, whatever its length: no row leaves the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection

from luodi.worklists.models import ListEntry
from luodi.worklists.selectors.sources import Source

_STAGED = "staged_standing"
_ENTRIES = ListEntry._meta.db_table
_STAGE = f'CREATE TEMP TABLE "{_STAGED}" (project_id bigint PRIMARY KEY, light varchar(8), since date)'
_CLOSE = f"""
    UPDATE {_ENTRIES} SET until_on = %s, left_on = CASE
        WHEN EXISTS (SELECT 1 FROM {_STAGED} s WHERE s.project_id = {_ENTRIES}.project_id) THEN NULL ELSE %s END
    WHERE city_id = %s AND rule = %s AND until_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM {_STAGED} s WHERE s.project_id = {_ENTRIES}.project_id AND s.light = {_ENTRIES}.light
        AND (s.since = {_ENTRIES}.since OR (s.since IS NULL AND {_ENTRIES}.since IS NULL)))
    RETURNING left_on
"""  # noqa: S608 (the tables are our own)
_BEGIN = f"""
    INSERT INTO {_ENTRIES} (city_id, rule, project_id, light, since, entered_on, from_on)
    SELECT %s, %s, s.project_id, s.light, s.since, COALESCE(b.entered_on, %s), %s FROM {_STAGED} s
    LEFT JOIN {_ENTRIES} b ON b.city_id = %s AND b.rule = %s AND b.project_id = s.project_id
        AND b.until_on = %s AND b.left_on IS NULL
    WHERE NOT EXISTS (
        SELECT 1 FROM {_ENTRIES} o
        WHERE o.city_id = %s AND o.rule = %s AND o.project_id = s.project_id AND o.until_on IS NULL)
    ORDER BY s.project_id
"""  # noqa: S608 (the tables are our own)


@contextmanager
def staged(source: Source) -> Iterator[int]:
    """Put the list beside the stretches within the block, and tell how long it is."""
    rows = source.graded.order_by().values_list("pk", "light", "since")
    listed, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        cursor.execute(f'INSERT INTO "{_STAGED}" (project_id, light, since) {listed}', values)
        n_listed = cursor.rowcount
        if source.is_graded_late:
            cursor.execute(f"DELETE FROM \"{_STAGED}\" WHERE light = ''")  # noqa: S608
            n_listed -= cursor.rowcount
        if connection.vendor == "postgresql":
            cursor.execute(f'ANALYZE "{_STAGED}"')
    yield n_listed
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE "{_STAGED}"')


def close(city_id: int, rule: str, on: date) -> tuple[int, int]:
    """End the stretches that do not hold any more; return how many, and how many of them left the list."""
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, [day, day, city_id, rule])
        ended = [left for (left,) in cursor.fetchall()]
    return len(ended), sum(left is not None for left in ended)


def begin(city_id: int, rule: str, on: date) -> int:
    """Begin a stretch for what stands on the list and has none open; return how many.

    Who changed the light today keeps the day of entry: ``close`` comes first.
    """
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [city_id, rule, day, day, city_id, rule, day, city_id, rule])
        return int(cursor.rowcount)
