"""Numbers that no indicator yields: entered by one, confirmed by another who is of the source unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from luodi.assessment import record_policies as policies
from luodi.assessment import record_rules as rules
from luodi.assessment.models import ConfirmedInput, Membership
from luodi.assessment.policies import may_keep
from luodi.assessment.record_rules import RecordRefused
from luodi.assessment.selectors.records import identity
from luodi.assessment.services.record_trail import Evidence, Kept, keep, tell_clerks, tell_holder
from luodi.audit import services as audit
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import NotAllowed, reach_of, require

TARGET = "assessment-input"
ADDRESS = "/assessment/records/"
_MOST = 50_000


@dataclass(frozen=True, kw_only=True)
class NewInput:
    """A number of one member: ``source`` is the unit that is to confirm it, ``ends_on`` the day that it speaks of."""

    member: Membership
    input: str
    ends_on: date
    value: Decimal | None
    source: Unit
    title: str = ""
    measure: str = ""


def enter_inputs(
    commands: Sequence[NewInput],
    *,
    actor: Account,
    at: datetime,
    evidence: Evidence | None = None,
    reason: str = "",
) -> list[ConfirmedInput]:
    """Enter the numbers, all or none, and ask their sources to confirm them.

    A number that is on record with the same value stays as it is, and is not among what is returned; so does its
    evidence. One with another
    value is withdrawn for the new one; where it was confirmed, the ``reason`` has to be said.
    Raises: RecordRefused; NotAllowed for anybody but the centre and the source units; what ``documents.keep`` refuses.
    """
    if len(commands) > _MOST:
        raise RecordRefused(f"一次最多录入 {_MOST} 个数")
    _check(commands, actor, day_of(at))
    kept = keep(evidence, at=at)
    with transaction.atomic():
        fresh, replaced = _sorted(commands, reason.strip())
        why = reason.strip() or "重新录入"
        pks = [row.pk for row in replaced]
        rows = ConfirmedInput.objects.filter(pk__in=pks)
        rows.update(withdrawn_by=actor, withdrawn_at=at, withdrawn_reason=why)
        made = _made(fresh, kept, actor, at)
        gone = {_place(row): row for row in replaced}
        notes = [_note(row, "撤回考核数据", _taken(row, why)) for row in replaced]
        notes += [_note(row, "录入考核数据", _entered(row, gone.get(_place(row)))) for row in made]
        audit.record_all(notes, actor=actor, at=at)
        _ask(made, actor, at)
    return made


def confirm_inputs(rows: Sequence[ConfirmedInput], *, actor: Account, at: datetime) -> int:
    """Confirm the numbers, all or none, and return how many.

    Raises: RecordRefused for one that was confirmed or withdrawn, or was entered by the same person; NotAllowed for
    anybody who is not of the source unit.
    """
    reach = reach_of(actor)
    with transaction.atomic():
        locked = ConfirmedInput.objects.select_for_update(of=("self",)).with_all()
        found = list(locked.filter(pk__in=[row.pk for row in rows], city_id=actor.city_id))
        for row in found:
            source = row.source.short_name
            require(
                policies.is_of(actor, reach, row.source_id), f"这个数由“{source}”确认，不能由其他单位代替"
            )
            rules.check_other_person(row.entered_by.person_id, actor.person_id)
            rules.check_pending(is_confirmed=row.is_confirmed, is_withdrawn=row.is_withdrawn)
        ConfirmedInput.objects.filter(pk__in=[row.pk for row in found]).update(
            confirmed_by=actor, confirmed_at=at
        )
        notes = [_note(row, "确认考核数据", {"数值": [None, _said(row.value)]}) for row in found]
        audit.record_all(notes, actor=actor, at=at)
    return len(found)


def withdraw_input(*, row: ConfirmedInput, reason: str, actor: Account, at: datetime) -> ConfirmedInput:
    """Take a number back; it stays on record. The source unit does so when it does not agree.

    Raises: RecordRefused without a reason, or for one that was withdrawn; NotAllowed.
    """
    said = rules.check_reason(reason, refusal=RecordRefused, act="撤回")
    reach = reach_of(actor)
    with transaction.atomic():
        locked = ConfirmedInput.objects.select_for_update(of=("self",)).with_all()
        found = locked.get(pk=row.pk, city_id=actor.city_id)
        require(policies.may_withdraw(actor, reach, found), "没有撤回这个数的权限")
        if found.is_withdrawn:
            raise RecordRefused("这个数已经撤回，请刷新")
        found.withdrawn_by, found.withdrawn_at, found.withdrawn_reason = actor, at, said
        found.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        audit.record(_note(found, "撤回考核数据", _taken(found, said)), actor=actor, at=at)
        if found.entered_by_id != actor.pk:
            title = f"{found.name}的考核数据“{found.input}”被撤回"
            tell_holder(
                found, NoticeKind.RETURNED, title, path=ADDRESS, at=at, reason=said, also=[found.entered_by]
            )
    return found


def _check(commands: Sequence[NewInput], actor: Account, today: date) -> None:
    reach = reach_of(actor)
    seen: set[tuple[str, str, date]] = set()
    for new in commands:
        member, source = new.member, new.source
        if member.group.city_id != actor.city_id or source.city_id != actor.city_id:
            raise NotAllowed("不是本市的考核对象或单位")
        require(
            may_keep(reach) or policies.is_of(actor, reach, source.pk), "考核数据由招商服务中心或确认单位录入"
        )
        if member.unit_id == source.pk:
            raise RecordRefused(f"“{member.name}”不能自己确认自己的数，请另定确认单位", field="source")
        rules.check_day(new.ends_on, today, field="ends_on", what="数据截止日")
        if new.value is not None:
            rules.check_number(new.value)
        if (key := (member.key, new.input, new.ends_on)) in seen:
            raise RecordRefused(f"“{member.name}”的“{new.title or new.input}”写了两次")
        seen.add(key)


Place = tuple[int | None, int | None, int, str, date]
"""Whose number it is, of which year, which input and which day."""


def _place(row: ConfirmedInput) -> Place:
    return *identity(row), row.year, row.input, row.ends_on


def _sorted(commands: Sequence[NewInput], reason: str) -> tuple[list[NewInput], list[ConfirmedInput]]:
    """Return what is new, and what of the record it replaces.

    Raises: RecordRefused for another value than the confirmed one, without a reason.
    """
    held = _held(commands)
    fresh, replaced = [], []
    for new in commands:
        member = new.member
        row = held.get((*identity(member), member.group.year, new.input, new.ends_on))
        if row is not None:
            if row.value == new.value and row.source_id == new.source.pk:
                continue
            if row.is_confirmed and not reason:
                raise RecordRefused(
                    f"“{member.name}”的“{new.title or new.input}”已经确认为 {_said(row.value)}，改动须写明理由",
                    field="reason",
                )
            replaced.append(row)
        fresh.append(new)
    return fresh, replaced


def _held(commands: Sequence[NewInput]) -> dict[Place, ConfirmedInput]:
    """Return the standing numbers that may be replaced, locked.    Shape: one query, however many."""
    rows = ConfirmedInput.objects.select_for_update(of=("self",)).standing().with_all()
    found = rows.filter(
        city_id__in={new.member.group.city_id for new in commands},
        year__in={new.member.group.year for new in commands},
        input__in={new.input for new in commands},
        ends_on__in={new.ends_on for new in commands},
    )
    return {_place(row): row for row in found}


def _made(commands: Sequence[NewInput], kept: Kept, actor: Account, at: datetime) -> list[ConfirmedInput]:
    rows = [
        ConfirmedInput(
            city_id=new.member.group.city_id,
            year=new.member.group.year,
            unit=new.member.unit,
            person=new.member.person,
            input=new.input,
            ends_on=new.ends_on,
            value=new.value,
            measure=new.measure,
            source=new.source,
            file=kept.file,
            file_name=kept.name,
            entered_by=actor,
            entered_at=at,
        )
        for new in commands
    ]
    try:
        return ConfirmedInput.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        raise RecordRefused("同一个数刚刚由另一人录入，请刷新后再填") from error


def _entered(row: ConfirmedInput, before: ConfirmedInput | None) -> dict[str, list[str | None]]:
    was = _said(before.value) if before is not None else None
    return {"数值": [was, _said(row.value)], "数据截止日": [None, row.ends_on.isoformat()]}


def _taken(row: ConfirmedInput, reason: str) -> dict[str, list[str | None]]:
    return {"数值": [_said(row.value), None], "原因": [None, reason]}


def _ask(rows: Sequence[ConfirmedInput], actor: Account, at: datetime) -> None:
    sources = {row.source_id: row.source for row in rows}
    for pk, source in sources.items():
        n = sum(row.source_id == pk for row in rows)
        title = f"{n} 个考核数据待{source.short_name}确认"
        tell_clerks(source, NoticeKind.ASKED, title, path=ADDRESS, at=at)


def _note(row: ConfirmedInput, act: str, changes: dict[str, list[str | None]]) -> audit.Note:
    return audit.Note(act, TARGET, str(row.pk), f"{row.year}年度 {row.name} {row.input}", changes)


def _said(value: Decimal | None) -> str:
    return "没有数" if value is None else f"{value.normalize():f}"
