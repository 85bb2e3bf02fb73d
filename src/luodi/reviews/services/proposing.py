"""What a review meeting ought to speak of: what earlier ones decided and nobody has done, and what is red."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from luodi.actions.choices import ActionState
from luodi.actions.models import ActionItem
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.organisation.selectors import subtree_ids
from luodi.projects.models import Project
from luodi.reviews import rules
from luodi.reviews.choices import AFTER, BEFORE, LineSource, ReviewLevel, ReviewState
from luodi.reviews.models import AgendaLine, Decision, Review
from luodi.reviews.services import trail
from luodi.reviews.services.red import Proposal, red_points

MOST = 50
"""Of each sort; a meeting that had more to speak of would end nowhere."""


def reach_of_meeting(review: Review) -> Reach:
    """Return what the meeting speaks of: the whole city, or what its county's units answer for."""
    of = None
    if review.level == ReviewLevel.COUNTY:
        of = subtree_ids(review.unit, day_of(review.held_at))
    return Reach(review.city_id, of, writes=False, verifies=False, roles=frozenset())


def proposals(review: Review, *, on: date) -> list[Proposal]:
    """Return what the meeting could take up and has neither taken up nor dropped: the unfinished, then what is red.

    Shape: at most ``MOST`` of each source, the longest overdue first.
    """
    reach = reach_of_meeting(review)
    known = set(AgendaLine.objects.filter(review=review).values_list("key", flat=True))
    found: dict[str, Proposal] = {}
    for one in (*_unfinished(review, on), *_overdue(reach, on), *red_points(review.city, on, reach, MOST)):
        if one.key not in known:
            found.setdefault(one.key, one)
    return list(found.values())


def take_unfinished(review: Review, *, on: date) -> Sequence[AgendaLine]:
    """Open the agenda of the meeting with what is unfinished; callers stand inside their own transaction."""
    return _add(review, _unfinished(review, on))


def take_proposals(
    *, review: Review, keys: Collection[str], actor: Account, at: datetime
) -> Sequence[AgendaLine]:
    """Put what was chosen of the proposals on the agenda; what is on it already stays once.

    Raises: ReviewRefused when nothing was chosen, or the meeting is over; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, BEFORE | AFTER, act="列入议题")
        offered = proposals(row, on=day_of(at))
        lines = _add(row, [one for one in offered if one.key in keys])
        if not lines:
            raise rules.ReviewRefused("请至少选一个议题；已经列入的不用再选", field="keys")
        trail.touch(row, at=at)
        said = {"议题": [None, "；".join(line.title for line in lines)]}
        trail.note(row, "列入议题", said, actor=actor, at=at)
    return lines


def last_position(review: Review) -> int:
    return AgendaLine.objects.filter(review=review).aggregate(last=Max("position"))["last"] or 0


def _add(review: Review, taken: Iterable[Proposal]) -> Sequence[AgendaLine]:
    start = last_position(review) + 1
    rows = [
        AgendaLine(
            review=review,
            position=start + nth,
            source=one.source,
            key=one.key,
            title=one.title[:200],
            why=one.why[:400],
            project=one.project,
            item=one.item,
        )
        for nth, one in enumerate(taken)
    ]
    return AgendaLine.objects.bulk_create(rows)


def _unfinished(review: Review, on: date) -> list[Proposal]:
    """Return what earlier meetings decided and is not closed: all of the city level, or those of the county."""
    earlier = Decision.objects.filter(
        line__review__city_id=review.city_id,
        line__review__state=ReviewState.PUBLISHED,
        item__isnull=False,
        item__closed_at__isnull=True,
    ).exclude(line__review=review)
    if review.level == ReviewLevel.CITY:
        earlier = earlier.filter(line__review__level=ReviewLevel.CITY)
    else:
        earlier = earlier.filter(line__review__unit=review.unit)
    rows = earlier.select_related("item", "unit", "owner__person", "line__review", "line__project")
    return [_unfinished_one(one, on) for one in rows.order_by("deadline", "id")[:MOST]]


def _unfinished_one(decision: Decision, on: date) -> Proposal:
    item = decision.item
    assert item is not None
    due = item.deadline.isoformat()
    late = f"，已超期 {(on - item.deadline).days} 天" if item.is_overdue(on) else ""
    stands = "已报办结，等待销号" if item.state == ActionState.REPORTED else "尚未办结"
    meeting = decision.line.review.full_title
    why = (
        f"{meeting}议定，由{item.unit.short_name} {item.owner.display_name}办理，期限 {due}{late}，{stands}。"
    )
    return Proposal(f"item:{item.pk}", LineSource.UNFINISHED, decision.text, why, decision.line.project, item)


def _overdue(reach: Reach, on: date) -> list[Proposal]:
    rows = ActionItem.objects.visible_to(reach).overdue(on).select_related("about", "unit", "owner__person")
    items = list(rows.order_by("deadline", "id")[:MOST])
    subjects = [item.about_id for item in items if item.about_id]
    projects = {one.subject_id: one for one in Project.objects.filter(subject_id__in=subjects)}
    return [
        Proposal(
            f"item:{item.pk}",
            LineSource.ITEM,
            item.title,
            f"{item.unit.short_name} {item.owner.display_name}应于 {item.deadline.isoformat()} 前办结，"
            f"已超期 {(on - item.deadline).days} 天。",
            projects.get(item.about_id or 0),
            item,
        )
        for item in items
    ]
