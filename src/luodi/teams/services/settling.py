"""Submit a month's attendance, confirm it, send it back, and open it again: it counts from the confirmation on."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require_writing
from luodi.teams import rules
from luodi.teams.choices import SheetState
from luodi.teams.models import Attendance, AttendanceSheet
from luodi.teams.policies import require_confirming
from luodi.teams.rules import AttendanceRefused

TARGET = "attendance"


@transaction.atomic
def submit_month(team: Unit, month: str, *, actor: Account, at: datetime) -> AttendanceSheet:
    """Say that the month, written ``2020-07``, is complete; from then on nothing in it is marked.

    Raises: NotAllowed unless the actor writes for the team; AttendanceRefused before the month's last day, when it
    is submitted already, or when nothing has been marked.
    """
    require_writing(reach_of(actor), team)
    period = month_of(month)
    row = AttendanceSheet.objects.select_for_update().filter(unit=team, month=month).first()
    marks = list(_marks(team, period))
    rules.check_submittable(
        period,
        today=day_of(at),
        state=SheetState(row.state) if row else None,
        n_marked=sum(bool(mark) for mark in marks),
    )
    row = row or AttendanceSheet(city_id=team.city_id, unit=team, month=month)
    row.state, row.half_days = SheetState.SUBMITTED, rules.half_days(marks)
    row.submitted_at, row.submitted_by = at, actor
    row.settled_at, row.settled_by, row.reason = None, None, ""
    row.version += 1
    row.save()
    audit.record(_note("提交月度出勤", row), actor=actor, at=at)
    return row


@transaction.atomic
def confirm_month(sheet: AttendanceSheet, *, actor: Account, at: datetime) -> AttendanceSheet:
    """Confirm a submitted month: its person-days count, as verified, on its last day.

    Raises: NotAllowed for anybody but the centre; AttendanceRefused when it is not submitted, or by whoever did it.
    """
    row = _locked(sheet)
    require_confirming(actor, row.unit)
    own = row.submitted_by.person_id == actor.person_id
    rules.check_settling(
        SheetState(row.state), wanted=[SheetState.SUBMITTED], is_own=own, month=_label(row.month)
    )
    _settle(row, SheetState.CONFIRMED, "", actor, at)
    (subject,) = ledger.ensure_subjects(
        [ledger.SubjectSpec(SubjectKind.UNIT, row.unit.code, row.unit.short_name)], city_id=row.city_id
    )
    fact = ledger.NewFact(
        kind=FactKind.ATTENDANCE_DAYS,
        subject=subject,
        occurred=VagueDate.day(month_of(row.month).last),
        unit=row.unit,
        area=row.unit.area,
        category=row.month,
        quantity=rules.person_days(row.half_days),
        standing=Standing.VERIFIED,
    )
    _post("确认月度出勤", row, actor, at, facts=[fact])
    _tell(row, NoticeKind.DECIDED, "出勤已确认", at)
    return row


@transaction.atomic
def return_month(sheet: AttendanceSheet, *, reason: str, actor: Account, at: datetime) -> AttendanceSheet:
    """Send a submitted month back, so that its days can be marked again.

    Raises: NotAllowed; AttendanceRefused without a reason, or when it is not submitted.
    """
    row = _locked(sheet)
    require_confirming(actor, row.unit)
    _check_reason(reason)
    rules.check_settling(
        SheetState(row.state), wanted=[SheetState.SUBMITTED], is_own=False, month=_label(row.month)
    )
    _settle(row, SheetState.RETURNED, reason.strip(), actor, at)
    audit.record(_note("退回月度出勤", row), actor=actor, at=at)
    _tell(row, NoticeKind.RETURNED, "出勤被退回", at)
    return row


@transaction.atomic
def reopen_month(sheet: AttendanceSheet, *, reason: str, actor: Account, at: datetime) -> AttendanceSheet:
    """Take a confirmation back: the month counts no more until it is confirmed again; figures as of before stand.

    Raises: NotAllowed; AttendanceRefused without a reason, or when it is not confirmed.
    """
    row = _locked(sheet)
    require_confirming(actor, row.unit)
    _check_reason(reason)
    rules.check_settling(
        SheetState(row.state), wanted=[SheetState.CONFIRMED], is_own=False, month=_label(row.month)
    )
    _settle(row, SheetState.RETURNED, reason.strip(), actor, at)
    facts = Fact.objects.live().filter(
        city_id=row.city_id,
        kind=FactKind.ATTENDANCE_DAYS,
        subject__kind=SubjectKind.UNIT,
        subject__code=row.unit.code,
        category=row.month,
    )
    ended = [ledger.Supersede(fact, Cause.WITHDRAWN) for fact in facts]
    _post("撤销出勤确认", row, actor, at, supersede=ended)
    _tell(row, NoticeKind.RETURNED, "出勤的确认已撤销", at)
    return row


def month_of(text: str) -> Period:
    """Raises: AttendanceRefused for what is no month written ``2020-07``."""
    year, _, month = text.partition("-")
    if len(text) != 7 or not (year + month).isascii() or not (year + month).isdigit():
        raise AttendanceRefused("月份请写成 2020-07", field="month")
    if not (1990 <= int(year) <= 2100 and 1 <= int(month) <= 12):
        raise AttendanceRefused("没有这个月份", field="month")
    return Period.month(int(year), int(month))


def _marks(team: Unit, period: Period) -> Iterable[str]:
    rows = Attendance.objects.filter(secondment__unit=team, day__range=(period.first, period.last))
    for morning, afternoon in rows.values_list("morning", "afternoon"):
        yield morning
        yield afternoon


def _locked(sheet: AttendanceSheet) -> AttendanceSheet:
    rows = AttendanceSheet.objects.select_for_update(of=("self",))
    return rows.select_related("unit__city", "submitted_by").get(pk=sheet.pk)


def _settle(row: AttendanceSheet, state: SheetState, reason: str, actor: Account, at: datetime) -> None:
    row.state, row.reason, row.settled_at, row.settled_by = state, reason, at, actor
    row.version += 1
    row.save()


def _post(
    act: str,
    row: AttendanceSheet,
    actor: Account,
    at: datetime,
    *,
    facts: list[ledger.NewFact] | None = None,
    supersede: list[ledger.Supersede] | None = None,
) -> None:
    ledger.post(
        city=row.unit.city,
        act=act,
        actor=actor,
        at=at,
        facts=facts or [],
        supersede=supersede or [],
        notes=[_note(act, row)],
        reason=row.reason,
    )


def _tell(row: AttendanceSheet, kind: NoticeKind, what: str, at: datetime) -> None:
    notices.tell(
        [row.submitted_by],
        kind=kind,
        title=f"{row.unit.short_name}{_label(row.month)}{what}",
        reason=row.reason,
        path=f"/teams/{row.unit.code}/attendance/?month={row.month}",
        at=at,
    )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise AttendanceRefused("请写明原因", field="reason")


def _label(month: str) -> str:
    return month_of(month).label()


def _note(act: str, row: AttendanceSheet) -> audit.Note:
    said = {"人天": [None, rules.person_days(row.half_days)], "原因": [None, row.reason]}
    title = f"{row.unit.short_name} {row.month}"
    return audit.Note(act, TARGET, f"{row.unit.code} {row.month}", title, said)
