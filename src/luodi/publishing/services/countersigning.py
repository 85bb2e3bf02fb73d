"""A unit stands by its figures in a text, or says which of them is wrong."""

from datetime import datetime

from django.db import transaction

from luodi.kernel.findings import Refusal
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.publishing import flow, policies
from luodi.publishing.choices import PieceState
from luodi.publishing.models import Countersign
from luodi.publishing.release_choices import CountersignState, StepKind
from luodi.publishing.selectors.obstacles import passed
from luodi.publishing.services import flow_trail as trail
from luodi.publishing.services.stepping import tell_leaders


class CountersignRefused(Refusal):
    """A countersign that is not asked for any more, or was given."""


def confirm_countersign(
    *, countersign: Countersign, remark: str = "", actor: Account, at: datetime
) -> Countersign:
    """Say for the unit that its figures are right; an objection can be taken back so.

    Raises: CountersignRefused; FlowRefused; NotAllowed for others than the unit's people, and for the drafter.
    """
    row = _decide(countersign, CountersignState.CONFIRMED, " ".join(remark.split())[:400], actor, at)
    if not Countersign.objects.filter(piece=row.piece).standing().exclude(
        state=CountersignState.CONFIRMED
    ).exists() and passed(row.piece):
        tell_leaders(row.piece, actor, at)
    return row


def object_countersign(*, countersign: Countersign, remark: str, actor: Account, at: datetime) -> Countersign:
    """Say for the unit that a figure is wrong: which, and why. The drafter is told.

    Raises: CountersignRefused; FlowRefused without a reason; NotAllowed.
    """
    said = flow.reason_of(remark, "不同意的数和理由")
    row = _decide(countersign, CountersignState.OBJECTED, said, actor, at)
    title = f"{row.unit.short_name}会签不同意：{row.piece.title}"
    trail.tell([row.piece.author], row.piece, title, kind=NoticeKind.RETURNED, reason=said, at=at)
    return row


def _decide(
    countersign: Countersign, state: CountersignState, remark: str, actor: Account, at: datetime
) -> Countersign:
    policies.require_signing(actor, countersign)
    with transaction.atomic():
        piece = trail.lock_piece(countersign.piece)
        row = Countersign.objects.select_for_update(of=("self",)).with_all().get(pk=countersign.pk)
        if row.state == CountersignState.VOID:
            raise CountersignRefused("文稿已退回或收回修改，这次会签不再需要")
        if row.state in (state, CountersignState.CONFIRMED):
            raise CountersignRefused(f"已经会签“{CountersignState(row.state).label}”，请刷新")
        kind = StepKind.CONFIRMED if state == CountersignState.CONFIRMED else StepKind.OBJECTED
        flow.after(kind, PieceState(piece.state))
        row.state, row.remark, row.decided_at, row.decided_by = state, remark, at, actor
        row.save(update_fields=["state", "remark", "decided_at", "decided_by"])
        changes = {"会签单位": [None, row.unit.short_name]}
        trail.take(piece, kind, row.version, remark=remark, changes=changes, actor=actor, at=at)
        row.piece = piece
    return row
