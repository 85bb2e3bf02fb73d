"""Objections to a provisional result: raised by the member, ruled by somebody of another unit, with a trail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from luodi.assessment import objection_rules as rules
from luodi.assessment import record_policies as policies
from luodi.assessment.choices import RunState
from luodi.assessment.engine.freezing import value_data, value_from
from luodi.assessment.models import Objection, ObjectionCorrection, ObjectionRules, Run, RunItem, RunScore
from luodi.assessment.objection_rules import CorrectedInput, ObjectionRefused
from luodi.assessment.policies import require_keeping
from luodi.assessment.record_choices import ObjectionState
from luodi.assessment.record_rules import check_reason
from luodi.assessment.selectors.objections import rules_of_run, score_of, shown
from luodi.assessment.selectors.records import same_holder, taken
from luodi.assessment.services.record_trail import Evidence, keep, note, tell_holder
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Grant
from luodi.organisation.policies import reach_of, require

TARGET = "objection"


@dataclass(frozen=True, kw_only=True)
class NewObjection:
    """``item`` is the code of the item that is wrong; empty for the result as a whole."""

    score: RunScore
    text: str
    item: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is ruled: an upheld objection says which inputs are corrected, to what and why."""

    upheld: bool
    reason: str
    corrections: Sequence[CorrectedInput] = field(default_factory=tuple)


def address_of(row: Objection) -> str:
    return f"/assessment/objections/{row.pk}/"


def raise_objection(
    new: NewObjection, *, actor: Account, at: datetime, evidence: Evidence | None = None
) -> Objection:
    """Object to a member's result while it is provisional; the centre is told.

    Raises: ObjectionRefused when the run is not provisional, the last day is over, the item is none of the result's,
    or the member has an open objection to it; NotAllowed for anybody but the member; what ``documents.keep`` refuses.
    """
    score = new.score
    _require_member(score, actor)
    _check_run(score.run)
    kept = keep(evidence, at=at)
    with transaction.atomic():
        run = Run.objects.select_for_update(of=("self",)).select_related("group__city").get(pk=score.run_id)
        _check_run(run)
        items = dict(RunItem.objects.filter(score=score).values_list("code", "name"))
        due_on = run.objections_until or day_of(at)
        text = rules.check_objection(
            text=new.text, item=new.item, items=items, today=day_of(at), due_on=due_on
        )
        mine = Objection.objects.filter(same_holder(score), run=run)
        if mine.open().filter(item=new.item).exists():
            raise ObjectionRefused("对这一考核项已有异议等待裁定", field="item")
        last = Objection.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0
        row = Objection.objects.create(
            run=run,
            number=last + 1,
            unit=score.unit,
            person=score.person,
            item=new.item,
            item_name=items.get(new.item, ""),
            text=text,
            file=kept.file,
            file_name=kept.name,
            due_on=due_on,
            raised_at=at,
            raised_by=actor,
        )
        changes = {"考核项": [None, row.item_name or "总分"], "内容": [None, text]}
        note("提出考核异议", TARGET, row.pk, str(row), changes, actor=actor, at=at)
        about = row.item_name or "考核结果"
        _tell_centre(row, f"{row.name}对“{about}”提出异议，待裁定", at)
    return row


def withdraw_objection(*, objection: Objection, reason: str, actor: Account, at: datetime) -> Objection:
    """Take an objection back that nobody has ruled on.

    Raises: ObjectionRefused without a reason, or when it was ruled; NotAllowed for anybody but the member.
    """
    said = check_reason(reason, refusal=ObjectionRefused, act="撤回")
    with transaction.atomic():
        row = _locked(objection, actor)
        policies.require_speaking(actor, row, "撤回异议")
        _check_open(row)
        _settle(row, ObjectionState.WITHDRAWN, said, actor, at)
        note("撤回考核异议", TARGET, row.pk, str(row), {"原因": [None, said]}, actor=actor, at=at)
    return row


def rule_objection(*, objection: Objection, verdict: Verdict, actor: Account, at: datetime) -> Objection:
    """Rule on an objection; the member is told with the reasons. What is upheld waits for a new run.

    Raises: ObjectionRefused without a reason, for corrections that cannot be, when it was ruled, or when the result is
    final; NotAllowed for who is of the member's own unit, raised it, or rules for nobody.
    """
    said = check_reason(verdict.reason, refusal=ObjectionRefused, act="裁定")
    reach = reach_of(actor)
    with transaction.atomic():
        row = _locked(objection, actor)
        require(policies.may_judge(reach), "异议由招商服务中心裁定，当前账号没有权限")
        require(policies.may_rule(actor, reach, row), "不能裁定本单位或本人提出的异议")
        _check_open(row)
        if row.run.state not in (RunState.PROVISIONAL, RunState.SUPERSEDED):
            raise ObjectionRefused("这次考核已经确定，不能再裁定")
        if verdict.upheld:
            _correct(row, verdict.corrections)
        elif verdict.corrections:
            raise ObjectionRefused("异议不成立的，不更正数据", field="input")
        state = ObjectionState.UPHELD if verdict.upheld else ObjectionState.REJECTED
        _settle(row, state, said, actor, at)
        changes: dict[str, object] = {"裁定": [None, row.get_state_display()], "理由": [None, said]}
        for one in row.corrections.all():
            changes[one.title] = [
                shown(value_from(one.was), one.unit),
                shown(value_from(one.value), one.unit),
            ]
        note("裁定考核异议", TARGET, row.pk, str(row), changes, actor=actor, at=at)
        title = f"考核异议 {row.code} 已裁定：{row.get_state_display()}"
        tell_holder(
            row, NoticeKind.DECIDED, title, path=address_of(row), at=at, reason=said, also=[row.raised_by]
        )
    return row


def mark_applied(corrections: Sequence[ObjectionCorrection], *, run: Run) -> None:
    """Say that the run was computed with the corrections; callers stand inside their own transaction."""
    pks = [one.pk for one in corrections]
    ObjectionCorrection.objects.filter(pk__in=pks, applied_in=None).update(applied_in=run)


def set_objection_terms(
    *, workdays: int, valid_from: date, source: str, actor: Account, at: datetime
) -> ObjectionRules:
    """Set how long objections are taken, from a day on; what is published keeps its day.

    Raises: ObjectionRefused for a term that cannot be, or without a basis; NotAllowed for anybody but the centre.
    """
    require_keeping(actor)
    rules.check_workdays(workdays)
    basis = check_reason(source, refusal=ObjectionRefused, act="设定异议期", field="source")
    with transaction.atomic():
        row = ObjectionRules.objects.create(
            city_id=actor.city_id,
            valid_from=valid_from,
            source=basis,
            set_by=actor,
            set_at=at,
            workdays=workdays,
        )
        changes = {
            "工作日": [None, workdays],
            "施行日期": [None, valid_from.isoformat()],
            "依据": [None, basis],
        }
        note("设定异议期", "objection-rules", row.pk, "考核异议期", changes, actor=actor, at=at)
    return row


def _require_member(score: RunScore, actor: Account) -> None:
    probe = Objection(unit=score.unit, person=score.person)
    require(score.run.group.city_id == actor.city_id, "不是本市的考核")
    policies.require_speaking(actor, probe, "提出异议")


def _check_run(run: Run) -> None:
    if run.state != RunState.PROVISIONAL:
        raise ObjectionRefused(f"异议在公示期内提出，这次考核“{RunState(run.state).label}”")


def _locked(objection: Objection, actor: Account) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",)).with_all()
    return rows.get(pk=objection.pk, run__group__city_id=actor.city_id)


def _check_open(row: Objection) -> None:
    if not row.is_open:
        raise ObjectionRefused(f"这项异议“{row.get_state_display()}”，请刷新")


def _settle(row: Objection, state: ObjectionState, reason: str, actor: Account, at: datetime) -> None:
    row.state, row.reason, row.ruled_by, row.ruled_at = state, reason, actor, at
    row.save(update_fields=["state", "reason", "ruled_by", "ruled_at"])


def _correct(row: Objection, corrections: Sequence[CorrectedInput]) -> None:
    inputs = rules_of_run(row.run).inputs
    rules.check_corrections(corrections, inputs)
    score = score_of(row.run, row)
    for one in corrections:
        declared = inputs[one.input]
        taken_as = None if one.value is None else taken(one.value, declared.unit)
        was, value = score.inputs.get(one.input), value_data(taken_as)
        if value_from(was) == value_from(value):
            raise ObjectionRefused(f"“{inputs[one.input].title}”更正前后一样", field="value")
        ObjectionCorrection.objects.create(
            objection=row,
            input=one.input,
            title=declared.title[:80],
            unit=declared.unit[:20],
            was=was,
            value=value,
            why=one.why.strip()[:400],
        )


def _tell_centre(row: Objection, title: str, at: datetime) -> None:
    """Tell the accounts of the centre that may rule, but nobody of the objecting unit."""
    held = Grant.objects.held().filter(role=Role.CENTRE, account__city_id=row.run.group.city_id)
    accounts = Account.objects.filter(pk__in=held.values("account_id"), is_active=True)
    if row.unit is not None:
        accounts = accounts.exclude(unit=row.unit)
    notices.tell(
        accounts, kind=NoticeKind.ASKED, title=title, reason=row.text[:400], path=address_of(row), at=at
    )
