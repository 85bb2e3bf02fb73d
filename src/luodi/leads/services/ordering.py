"""Order days otherwise, and reckon anew in the same act what hangs on them: open leads and open action items."""

from datetime import date, datetime

from django.db import transaction

from luodi.actions import services as actions
from luodi.audit import services as audit
from luodi.calendars import services as calendars
from luodi.calendars.models import LocalDay
from luodi.calendars.selectors import calendar_of
from luodi.leads import rules
from luodi.leads.choices import LeadState
from luodi.leads.models import Lead
from luodi.leads.services import trail
from luodi.organisation.models import Account, City
from luodi.refdata.workdays import Calendar


@transaction.atomic
def order_days(
    *, first: date, last: date, is_work: bool, name: str, document: str, actor: Account, at: datetime
) -> tuple[list[LocalDay], int]:
    """Order the days as ``calendars.set_days``, and return the days with how many open deadlines have moved.

    Raises: DaysRefused; NotAllowed.
    """
    before = calendar_of(actor.city_id)
    rows = calendars.set_days(
        first=first, last=last, is_work=is_work, name=name, document=document, actor=actor, at=at
    )
    return rows, _reset(before, actor, at)


@transaction.atomic
def take_back_days(
    *, first: date, last: date, reason: str, actor: Account, at: datetime
) -> tuple[list[date], int]:
    """Take orders back as ``calendars.clear_days``, and return the days with how many open deadlines have moved.

    Raises: DaysRefused; NotAllowed.
    """
    before = calendar_of(actor.city_id)
    days = calendars.clear_days(first=first, last=last, reason=reason, actor=actor, at=at)
    return days, _reset(before, actor, at)


def reset_deadlines(
    *, city: City, before: Calendar, after: Calendar, actor: Account, at: datetime
) -> list[Lead]:
    """Reckon the next steps of open leads by the calendar as it is now; closed leads have none."""
    rows = Lead.objects.select_for_update(of=("self",)).filter(city=city, state__in=rules.BY_WORKDAYS)
    moved, notes = [], []
    for row in rows.select_related("brief").order_by("pk"):
        held = row.due_on
        assert held is not None
        due = rules.due_anew(
            LeadState(row.state), held, since=row.brief.held_since, before=before, after=after
        )
        if due != held:
            row.due_on, row.version = due, row.version + 1
            moved.append(row)
            said = {"下一步期限": [held.isoformat(), due.isoformat()]}
            notes.append(audit.Note("按工作日调整期限", trail.TARGET, row.code, row.project_name, said))
    Lead.objects.bulk_update(moved, ["due_on", "version"], batch_size=400)
    if notes:
        audit.record_all(notes, actor=actor, at=at)
    return moved


def _reset(before: Calendar, actor: Account, at: datetime) -> int:
    city, after = actor.city, calendar_of(actor.city_id)
    leads = reset_deadlines(city=city, before=before, after=after, actor=actor, at=at)
    return len(leads) + len(actions.reset_deadlines(city=city, actor=actor, at=at))
