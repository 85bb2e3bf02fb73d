"""Give things their codes: E2020-0001 for an enterprise, P2020-0001 for a project; one series per city, kind and year.

The apps above number their own things here too.
"""

from django.db import connection

from luodi.enterprises.models import CodeSeries

_TAKE = f"""
    INSERT INTO {CodeSeries._meta.db_table} (city_id, prefix, year, last) VALUES (%s, %s, %s, %s)
    ON CONFLICT (city_id, prefix, year) DO UPDATE SET last = {CodeSeries._meta.db_table}.last + excluded.last
    RETURNING last
"""  # noqa: S608 (the table is our own)


def take(*, city_id: int, prefix: str, year: int, n: int) -> list[str]:
    """Return the next ``n`` codes of the series. Until the transaction ends, nobody else in the city takes any."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [city_id, prefix, year, n])
        last = int(cursor.fetchone()[0])
    return [f"{prefix}{year}-{number:04d}" for number in range(last - n + 1, last + 1)]
