"""File what an agency introduced, before it is signed; link the project once it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.agencies import rules
from luodi.agencies.models import Introduction, Mandate
from luodi.agencies.rules import IntroductionRefused
from luodi.agencies.services.trail import INTRODUCTION, record, require_writer
from luodi.enterprises import numbering
from luodi.kernel.names import sound_key
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit
from luodi.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class NewIntroduction:
    """``grounds``: whom the agency brought together with whom, when and how."""

    mandate: Mandate
    unit: Unit
    investor_name: str
    project_name: str
    filed_on: date
    grounds: str


def file_introduction(new: NewIntroduction, *, actor: Account, at: datetime, once: str = "") -> Introduction:
    """File an introduction; what is sent twice under one ``once`` is entered once.

    Raises: IntroductionRefused outside the mandate, for a day to come, or for an investor and project that another
    introduction names; NotAllowed.
    """
    require_writer(actor, new.unit)
    investor = _text(new.investor_name, "投资方", "investor_name")
    project = _text(new.project_name, "拟投项目", "project_name")
    grounds = _text(new.grounds, "引荐经过", "grounds")
    _check_day(new, at)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="IN", year=day_of(at).year, n=1)
        known = once and Introduction.objects.filter(city_id=actor.city_id, once=once).first()
        if known:
            transaction.set_rollback(True)
            return known
        key = sound_key(investor)
        _check_alone(actor.city_id, key, project)
        row = Introduction.objects.create(
            city_id=actor.city_id,
            code=code,
            mandate=new.mandate,
            unit=new.unit,
            investor_name=investor,
            investor_key=key,
            project_name=project,
            filed_on=new.filed_on,
            grounds=grounds[:800],
            once=once or None,
            created_at=at,
            created_by=actor,
        )
        changes = {"机构": [None, new.mandate.agency.name], "备案日期": [None, new.filed_on.isoformat()]}
        record("引荐备案", row, changes, actor=actor, at=at)
    return row


def link_project(
    *,
    introduction: Introduction,
    project: Project,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Introduction:
    """Say which project came of it: of the same unit, and introduced by nobody else.

    Raises: IntroductionRefused; NotAllowed, EditedMeanwhile.
    """
    with transaction.atomic():
        row = lock(introduction, actor, expected_version)
        if row.project_id is not None:
            raise IntroductionRefused("这项备案已经对应了项目")
        target = Project.objects.select_for_update(of=("self",)).get(pk=project.pk, city_id=row.city_id)
        if target.is_void or target.unit_id != row.unit_id:
            raise IntroductionRefused("只能对应承接单位自己的、未撤回的项目", field="project")
        if known := Introduction.objects.filter(project=target).first():
            raise IntroductionRefused(
                f"{target.code} 已有引荐备案 {known.code}：一个项目只有一个引荐人", field="project"
            )
        row.project = target
        _write(row, "对应项目", {"项目": [None, f"{target.code} {target.name}"]}, ["project"], actor, at)
    return row


def unlink_project(
    *,
    introduction: Introduction,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Introduction:
    """Take a project that was linked by mistake off again, as long as no fee has been applied for.

    Raises: IntroductionRefused; NotAllowed, EditedMeanwhile.
    """
    said = _text(reason, "原因", "reason")
    with transaction.atomic():
        row = lock(introduction, actor, expected_version)
        if row.project is None:
            raise IntroductionRefused("这项备案没有对应项目")
        if row.claims.exists():
            raise IntroductionRefused("已经申请过奖励，不能解除对应")
        changes = {"项目": [row.project.code, None], "原因": [None, said]}
        row.project = None
        _write(row, "解除对应", changes, ["project"], actor, at)
    return row


def withdraw_introduction(
    *,
    introduction: Introduction,
    reason: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Introduction:
    """Withdraw an introduction that was filed by mistake; it stays on record.

    Raises: IntroductionRefused when a project or a fee hangs on it; NotAllowed, EditedMeanwhile.
    """
    said = _text(reason, "撤回原因", "reason")
    with transaction.atomic():
        row = lock(introduction, actor, expected_version)
        if row.project_id is not None or row.claims.exists():
            raise IntroductionRefused("已经对应项目或申请奖励，不能撤回")
        row.withdrawn_why = said[:400]
        _write(row, "撤回备案", {"原因": [None, said]}, ["withdrawn_why"], actor, at)
    return row


def lock(introduction: Introduction, actor: Account, expected: int | None = None) -> Introduction:
    """Return the row afresh, locked.

    Raises: NotAllowed unless the actor writes for its unit; IntroductionRefused when withdrawn; EditedMeanwhile.
    """
    rows = Introduction.objects.select_for_update(of=("self",))
    row = rows.select_related("unit", "city", "mandate__agency", "mandate__rule", "project").get(
        pk=introduction.pk
    )
    require_writer(actor, row.unit)
    check_version(
        city_id=row.city_id,
        target_kind=INTRODUCTION,
        target_code=row.code,
        expected=expected,
        version=row.version,
    )
    if row.is_withdrawn:
        raise IntroductionRefused(f"备案 {row.code} 已撤回：{row.withdrawn_why}")
    return row


def _write(
    row: Introduction,
    act: str,
    changes: Mapping[str, object],
    columns: list[str],
    actor: Account,
    at: datetime,
) -> None:
    row.version += 1
    row.save(update_fields=[*columns, "version"])
    record(act, row, {**changes, "version": [row.version - 1, row.version]}, actor=actor, at=at)


def _check_day(new: NewIntroduction, at: datetime) -> None:
    if new.filed_on > day_of(at):
        raise IntroductionRefused("备案日期不能晚于今天", field="filed_on")
    if not new.mandate.holds_on(new.filed_on):
        raise IntroductionRefused(
            f"{new.filed_on.isoformat()} 不在委托期内：须先签委托协议再备案", field="filed_on"
        )


def _check_alone(city_id: int, key: str, project: str) -> None:
    rows = Introduction.objects.filter(city_id=city_id, investor_key=key, withdrawn_why="")
    named = sound_key(project)
    for one in rows if key else []:
        if sound_key(one.project_name) == named:
            raise IntroductionRefused(
                f"同一投资方的同一项目已有引荐备案 {one.code}：一个项目只有一个引荐人", field="project_name"
            )


def _text(text: str, label: str, field: str) -> str:
    return rules.check_text(text, label, field=field, refusal=IntroductionRefused)
