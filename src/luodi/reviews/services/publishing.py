"""Issue the minutes: what was decided becomes action items, once, and the paper is frozen.

What proves wrong later is corrected with a reason: the corrected edition stands beside the one that was issued.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi.actions import services as actions
from luodi.actions.rules import ActionRefused
from luodi.ledger.kinds import ItemSource
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.reviews import rules
from luodi.reviews.choices import ReviewState
from luodi.reviews.models import AgendaLine, Decision, Minutes, Review
from luodi.reviews.services import trail
from luodi.reviews.services.paper import content_of
from luodi.reviews.services.seating import n_present


def publish(
    *, review: Review, issued_on: date, quorum_reason: str = "", actor: Account, at: datetime
) -> Minutes:
    """Issue the minutes and hand out what was decided; the owners and the invited are told.

    Raises: ReviewRefused when they are out or nothing was kept yet, for lines of which nothing is told, when too few
    came and no reason is given, or for a deadline that has gone by; NotAllowed.
    """
    today = day_of(at)
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, {ReviewState.MINUTES_DRAFT}, act="印发纪要")
        lines = list(AgendaLine.objects.filter(review=row, is_dropped=False))
        rules.check_complete([line.title for line in lines if not line.said])
        rules.check_issued(issued_on, held_on=day_of(row.held_at), today=today)
        row.quorum_reason = rules.check_quorate(
            n_present=n_present(row), quorum=row.quorum, reason=quorum_reason
        )
        n_items = _hand_out(row, actor, at)
        row.state = ReviewState.PUBLISHED
        trail.touch(row, "state", "quorum_reason", at=at)
        minutes = _issue(row, content_of(row, issued_on), issued_on, "", actor, at)
        told = {"印发日期": [None, issued_on.isoformat()], "转为待办": [None, n_items]}
        trail.note(row, "印发纪要", told, actor=actor, at=at)
        trail.tell_invited(row, f"会议纪要已印发：{row.full_title}", actor=actor, at=at)
    return minutes


def correct(*, review: Review, said: Mapping[int, str], reason: str, actor: Account, at: datetime) -> Minutes:
    """Issue a corrected edition: ``said`` has the lines, by key, of which the minutes are to tell otherwise.

    What was decided is changed in the action items themselves.
    Raises: ReviewRefused without a reason or a change, or while the minutes are not out; NotAllowed.
    """
    why = rules.check_text(reason, what="更正的理由", field="reason", most=400)
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, {ReviewState.PUBLISHED}, act="更正纪要")
        told: dict[str, list[str | None]] = {"理由": [None, why]}
        changed = []
        for line in AgendaLine.objects.filter(review=row, is_dropped=False, pk__in=said):
            text = rules.check_text(said[line.pk], what="会议情况", field="said", most=4000)
            if text != line.said:
                told[line.title] = [line.said, text]
                line.said, line.version = text, line.version + 1
                changed.append(line)
        if not changed:
            raise rules.ReviewRefused("没有改动，不用更正")
        AgendaLine.objects.bulk_update(changed, ["said", "version"])
        trail.touch(row, at=at)
        day = day_of(at)
        minutes = _issue(row, content_of(row, day, correction=why), day, why, actor, at)
        trail.note(row, "更正纪要", told, actor=actor, at=at)
        trail.tell_invited(row, f"会议纪要有更正：{row.full_title}", reason=why, actor=actor, at=at)
    return minutes


def _hand_out(row: Review, actor: Account, at: datetime) -> int:
    waiting = Decision.objects.filter(line__review=row, line__is_dropped=False, item__isnull=True)
    decisions = list(waiting.select_related("unit", "owner__person", "line__project", "line__item"))
    source = actions.Source(ItemSource.REVIEW, note=row.full_title, path=trail.address_of(row))
    for one in decisions:
        try:
            one.item = actions.add_item(
                city=row.city,
                title=one.text,
                about=_about(one.line),
                owner=one.owner,
                unit=one.unit,
                deadline=one.deadline,
                actor=actor,
                at=at,
                once=f"review-decision-{one.pk}",
                source=source,
            )
        except ActionRefused as refusal:
            raise rules.ReviewRefused(
                f"议定事项“{one.text}”不能转为待办：{refusal}；请删去后重新登记"
            ) from refusal
    Decision.objects.bulk_update(decisions, ["item"])
    return len(decisions)


def _about(line: AgendaLine) -> Any:
    """Return what the line speaks of: its project, or what the item on it is about."""
    if line.project is not None:
        return line.project.subject
    return line.item.about if line.item is not None else None


def _issue(
    row: Review, content: dict[str, Any], issued_on: date, reason: str, actor: Account, at: datetime
) -> Minutes:
    return Minutes.objects.create(
        review=row,
        edition=Minutes.objects.filter(review=row).count() + 1,
        content=content,
        issued_on=issued_on,
        reason=reason,
        published_at=at,
        published_by=actor,
    )
