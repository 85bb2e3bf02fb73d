"""The yardsticks: the same questions as SQL by hand, through the driver's own cursor."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from luodi.ledger.rules import ORDINAL_BITS, held_key

Rows = list[tuple[Any, ...]]


def run(text: str, values: Sequence[Any]) -> Rows:
    """Run SQL with ``%s`` marks on the connection that Luodi uses, without Django in between."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return list(connection.connection.execute(text.replace("%s", "?"), values))
    with connection.connection.cursor() as cursor:
        return list(cursor.execute(text, values))


def day(value: date) -> Any:
    return connection.ops.adapt_datefield_value(value)


def moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


_SUMS = (
    "SUM(quantity), SUM(amount), COALESCE(SUM(quantity) FILTER (WHERE industrial), 0),"
    " COALESCE(SUM(amount) FILTER (WHERE industrial), 0)"
)
KNOWN = "recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s) AND standing = 'VERIFIED'"


def signed_by_unit(first: date, last: date, at: datetime, city_id: int | None = None) -> Rows:
    """Number and amount of what was signed, and the industrial part of both, by unit."""
    city, own = ("city_id = %s AND ", [city_id]) if city_id else ("", [])
    return run(
        f"SELECT unit_id, {_SUMS} FROM ledger_fact WHERE {city}kind = 'project.signed'"
        f" AND occurred_on BETWEEN %s AND %s AND {KNOWN} GROUP BY unit_id",
        [*own, day(first), day(last), moment(at), moment(at)],
    )


def held_by_unit(on: date, at: datetime, city_id: int) -> Rows:
    """Projects that were signed, not started and not given up on a day, by unit: each subject's latest state."""
    values = [city_id, moment(at), moment(at), held_key(on, 0) + (1 << ORDINAL_BITS)]
    where = f"city_id = %s AND kind = 'project.state' AND {KNOWN} AND held_key < %s"
    latest = (
        f"SELECT state, status, unit_id, MAX(held_key) AS held_key FROM ledger_fact WHERE {where} GROUP BY subject_id"
        if connection.vendor == "sqlite"
        else f"SELECT DISTINCT ON (subject_id) state, status, unit_id FROM ledger_fact WHERE {where}"
        " ORDER BY subject_id DESC, held_key DESC"
    )
    still = "state = 'SIGNED' AND status <> 'WITHDRAWN'"
    return run(f"SELECT unit_id, COUNT(*) FROM ({latest}) s WHERE {still} GROUP BY unit_id", values)
