"""Press for what is due and overdue, level by level: each level of an item once for each of its deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from luodi.actions import policies, rules
from luodi.actions.choices import Level, Told
from luodi.actions.models import ActionItem, ActionItemQuerySet, Escalation
from luodi.actions.rules import ORDER, Step
from luodi.actions.services.ruling import pressing_on
from luodi.actions.services.trail import address_of
from luodi.calendars.selectors import calendar_of
from luodi.enterprises import numbering
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import selectors as organisation
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City

_CHUNK = 500


@dataclass(frozen=True)
class Pressed:
    """What was pressed for, and how many were told."""

    rows: tuple[Escalation, ...]
    n_told: int

    def count(self, level: Level) -> int:
        return sum(row.level == level for row in self.rows)


@transaction.atomic
def escalate_items(city: City, *, at: datetime) -> Pressed:
    """Press for every item that has reached a louder level than it was pressed for by its present deadline.

    Levels that were passed meanwhile are passed over: nobody is told three times at once. A red level is numbered.
    """
    City.objects.select_for_update(no_key=True).get(pk=city.pk)
    today, calendar = day_of(at), calendar_of(city.pk)
    steps = pressing_on(city.pk, today).steps
    due: dict[Step, list[date]] = {}
    deadlines = ActionItem.objects.filter(city=city).open().order_by("deadline").values_list("deadline")
    for (deadline,) in deadlines.distinct():
        if step := rules.level_on(deadline, steps, today=today, calendar=calendar):
            due.setdefault(step, []).append(deadline)
    rows = [
        row for step, days in due.items() for row in _press(_to_press(city, step, days), step, today, at=at)
    ]
    centre = policies.keepers_of(city.pk) if rows else []
    n_told = 0
    for row in rows:
        step = next(one for one in steps if one.level == row.level)
        row.n_told = _tell(row, step, centre, today, at)
        n_told += row.n_told
    Escalation.objects.bulk_update(rows, ["n_told"], batch_size=_CHUNK)
    return Pressed(tuple(rows), n_told)


def remind_items(city: City, *, at: datetime) -> int:
    """Press for what is due, and return how many were told."""
    return escalate_items(city, at=at).n_told


def _to_press(city: City, step: Step, deadlines: list[date]) -> ActionItemQuerySet:
    """Return the open items of those deadlines that were not yet pressed for at this level, or a louder one."""
    louder = ORDER[ORDER.index(step.level) :]
    before = Escalation.objects.filter(item=OuterRef("pk"), deadline=OuterRef("deadline"), level__in=louder)
    rows = ActionItem.objects.filter(city=city, deadline__in=deadlines).open().exclude(Exists(before))
    return rows.select_related("owner", "unit__parent", "asked_by").order_by("deadline", "id")


def _press(items: ActionItemQuerySet, step: Step, today: date, *, at: datetime) -> list[Escalation]:
    found = list(items)
    if not found:
        return []
    numbers = [""] * len(found)
    if step.level == Level.SUPERVISE:
        numbers = numbering.take(city_id=found[0].city_id, prefix="DB", year=today.year, n=len(found))
    rows = [
        Escalation(
            item=item, deadline=item.deadline, level=step.level, colour=step.colour, number=number, at=at
        )
        for item, number in zip(found, numbers, strict=True)
    ]
    return Escalation.objects.bulk_create(rows, batch_size=_CHUNK)


def _tell(row: Escalation, step: Step, centre: Iterable[Account], today: date, at: datetime) -> int:
    item = row.item
    accounts: list[Account] = []
    for told in step.tells:
        match told:
            case Told.OWNER:
                accounts.append(item.owner)
            case Told.CO_OWNERS:
                accounts += [one.account for one in item.co_owners.select_related("account")]
            case Told.UNIT:
                accounts += organisation.clerks_of(item.unit)
            case Told.SETTER:
                accounts.append(item.asked_by)
            case Told.CENTRE:
                accounts += centre
    return notices.tell(
        accounts,
        kind=NoticeKind.REMINDER,
        title=_words(row, today),
        path=address_of(item),
        at=at,
        key=f"action:{item.pk}:{row.deadline.isoformat()}:{row.level}",
    )


def _words(row: Escalation, today: date) -> str:
    late = (today - row.deadline).days
    if late <= 0:
        return f"提醒：待办将于 {row.deadline.isoformat()} 到期：{row.item.title}"
    number = f"（{row.number}）" if row.number else ""
    return f"{row.get_level_display()}{number}：待办已超期 {late} 天：{row.item.title}"
