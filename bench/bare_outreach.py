"""What the pages of outreach need to know, as SQL by hand: one statement for each answer."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bench.bare import KNOWN, Rows, day, moment, run
from luodi.outreach.rules import LONGEST_TRIP

_OF = f"f.city_id = %s AND f.kind {{kinds}} AND {KNOWN} AND f.occurred_on BETWEEN %s AND %s"
MET = ("trip.firm_met", "visit.firm_met", "meeting.firm_met")
DISCUSSED = ("trip.project_discussed", "visit.project_discussed", "meeting.project_discussed")


class Asked:
    """Questions of one city's days as of one moment."""

    def __init__(self, city_id: int, first: date, last: date, at: datetime) -> None:
        self.city_id, self.first, self.last = city_id, first, last
        self._known = [moment(at), moment(at), day(first), day(last)]

    def distinct(self, kinds: Sequence[str]) -> Rows:
        """Firms that were met or projects that were discussed, each once."""
        where, values = self._of(kinds)
        return run(f"SELECT COUNT(DISTINCT f.subject_id) FROM ledger_fact f WHERE {where}", values)

    def distinct_by_unit(self, kinds: Sequence[str]) -> Rows:
        """The same under each unit that took part."""
        where, values = self._of(kinds)
        return run(
            "SELECT COALESCE(c.unit_id, f.unit_id), COUNT(DISTINCT f.subject_id) FROM ledger_fact f"
            " LEFT JOIN ledger_credit c ON f.is_shared AND c.fact_id = f.id"
            f" WHERE {where} GROUP BY 1",
            values,
        )

    def by_province(self, kind: str) -> Rows:
        where, values = self._of([kind])
        return run(
            f"SELECT SUBSTR(f.origin, 1, 2), SUM(f.quantity) FROM ledger_fact f WHERE {where} GROUP BY 1",
            values,
        )

    def of_unit(self, unit_id: int, kinds: Sequence[str], *, distinct: bool) -> Rows:
        """What one unit did, alone or with others."""
        where, values = self._of(kinds)
        counted = "COUNT(DISTINCT f.subject_id)" if distinct else "SUM(f.quantity)"
        return run(
            f"SELECT {counted} FROM ledger_fact f WHERE {where} AND (f.unit_id = %s OR (f.is_shared AND EXISTS"
            " (SELECT 1 FROM ledger_credit c WHERE c.fact_id = f.id AND c.unit_id = %s)))",
            [*values, unit_id, unit_id],
        )

    def _of(self, kinds: Sequence[str]) -> tuple[str, list[object]]:
        named = "= %s" if len(kinds) == 1 else f"IN ({', '.join(['%s'] * len(kinds))})"
        return _OF.format(kinds=named), [self.city_id, *kinds, *self._known]


_SPANS = (
    ("trip", "from_on", "to_on", ("WITHDRAWN",)),
    ("visit", "visited_on", "visited_on", ("WITHDRAWN",)),
    ("promotionevent", "held_from", "held_to", ("CANCELLED",)),
    ("meeting", "held_on", "held_on", ("JOINED", "WITHDRAWN")),
)
_LONGEST = {"trip": LONGEST_TRIP, "promotionevent": 366}


def days(city_id: int, first: date, last: date, unit_id: int | None = None) -> list[Rows]:
    """How many of each sort have which first and last day, as far as they touch the days."""
    found = []
    for table, begins, ends, hidden in _SPANS:
        where, values = _touching(table, begins, ends, hidden, city_id, first, last, unit_id)
        found.append(
            run(
                f"SELECT {begins}, {ends}, COUNT(*) FROM outreach_{table} r WHERE {where} GROUP BY 1, 2",
                values,
            )
        )
    return found


def things(city_id: int, first: date, last: date, unit_id: int | None, most: int) -> list[Rows]:
    """The first of each sort by their last day, with what a page says of them."""
    found = []
    for table, begins, ends, hidden in _SPANS:
        where, values = _touching(table, begins, ends, hidden, city_id, first, last, unit_id)
        named = "name" if table == "promotionevent" else "title"
        found.append(
            run(
                f"SELECT r.code, r.{named}, r.{begins}, r.{ends}, u.short_name, r.state, r.version"
                f" FROM outreach_{table} r JOIN organisation_unit u ON u.id = r.unit_id WHERE {where}"
                f" ORDER BY r.{ends}, r.id LIMIT %s",
                [*values, most],
            )
        )
    return found


def latest(table: str, day_column: str, city_id: int, size: int) -> Rows:
    """The first page of a list: the latest, with their units."""
    return run(
        f"SELECT r.code, r.title, r.{day_column}, u.short_name, r.state FROM outreach_{table} r"
        f" JOIN organisation_unit u ON u.id = r.unit_id WHERE r.city_id = %s ORDER BY r.{day_column} DESC, r.id DESC"
        " LIMIT %s",
        [city_id, size],
    )


def _touching(
    table: str,
    begins: str,
    ends: str,
    hidden: Sequence[str],
    city_id: int,
    first: date,
    last: date,
    unit_id: int | None,
) -> tuple[str, list[object]]:
    marks = ", ".join(["%s"] * len(hidden))
    where = f"r.city_id = %s AND r.{ends} >= %s AND r.{ends} < %s AND r.{begins} <= %s AND r.state NOT IN ({marks})"
    beyond = last + timedelta(days=_LONGEST.get(table, 1))
    values: list[object] = [city_id, day(first), day(beyond), day(last), *hidden]
    if unit_id is not None and table == "promotionevent":
        return f"{where} AND r.unit_id = %s", [*values, unit_id]
    if unit_id is not None:
        shared = f"SELECT p.activity_id FROM outreach_{table}part p WHERE p.unit_id = %s"
        return f"{where} AND (r.unit_id = %s OR r.id IN ({shared}))", [*values, unit_id, unit_id]
    return where, values
