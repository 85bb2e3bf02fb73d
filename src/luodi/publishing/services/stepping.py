"""Take a piece on its way: checked, sent for review, passed, returned, recalled, approved."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of, require
from luodi.publishing import flow, policies
from luodi.publishing.choices import PieceState
from luodi.publishing.flow import FlowRefused, Obstacle
from luodi.publishing.models import Countersign, Piece, PieceStep, PieceVersion
from luodi.publishing.release_choices import CountersignState, StepKind
from luodi.publishing.selectors import owning
from luodi.publishing.selectors.obstacles import current, figures_of, obstacles, passed, round_of
from luodi.publishing.services import flow_trail as trail


def check_piece(
    *, piece: Piece, actor: Account, at: datetime, expected_version: int | None = None
) -> PieceStep:
    """Say that the piece's numbers are right: no error is open in its text, and every reference holds.

    Raises: Blocked, FlowRefused; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    version, found = _looked_at(piece)
    with transaction.atomic():
        row = trail.lock_piece(piece, expected_version=expected_version)
        _check_same(row, version)
        flow.after(StepKind.CHECKED, PieceState(row.state))
        flow.check_clear(StepKind.CHECKED, found)
        return trail.take(row, StepKind.CHECKED, version, actor=actor, at=at)


def submit_piece(
    *, piece: Piece, remark: str = "", actor: Account, at: datetime, expected_version: int | None = None
) -> PieceStep:
    """Send a checked piece for review; the units that own its figures are asked to countersign.

    Raises: Blocked, FlowRefused; EditedMeanwhile; NotAllowed.
    """
    policies.require_writing(actor)
    version, found = _looked_at(piece)
    with transaction.atomic():
        row = trail.lock_piece(piece, expected_version=expected_version)
        _check_same(row, version)
        flow.after(StepKind.SUBMITTED, PieceState(row.state))
        flow.check_clear(StepKind.SUBMITTED, found)
        asked = _ask_owners(row, version, actor, at)
        changes = {"会签单位": [None, "、".join(one.unit.short_name for one in asked)]} if asked else {}
        said = " ".join(remark.split())[:400]
        step = trail.take(row, StepKind.SUBMITTED, version, remark=said, changes=changes, actor=actor, at=at)
        reviewers = policies.holders_of(Role.CENTRE, row.city_id)
        trail.tell(reviewers, row, f"文稿待审核：{row.title}", reason=said, but=actor, at=at)
    return step


def pass_piece(
    *, piece: Piece, remark: str = "", actor: Account, at: datetime, expected_version: int | None = None
) -> PieceStep:
    """Say for the centre that the piece may go to a leader.

    Raises: Blocked, FlowRefused when it was passed before; EditedMeanwhile; NotAllowed, for the drafter too.
    """
    require(policies.passes_pieces(reach_of(actor)), "文稿由招商服务中心审核，当前账号没有权限")
    policies.require_other(actor, piece, "审核")
    version, found = _looked_at(piece)
    with transaction.atomic():
        row = trail.lock_piece(piece, expected_version=expected_version)
        _check_same(row, version)
        flow.after(StepKind.PASSED, PieceState(row.state))
        if passed(row):
            raise FlowRefused("这一稿已经审核通过，等会签和签发")
        flow.check_clear(StepKind.PASSED, found)
        step = trail.take(
            row, StepKind.PASSED, version, remark=" ".join(remark.split())[:400], actor=actor, at=at
        )
        if not Countersign.objects.filter(piece=row).asked().exists():
            tell_leaders(row, actor, at)
    return step


def return_piece(
    *, piece: Piece, remark: str, actor: Account, at: datetime, expected_version: int | None = None
) -> PieceStep:
    """Send the piece back to whoever drafts it, with the reason; what was passed and countersigned counts no more.

    Raises: FlowRefused; EditedMeanwhile; NotAllowed for anybody but the centre and leaders.
    """
    require(policies.returns_pieces(reach_of(actor)), "文稿由招商服务中心或市领导退回，当前账号没有权限")
    return _back(piece, StepKind.RETURNED, flow.reason_of(remark, "退回原因"), actor, at, expected_version)


def recall_piece(
    *, piece: Piece, remark: str = "", actor: Account, at: datetime, expected_version: int | None = None
) -> PieceStep:
    """Take the piece back before it is approved, to change it.    Raises: FlowRefused; EditedMeanwhile; NotAllowed."""
    policies.require_writing(actor)
    said = " ".join(remark.split())[:400]
    return _back(piece, StepKind.RECALLED, said, actor, at, expected_version)


def approve_piece(
    *, piece: Piece, remark: str = "", actor: Account, at: datetime, expected_version: int | None = None
) -> PieceStep:
    """Let the piece go out, as a leader.

    Raises: Blocked while it is not passed, a countersign is open or refused, an error is open or a reference broken;
    FlowRefused; EditedMeanwhile; NotAllowed for anybody but leaders, for the drafter and for whoever passed it.
    """
    require(policies.approves_pieces(reach_of(actor)), "文稿由市领导签发，当前账号没有权限")
    policies.require_other(actor, piece, "签发")
    version, found = _looked_at(piece)
    with transaction.atomic():
        row = trail.lock_piece(piece, expected_version=expected_version)
        _check_same(row, version)
        flow.after(StepKind.APPROVED, PieceState(row.state))
        by = passed(row)
        other = by is None or by.by.person_id != actor.person_id
        require(other, "审核和签发须由两个人办理，您已经审核过这一稿")
        flow.check_clear(StepKind.APPROVED, found)
        step = trail.take(
            row, StepKind.APPROVED, version, remark=" ".join(remark.split())[:400], actor=actor, at=at
        )
        told = [row.author, *policies.holders_of(Role.PRESS, row.city_id)]
        trail.tell(told, row, f"文稿已签发，可以发布：{row.title}", but=actor, at=at)
    return step


def tell_leaders(row: Piece, actor: Account, at: datetime) -> None:
    leaders = policies.holders_of(Role.LEADER, row.city_id)
    trail.tell(leaders, row, f"文稿待签发：{row.title}", but=actor, at=at)


def _looked_at(piece: Piece) -> tuple[PieceVersion, list[Obstacle]]:
    """Look at the piece before its row is locked: it takes a while."""
    version = current(piece)
    return version, obstacles(piece, version)


def _check_same(row: Piece, version: PieceVersion) -> None:
    if current(row).pk != version.pk:
        raise FlowRefused("文稿刚刚有了新的一稿，请刷新后再办")


def _ask_owners(row: Piece, version: PieceVersion, actor: Account, at: datetime) -> Sequence[Countersign]:
    """Ask each unit that owns some of the figures; its people are told which."""
    figures = figures_of(version)
    asked = []
    for one in owning.owned(figures, row.city, day_of(at)):
        new = Countersign.objects.create(
            piece=row,
            version=version,
            unit=one.unit,
            groups="、".join(sorted(one.groups))[:200],
            places=one.places,
            asked_at=at,
        )
        title = f"请会签：{row.title}（{len(one.places)} 个数）"
        notices.tell(
            [person for person in policies.signers_of(one.unit) if person.person_id != actor.person_id],
            kind=NoticeKind.ASKED,
            title=title,
            reason=new.groups,
            path=trail.address_of_countersign(new),
            at=at,
        )
        asked.append(new)
    return asked


def _back(
    piece: Piece, kind: StepKind, remark: str, actor: Account, at: datetime, expected_version: int | None
) -> PieceStep:
    with transaction.atomic():
        row = trail.lock_piece(piece, expected_version=expected_version)
        told = {one.by for one in round_of(row)} | {row.author}
        Countersign.objects.filter(piece=row).standing().update(state=CountersignState.VOID)
        step = trail.take(row, kind, current(row), remark=remark, actor=actor, at=at)
        title = f"文稿{'被退回' if kind == StepKind.RETURNED else '已收回修改'}：{row.title}"
        notice = NoticeKind.RETURNED if kind == StepKind.RETURNED else NoticeKind.INFO
        trail.tell(told, row, title, kind=notice, reason=remark, but=actor, at=at)
    return step
