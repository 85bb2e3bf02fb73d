"""Put lines on the agenda by hand, order them, drop them and take them back."""

import secrets
from datetime import datetime

from django.db import transaction

from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.projects.models import Project
from luodi.reviews import rules
from luodi.reviews.choices import AFTER, BEFORE, LineSource
from luodi.reviews.models import AgendaLine, Decision, Review
from luodi.reviews.services import trail
from luodi.reviews.services.proposing import last_position


def add_line(
    *,
    review: Review,
    title: str,
    why: str,
    project: Project | None,
    actor: Account,
    at: datetime,
    once: str = "",
) -> AgendaLine:
    """Put a point of one's own on the agenda, during the meeting too; sent twice under one ``once`` it is put once.

    Raises: ReviewRefused without a title, or for a project that the actor does not see; NotAllowed.
    """
    said = rules.check_text(title, what="议题", field="title", most=200)
    if project is not None and not Project.objects.visible_to(reach_of(actor)).filter(pk=project.pk).exists():
        raise rules.ReviewRefused("没有这个项目", field="project")
    key = f"hand:{once or secrets.token_hex(16)}"
    with transaction.atomic():
        row = trail.lock(review, actor=actor)
        rules.check_turn(row.state, BEFORE | AFTER, act="列入议题")
        known = AgendaLine.objects.filter(review=row, key=key).first()
        if known:
            return known
        line = AgendaLine.objects.create(
            review=row,
            position=last_position(row) + 1,
            source=LineSource.HAND,
            key=key,
            title=said,
            why=rules.clean(why)[:400],
            project=project,
        )
        trail.touch(row, at=at)
        trail.note(row, "列入议题", {"议题": [None, said]}, actor=actor, at=at)
    return line


def drop_line(*, line: AgendaLine, actor: Account, at: datetime) -> AgendaLine:
    """Take a line off the agenda; it is not proposed again.

    Raises: ReviewRefused when something was already said or decided on it; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(line.review, actor=actor)
        rules.check_turn(row.state, BEFORE | AFTER, act="撤下议题")
        fresh = AgendaLine.objects.get(pk=line.pk)
        if fresh.said or Decision.objects.filter(line=fresh).exists():
            raise rules.ReviewRefused("这个议题已有会议情况或议定事项，不能撤下")
        fresh.is_dropped = True
        fresh.save(update_fields=["is_dropped"])
        trail.touch(row, at=at)
        trail.note(row, "撤下议题", {"议题": [fresh.title, None]}, actor=actor, at=at)
    return fresh


def restore_line(*, line: AgendaLine, actor: Account, at: datetime) -> AgendaLine:
    """Put a line that was dropped on the agenda again, as the last.    Raises: ReviewRefused; NotAllowed."""
    with transaction.atomic():
        row = trail.lock(line.review, actor=actor)
        rules.check_turn(row.state, BEFORE | AFTER, act="恢复议题")
        fresh = AgendaLine.objects.get(pk=line.pk)
        if not fresh.is_dropped:
            raise rules.ReviewRefused("这个议题本来就在议程上")
        fresh.is_dropped, fresh.position = False, last_position(row) + 1
        fresh.save(update_fields=["is_dropped", "position"])
        trail.touch(row, at=at)
        trail.note(row, "恢复议题", {"议题": [None, fresh.title]}, actor=actor, at=at)
    return fresh


def move_line(*, line: AgendaLine, to: int, actor: Account, at: datetime) -> list[AgendaLine]:
    """Make the line the ``to``-th of the agenda, 1 is the first; return the agenda in its new order.

    Raises: ReviewRefused when there is no such place; NotAllowed.
    """
    with transaction.atomic():
        row = trail.lock(line.review, actor=actor)
        rules.check_turn(row.state, BEFORE | AFTER, act="调整议程")
        lines = list(AgendaLine.objects.filter(review=row, is_dropped=False))
        moved = next((one for one in lines if one.pk == line.pk), None)
        if moved is None or not 1 <= to <= len(lines):
            raise rules.ReviewRefused(f"序号应在 1 到 {len(lines)} 之间", field="to")
        lines.remove(moved)
        lines.insert(to - 1, moved)
        for position, one in enumerate(lines, start=1):
            one.position = position
        AgendaLine.objects.bulk_update(lines, ["position"])
        trail.touch(row, at=at)
        trail.note(row, "调整议程", {moved.title: [None, f"第 {to} 项"]}, actor=actor, at=at)
    return lines
