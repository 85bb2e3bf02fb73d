"""Mark where members were, half a day at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require
from luodi.teams import rules
from luodi.teams.choices import Presence, SheetState
from luodi.teams.models import Attendance, AttendanceSheet, Secondment
from luodi.teams.policies import may_mark
from luodi.teams.rules import AttendanceRefused

TARGET = "attendance"


@dataclass(frozen=True)
class Mark:
    """A member's day; a half that is empty is taken back."""

    secondment: Secondment
    morning: Presence | None
    afternoon: Presence | None


@transaction.atomic
def mark_days(team: Unit, day: date, marks: Sequence[Mark], *, actor: Account, at: datetime) -> int:
    """Mark the members' day, over what was marked before; what stays the same writes nothing.

    Shape: how many members' days changed.
    Raises: NotAllowed for members whose day is not the actor's to mark; AttendanceRefused for a day to come, one
    outside a member's term, or one of a month that is submitted or confirmed.
    """
    reach = reach_of(actor)
    state = _state_of(team, day)
    rules.check_day(day, today=day_of(at), state=state)
    for mark in marks:
        member = mark.secondment
        allowed = team.city_id == actor.city_id and may_mark(reach, team, member, actor)
        require(allowed, f"没有为“{team.short_name}”的队员登记出勤的权限")
        if member.unit_id != team.pk or not member.since <= day <= member.until:
            raise AttendanceRefused(f"{member.person.name} {day.isoformat()} 不在这支队伍", field="day")
    known = {row.secondment_id: row for row in _rows(marks, day)}
    said: dict[str, list[str]] = {}
    for mark in marks:
        before = known.get(mark.secondment.pk)
        after = (mark.morning or "", mark.afternoon or "")
        if after == ((before.morning, before.afternoon) if before else ("", "")):
            continue
        said[mark.secondment.person.name] = [_text(before), "／".join(_label(half) for half in after)]
        _write(mark, before, day, actor, at)
    if said:
        note = audit.Note("登记出勤", TARGET, f"{team.code} {day.isoformat()}", team.short_name, said)
        audit.record(note, actor=actor, at=at)
    return len(said)


def _state_of(team: Unit, day: date) -> SheetState | None:
    """Return how far the day's month has come, locked, so that it is not submitted meanwhile."""
    rows = AttendanceSheet.objects.select_for_update().filter(unit=team, month=f"{day:%Y-%m}")
    sheet = rows.first()
    return SheetState(sheet.state) if sheet else None


def _rows(marks: Sequence[Mark], day: date) -> list[Attendance]:
    ids = [mark.secondment.pk for mark in marks]
    return list(Attendance.objects.select_for_update().filter(secondment__in=ids, day=day))


def _write(mark: Mark, before: Attendance | None, day: date, actor: Account, at: datetime) -> None:
    values = {
        "morning": mark.morning or "",
        "afternoon": mark.afternoon or "",
        "marked_at": at,
        "marked_by": actor,
    }
    Attendance.objects.update_or_create(secondment=mark.secondment, day=day, defaults=values)


def _text(row: Attendance | None) -> str:
    return "／".join(_label(half) for half in ((row.morning, row.afternoon) if row else ("", "")))


def _label(half: str) -> str:
    return Presence(half).label if half else "未登记"
