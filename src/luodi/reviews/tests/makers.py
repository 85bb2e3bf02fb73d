"""Make review meetings as a test needs them, by the services alone."""

from datetime import date, datetime, timedelta
from typing import Any

from luodi.organisation import clock
from luodi.organisation.models import Account, Unit
from luodi.reviews import services
from luodi.reviews.choices import Attendance, SeatKind
from luodi.reviews.models import AgendaLine, Decision, Review, Seat


def now(account: Account) -> dict[str, Any]:
    return {"actor": account, "at": clock.now(account.city)}


def make_review(*, by: Account, once: str = "", **said: Any) -> Review:
    """Plan a meeting of the actor's unit for tomorrow at the same hour."""
    values: dict[str, Any] = {
        "unit": by.unit,
        "title": "招商引资项目调度会",
        "held_at": clock.now(by.city) + timedelta(days=1),
        "place": "市行政中心三楼会议室",
        "chair": by.person,
        "keeper": by.person,
    }
    return services.plan_review(services.NewReview(**{**values, **said}), once=once, **now(by))


def add_line(review: Review, *, by: Account, title: str = "光学镜片生产线用地", **said: Any) -> AgendaLine:
    values: dict[str, Any] = {"why": "签约后用地未落实", "project": None}
    return services.add_line(review=review, title=title, **{**values, **said}, **now(by))


def seat(review: Review, unit: Unit, *, by: Account, **said: Any) -> Seat:
    values: dict[str, Any] = {"person": None, "kind": SeatKind.MEMBER}
    return services.add_seat(review=review, unit=unit, **{**values, **said}, **now(by))


def make_invited(*units: Unit, by: Account, **said: Any) -> Review:
    """Announce a meeting with one line to the units."""
    review = make_review(by=by, **said)
    add_line(review, by=by)
    for unit in units:
        seat(review, unit, by=by)
    return services.invite(review=review, **now(by))


def make_held(*units: Unit, by: Account, clock: Any, absent: int = 0, **said: Any) -> Review:
    """Hold the meeting a day later; the last ``absent`` of the units sent nobody."""
    review = make_invited(*units, by=by, **said)
    clock.advance(days=1)
    came = list(Seat.objects.filter(review=review).order_by("id"))
    marks = {one.pk: services.Mark(Attendance.PRESENT, "某科长") for one in came[: len(came) - absent]}
    services.record_attendance(review=review, marks=marks, **now(by))
    return services.hold(review=review, **now(by))


def decide(line: AgendaLine, owner: Account, *, by: Account, **said: Any) -> Decision:
    values: dict[str, Any] = {
        "text": "落实项目用地指标",
        "unit": owner.unit,
        "deadline": date(2020, 8, 14),
    }
    return services.add_decision(line=line, owner=owner, **{**values, **said}, **now(by))


def make_published(*units: Unit, owner: Account, by: Account, clock: Any, **said: Any) -> Review:
    """Issue the minutes of a meeting that decided one thing."""
    review = make_held(*units, by=by, clock=clock, **said)
    line = AgendaLine.objects.get(review=review, key__startswith="hand:")
    for one in AgendaLine.objects.filter(review=review, said=""):
        services.write_line(line=one, said="听取了情况汇报。", **now(by))
    decide(line, owner, by=by)
    issued: datetime = clock.now
    services.publish(review=review, issued_on=issued.date(), **now(by))
    return Review.objects.get(pk=review.pk)
