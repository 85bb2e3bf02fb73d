"""Make one row of a pair that was ruled to be the same, as one batch; undo it as the withdrawal of that batch."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from luodi.duplicates import policies, rules
from luodi.duplicates.choices import CaseState, Kind
from luodi.duplicates.models import DuplicateCase, Merge
from luodi.duplicates.services import links
from luodi.enterprises.models import Enterprise
from luodi.enterprises.services import merging as firms
from luodi.enterprises.services.writing import Act as FirmAct
from luodi.ledger import services as ledger
from luodi.organisation.models import Account
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.services import merging as project_merging
from luodi.projects.services.writing import Act

Side = Literal["left", "right"]
_FUNDS = "projects.funds.project"


@dataclass(frozen=True)
class Sides:
    """Which row of a case stays and which becomes part of it."""

    keep: Project | Enterprise
    drop: Project | Enterprise


def sides_of(case: DuplicateCase, keep: Side) -> Sides:
    left: Project | Enterprise | None = case.left_project or case.left_enterprise
    right: Project | Enterprise | None = case.right_project or case.right_enterprise
    assert left is not None
    assert right is not None
    return Sides(left, right) if keep == "left" else Sides(right, left)


def merge(
    *,
    case: DuplicateCase,
    keep: Side,
    actor: Account,
    at: datetime,
    take: Collection[Field] = (),
) -> Merge:
    """Let one row of the pair be part of the one that stays, keeping every fact; the ruling is the reason.

    ``take`` names the particulars of a project that are as the row that is given up says. Facts that the row that
    stays lacks go over to it; those that it has already no longer count; the other row is void.
    Raises: MergeRefused unless the two were ruled the same, when they are merged, or when a particular to be taken
    over has been verified otherwise; ProjectRefused, EnterpriseRefused, ProjectClosed; NotAllowed.
    """
    policies.require_merger(actor, case.city_id)
    with transaction.atomic():
        row = _ruled_the_same(case)
        chosen = sides_of(row, keep)
        _check_in_force(chosen)
        batch = ledger.open_batch(
            city=row.city,
            title=f"合并：{chosen.drop.code} 并入 {chosen.keep.code}",
            actor=actor,
            at=at,
            reason=row.reason,
        )
        if row.kind == Kind.PROJECT:
            moved = _merge_projects(chosen, take, row.reason, Act(actor, at, batch))
        else:
            moved = _merge_firms(chosen, row.reason, FirmAct(actor, at, batch))
        return Merge.objects.create(
            case=row,
            kept_id=chosen.keep.pk,
            dropped_id=chosen.drop.pk,
            batch=batch,
            moved=moved | links.follow(chosen.drop, chosen.keep),
            merged_by=actor,
            merged_at=at,
        )


def unmerge(*, merge: Merge, reason: str, actor: Account, at: datetime) -> Merge:
    """Undo the merge: both rows, and the current figures, are as before; a past as-of still shows it.

    Raises: MergeRefused when it was undone, or the row that stayed has become part of another; BatchRefused when
    rows or facts have been worked on since, or without a reason; NotAllowed.
    """
    policies.require_merger(actor, merge.case.city_id)
    with transaction.atomic():
        row = Merge.objects.select_for_update(of=("self",)).select_related("case", "batch").get(pk=merge.pk)
        if row.undone_at is not None:
            raise rules.MergeRefused("这次合并已经撤销，请刷新")
        chosen = sides_of(row.case, "left" if row.kept_id == _left_id(row.case) else "right")
        if (later := merged_into(chosen.keep)) is not None:
            raise rules.MergeRefused(
                f"{chosen.keep.code} 之后又并入了 {later.code}，请先撤销那一次合并，再撤销这一次"
            )
        links.come_back(row.moved, chosen.drop, chosen.keep)
        if isinstance(chosen.drop, Project):
            project_merging.show_again(chosen.drop)
        elif isinstance(chosen.keep, Enterprise):
            firms.show_again(chosen.keep, chosen.drop)
        projects.withdraw_batch(batch=row.batch, reason=reason, actor=actor, at=at)
        row.undone_by, row.undone_at = actor, at
        row.save(update_fields=["undone_by", "undone_at"])
    return row


def merged_into(row: Project | Enterprise) -> Project | Enterprise | None:
    """Return what the row was made part of, and still is."""
    kind = Kind.PROJECT if isinstance(row, Project) else Kind.ENTERPRISE
    found = Merge.objects.in_force().filter(dropped_id=row.pk, case__kind=kind).first()
    return None if found is None else type(row)._default_manager.filter(pk=found.kept_id).first()


def _ruled_the_same(case: DuplicateCase) -> DuplicateCase:
    row = DuplicateCase.objects.select_for_update().get(pk=case.pk)
    if row.state != CaseState.SAME:
        raise rules.MergeRefused("只有裁定为“同一个”的一对才能合并")
    if Merge.objects.in_force().filter(case=row).exists():
        raise rules.MergeRefused("这一对已经合并，请刷新")
    return row


def _check_in_force(chosen: Sides) -> None:
    """Raises: MergeRefused naming what one of the two has become part of."""
    for row in (chosen.keep, chosen.drop):
        if (became := merged_into(row)) is not None:
            raise rules.MergeRefused(f"{row.code} 已并入 {became.code}，请对 {became.code} 裁定和合并")


def _merge_projects(chosen: Sides, take: Collection[Field], reason: str, act: Act) -> dict[str, list[int]]:
    keep, drop = chosen.keep, chosen.drop
    assert isinstance(keep, Project)
    assert isinstance(drop, Project)
    if wanted := project_merging.values_of(drop, take):
        _take_over(keep, wanted, reason, act)
    merged = project_merging.merge(
        keep=keep.pk, drop=drop.pk, act=Act(act.actor, act.at, act.batch), reason=reason
    )
    ledger.post(
        city=keep.city,
        act=project_merging.ACT,
        actor=act.actor,
        at=act.at,
        facts=merged.merging.added,
        supersede=merged.merging.supersede,
        notes=merged.notes,
        batch=act.batch,
        reason=reason,
    )
    return {_FUNDS: merged.funds} if merged.funds else {}


def _take_over(keep: Project, wanted: dict[Field, object], reason: str, act: Act) -> None:
    waits = projects.correct_project(
        project=keep, corrections=wanted, reason=reason, actor=act.actor, at=act.at, batch=act.batch
    )
    if waits is not None:
        names = "、".join(one.label for one in wanted)
        raise rules.MergeRefused(
            f"{keep.code} 的数据已经认定，不能在合并时直接改为并入项目的值（{names}）；"
            "请先不取这些值完成合并，再按“更正”办理，由认定员认定",
            field="take",
        )


def _merge_firms(chosen: Sides, reason: str, act: FirmAct) -> dict[str, list[int]]:
    keep, drop = chosen.keep, chosen.drop
    assert isinstance(keep, Enterprise)
    assert isinstance(drop, Enterprise)
    theirs = project_merging.take_enterprise(old=drop, new=keep, act=Act(act.actor, act.at, act.batch))
    merged = firms.merge(keep=keep.pk, drop=drop.pk, act=act, reason=reason)
    ledger.post(
        city=keep.city,
        act=firms.ACT,
        actor=act.actor,
        at=act.at,
        supersede=merged.merging.supersede,
        notes=[*merged.notes, *theirs],
        batch=act.batch,
        reason=reason,
    )
    return {}


def _left_id(case: DuplicateCase) -> int | None:
    return case.left_project_id if case.kind == Kind.PROJECT else case.left_enterprise_id
