"""Keep the register: further channels of what went out, and what was taken down."""

from datetime import datetime

from django.db import transaction

from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require
from luodi.publishing import flow, policies
from luodi.publishing.choices import PieceState
from luodi.publishing.flow import FlowRefused
from luodi.publishing.models import Move, Outlet, Publication, Withdrawal
from luodi.publishing.release_choices import MoveState, StepKind
from luodi.publishing.services import flow_trail as trail
from luodi.publishing.services.releasing import NewOutlet, check_outlet


def add_outlet(*, publication: Publication, outlet: NewOutlet, actor: Account, at: datetime) -> Outlet:
    """Note a further channel.    Raises: FlowRefused for one that is noted, or a day to come; NotAllowed."""
    policies.require_publishing(actor)
    said = check_outlet(outlet)
    if said.on > day_of(at):
        raise FlowRefused("刊发日期不能晚于今天", field="on")
    same = {"publication": publication, "kind": said.kind, "name": said.name, "on": said.on}
    with transaction.atomic():
        row = lock_publication(publication)
        if Outlet.objects.filter(**same).exists():
            raise FlowRefused("这个渠道已经登记过", field="name")
        new = Outlet.objects.create(**same, link=said.link, noted_at=at, noted_by=actor)
        changes = {"渠道": [None, said.name], "刊发日期": [None, said.on.isoformat()]}
        trail.note_publication("登记发布渠道", row, changes, actor=actor, at=at)
    return new


def set_public(*, publication: Publication, is_public: bool, actor: Account, at: datetime) -> Publication:
    """Show a publication on the public page, or not.    Raises: FlowRefused when it is taken down; NotAllowed."""
    policies.require_publishing(actor)
    with transaction.atomic():
        row = lock_publication(publication)
        if row.is_withdrawn:
            raise FlowRefused("已撤下的不能再公开")
        before, row.is_public = row.is_public, is_public
        row.save(update_fields=["is_public"])
        changes = {"向社会公开": ["是" if before else "否", "是" if is_public else "否"]}
        trail.note_publication("设定是否公开", row, changes, actor=actor, at=at)
    return row


def withdraw_publication(
    *, publication: Publication, reason: str, actor: Account, at: datetime
) -> Withdrawal:
    """Take a publication down; the record, with everything that was frozen, stays.

    What a notice had put right waits again when the notice itself is taken down.
    Raises: FlowRefused when it was taken down before, or without a reason; NotAllowed.
    """
    require(
        policies.takes_down(reach_of(actor)), "撤下由新闻发布员、招商服务中心或市领导办理，当前账号没有权限"
    )
    said = flow.reason_of(reason, "撤下原因", "reason")
    with transaction.atomic():
        row = lock_publication(publication)
        piece = trail.lock_piece(row.piece)
        flow.after(StepKind.WITHDRAWN, PieceState(piece.state))
        new = Withdrawal.objects.create(publication=row, reason=said, at=at, by=actor)
        open_moves = Move.objects.filter(figure__publication=row).unsettled()
        open_moves.update(state=MoveState.ACCEPTED, remark="文稿已撤下", settled_at=at, settled_by=actor)
        answered = Move.objects.filter(revision__notice=piece, state=MoveState.REVISED)
        answered.update(state=MoveState.OPEN, revision=None, settled_at=None, settled_by=None)
        trail.take(piece, StepKind.WITHDRAWN, row.version, remark=said, actor=actor, at=at)
        trail.note_publication("撤下", row, {"撤下原因": [None, said]}, actor=actor, at=at)
        told = [row.published_by, *policies.holders_of(Role.PRESS, row.city_id)]
        title = f"已撤下：{row.title}（{row.code}）"
        trail.tell(told, piece, title, kind=NoticeKind.INFO, reason=said, but=actor, at=at)
    return new


def lock_publication(publication: Publication) -> Publication:
    """Return the publication afresh, locked."""
    rows = Publication.objects.select_for_update(of=("self",))
    return rows.select_related("city", "piece", "version", "published_by__person").get(pk=publication.pk)
