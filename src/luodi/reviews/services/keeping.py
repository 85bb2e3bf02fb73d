"""Keep the minutes: what was said on each line, and what was decided, by whom and by when."""

from datetime import date, datetime

from django.db import transaction

from luodi.calendars.selectors import calendar_of
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.reviews import rules
from luodi.reviews.choices import AFTER, ReviewState
from luodi.reviews.models import AgendaLine, Decision, Review
from luodi.reviews.services import trail


def write_line(
    *, line: AgendaLine, said: str, actor: Account, at: datetime, expected_version: int | None = None
) -> AgendaLine:
    """Write what was said on the line; the minutes are then being drafted.

    Raises: ReviewRefused before the meeting, or when they are out; EditedMeanwhile; NotAllowed.
    """
    text = rules.check_text(said, what="会议情况", field="said", most=4000)
    with transaction.atomic():
        row = _lock(line, actor)
        fresh = AgendaLine.objects.get(pk=line.pk)
        if expected_version is not None and fresh.version != expected_version:
            raise rules.ReviewRefused(
                f"您填写期间，别人已写过这个议题的会议情况：“{fresh.said[:200]}”。您填的没有保存，请合并后再存",
                field="said",
            )
        fresh.said, fresh.version = text, fresh.version + 1
        fresh.save(update_fields=["said", "version"])
        _drafted(row, "记录会议情况", {fresh.title: [line.said or None, text]}, actor, at)
    return fresh


def add_decision(
    *,
    line: AgendaLine,
    text: str,
    unit: Unit | None,
    owner: Account | None,
    deadline: date | None,
    actor: Account,
    at: datetime,
    once: str = "",
) -> Decision:
    """Note what was decided, who does it and by when; a deadline that is no working day becomes the next one.

    Sent twice under one ``once`` it is noted once.
    Raises: ReviewRefused without text, owner or deadline, or for a day before the meeting; NotAllowed.
    """
    said = rules.check_text(text, what="议定事项", field="text", most=200)
    if owner is None:
        raise rules.ReviewRefused("请确定责任人：没有责任人的议定事项没有人办", field="owner")
    if deadline is None:
        raise rules.ReviewRefused("请填写完成时限", field="deadline")
    unit = unit or owner.unit
    if owner.city_id != actor.city_id or not owner.is_active or unit.city_id != actor.city_id:
        raise rules.ReviewRefused("责任单位和责任人须是本市的，且账号在用", field="owner")
    with transaction.atomic():
        row = _lock(line, actor)
        known = once and Decision.objects.filter(line=line, once=once).first()
        if known:
            return known
        held_on = day_of(row.held_at)
        day = rules.settle_deadline(deadline, held_on=held_on, calendar=calendar_of(row.city_id))
        decision = Decision.objects.create(
            line=line, text=said, unit=unit, owner=owner, deadline=day, once=once or None
        )
        words = f"{unit.short_name} {owner.display_name}，{day.isoformat()}"
        _drafted(row, "记议定事项", {said: [None, words]}, actor, at)
    return decision


def drop_decision(*, decision: Decision, actor: Account, at: datetime) -> None:
    """Strike out what was noted by mistake.    Raises: ReviewRefused when the minutes are out; NotAllowed."""
    with transaction.atomic():
        row = _lock(decision.line, actor)
        Decision.objects.filter(pk=decision.pk, item__isnull=True).delete()
        _drafted(row, "删去议定事项", {decision.text: [decision.deadline.isoformat(), None]}, actor, at)


def _lock(line: AgendaLine, actor: Account) -> Review:
    row = trail.lock(line.review, actor=actor)
    rules.check_turn(row.state, AFTER, act="记纪要")
    if AgendaLine.objects.filter(pk=line.pk, is_dropped=True).exists():
        raise rules.ReviewRefused("这个议题已经撤下，请先恢复")
    return row


def _drafted(
    row: Review, act: str, changes: dict[str, list[str | None]], actor: Account, at: datetime
) -> None:
    row.state = ReviewState.MINUTES_DRAFT
    trail.touch(row, "state", at=at)
    trail.note(row, act, changes, actor=actor, at=at)
