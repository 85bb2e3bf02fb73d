"""What the pages need to know, as SQL by hand: no more statements than the answers take, and nothing shown."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from bench.bare import KNOWN, Rows, day, moment, run
from luodi.ledger.rules import ORDINAL_BITS, held_key

STEPS = ("project.signed", "project.started", "project.producing")
CONTACTS = (
    "trip.made", "trip.firm_met", "trip.project_discussed", "visit.received", "visit.firm_met",
    "visit.project_discussed", "above_scale.entered",
)  # fmt: skip
STATES = ("opportunity.state", "adviser.state")
SIZE = 50


def home(city_id: int, today: date, at: datetime) -> list[Rows]:
    """This year, the year before, this month and the two before, 24 months, units, origins, stocks and contacts."""
    year, month = today.replace(month=1, day=1), today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    two_before = (before - timedelta(days=1)).replace(day=1)
    spans = [
        (year, today),
        (_year_earlier(year), _year_earlier(today)),
        (month, today),
        (before, month - timedelta(days=1)),
        (two_before, before - timedelta(days=1)),
    ]
    asked = _Asked(city_id, at)
    found = [asked.flow("1", kind, first, last) for kind in STEPS for first, last in spans]
    found += [asked.flow("unit_id", kind, year, today) for kind in STEPS]
    by_month = (
        "SUBSTR(occurred_on, 1, 7)" if connection.vendor == "sqlite" else "DATE_TRUNC('month', occurred_on)"
    )
    long_ago = date(month.year - 2, month.month, 1)
    found += [asked.flow(by_month, kind, long_ago, today) for kind in STEPS[:2]]
    found.append(asked.flow("SUBSTR(origin, 1, 2)", STEPS[0], year, today))
    found += [asked.flow("1", kind, year, today) for kind in CONTACTS]
    found.append(asked.stock("project.state", today))
    found += [asked.stock(kind, today) for kind in STATES]
    return found


class _Asked:
    """Questions of one city as of one moment."""

    def __init__(self, city_id: int, at: datetime) -> None:
        self.known = f"city_id = %s AND kind = %s AND {KNOWN}"
        self.city_id, self.at = city_id, moment(at)

    def flow(self, key: str, kind: str, first: date, last: date) -> Rows:
        return run(
            f"SELECT {key}, SUM(quantity), SUM(amount), SUM(quantity) FILTER (WHERE industrial),"
            f" SUM(amount) FILTER (WHERE industrial) FROM ledger_fact WHERE {self.known}"
            " AND occurred_on BETWEEN %s AND %s GROUP BY 1",
            [self.city_id, kind, self.at, self.at, day(first), day(last)],
        )

    def stock(self, kind: str, on: date) -> Rows:
        columns = "state, status, amount, sponsor_id"
        latest = (
            f"SELECT {columns}, MAX(held_key) FROM ledger_fact WHERE {self.known} AND held_key < %s GROUP BY subject_id"
            if connection.vendor == "sqlite"
            else f"SELECT DISTINCT ON (subject_id) {columns} FROM ledger_fact WHERE {self.known} AND held_key < %s"
            " ORDER BY subject_id DESC, held_key DESC"
        )
        return run(
            f"SELECT state, COUNT(*), SUM(amount), COUNT(sponsor_id), SUM(amount) FILTER (WHERE sponsor_id IS NOT NULL)"
            f" FROM ({latest}) s WHERE status <> 'WITHDRAWN' GROUP BY state",
            [self.city_id, kind, self.at, self.at, held_key(on, 0) + (1 << ORDINAL_BITS)],
        )


def ledger_page(
    city_id: int, number: int, *, unit_id: int | None = None, section: str = ""
) -> tuple[int, Rows]:
    """The exact number of projects, and fifty of them, the latest first."""
    values: list[Any] = [city_id]
    where = "p.city_id = %s AND NOT p.is_void"
    if unit_id is not None:
        where += " AND p.unit_id = %s AND p.industry LIKE %s"
        values += [unit_id, f"{section}%"]
    total = run(f"SELECT COUNT(*) FROM projects_project p WHERE {where}", values)[0][0]
    rows = run(
        "SELECT p.id, p.code, p.name, p.investor_name, u.short_name, p.area, p.origin, p.industry, p.industrial,"
        " p.total_fen, p.stage, p.status, p.standing, s.name, p.negotiating_on, p.signed_on, p.started_on,"
        " p.producing_on, p.updated_at FROM projects_project p JOIN organisation_unit u ON u.id = p.unit_id"
        f" LEFT JOIN organisation_person s ON s.id = p.sponsor_id WHERE {where}"
        " ORDER BY p.id DESC LIMIT %s OFFSET %s",
        [*values, SIZE, (number - 1) * SIZE],
    )
    return int(total), rows


def _year_earlier(on: date) -> date:
    return on.replace(year=on.year - 1, day=min(on.day, monthrange(on.year - 1, on.month)[1]))
