"""Recommend somebody as adviser or envoy, decide about it step by step, and issue the letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises import advising, numbering
from luodi.enterprises.choices import AdviserKind, AdviserState, NominationState
from luodi.enterprises.models import Adviser, Nomination
from luodi.enterprises.rules import AdviserRefused
from luodi.enterprises.services.advisers import appoint_adviser
from luodi.enterprises.services.advising import terms_on
from luodi.enterprises.services.commands import NewAdviser
from luodi.enterprises.services.writing import require_writer
from luodi.kernel.phones import normal_phone
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit
from luodi.refdata import regions

_TARGET = "nomination"


@dataclass(frozen=True, kw_only=True)
class NewNomination:
    """``grounds`` is what the person has done or can do for the city."""

    kind: AdviserKind
    name: str
    unit: Unit
    grounds: str
    title: str = ""
    field: str = ""
    phone: str = ""
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    since: date
    until: date
    letter_no: str = ""


def nominate(new: NewNomination, *, actor: Account, at: datetime, once: str = "") -> Nomination:
    """Recommend somebody; what is sent twice under one ``once`` is entered once.

    Raises: AdviserRefused without name or grounds, or for somebody who is an adviser or recommended already;
    UnknownOrigin; NotAllowed.
    """
    require_writer(actor, [new.unit])
    _check(new)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="GN", year=day_of(at).year, n=1)
        known = once and Nomination.objects.filter(city_id=actor.city_id, once=once).first()
        if known:
            transaction.set_rollback(True)
            return known
        _check_not_known(new, actor.city_id)
        row = Nomination.objects.create(
            city_id=actor.city_id,
            code=code,
            kind=new.kind,
            name=new.name.strip(),
            title=new.title.strip(),
            field=new.field.strip(),
            phone=normal_phone(new.phone),
            origin=new.origin,
            unit=new.unit,
            grounds=new.grounds.strip(),
            state=NominationState.RECOMMENDED,
            once=once or None,
            created_at=at,
            created_by=actor,
        )
        _record(
            "推荐顾问", row, {"类别": [None, row.get_kind_display()], "状态": [None, "已推荐"]}, actor, at
        )
    return row


def decide_nomination(
    *,
    nomination: Nomination,
    to: NominationState,
    on: date,
    decision: str,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Nomination:
    """Let the recommendation be screened, approved or declined; ``decision`` names the meeting or the document.

    Raises: AdviserRefused for a step out of order or a day to come; NotAllowed for anybody but the centre;
    EditedMeanwhile.
    """
    rights.require_all_of_city(rights.reach_of(actor))
    if not decision.strip():
        raise AdviserRefused("请写明办理意见，如会议名称、文号或不通过的原因", field="decision")
    with transaction.atomic():
        row = _lock(nomination, expected_version)
        if to == NominationState.APPOINTED:
            raise AdviserRefused("发聘书请填写聘期")
        advising.check_step(NominationState(row.state), to)
        _check_day(on, row, at)
        _move(row, to, on, decision.strip(), actor, at)
    return row


def issue_letter(
    *,
    nomination: Nomination,
    letter: Letter,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Adviser:
    """Appoint whom the leading group approved; from here on the adviser counts.

    Raises: AdviserRefused before approval, or for a term longer than the rules give; DateRefused for a term that
    begins later than today; NotAllowed for anybody but the centre; EditedMeanwhile.
    """
    rights.require_all_of_city(rights.reach_of(actor))
    with transaction.atomic():
        row = _lock(nomination, expected_version)
        advising.check_step(NominationState(row.state), NominationState.APPOINTED)
        kind, terms = AdviserKind(row.kind), terms_on(row.city_id, letter.since)
        advising.check_length(kind, letter.since, letter.until, terms)
        command = NewAdviser(
            name=row.name,
            unit=row.unit,
            since=letter.since,
            until=letter.until,
            title=row.title,
            origin=row.origin,
            kind=kind,
            field=row.field,
            phone=row.phone,
            letter_no=letter.letter_no,
        )
        row.adviser = appoint_adviser(command, actor=actor, at=at)
        said = f"聘书 {letter.letter_no.strip()}" if letter.letter_no.strip() else "已发聘书"
        _move(row, NominationState.APPOINTED, letter.since, said, actor, at)
    return row.adviser


def _check(new: NewNomination) -> None:
    if not new.name.strip():
        raise AdviserRefused("请填写姓名", field="name")
    if not new.grounds.strip():
        raise AdviserRefused("请写明推荐理由", field="grounds")
    if new.origin:
        regions.origin_name(new.origin)


def _check_not_known(new: NewNomination, city_id: int) -> None:
    name, title = new.name.strip(), new.title.strip()
    open_ones = Nomination.objects.filter(city_id=city_id, name=name, title=title).open()
    if known := open_ones.first():
        raise AdviserRefused(f"{name}（{title or '未填职务'}）已在推荐中，编号 {known.code}", field="name")
    active = Adviser.objects.of(city_id).filter(name=name, title=title, state=AdviserState.ACTIVE)
    if held := active.first():
        raise AdviserRefused(f"{name}（{title or '未填职务'}）已在聘，编号 {held.code}", field="name")


def _check_day(on: date, row: Nomination, at: datetime) -> None:
    first = row.decided_on or day_of(row.created_at)
    if not first <= on <= day_of(at):
        raise AdviserRefused(f"办理日期须在 {first.isoformat()} 和今天之间", field="on")


def _move(
    row: Nomination, to: NominationState, on: date, decision: str, actor: Account, at: datetime
) -> None:
    before, row.state = NominationState(row.state), to
    row.decided_on, row.decision = on, decision[:400]
    row.version += 1
    row.save(update_fields=["state", "decided_on", "decision", "adviser", "version"])
    changes = {
        "状态": [before.label, to.label],
        "意见": [None, decision],
        "日期": [None, on.isoformat()],
        "version": [row.version - 1, row.version],
    }
    _record("办理顾问推荐", row, changes, actor, at)
    notices.tell_unit(
        row.unit,
        kind=NoticeKind.RETURNED if to == NominationState.DECLINED else NoticeKind.DECIDED,
        title=f"{row.get_kind_display()}推荐 {row.code}：{to.label}",
        reason=decision[:400],
        path=f"/nominations/{row.code}/",
        at=at,
        also=[row.created_by],
    )


def show_nomination_phone(*, nomination: Nomination, actor: Account, at: datetime) -> str:
    """Return the telephone number in full, or nothing; each view is in the trail.

    Raises: NotAllowed unless the actor writes for the unit that recommends.
    """
    reach = rights.reach_of(actor)
    seen = nomination.city_id == reach.city_id and rights.may_write(reach, nomination.unit_id)
    rights.require(seen, f"联系电话只有{nomination.unit.short_name}和服务中心可以查看全号")
    if nomination.phone:
        _record("查看联系电话", nomination, {}, actor, at)
    return nomination.phone


def _record(act: str, row: Nomination, changes: Mapping[str, object], actor: Account, at: datetime) -> None:
    audit.record(audit.Note(act, _TARGET, row.code, row.name, changes), actor=actor, at=at)


def _lock(nomination: Nomination, expected: int | None) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("unit", "city", "created_by")
    row = rows.get(pk=nomination.pk)
    check_version(
        city_id=row.city_id,
        target_kind=_TARGET,
        target_code=row.code,
        expected=expected,
        version=row.version,
    )
    return row
