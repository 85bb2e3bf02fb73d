"""Objections as pages show them: the list, one with its trail, and what a ruling can correct."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from luodi.assessment import policies, record_policies
from luodi.assessment.choices import RunState
from luodi.assessment.engine.freezing import value_from
from luodi.assessment.models import (
    Objection,
    ObjectionCorrection,
    Run,
    RunItem,
    RunScore,
    SelfScore,
    SelfSheet,
)
from luodi.assessment.objection_rules import Terms
from luodi.assessment.record_choices import ObjectionState
from luodi.assessment.selectors import objections as assessment
from luodi.assessment.selectors.objections import Correctable
from luodi.assessment.selectors.records import same_holder
from luodi.audit.models import AuditRecord
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.desk.selectors.assessment_records import Where
from luodi.kernel.numbers import plain
from luodi.ui import sheets

TABS = {"open": "待裁定", "ruled": "已裁定", "all": "全部"}


def tab_of(frame: Frame) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in TABS else "open"


def seen_by(frame: Frame) -> Any:
    """Return the objections of the account's units, and those that the account has raised for itself."""
    rows = Objection.objects.visible_to(frame.reach)
    own = Objection.objects.filter(person_id=frame.account.person_id, run__group__city_id=frame.reach.city_id)
    return (rows | own).distinct()


def objections(frame: Frame, found: Where, tab: str) -> Listing:
    rows = seen_by(frame).with_all()
    if found.group is not None:
        rows = rows.filter(run__group=found.group)
    if tab == "open":
        rows = rows.open().order_by("raised_at", "id")
    elif tab == "ruled":
        ruled = Q(state=ObjectionState.UPHELD) | Q(state=ObjectionState.REJECTED)
        rows = rows.filter(ruled).order_by("-ruled_at", "-id")
    else:
        rows = rows.order_by("-raised_at", "-id")
    columns = [
        sheets.Column("编号", width=18), sheets.Column("考核对象", width=18), sheets.Column("考核结果", width=30),
        sheets.Column("考核项", width=20), sheets.Column("异议内容", width=60), sheets.Column("提出日期"),
        sheets.Column("状态"), sheets.Column("裁定理由", width=60), sheets.Column("裁定人"),
    ]  # fmt: skip
    says = [f"状态截至 {frame.today.isoformat()}"]
    return Listing(rows, f"考核异议（{TABS[tab]}）", columns, _cells, says)


def _cells(one: Objection) -> Sequence[object]:
    return [
        one.code, one.name, str(one.run), one.item_name or "总分", one.text, one.raised_at,
        one.get_state_display(), one.reason, one.ruled_by.display_name if one.ruled_by else "",
    ]  # fmt: skip


@dataclass(frozen=True)
class Corrected:
    row: ObjectionCorrection

    @property
    def was(self) -> str:
        return assessment.shown(value_from(self.row.was), self.row.unit)

    @property
    def value(self) -> str:
        return assessment.shown(value_from(self.row.value), self.row.unit)


@dataclass(frozen=True)
class ObjectionPage:
    """``apply_to`` is the run that waits to be reckoned anew."""

    row: Objection
    score: RunScore | None
    points: RunItem | None
    corrections: Sequence[Corrected]
    may_rule: bool
    may_withdraw: bool
    apply_to: Run | None
    trail: Sequence[AuditRecord]


def objection_page(found: Objection, frame: Frame) -> ObjectionPage:
    rows = RunScore.objects.filter(same_holder(found), run=found.run)
    score = rows.first()
    items = RunItem.objects.filter(score=score, code=found.item) if score else RunItem.objects.none()
    corrections = [Corrected(one) for one in found.corrections.select_related("applied_in")]
    trail = AuditRecord.objects.filter(
        city_id=found.run.group.city_id, target_kind="objection", target_code=str(found.pk)
    )
    open_here = found.is_open and not frame.is_past
    return ObjectionPage(
        row=found,
        score=score,
        points=items.first(),
        corrections=corrections,
        may_rule=open_here and record_policies.may_rule(frame.account, frame.reach, found),
        may_withdraw=open_here and record_policies.speaks_for(frame.account, frame.reach, found),
        apply_to=_to_reckon(found, corrections, frame),
        trail=list(trail.order_by("-id")),
    )


def _to_reckon(found: Objection, corrections: Sequence[Corrected], frame: Frame) -> Run | None:
    waits = any(one.row.applied_in_id is None for one in corrections)
    if not waits or frame.is_past or not policies.may_keep(frame.reach):
        return None
    return latest_of(found.run)


def latest_of(run: Run) -> Run | None:
    """Return the run that stands in the run's place now, if it can still be reckoned anew."""
    at: Run | None = run
    while at is not None and at.state == RunState.SUPERSEDED:
        at = Run.objects.with_all().filter(supersedes=at).first()
    return at if at is not None and at.state == RunState.PROVISIONAL else None


def correctable(found: Objection) -> list[Correctable]:
    score = assessment.score_of(found.run, found)
    return assessment.correctable(score, assessment.rules_of_run(found.run), found.item)


def items_of(score: RunScore) -> list[tuple[str, str]]:
    return list(RunItem.objects.filter(score=score).values_list("code", "name"))


def terms(frame: Frame) -> Terms:
    return assessment.terms_on(frame.city.pk, frame.today)


def waiting(run: Run) -> list[ObjectionCorrection]:
    return assessment.unapplied(run)


@dataclass(frozen=True)
class SelfLine:
    """An item as the member scored itself, beside what was assessed."""

    item: str
    name: str
    own: str
    assessed: str
    remark: str


@dataclass(frozen=True)
class Beside:
    """What stands beside a run, or beside one member's sheet of it."""

    objections: Sequence[Objection]
    n_to_reckon: int
    reckons: bool
    objects: bool
    self_lines: Sequence[SelfLine]


def beside(frame: Frame, run: Run, score: RunScore | None = None) -> Beside:
    """Return the objections that the account sees, what waits to be reckoned with, and the member's own points."""
    rows = seen_by(frame).filter(run__in=assessment.chain_of(run)).with_all()
    if score is not None:
        rows = rows.filter(same_holder(score))
    may_see_all = frame.reach.unit_ids is None
    may_object = (
        score is not None
        and not frame.is_past
        and assessment.may_still_object(run, frame.today)
        and record_policies.may_object(frame.account, frame.reach, score)
    )
    return Beside(
        objections=list(rows.order_by("number")),
        n_to_reckon=len(assessment.unapplied(run))
        if may_see_all and run.state == RunState.PROVISIONAL
        else 0,
        reckons=policies.may_keep(frame.reach) and not frame.is_past,
        objects=may_object,
        self_lines=_self_lines(frame, run, score) if score is not None else [],
    )


def _self_lines(frame: Frame, run: Run, score: RunScore) -> list[SelfLine]:
    """Return what the member has submitted of itself for the run's period, the latest."""
    seen = SelfSheet.objects.visible_to(frame.reach) | SelfSheet.objects.filter(
        person_id=frame.account.person_id
    )
    sheet = (
        seen.filter(
            same_holder(score),
            call__group=run.group,
            call__ends_on__range=(run.first_on, run.last_on),
            submitted_at__isnull=False,
        )
        .order_by("-call__ends_on")
        .first()
    )
    if sheet is None:
        return []
    said = {one.item: one for one in SelfScore.objects.filter(sheet=sheet)}
    return [
        SelfLine(
            item.code,
            item.name,
            plain(said[item.code].points, trim=True) if item.code in said else "—",
            plain(item.points, trim=True),
            said[item.code].remark if item.code in said else "",
        )
        for item in RunItem.objects.filter(score=score).order_by("position")
    ]
