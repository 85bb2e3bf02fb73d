"""Press for what is due and overdue, level by level: each level of an item once for each of its deadlines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef

from luodi import bulk
from luodi.actions import policies, rules
from luodi.actions.choices import Level, Told
from luodi.actions.models import ActionItem, ActionItemQuerySet, CoOwner, Escalation
from luodi.actions.rules import ORDER, Step
from luodi.actions.services.ruling import pressing_on
from luodi.calendars.selectors import calendar_of
from luodi.enterprises import numbering
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import selectors as organisation
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City, Unit

_COLUMNS = ("item_id", "deadline", "number", "n_told")


@dataclass(frozen=True)
class Pressed:
    """How many items were pressed for at each level, and how many were told."""

    by_level: Mapping[Level, int]
    n_told: int

    def count(self, level: Level) -> int:
        return self.by_level.get(level, 0)


class _Item(NamedTuple):
    pk: int
    code: str
    title: str
    deadline: date
    owner: int
    unit: int
    setter: int


@transaction.atomic
def escalate_items(city: City, *, at: datetime) -> Pressed:
    """Press for every item that has reached a louder level than it was pressed for by its present deadline.

    Levels that were passed meanwhile are passed over: nobody is told three times at once. A red level is numbered.
    Shape: a dozen queries, however many items.
    """
    City.objects.select_for_update(no_key=True).get(pk=city.pk)
    today, calendar = day_of(at), calendar_of(city.pk)
    steps = pressing_on(city.pk, today).steps
    due: dict[Step, list[date]] = {}
    deadlines = ActionItem.objects.filter(city=city).open().order_by("deadline").values_list("deadline")
    for (deadline,) in deadlines.distinct():
        if step := rules.level_on(deadline, steps, today=today, calendar=calendar):
            due.setdefault(step, []).append(deadline)
    told = {step.level: _press(city, step, days, today, at) for step, days in due.items()}
    by_level = {level: n_items for level, (n_items, _) in told.items() if n_items}
    return Pressed(by_level, sum(n_told for _, n_told in told.values()))


def remind_items(city: City, *, at: datetime) -> int:
    """Press for what is due, and return how many were told."""
    return escalate_items(city, at=at).n_told


def _to_press(city: City, step: Step, deadlines: list[date]) -> ActionItemQuerySet:
    """Return the open items of those deadlines that were not yet pressed for at this level, or a louder one."""
    louder = ORDER[ORDER.index(step.level) :]
    before = Escalation.objects.filter(item=OuterRef("pk"), deadline=OuterRef("deadline"), level__in=louder)
    rows = ActionItem.objects.filter(city=city, deadline__in=deadlines).open().exclude(Exists(before))
    return rows.order_by("deadline", "id")


def _press(city: City, step: Step, deadlines: list[date], today: date, at: datetime) -> tuple[int, int]:
    """Return how many items were pressed for, and how many were told."""
    rows = _to_press(city, step, deadlines)
    paths = ("pk", "code", "title", "deadline", "owner_id", "unit_id", "asked_by_id")
    items = [_Item(*row) for row in rows.values_list(*paths).iterator()]
    if not items:
        return 0, 0
    numbers = [""] * len(items)
    if step.level == Level.SUPERVISE:
        numbers = numbering.take(city_id=city.pk, prefix="DB", year=today.year, n=len(items))
    told = _Addressees(city, step, rows).of_all(items)
    bulk.insert(
        Escalation,
        _COLUMNS,
        [
            (item.pk, item.deadline, number, len(accounts))
            for item, number, accounts in zip(items, numbers, told, strict=True)
        ],
        same={"level": step.level, "colour": step.colour, "at": at},
    )
    notices.tell_many(
        _notices(items, numbers, told, step, today), city_id=city.pk, kind=NoticeKind.REMINDER, at=at
    )
    return len(items), sum(map(len, told))


class _Addressees:
    """Whom a step tells of which item: asked for once, for all items."""

    def __init__(self, city: City, step: Step, rows: ActionItemQuerySet) -> None:
        self.step = step
        active = Account.objects.filter(city=city, is_active=True)
        self.active = frozenset(active.values_list("pk", flat=True))
        self.centre = [one.pk for one in policies.keepers_of(city.pk)] if Told.CENTRE in step.tells else []
        self.clerks: dict[int, list[int]] = {}
        self.helping: dict[int, list[int]] = {}
        if Told.UNIT in step.tells:
            units = Unit.objects.filter(pk__in=rows.order_by().values("unit_id")).select_related("parent")
            self.clerks = {unit.pk: [one.pk for one in organisation.clerks_of(unit)] for unit in units}
        if Told.CO_OWNERS in step.tells:
            held = CoOwner.objects.filter(item__in=rows.order_by().values("pk")).order_by("pk")
            for item, account in held.values_list("item_id", "account_id").iterator():
                self.helping.setdefault(item, []).append(account)

    def of_all(self, items: Iterable[_Item]) -> list[list[int]]:
        """Return each item's active accounts, each account once."""
        return [[one for one in dict.fromkeys(self._of(item)) if one in self.active] for item in items]

    def _of(self, item: _Item) -> Iterator[int]:
        for told in self.step.tells:
            match told:
                case Told.OWNER:
                    yield item.owner
                case Told.CO_OWNERS:
                    yield from self.helping.get(item.pk, ())
                case Told.UNIT:
                    yield from self.clerks[item.unit]
                case Told.SETTER:
                    yield item.setter
                case Told.CENTRE:
                    yield from self.centre


def _notices(
    items: Iterable[_Item],
    numbers: Iterable[str],
    told: Iterable[Sequence[int]],
    step: Step,
    today: date,
) -> Iterator[tuple[int, str, str, str]]:
    for item, number, accounts in zip(items, numbers, told, strict=True):
        title, key = _words(item, number, step, today), f"action:{item.pk}:{item.deadline}:{step.level.value}"
        for account in accounts:
            yield account, title, f"/actions/{item.code}/", key


def _words(item: _Item, number: str, step: Step, today: date) -> str:
    late = (today - item.deadline).days
    if late <= 0:
        return f"提醒：待办将于 {item.deadline.isoformat()} 到期：{item.title}"
    numbered = f"（{number}）" if number else ""
    return f"{step.level.label}{numbered}：待办已超期 {late} 天：{item.title}"
