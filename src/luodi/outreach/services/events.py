"""Plan and hold promotion events, list projects at their ceremonies, record how many came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Entry
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require_writing
from luodi.outreach import rules
from luodi.outreach.choices import EventForm, EventState
from luodi.outreach.models import CeremonyListing, PromotionEvent
from luodi.outreach.rules import EventRefused
from luodi.projects.models import Project


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """``code`` is what scopes call it (event:WMC-2020); ``parent`` is the event that it is a part of."""

    code: str
    name: str
    form: EventForm
    unit: Unit
    place: str
    held_from: date
    held_to: date
    parent: PromotionEvent | None = None
    summary: str = ""
    expected: int | None = None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A project on a ceremony's list, with the amount that was read out there."""

    project: Project
    amount: Yuan
    listed_on: date


@transaction.atomic
def hold_event(
    new: NewEvent,
    *,
    actor: Account,
    at: datetime,
    state: EventState = EventState.HELD,
    once: str = "",
) -> PromotionEvent:
    """Register an event; nothing counts yet, so the act goes to the audit trail alone.

    Planned ones stand in the year's plan until they are held or cancelled.

    Raises: NotAllowed outside the actor's units; EventRefused for a used code, dates in the wrong order, or a part
    that lies outside its parent.
    """
    if once and (known := PromotionEvent.objects.filter(city=actor.city, once=once).first()):
        return known
    _check(new, actor)
    if PromotionEvent.objects.filter(city=actor.city, code=new.code).exists():
        raise EventRefused(f"活动编号 {new.code} 已被使用", field="code")
    parent = new.parent.subject if new.parent is not None else None
    spec = ledger.SubjectSpec(SubjectKind.EVENT, new.code, new.name, parent)
    (subject,) = ledger.add_subjects([spec], city_id=actor.city_id)
    event = PromotionEvent.objects.create(
        city=actor.city,
        code=new.code,
        subject=subject,
        parent=new.parent,
        name=new.name,
        form=new.form,
        unit=new.unit,
        place=new.place,
        held_from=new.held_from,
        held_to=new.held_to,
        summary=new.summary,
        expected=new.expected,
        state=state,
        once=once or None,
        created_at=at,
        created_by=actor,
        updated_at=at,
    )
    act = "列入活动计划" if state == EventState.PLANNED else "登记招商活动"
    audit.record(audit.Note(act, SubjectKind.EVENT, event.code, event.name), actor=actor, at=at)
    return event


@transaction.atomic
def change_event(
    event: PromotionEvent,
    new: NewEvent,
    *,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> PromotionEvent:
    """Say otherwise what the event is; its code stays.

    Raises: as ``hold_event``; EventRefused when what was listed or counted would lie outside; EditedMeanwhile.
    """
    row = lock(event, actor=actor, expected_version=expected_version)
    _check(new, actor)
    _check_dated(row, new)
    said = {
        "name": new.name.strip(),
        "form": new.form,
        "unit": new.unit,
        "place": new.place.strip(),
        "held_from": new.held_from,
        "held_to": new.held_to,
        "summary": new.summary.strip(),
        "expected": new.expected,
    }
    changes = {
        str(row._meta.get_field(name).verbose_name): [str(getattr(row, name) or ""), str(value or "")]  # type: ignore[union-attr]
        for name, value in said.items()
        if getattr(row, name) != value
    }
    for name, value in said.items():
        setattr(row, name, value)
    _save(row, tuple(said), "修改活动", changes, actor=actor, at=at)
    ledger.relabel(subject=row.subject, label=row.name)
    return row


@transaction.atomic
def move_event(
    event: PromotionEvent, state: EventState, *, actor: Account, at: datetime, reason: str = ""
) -> PromotionEvent:
    """Say that a planned event was held, or that it is not going to be.

    Raises: EventRefused before its last day, without a reason for a cancelled one, or with a list or guests on it.
    """
    row = lock(event, actor=actor)
    if row.state == state:
        raise EventRefused(f"这个活动已经是“{state.label}”")
    if state == EventState.HELD and day_of(at) < row.held_to:
        raise EventRefused(f"活动 {row.held_to.isoformat()} 才结束，结束后再登记举办")
    if state == EventState.CANCELLED:
        if not reason.strip():
            raise EventRefused("请写明取消的理由", field="reason")
        if row.guests is not None or row.listings.exists():
            raise EventRefused("活动已有签约清单或到会人数，不能取消")
    before, row.state = row.get_state_display(), state
    changes = {"举办状态": [before, str(state.label)]} | ({"理由": reason.strip()} if reason.strip() else {})
    _save(row, ("state",), f"活动{state.label}", changes, actor=actor, at=at)
    return row


def lock(event: PromotionEvent, *, actor: Account, expected_version: int | None = None) -> PromotionEvent:
    """Return the event afresh, locked.    Raises: NotAllowed outside the actor's units; EditedMeanwhile."""
    rows = PromotionEvent.objects.select_for_update(of=("self",)).select_related("subject", "unit", "parent")
    row = rows.get(pk=event.pk)
    require_writing(reach_of(actor), row.unit)
    check_version(
        city_id=row.city_id,
        target_kind=SubjectKind.EVENT,
        target_code=row.code,
        expected=expected_version,
        version=row.version,
    )
    return row


@transaction.atomic
def list_at_ceremony(
    event: PromotionEvent, listings: Sequence[Listing], *, actor: Account, at: datetime
) -> list[CeremonyListing]:
    """Put projects on the event's list with the amounts read out. That signs nothing: signing is a stage.

    Raises: NotAllowed outside the actor's units; EventRefused for a project that is on the list already or a day
    outside the event.
    """
    event = lock(event, actor=actor)
    for one in listings:
        rules.check_within(one.listed_on, event.held_from, event.held_to, refusal=EventRefused)
    ids = [one.project.pk for one in listings]
    rules.check_distinct(ids, name="清单中的项目", field="project", refusal=EventRefused)
    if (
        known := CeremonyListing.objects.filter(event=event, project__in=ids)
        .select_related("project")
        .first()
    ):
        raise EventRefused(f"“{known.project.name}”已在这次活动的签约清单中", field="project")
    rows = CeremonyListing.objects.bulk_create(
        [
            CeremonyListing(
                event=event, project=one.project, listed_on=one.listed_on, amount_fen=one.amount.fen
            )
            for one in listings
        ]
    )
    ledger.post(
        city=actor.city,
        act="列入集中签约",
        actor=actor,
        at=at,
        facts=[_listed(event, one) for one in listings],
        notes=[
            audit.Note("列入集中签约", SubjectKind.PROJECT, one.project.code, one.project.name)
            for one in listings
        ],
    )
    return rows


@transaction.atomic
def record_guests(event: PromotionEvent, guests: int, *, actor: Account, at: datetime) -> Entry:
    """Record how many entrepreneurs came.

    Raises: NotAllowed outside the actor's units; EventRefused when the number stands already; FactRefused for a
    negative number.
    """
    event = lock(event, actor=actor)
    if event.guests is not None:
        raise EventRefused("到会人数已经登记，修改请用更正", field="guests")
    PromotionEvent.objects.filter(pk=event.pk).update(guests=guests, version=event.version + 1, updated_at=at)
    fact = ledger.NewFact(
        kind=FactKind.EVENT_GUESTS,
        subject=event.subject,
        occasion=event.subject,
        occurred=VagueDate.day(event.held_to),
        unit=event.unit,
        quantity=guests,
    )
    note = audit.Note("登记到会人数", SubjectKind.EVENT, event.code, event.name, {"guests": [None, guests]})
    return ledger.post(city=actor.city, act="登记到会人数", actor=actor, at=at, facts=[fact], notes=[note])


def _check(new: NewEvent, actor: Account) -> None:
    require_writing(reach_of(actor), new.unit)
    rules.check_text(new.code, name="活动编号", field="code", refusal=EventRefused)
    rules.check_text(new.name, name="活动名称", field="name", refusal=EventRefused)
    rules.check_span(new.held_from, new.held_to, field="held_to", refusal=EventRefused)
    if new.parent is not None:
        for day in (new.held_from, new.held_to):
            rules.check_within(day, new.parent.held_from, new.parent.held_to, refusal=EventRefused)


def _check_dated(row: PromotionEvent, new: NewEvent) -> None:
    """Raises: EventRefused when what already counts, or a part of the event, would lie outside of it."""
    for day in row.listings.values_list("listed_on", flat=True).distinct():
        rules.check_within(day, new.held_from, new.held_to, refusal=EventRefused)
    for part in row.parts.all():
        for day in (part.held_from, part.held_to):
            rules.check_within(day, new.held_from, new.held_to, refusal=EventRefused)
    if row.guests is not None and new.held_to != row.held_to:
        raise EventRefused("到会人数已按原结束日期登记，请先由认定员退回后再改日期", field="held_to")


def _save(
    row: PromotionEvent,
    names: tuple[str, ...],
    act: str,
    changes: dict[str, Any],
    *,
    actor: Account,
    at: datetime,
) -> None:
    row.version, row.updated_at = row.version + 1, at
    row.save(update_fields=[*names, "version", "updated_at"])
    told = changes | {"version": [row.version - 1, row.version]}
    audit.record(audit.Note(act, SubjectKind.EVENT, row.code, row.name, told), actor=actor, at=at)


def _listed(event: PromotionEvent, one: Listing) -> ledger.NewFact:
    project = one.project
    return ledger.NewFact(
        kind=FactKind.CEREMONY_LISTED,
        subject=project.subject,
        occasion=event.subject,
        occurred=VagueDate.day(one.listed_on),
        amount=one.amount,
        unit=project.unit,
        area=project.area,
        origin=project.origin,
        industry=project.industry,
        industrial=project.industrial,
    )
