"""Remind units of leads whose next step is due, and of those that have gone quiet: each day of deadline once."""

from datetime import date, datetime

from django.db import transaction

from luodi.calendars.selectors import calendar_of
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.leads.services.trail import address_of
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import City
from luodi.refdata.workdays import Calendar

_NEXT = {
    LeadState.NEW: "答复来源",
    LeadState.JUDGING: "研判",
    LeadState.ANSWERING: "反馈来源",
    LeadState.FOLLOWING: "报告跟进",
}


@transaction.atomic
def remind_leads(city: City, *, at: datetime) -> list[Lead]:
    """Tell units, and who follows up, what is due by the next working day and what is overdue; return those told of."""
    today, calendar = day_of(at), calendar_of(city.pk)
    rows = Lead.objects.filter(city=city).open().filter(due_on__lte=calendar.workdays_after(today, 1))
    told = []
    for row in rows.select_related("unit__parent", "assigned_to").order_by("due_on", "id").iterator():
        if _tell(row, today, calendar, at):
            told.append(row)
    return told


def _tell(row: Lead, today: date, calendar: Calendar, at: datetime) -> int:
    late = row.is_overdue(today)
    return notices.tell_unit(
        row.unit,
        kind=NoticeKind.REMINDER,
        title=_words(row, today, calendar),
        path=address_of(row),
        at=at,
        key=f"lead:{row.pk}:{row.state}:{row.due_on}:{'late' if late else 'due'}",
        also=[row.assigned_to] if row.assigned_to is not None else [],
    )


def _words(row: Lead, today: date, calendar: Calendar) -> str:
    assert row.due_on is not None
    step = _NEXT[LeadState(row.state)]
    if not row.is_overdue(today):
        return f"线索 {row.code} 须在 {row.due_on.isoformat()} 前{step}：{row.project_name}"
    if row.state == LeadState.FOLLOWING:
        return f"线索 {row.code} 已沉寂，超期 {(today - row.due_on).days} 天未报告跟进：{row.project_name}"
    late = calendar.workdays_between(row.due_on, today)
    return f"线索 {row.code} 超期 {late} 个工作日未{step}：{row.project_name}"
