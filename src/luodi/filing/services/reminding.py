"""Remind units of a month that they have not filed (催报): once per level by the command, once a day by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.filing import rules
from luodi.filing.choices import ReminderLevel
from luodi.filing.models import FilingReminder
from luodi.filing.selectors import duties
from luodi.filing.selectors.matrix import Cell, cells_of
from luodi.filing.services.writing import TARGET, code_of, hold, path_of, require_centre, title_of
from luodi.kernel.months import month_before, month_of
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account, City, Unit
from luodi.organisation.services import Program

_BACK = 3
"""How many months back the command looks for what is still open."""


def remind_units(
    *, city: City, month: date, units: Sequence[Unit], actor: Account, at: datetime
) -> list[Unit]:
    """Remind those of the units that have not filed, and return them; who was reminded today is passed over.

    Raises: MonthRefused for a month to come or a closed one; NotAllowed unless the centre acts.
    """
    require_centre(actor, city.pk)
    today = timezone.localdate(at)
    rules.check_begun(month, today)
    wanted = {unit.pk for unit in units}
    with transaction.atomic():
        hold(city)
        if duties.is_closed(city, month):
            raise rules.MonthRefused(f"{rules.month_label(month)}已结账，不再催报", field="month")
        owed = [cell for cell in _owed(city, month, today) if cell.unit.pk in wanted]
        told = FilingReminder.objects.filter(
            city=city, month=month, level=ReminderLevel.BY_HAND, told_on=today
        )
        before = set(told.values_list("unit_id", flat=True))
        fresh = [cell for cell in owed if cell.unit.pk not in before]
        _remind(fresh, ReminderLevel.BY_HAND, actor, at)
    return [cell.unit for cell in fresh]


def remind_due(*, city: City, at: datetime) -> list[FilingReminder]:
    """Remind every unit that is owed a level today and has not had it: before the deadline, after it, and later on.

    Run it daily; running it again the same day tells nobody twice.
    """
    today = timezone.localdate(at)
    month = month_of(today)
    done: list[FilingReminder] = []
    for _ in range(_BACK):
        done += _remind_month(city, month, today, at)
        month = month_before(month)
    return done


def _remind_month(city: City, month: date, today: date, at: datetime) -> list[FilingReminder]:
    with transaction.atomic():
        hold(city)
        if duties.is_closed(city, month):
            return []
        held = rules.deadline_in_force(duties.deadlines(city), month)
        by_level: dict[ReminderLevel, list[Cell]] = {}
        for cell in _owed(city, month, today):
            level = rules.level_on(due=cell.due_on, remind_days=held.remind_days, today=today)
            if level is not None:
                by_level.setdefault(level, []).append(cell)
        done: list[FilingReminder] = []
        for level, cells in by_level.items():
            told = FilingReminder.objects.filter(city=city, month=month, level=level)
            before = set(told.values_list("unit_id", flat=True))
            fresh = [cell for cell in cells if cell.unit.pk not in before]
            done += _remind(fresh, level, Program(city.pk, display_name="定时催报"), at)
    return done


def _owed(city: City, month: date, today: date) -> list[Cell]:
    """Return the cells whose unit is the one to act; one that gave a day is left alone until that day."""
    return [
        cell
        for cell in cells_of(city, month, today)
        if cell.waits_for_unit
        and not (cell.filing and cell.filing.expected_on and cell.filing.expected_on >= today)
    ]


def _remind(
    cells: Sequence[Cell], level: ReminderLevel, actor: audit.Actor, at: datetime
) -> list[FilingReminder]:
    today = timezone.localdate(at)
    rows = []
    for cell in cells:
        row = FilingReminder(
            city_id=cell.unit.city_id,
            unit=cell.unit,
            month=cell.month,
            level=level,
            told_on=today,
            at=at,
            by_id=actor.pk,
        )
        row.save(force_insert=True)
        rows.append(row)
        _tell(cell, level, at)
    notes = [
        audit.Note(
            "催报",
            TARGET,
            code_of(cell.unit, cell.month),
            title_of(cell.unit, cell.month),
            {"级别": [None, level.label]},
        )
        for cell in cells
    ]
    if notes:
        audit.record_all(notes, actor=actor, at=at)
    return rows


def _tell(cell: Cell, level: ReminderLevel, at: datetime) -> None:
    today = timezone.localdate(at)
    days = (today - cell.due_on) // timedelta(days=1)
    by_hand = f":{today.isoformat()}" if level == ReminderLevel.BY_HAND else ""
    notices.tell_unit(
        cell.unit,
        kind=NoticeKind.REMINDER,
        title=f"{title_of(cell.unit, cell.month)}尚未报齐"
        + (f"，已逾期 {days} 天" if days > 0 else f"，{cell.due_on.isoformat()} 截止"),
        reason=f"上次被退回：{cell.filing.return_reason}"
        if cell.filing and cell.filing.return_reason
        else "",
        path=path_of(cell.unit, cell.month),
        at=at,
        key=f"filing:{rules.month_text(cell.month)}:{cell.unit.pk}:{level}{by_hand}",
    )
