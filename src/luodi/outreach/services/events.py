"""Hold promotion events, list projects at their ceremonies, count their guests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, SubjectKind
from luodi.ledger.models import Entry
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import reach_of, require_writing
from luodi.outreach import rules
from luodi.outreach.choices import EventForm
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


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A project on a ceremony's list, with the amount that was read out there."""

    project: Project
    amount: Yuan
    listed_on: date


@transaction.atomic
def hold_event(new: NewEvent, *, actor: Account, at: datetime) -> PromotionEvent:
    """Register an event; nothing counts yet, so the act goes to the audit trail alone.

    Raises: NotAllowed outside the actor's units; EventRefused for a used code, dates in the wrong order, or a part
    that lies outside its parent.
    """
    require_writing(reach_of(actor), new.unit)
    rules.check_text(new.code, name="活动编号", field="code", refusal=EventRefused)
    rules.check_text(new.name, name="活动名称", field="name", refusal=EventRefused)
    rules.check_span(new.held_from, new.held_to, field="held_to", refusal=EventRefused)
    if new.parent is not None:
        for day in (new.held_from, new.held_to):
            rules.check_within(day, new.parent.held_from, new.parent.held_to, refusal=EventRefused)
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
        created_at=at,
        created_by=actor,
        updated_at=at,
    )
    audit.record(audit.Note("登记招商活动", SubjectKind.EVENT, event.code, event.name), actor=actor, at=at)
    return event


@transaction.atomic
def list_at_ceremony(
    event: PromotionEvent, listings: Sequence[Listing], *, actor: Account, at: datetime
) -> list[CeremonyListing]:
    """Put projects on the event's list with the amounts read out. That signs nothing: signing is a stage.

    Raises: NotAllowed outside the actor's units; EventRefused for a project that is on the list already or a day
    outside the event.
    """
    require_writing(reach_of(actor), event.unit)
    event = PromotionEvent.objects.select_for_update().select_related("subject", "unit").get(pk=event.pk)
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
    require_writing(reach_of(actor), event.unit)
    event = PromotionEvent.objects.select_for_update().select_related("subject", "unit").get(pk=event.pk)
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
