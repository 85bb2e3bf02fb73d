"""What the centre sets: until when units file, and which ones do. Past months keep what held for them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.filing import rules
from luodi.filing.models import FilingDeadline, FilingDuty
from luodi.filing.selectors import duties
from luodi.filing.services.writing import hold, require_centre
from luodi.organisation.models import Account, City, Unit

TARGET = "filing-rule"


def set_deadline(
    *,
    city: City,
    since: date,
    day: int,
    in_next_month: bool,
    remind_days: int,
    actor: Account,
    at: datetime,
) -> FilingDeadline:
    """Let filings from the month ``since`` on be due on ``day`` of the month itself or of the next one.

    Raises: FilingRefused for days that cannot be, or a deadline that would have passed already; MonthRefused for a
    closed month; NotAllowed.
    """
    require_centre(actor, city.pk)
    rules.check_deadline(day=day, remind_days=remind_days)
    wanted = rules.Deadline(since, day, in_next_month=in_next_month, remind_days=remind_days)
    if rules.due_on([wanted], since) < timezone.localdate(at):
        raise rules.FilingRefused(
            f"按此设定，{rules.month_label(since)}的截止日已过；请从以后的月份起设定", field="since"
        )
    with transaction.atomic():
        hold(city)
        _check_open(city, since)
        before = rules.deadline_in_force(duties.deadlines(city), since)
        row = FilingDeadline.objects.create(
            city=city,
            since=since,
            day=day,
            in_next_month=in_next_month,
            remind_days=remind_days,
            set_at=at,
            set_by=actor,
        )
        changes = {"起始月份": [None, rules.month_text(since)], "截止日": [_said(before), _said(row.value())]}
        line = audit.Note("设定填报截止日", TARGET, "deadline", "填报截止日", changes)
        audit.record(line, actor=actor, at=at)
    return row


def set_duty(
    *,
    unit: Unit,
    since: date,
    files: bool,
    reason: str = "",
    actor: Account,
    at: datetime,
) -> FilingDuty:
    """Let the unit file, or not file, from the month ``since`` on.

    Raises: FilingRefused when that is so already, or for the city and the centre, which receive; MonthRefused for a
    closed month; NotAllowed.
    """
    require_centre(actor, unit.city_id)
    if unit.kind in duties.NEVER_FILE:
        raise rules.FilingRefused(f"{unit.short_name}受理填报，自己不填报", field="unit")
    with transaction.atomic():
        hold(unit.city)
        _check_open(unit.city, since)
        held = next((one for one in duties.duties_of(unit.city) if one.unit.pk == unit.pk), None)
        before = held is not None and held.holds(since)
        if before == files:
            said = "已经须" if files else "本来就不"
            raise rules.FilingRefused(
                f"{unit.short_name}{rules.month_label(since)}起{said}填报", field="files"
            )
        row = FilingDuty.objects.create(
            city=unit.city,
            unit=unit,
            since=since,
            files=files,
            reason=reason.strip(),
            set_at=at,
            set_by=actor,
        )
        changes = {
            "起始月份": [None, rules.month_text(since)],
            "须填报": ["是" if before else "否", "是" if files else "否"],
            "说明": [None, row.reason],
        }
        audit.record(audit.Note("设定填报单位", TARGET, unit.code, unit.name, changes), actor=actor, at=at)
    return row


def _check_open(city: City, since: date) -> None:
    closed = duties.last_closed(city)
    if closed is not None and since <= closed:
        raise rules.MonthRefused(f"{rules.month_label(closed)}已结账，只能从以后的月份起设定", field="since")


def _said(deadline: rules.Deadline) -> str:
    return f"{'次月' if deadline.in_next_month else '当月'} {deadline.day} 日"
