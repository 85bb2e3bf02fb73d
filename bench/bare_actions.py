"""The yardsticks of action items: the same tabs, counts, figures and messages as SQL by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from bench import bare
from luodi.actions import rules
from luodi.actions.choices import Told
from luodi.actions.models import ActionItem
from luodi.actions.rules import Step
from luodi.calendars.selectors import calendar_of
from luodi.desk.frame import Frame
from luodi.ledger.rules import ORDINAL_BITS, held_key
from luodi.organisation.clock import day_of
from luodi.organisation.models import City

SIZE = 50
_SHOWN = (
    "i.id, i.code, i.title, i.deadline, i.state, i.kind, i.reason, i.source, i.asked_at, i.result, o.id, op.name,"
    " u.short_name, s.kind, s.code, s.label, a.id, ap.name"
)
_JOINED = (
    " JOIN organisation_account o ON o.id = i.owner_id JOIN organisation_person op ON op.id = o.person_id"
    " JOIN organisation_unit u ON u.id = i.unit_id LEFT JOIN ledger_subject s ON s.id = i.about_id"
    " JOIN organisation_account a ON a.id = i.asked_by_id JOIN organisation_person ap ON ap.id = a.person_id"
)
_UNFINISHED = "i.state IN ('OPEN', 'REPORTED')"
Levels = Mapping[Step, Sequence[date]]


def page(frame: Frame, tab: str, narrowed: Mapping[str, str]) -> tuple[int, list[int]]:
    """Return how many stand in the tab, and the ids of the first fifty with everything that is shown of them."""
    where, values = _tab(frame, tab)
    where += "".join(f" AND i.{column} = %s" for column in narrowed)
    values += narrowed.values()
    n = bare.run(f"SELECT COUNT(*) FROM actions_actionitem i WHERE {where}", values)[0][0]
    order = "i.id DESC" if tab in ("closed", "all") else "i.deadline, i.id"
    rows = bare.run(
        f"SELECT {_SHOWN} FROM (SELECT * FROM actions_actionitem i WHERE {where} ORDER BY {order} LIMIT {SIZE}) i"
        f"{_JOINED} ORDER BY {order}",
        values,
    )
    ids = [row[0] for row in rows]
    if ids:
        marks = ", ".join(["%s"] * len(ids))
        bare.run(
            f"SELECT item_id, deadline, level, colour, number FROM actions_escalation WHERE item_id IN ({marks})",
            ids,
        )
    return n, ids


def counts(frame: Frame, tabs: Iterable[str]) -> dict[str, int]:
    told = {}
    for tab in tabs:
        where, values = _tab(frame, tab)
        told[tab] = bare.run(f"SELECT COUNT(*) FROM actions_actionitem i WHERE {where}", values)[0][0]
    return told


def _tab(frame: Frame, tab: str) -> tuple[str, list[Any]]:
    account, city = frame.account.pk, frame.city.pk
    seen, own = _seen(frame)
    person = frame.account.person_id
    owner = "(SELECT o.person_id FROM organisation_account o WHERE o.id = i.owner_id)"
    match tab:
        case "mine":
            helped = "i.id IN (SELECT c.item_id FROM actions_coowner c WHERE c.account_id = %s)"
            return f"i.city_id = %s AND i.state = 'OPEN' AND (i.owner_id = %s OR {helped})", [
                city,
                account,
                account,
            ]
        case "judge":
            asked = (
                "i.state = 'OPEN' AND i.id IN (SELECT e.item_id FROM actions_itemextension e"
                " WHERE e.state = 'ASKED')"
            )
            of_own = "i.asked_by_id = %s"
            if frame.reach.keeps_city:
                setter = "(SELECT o.person_id FROM organisation_account o WHERE o.id = i.asked_by_id)"
                of_own = f"({of_own} OR {setter} = {owner})"
            told = "i.id IN (SELECT b.item_id FROM actions_itembasis b WHERE b.approver_id = %s)"
            waits = f"((i.state = 'REPORTED' OR ({asked})) AND {of_own}) OR ({asked} AND {told})"
            return f"{seen} AND ({waits}) AND {owner} <> %s", [*own, account, person, person]
        case "overdue":
            return f"{seen} AND i.state = 'OPEN' AND i.deadline < %s", [*own, bare.day(frame.today)]
        case "unit":
            return f"{seen} AND {_UNFINISHED} AND i.unit_id = %s", [*own, frame.account.unit_id]
        case "asked":
            return f"{seen} AND i.asked_by_id = %s", [*own, account]
        case "closed":
            return f"{seen} AND i.state NOT IN ('OPEN', 'REPORTED')", own
    return seen, own


def _seen(frame: Frame) -> tuple[str, list[Any]]:
    if frame.reach.unit_ids is None:
        return "i.city_id = %s", [frame.city.pk]
    units, account = sorted(frame.reach.unit_ids), frame.account.pk
    marks = ", ".join(["%s"] * len(units))
    told = (
        f"i.city_id = %s AND (i.unit_id IN ({marks}) OR i.asked_from_id IN ({marks}) OR i.owner_id = %s"
        " OR i.id IN (SELECT c.item_id FROM actions_coowner c WHERE c.account_id = %s)"
        " OR i.id IN (SELECT b.item_id FROM actions_itembasis b WHERE b.approver_id = %s))"
    )
    return told, [frame.city.pk, *units, *units, account, account, frame.account.person_id]


def figure(code: str, city_id: int, on: date, at: datetime) -> int:
    """Return the number of all units, which the database adds up unit by unit."""
    known = "city_id = %s AND recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)"
    known += " AND standing = 'VERIFIED'"
    values: list[Any] = [city_id, bare.moment(at), bare.moment(at)]
    if code in ("items.opened", "items.closed"):
        kind = code.replace("items", "item")
        text = f"SELECT unit_id, COUNT(DISTINCT subject_id) FROM ledger_fact WHERE {known} AND kind = %s"
        values += [kind, bare.day(on.replace(month=1, day=1)), bare.day(on)]
        text += " AND occurred_on BETWEEN %s AND %s GROUP BY unit_id"
        return int(sum(row[1] for row in bare.run(text, values)))
    latest = _latest(f"{known} AND kind = 'item.state' AND held_key < %s")
    values.append(held_key(on, 0) + (1 << ORDINAL_BITS))
    still = "state IN ('DOING', 'REPORTED')"
    if code == "items.overdue":
        still = "state = 'DOING' AND status_since < %s"
        values.append(bare.day(on))
    rows = bare.run(f"SELECT unit_id, COUNT(*) FROM ({latest}) s WHERE {still} GROUP BY unit_id", values)
    return int(sum(row[1] for row in rows))


def _latest(where: str) -> str:
    if connection.vendor == "sqlite":
        columns = "state, status_since, unit_id, MAX(held_key) AS held_key"
        return f"SELECT {columns} FROM ledger_fact WHERE {where} GROUP BY subject_id"
    columns = "DISTINCT ON (subject_id) state, status_since, unit_id"
    return f"SELECT {columns} FROM ledger_fact WHERE {where} ORDER BY subject_id DESC, held_key DESC"


def levels(city: City, at: datetime, steps: Sequence[Step]) -> Levels:
    """Return the deadlines that have reached each step."""
    calendar, told = calendar_of(city.pk), dict[Step, list[date]]()
    days = ActionItem.objects.filter(city=city).open().values_list("deadline", flat=True).distinct()
    for deadline in days.order_by("deadline"):
        if step := rules.level_on(deadline, steps, today=day_of(at), calendar=calendar):
            told.setdefault(step, []).append(deadline)
    return told


_WHOM = {
    Told.OWNER: "SELECT i.id, i.owner_id FROM due i",
    Told.CO_OWNERS: "SELECT i.id, c.account_id FROM due i JOIN actions_coowner c ON c.item_id = i.id",
    Told.UNIT: "SELECT i.id, g.account_id FROM due i JOIN organisation_grant g ON g.unit_id = i.unit_id"
    " WHERE g.role = 'CLERK' AND g.revoked_at IS NULL",
    Told.SETTER: "SELECT i.id, i.asked_by_id FROM due i",
    Told.CENTRE: "SELECT i.id, g.account_id FROM due i JOIN organisation_account a ON a.city_id = i.city_id"
    " JOIN organisation_grant g ON g.account_id = a.id WHERE g.role = 'CENTRE' AND g.revoked_at IS NULL",
}


def press(city_id: int, due_at: Levels, at: datetime) -> None:
    """Write what is pressed for and who is told: two statements for each level."""
    moment = bare.moment(at)
    for step, days in due_at.items():
        marks = ", ".join(["%s"] * len(days))
        listed = f"FROM actions_actionitem i WHERE city_id = %s AND state = 'OPEN' AND deadline IN ({marks})"
        values = [city_id, *map(bare.day, days)]
        level = step.level.value
        bare.run(
            "INSERT INTO actions_escalation (item_id, deadline, level, colour, number, at, n_told)"
            f" SELECT id, deadline, '{level}', '{step.colour.value}', '', %s, 0 {listed}"
            " ORDER BY deadline, id RETURNING 1",
            [moment, *values],
        )
        whom = " UNION ".join(_WHOM[told] for told in step.tells)
        bare.run(
            f"WITH due AS (SELECT * {listed}), told (item_id, account_id) AS ({whom})"
            " INSERT INTO notices_notice (city_id, account_id, kind, title, reason, path, key, created_at)"
            f" SELECT i.city_id, t.account_id, 'REMINDER', '{step.level.label}：' || i.title, '', '/actions/' || i.code"
            f" || '/', 'action:' || i.id || ':' || i.deadline || ':{level}', %s"
            " FROM told t JOIN due i ON i.id = t.item_id ORDER BY i.id RETURNING 1",
            [*values, moment],
        )
