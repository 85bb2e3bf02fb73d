"""Look again at what was published: whoever keeps the register is told of each number that the ledger has left."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, City
from luodi.publishing import flow, policies
from luodi.publishing.flow import FlowRefused
from luodi.publishing.models import Move, Piece, Publication, PublishedFigure
from luodi.publishing.release_choices import UNSETTLED, MoveState
from luodi.publishing.selectors.moving import Look, Seen, differences, look
from luodi.publishing.services import flow_trail as trail

MOST_CHANGES = 200
"""So many rows of a difference are kept with the alert; the page lists them all."""


def look_at_all(*, city: City, at: datetime) -> dict[str, int]:
    """Look at every publication that still stands.

    Shape: by code, how many of its numbers have newly moved; those without are left out.
    """
    now = ledger.resolve(city)
    rows = Publication.objects.filter(city=city).in_force().select_related("city")
    found = {row.code: len(look_again(publication=row, at=at, as_of=now)) for row in rows.order_by("id")}
    return {code: n for code, n in found.items() if n}


def look_again(*, publication: Publication, at: datetime, as_of: AsOf | None = None) -> list[Move]:
    """Ask the ledger the same again, keep what has moved, and tell the press officers; return what is new.

    A number that is back where it was closes its alert; one whose alert was settled by a published notice is watched
    there.
    """
    found = look(publication, as_of)
    with transaction.atomic():
        row = (
            Publication.objects.select_for_update(of=("self",))
            .select_related("city", "piece")
            .get(pk=publication.pk)
        )
        latest = _latest(row)
        new = []
        for one in found.seen:
            before = latest.get(one.figure.pk)
            if one.has_moved:
                new += _moved(one, before, found, at)
            elif before is not None and before.state in UNSETTLED:
                _close(before, at)
            _mark(one, at)
        row.looked_at, row.n_moved = at, len(found.moved)
        row.save(update_fields=["looked_at", "n_moved"])
        if new:
            _tell(row, new, at)
    return new


def accept_move(*, move: Move, remark: str, actor: Account, at: datetime) -> Move:
    """Say that a number that has moved needs no notice, and why.    Raises: FlowRefused; NotAllowed."""
    policies.require_publishing(actor)
    said = flow.reason_of(remark, "不须更正的理由")
    with transaction.atomic():
        row = Move.objects.select_for_update(of=("self",)).with_all().get(pk=move.pk)
        if row.state != MoveState.OPEN:
            raise FlowRefused(f"这个变动“{MoveState(row.state).label}”，请刷新")
        row.state, row.remark, row.settled_at, row.settled_by = MoveState.ACCEPTED, said, at, actor
        row.save(update_fields=["state", "remark", "settled_at", "settled_by"])
        changes = {"发布的数": [row.was, row.now], "处理意见": [None, said]}
        trail.note_publication("发布数变动不须更正", row.figure.publication, changes, actor=actor, at=at)
    return row


def accept_moves(*, publication: Publication, remark: str, actor: Account, at: datetime) -> int:
    """Say the same of every number of a publication that waits, and return how many.

    Raises: FlowRefused when none waits, or without a reason; NotAllowed.
    """
    policies.require_publishing(actor)
    said = flow.reason_of(remark, "不须更正的理由")
    with transaction.atomic():
        waiting = Move.objects.filter(figure__publication=publication, state=MoveState.OPEN)
        n = waiting.update(state=MoveState.ACCEPTED, remark=said, settled_at=at, settled_by=actor)
        if not n:
            raise FlowRefused("没有待处理的变动，请刷新")
        changes = {"不须更正的数": [None, str(n)], "处理意见": [None, said]}
        trail.note_publication("发布数变动不须更正", publication, changes, actor=actor, at=at)
    return n


def settle_by_notice(piece: Piece, actor: Account, at: datetime) -> None:
    """Where the piece that goes out is a notice, the alerts that it answers are settled; the caller's transaction."""
    moves = Move.objects.filter(revision__notice=piece).unsettled()
    moves.update(state=MoveState.REVISED, settled_at=at, settled_by=actor)


def _latest(row: Publication) -> dict[int, Move]:
    """Return the last alert of each figure."""
    return {move.figure_id: move for move in Move.objects.filter(figure__publication=row).order_by("id")}


def _moved(one: Seen, before: Move | None, found: Look, at: datetime) -> list[Move]:
    """Return the new alert, if there is one: what was settled and says the same needs none."""
    if before is not None and before.state == MoveState.REVISED:
        return []
    if before is not None and before.now == one.now and before.state != MoveState.RESTORED:
        return []
    if before is not None and before.state in UNSETTLED:
        before.now, before.rows, before.entry = one.now, _told(one.figure, found), found.as_of.entry or 0
        before.save(update_fields=["now", "rows", "entry"])
        return [before]
    new = Move.objects.create(
        figure=one.figure,
        seen_at=at,
        entry=found.as_of.entry or 0,
        was=one.figure.shown,
        now=one.now,
        rows=_told(one.figure, found),
    )
    return [new]


def _told(figure: PublishedFigure, found: Look) -> list[dict[str, Any]]:
    """Return the differences as they are kept with an alert."""
    told = []
    for one in differences(figure, found):
        said = asdict(one)
        said["role"] = one.role.value
        said["n_changes"] = len(one.changes)
        said["changes"] = said["changes"][:MOST_CHANGES]
        told.append(said)
    return told


def _close(before: Move, at: datetime) -> None:
    before.state, before.settled_at = MoveState.RESTORED, at
    before.save(update_fields=["state", "settled_at"])


def _mark(one: Seen, at: datetime) -> None:
    figure = one.figure
    now, moved_at = (one.now, figure.moved_at or at) if one.has_moved else ("", None)
    if (figure.now_shown, figure.moved_at) != (now, moved_at):
        figure.now_shown, figure.moved_at = now, moved_at
        figure.save(update_fields=["now_shown", "moved_at"])


def _tell(row: Publication, new: Iterable[Move], at: datetime) -> None:
    moves = list(new)
    first = "；".join(f"{one.figure.name} {one.was} → {one.now}" for one in moves[:3])
    accounts = {one.pk: one for one in policies.holders_of(Role.PRESS, row.city_id)}
    accounts[row.published_by_id] = row.published_by
    notices.tell(
        accounts.values(),
        kind=NoticeKind.ASKED,
        title=f"已发布的数有变动：{row.title}（{len(moves)} 个）",
        reason=first,
        path=trail.address_in_register(row),
        at=at,
        key=f"moved-{row.pk}-{max(one.entry for one in moves)}",
    )
