"""What the minutes say, put together once and kept as it is: a paper that was issued changes with nothing."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from luodi.kernel.dates import day_words
from luodi.reviews.choices import Attendance, SeatKind
from luodi.reviews.models import AgendaLine, Decision, Review, Seat


def content_of(row: Review, issued_on: date, *, correction: str = "") -> dict[str, Any]:
    """Return what the minutes say.

    Shape: issuer, head, title, number, held, place, chair, keeper, quorum (a sentence or nothing), correction,
    present, leave, absent, observers (names), lines (title, said, decisions (text, owner, deadline)), issued_on.
    """
    seats = list(Seat.objects.filter(review=row).select_related("unit", "person").order_by("id"))
    return {
        "issuer": row.unit.name,
        "head": f"{row.title}纪要",
        "number": f"第{row.number}次",
        "held": moment_words(row.held_at),
        "place": row.place,
        "chair": row.chair.name if row.chair else "",
        "keeper": row.keeper.name if row.keeper else "",
        "quorum": quorum_words(row, seats),
        "correction": correction,
        "present": [one.who_came for one in seats if _is(one, SeatKind.MEMBER, Attendance.PRESENT)],
        "leave": [one.name for one in seats if one.attendance == Attendance.LEAVE],
        "absent": [one.name for one in seats if _is(one, SeatKind.MEMBER, Attendance.ABSENT)],
        "observers": [one.who_came for one in seats if _is(one, SeatKind.OBSERVER, Attendance.PRESENT)],
        "lines": [_line(one) for one in _lines(row)],
        "issued_on": day_words(issued_on),
    }


def quorum_words(row: Review, seats: list[Seat]) -> str:
    """Return the sentence that minutes have when too few came; nothing when enough did."""
    members = [one for one in seats if one.kind == SeatKind.MEMBER]
    present = sum(one.attendance == Attendance.PRESENT for one in members)
    if present >= row.quorum:
        return ""
    words = f"应到{len(members)}人，实到{present}人，未达到法定到会人数{row.quorum}人"
    return (
        f"{words}。仍予印发的理由：{row.quorum_reason.rstrip('。')}。" if row.quorum_reason else f"{words}。"
    )


def moment_words(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{day_words(local.date())}{local:%H:%M}"


def _is(seat: Seat, kind: SeatKind, attendance: Attendance) -> bool:
    return seat.kind == kind and seat.attendance == attendance


def _lines(row: Review) -> list[AgendaLine]:
    return list(AgendaLine.objects.filter(review=row, is_dropped=False))


def _line(line: AgendaLine) -> dict[str, Any]:
    decisions = Decision.objects.filter(line=line).select_related("unit", "owner__person")
    return {
        "title": line.title,
        "said": line.said,
        "decisions": [
            {
                "text": one.text,
                "owner": f"{one.unit.short_name} {one.owner.display_name}",
                "deadline": day_words(one.deadline),
            }
            for one in decisions
        ],
    }
