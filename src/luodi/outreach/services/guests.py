"""Who is invited to an event and who came; what stands on a list by mistake comes off it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luodi.audit import services as audit
from luodi.enterprises.models import Enterprise
from luodi.kernel.dates import VagueDate
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Cause, FactKind, Standing, SubjectKind
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.outreach.models import CeremonyListing, EventGuest, PromotionEvent
from luodi.outreach.rules import EventRefused
from luodi.outreach.services import events


@dataclass(frozen=True, kw_only=True)
class NewGuest:
    name: str
    firm: str
    post: str = ""
    enterprise: Enterprise | None = None


@transaction.atomic
def invite(
    event: PromotionEvent, guests: Sequence[NewGuest], *, actor: Account, at: datetime
) -> list[EventGuest]:
    """Put guests on the list.

    Raises: EventRefused for one without a name or a firm, named twice or on the list already; NotAllowed.
    """
    row = events.lock(event, actor=actor)
    known = set(row.guest_list.values_list("name", "firm"))
    for one in guests:
        if not (one.name.strip() and one.firm.strip()):
            raise EventRefused("嘉宾须写明姓名和单位", field="guests")
        if (one.name, one.firm) in known:
            raise EventRefused(f"“{one.name}（{one.firm}）”已经在名单里", field="guests")
        known.add((one.name, one.firm))
    rows = EventGuest.objects.bulk_create([EventGuest(event=row, **vars(one)) for one in guests])
    note = audit.Note("邀请嘉宾", SubjectKind.EVENT, row.code, row.name, {"人数": len(rows)})
    audit.record(note, actor=actor, at=at)
    return rows


@transaction.atomic
def count_guests(
    event: PromotionEvent, came: Collection[int], *, actor: Account, at: datetime
) -> PromotionEvent:
    """Say who of the list came (by id) and record their number; counting again corrects what is not verified.

    Raises: EventRefused without a list, or when the number is verified; DateRefused before the event; NotAllowed.
    """
    row = events.lock(event, actor=actor)
    listed = list(row.guest_list.values_list("pk", flat=True))
    if not listed:
        raise EventRefused("嘉宾名单是空的，请先登记嘉宾", field="guests")
    present = set(listed).intersection(came)
    live = Fact.objects.live().filter(city_id=row.city_id, kind=FactKind.EVENT_GUESTS, subject=row.subject)
    known = live.select_related("subject", "occasion", "unit").first()
    if known is not None and known.standing == Standing.VERIFIED:
        raise EventRefused("到会人数已经认定，须由认定员退回后再点", field="guests")
    row.guest_list.filter(pk__in=present).update(came=True)
    row.guest_list.exclude(pk__in=present).update(came=False)
    before, row.guests = row.guests, len(present)
    row.version, row.updated_at = row.version + 1, at
    row.save(update_fields=["guests", "version", "updated_at"])
    fact = ledger.NewFact(
        kind=FactKind.EVENT_GUESTS,
        subject=row.subject,
        occasion=row.subject,
        occurred=VagueDate.day(row.held_to),
        unit=row.unit,
        quantity=len(present),
    )
    changes = {"到会企业家": [before, len(present)], "version": [row.version - 1, row.version]}
    ledger.post(
        city=actor.city,
        act="清点到会嘉宾",
        actor=actor,
        at=at,
        facts=[] if known else [fact],
        supersede=[ledger.Supersede(known, Cause.CORRECTED, fact)] if known else [],
        notes=[audit.Note("清点到会嘉宾", SubjectKind.EVENT, row.code, row.name, changes)],
    )
    return row


@transaction.atomic
def take_off_list(listing: CeremonyListing, *, reason: str, actor: Account, at: datetime) -> None:
    """Take a project off a ceremony's list on which it never stood.

    Raises: EventRefused without a reason, or when the listing is verified; NotAllowed.
    """
    if not reason.strip():
        raise EventRefused("请写明移出清单的理由", field="reason")
    row = events.lock(listing.event, actor=actor)
    project = listing.project
    facts = Fact.objects.live().filter(
        city_id=row.city_id, kind=FactKind.CEREMONY_LISTED, subject=project.subject, occasion=row.subject
    )
    if any(fact.standing == Standing.VERIFIED for fact in facts):
        raise EventRefused("列入清单已经认定，须由认定员退回后再移出")
    found = list(facts)
    listing.delete()
    note = audit.Note(
        "移出签约清单", SubjectKind.EVENT, row.code, row.name, {"项目": project.name, "理由": reason.strip()}
    )
    ledger.post(
        city=actor.city,
        act="移出签约清单",
        actor=actor,
        at=at,
        supersede=[ledger.Supersede(fact, Cause.WITHDRAWN) for fact in found],
        notes=[note],
        reason=reason.strip(),
    )
