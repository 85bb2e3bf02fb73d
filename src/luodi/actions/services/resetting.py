"""Deadlines follow the calendar: what is open is reckoned anew when the city orders days otherwise."""

from datetime import date, datetime

from django.db import transaction

from luodi.actions import rules
from luodi.actions.choices import UNFINISHED, ActionState
from luodi.actions.models import ActionItem, ItemBasis
from luodi.actions.services import trail
from luodi.audit import services as audit
from luodi.calendars.selectors import calendar_of
from luodi.ledger import services as ledger
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City
from luodi.refdata.workdays import Calendar

_ACT = "按工作日调整期限"


@transaction.atomic
def reset_deadlines(*, city: City, actor: Account, at: datetime) -> list[ActionItem]:
    """Reckon the deadlines of what is not closed by the calendar as it is now, and tell owners whose day has moved.

    What is closed or called off keeps its day. Call it in the transaction in which the calendar is changed.
    """
    calendar, today = calendar_of(city.pk), day_of(at)
    rows = ActionItem.objects.select_for_update(of=("self",)).filter(city=city, state__in=UNFINISHED)
    known = rows.select_related("city", "subject", "basis", "owner", "unit").order_by("pk")
    moved, notes, facts = [], [], []
    for row in known:
        deadline = _reckoned(row, calendar)
        if deadline == row.deadline:
            continue
        before, row.deadline = row.deadline, deadline
        moved.append(row)
        notes.append(trail.note_of(_ACT, row, {"期限": [before.isoformat(), deadline.isoformat()]}))
        if row.subject_id and row.state == ActionState.OPEN:
            facts.append(trail.state_fact(row, today))
        words = f"工作日调整，期限改为 {deadline.isoformat()}：{row.title}"
        trail.tell([row.owner], row, NoticeKind.INFO, words, "", at)
    ActionItem.objects.bulk_update(moved, ["deadline"], batch_size=400)
    if facts:
        ledger.post(city=city, act=_ACT, actor=actor, at=at, facts=facts, notes=notes)
    elif notes:
        audit.record_all(notes, actor=actor, at=at)
    return moved


def put_deadline(row: ActionItem, asked: date) -> str:
    """Give the locked item another day, and return what there is to say when it was moved off a free one."""
    row.deadline = calendar_of(row.city_id).workday_from(asked)
    row.save(update_fields=["deadline"])
    ItemBasis.objects.update_or_create(
        item=row,
        defaults={"workdays": None, "asked_day": asked},
        create_defaults={"begins_on": asked, "asked_day": asked},
    )
    return rules.moved_words(asked, row.deadline)


def _reckoned(row: ActionItem, calendar: Calendar) -> date:
    basis: ItemBasis | None = getattr(row, "basis", None)
    if basis is None:
        return calendar.workday_from(row.deadline)
    return rules.deadline_of(
        begins_on=basis.begins_on,
        workdays=basis.workdays,
        asked_day=basis.asked_day,
        calendar=calendar,
    )
