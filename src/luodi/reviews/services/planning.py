"""Call a review meeting, change what was said of it, or call it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from luodi.enterprises import numbering
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Person, Unit
from luodi.reviews import policies, rules
from luodi.reviews.choices import BEFORE, Attendance, ReviewState
from luodi.reviews.models import Review, Seat
from luodi.reviews.services import trail
from luodi.reviews.services.proposing import take_unfinished

NAMES = {
    "title": "会议名称",
    "number": "第几次",
    "held_at": "会议时间",
    "place": "地点",
    "chair": "主持人",
    "keeper": "记录人",
    "quorum": "法定到会人数",
}


@dataclass(frozen=True, kw_only=True)
class NewReview:
    """``number`` None takes the next of the unit's year; ``quorum`` 0 asks for none."""

    unit: Unit
    title: str
    held_at: datetime
    place: str
    chair: Person | None = None
    keeper: Person | None = None
    quorum: int = 0
    number: int | None = None


def plan_review(new: NewReview, *, actor: Account, at: datetime, once: str = "") -> Review:
    """Call a meeting; its agenda opens with what earlier meetings of the unit decided and nobody has done.

    Raises: ReviewRefused for a meeting in the past, without a name or a place; NotAllowed.
    """
    policies.require_keeping(actor, new.unit)
    if new.held_at <= at:
        raise rules.ReviewRefused("会议时间已经过去，请填今后的时间", field="held_at")
    values = _checked({name: getattr(new, name) for name in NAMES if name != "number"}, actor.city_id)
    with transaction.atomic():
        year = timezone.localtime(new.held_at).year
        (code,) = numbering.take(city_id=actor.city_id, prefix="DD", year=year, n=1)
        known = once and Review.objects.filter(city=actor.city, once=once, created_by=actor).first()
        if known:
            transaction.set_rollback(True)
            return known
        number = _number(new)
        row = Review.objects.create(
            city=actor.city,
            code=code,
            unit=new.unit,
            level=policies.LEVELS[new.unit.kind],  # type: ignore[index]
            number=number,
            created_by=actor,
            changed_at=at,
            once=once or None,
            **values,
        )
        taken = take_unfinished(row, on=day_of(at))
        said = {"会议时间": [None, _show(row.held_at)], "上次未完成": [None, len(taken)]}
        trail.note(row, "筹备调度会", said, actor=actor, at=at)
    return row


def next_number(unit: Unit, held_at: datetime) -> int:
    """Return the number that the unit's next meeting of the year has; a cancelled one gives its number back."""
    year = timezone.localtime(held_at).year
    held = Review.objects.filter(unit=unit, held_at__year=year).exclude(state=ReviewState.CANCELLED)
    return (held.aggregate(last=Max("number"))["last"] or 0) + 1


def _number(new: NewReview) -> int:
    """Return the number, or the next one. The city's series of codes is held, so nobody else takes the same."""
    if new.number is None:
        return next_number(new.unit, new.held_at)
    _check_free(new.unit, rules.check_number(new.number), new.held_at)
    return new.number


def _check_free(unit: Unit, number: int, held_at: datetime, *, but: int = 0) -> None:
    """Raises: ReviewRefused when another meeting of the unit's year has the number."""
    year = timezone.localtime(held_at).year
    same = Review.objects.filter(unit=unit, number=number, held_at__year=year)
    held = same.exclude(state=ReviewState.CANCELLED).exclude(pk=but).first()
    if held is not None:
        raise rules.ReviewRefused(f"{year}年第{number}次已是 {held.code}，请改用其他次数", field="number")


def change_review(
    *,
    review: Review,
    changes: Mapping[str, Any],
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Review:
    """Change what is said of a meeting to come; when it was announced, the invited are told what is new.

    Raises: ReviewRefused when it has been held, or for a time that has passed; EditedMeanwhile; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(review, actor=actor, expected_version=expected_version)
        rules.check_turn(row.state, BEFORE, act="修改会议")
        new = _checked({name: changes.get(name, getattr(row, name)) for name in NAMES}, row.city_id)
        if new["held_at"] != row.held_at and new["held_at"] <= at:
            raise rules.ReviewRefused("会议时间已经过去，请填今后的时间", field="held_at")
        if new["number"] != row.number:
            _check_free(row.unit, new["number"], new["held_at"], but=row.pk)
        if row.state == ReviewState.INVITED and new["chair"] is None:
            raise rules.ReviewRefused("会议通知已经发出，不能没有主持人", field="chair")
        other = {name: value for name, value in new.items() if value != getattr(row, name)}
        if not other:
            raise rules.ReviewRefused("没有改动")
        told = {NAMES[name]: [_show(getattr(row, name)), _show(value)] for name, value in other.items()}
        for name, value in other.items():
            setattr(row, name, value)
        was_announced = row.state == ReviewState.INVITED
        row.sequence += was_announced
        trail.touch(row, "sequence", *other, at=at)
        trail.note(row, "修改调度会", told, actor=actor, at=at)
        if was_announced:
            what = "；".join(f"{name}改为{new}" for name, (_, new) in told.items())
            _ask_again(row, other)
            title = f"会议有变动：{row.full_title}"
            trail.tell_invited(row, title, reason=what[:400], dated=trail.Dated.ON, actor=actor, at=at)
    return row


def cancel_review(*, review: Review, reason: str, actor: Account, at: datetime) -> Review:
    """Call a meeting to come off; the invited are told.    Raises: ReviewRefused; NotAllowed."""
    said = rules.check_text(reason, what="取消的原因", field="reason", most=400)
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, BEFORE, act="取消会议")
        was_announced = row.state == ReviewState.INVITED
        row.state, row.reason = ReviewState.CANCELLED, said
        row.sequence += was_announced
        trail.touch(row, "state", "reason", "sequence", at=at)
        trail.note(row, "取消调度会", {"原因": [None, said]}, actor=actor, at=at)
        if was_announced:
            title = f"会议取消：{row.full_title}"
            trail.tell_invited(row, title, reason=said, dated=trail.Dated.OFF, actor=actor, at=at)
    return row


def _ask_again(row: Review, changed: Mapping[str, Any]) -> None:
    """Forget what the invited answered when the meeting is at another time."""
    if "held_at" in changed:
        answered = Seat.objects.filter(review=row, answered_at__isnull=False)
        answered.update(
            answered_at=None, answered_by=None, attendance=Attendance.EXPECTED, came="", remark=""
        )


def _checked(values: dict[str, Any], city_id: int) -> dict[str, Any]:
    values["title"] = rules.check_text(values["title"], what="会议名称", field="title", most=100)
    values["place"] = rules.check_text(values["place"], what="会议地点", field="place", most=100)
    rules.check_quorum(values["quorum"])
    if "number" in values:
        rules.check_number(values["number"])
    for name in ("chair", "keeper"):
        person: Person | None = values[name]
        if person is not None and person.city_id != city_id:
            raise rules.ReviewRefused(f"{NAMES[name]}须是本市人员", field=name)
    return values


def _show(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value.name if isinstance(value, Person) else value)
