"""Who is asked to come, the invitation itself, who came, and that the meeting was held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from luodi.organisation.models import Account, Person, Unit
from luodi.reviews import rules
from luodi.reviews.choices import AFTER, BEFORE, Attendance, ReviewState, SeatKind
from luodi.reviews.models import AgendaLine, Review, Seat
from luodi.reviews.services import trail

_COME = BEFORE | AFTER


@dataclass(frozen=True)
class Mark:
    """How it was with one seat: ``came`` is who came for the unit or instead of the person."""

    attendance: Attendance
    came: str = ""
    remark: str = ""


def add_seat(
    *, review: Review, unit: Unit, person: Person | None, kind: SeatKind, actor: Account, at: datetime
) -> Seat:
    """Ask a unit, or a person of it, to come; whoever is added after the invitation is told at once.

    Raises: ReviewRefused for one that is on the list, or of another city; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, _COME, act="添加参会单位")
        if unit.city_id != row.city_id or (person is not None and person.city_id != row.city_id):
            raise rules.ReviewRefused("参会单位和人员须是本市的", field="unit")
        held = Seat.objects.filter(review=row, person=person) if person else None
        if held is None:
            held = Seat.objects.filter(review=row, unit=unit, person__isnull=True)
        if held.exists():
            raise rules.ReviewRefused(
                f"{person.name if person else unit.short_name}已在参会名单上", field="unit"
            )
        seat = Seat.objects.create(review=row, unit=unit, person=person, kind=kind)
        row.sequence += row.state == ReviewState.INVITED
        trail.touch(row, "sequence", at=at)
        said: dict[str, list[str | None]] = {kind.label: [None, seat.name]}
        trail.note(row, "添加参会单位", said, actor=actor, at=at)
        if row.state == ReviewState.INVITED:
            trail.tell_seats([seat], row, invitation(row), dated=trail.Dated.ON, actor=actor, at=at)
    return seat


def add_seats(
    *,
    review: Review,
    units: Sequence[Unit],
    person: Person | None,
    kind: SeatKind,
    actor: Account,
    at: datetime,
) -> list[Seat]:
    """Ask several units to come, all or none of them.    Raises: ReviewRefused; NotAllowed."""
    with transaction.atomic():
        return [
            add_seat(review=review, unit=unit, person=person, kind=kind, actor=actor, at=at) for unit in units
        ]


def drop_seat(*, seat: Seat, actor: Account, at: datetime) -> None:
    """Take somebody off the list of a meeting to come.    Raises: ReviewRefused; NotAllowed."""
    with transaction.atomic():
        row = trail.lock(seat.review, actor=actor)
        rules.check_turn(row.state, BEFORE, act="移出参会名单")
        row.sequence += row.state == ReviewState.INVITED
        if row.state == ReviewState.INVITED:
            words = f"不用参加：{row.full_title}"
            trail.tell_seats([seat], row, words, dated=trail.Dated.OFF, actor=actor, at=at)
        said = {"参会名单": [seat.name, None]}
        Seat.objects.filter(pk=seat.pk, review=row).delete()
        trail.touch(row, "sequence", at=at)
        trail.note(row, "移出参会名单", said, actor=actor, at=at)


def invite(*, review: Review, actor: Account, at: datetime) -> Review:
    """Announce the meeting to everybody on the list.

    Raises: ReviewRefused when it lies in the past, nobody chairs it, nobody is asked, or nothing is to be spoken of;
    NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, {ReviewState.PLANNED}, act="发会议通知")
        rules.check_invitation(
            held_at=row.held_at,
            at=at,
            has_chair=row.chair_id is not None,
            n_members=Seat.objects.filter(review=row, kind=SeatKind.MEMBER).count(),
            n_lines=AgendaLine.objects.filter(review=row, is_dropped=False).count(),
            quorum=row.quorum,
        )
        row.state = ReviewState.INVITED
        trail.touch(row, "state", at=at)
        trail.note(row, "发会议通知", {"状态": [None, row.get_state_display()]}, actor=actor, at=at)
        trail.tell_invited(row, invitation(row), dated=trail.Dated.ON, actor=actor, at=at)
    return row


def record_attendance(*, review: Review, marks: Mapping[int, Mark], actor: Account, at: datetime) -> Review:
    """Note how it was with each seat, by its key; those that are not named stay as they are.

    Raises: ReviewRefused before the invitation, after the minutes, or when somebody on leave is said to have come;
    NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, AFTER | {ReviewState.INVITED}, act="登记到会")
        seats = list(Seat.objects.filter(review=row, pk__in=marks).select_related("unit", "person"))
        said: dict[str, list[str | None]] = {}
        for seat in seats:
            mark, before = marks[seat.pk], seat.get_attendance_display()
            rules.check_mark(mark.attendance, mark.came, name=seat.name)
            seat.attendance = mark.attendance
            seat.came, seat.remark = rules.clean(mark.came)[:60], rules.clean(mark.remark)[:200]
            said[seat.name] = [before, f"{seat.get_attendance_display()} {seat.came}".strip()]
        Seat.objects.bulk_update(seats, ["attendance", "came", "remark"])
        trail.touch(row, at=at)
        trail.note(row, "登记到会", said, actor=actor, at=at)
    return row


def hold(*, review: Review, actor: Account, at: datetime) -> Review:
    """Say that the meeting was held; who is not said to have come or to be on leave was absent.

    Too few may have come: the minutes then say so, and are issued only with a reason.
    Raises: ReviewRefused before its time, or when nobody came; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, {ReviewState.INVITED}, act="确认召开")
        rules.check_held(held_at=row.held_at, at=at, n_present=n_present(row))
        waiting = Seat.objects.filter(review=row, attendance=Attendance.EXPECTED)
        waiting.update(attendance=Attendance.ABSENT)
        row.state = ReviewState.HELD
        trail.touch(row, "state", at=at)
        trail.note(row, "确认召开", {"到会": [None, n_present(row)]}, actor=actor, at=at)
    return row


def n_present(review: Review) -> int:
    """Return how many of those who are to take part came, who came instead included; observers don't count."""
    rows = Seat.objects.filter(review=review, kind=SeatKind.MEMBER, attendance=Attendance.PRESENT)
    return rows.count()


def invitation(row: Review) -> str:
    return f"请参加 {timezone.localtime(row.held_at):%Y-%m-%d %H:%M} {row.full_title}，地点：{row.place}"[
        :200
    ]
