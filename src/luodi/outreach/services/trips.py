"""Record trips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.kernel.dates import VagueDate
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of
from luodi.outreach import rules
from luodi.outreach.models import Trip
from luodi.outreach.rules import ActivityRefused
from luodi.outreach.services import activities
from luodi.refdata import regions


@dataclass(frozen=True, kw_only=True)
class NewTrip(activities.NewActivity):
    """``destination`` is a division code or a country; ``place`` is how people call it."""

    destination: str
    place: str
    from_on: date
    to_on: date


@transaction.atomic
def record_trips(commands: Sequence[NewTrip], *, actor: Account, at: datetime) -> list[Trip]:
    """Record trips as claims of their units, each with the firms met and the projects discussed.

    Shape: in the order of the commands.
    Raises: NotAllowed outside the actor's units; ActivityRefused when what is said cannot be; UnknownOrigin for a
    destination that is no place; DateRefused for a trip that has not ended yet; CreditRefused for shares that are no
    whole.
    """
    reach = reach_of(actor)
    for new in commands:
        activities.check(new, reach=reach)
        regions.origin_name(new.destination)
        rules.check_span(new.from_on, new.to_on, field="to_on", refusal=ActivityRefused)
        rules.check_text(new.place, name="目的地", field="place", refusal=ActivityRefused)
    subjects = activities.open_subjects(activities.TRIP, commands, actor=actor, at=at)
    rows = Trip.objects.bulk_create(
        [_row(new, subject, actor, at) for new, subject in zip(commands, subjects, strict=True)],
        batch_size=200,
    )
    activities.write_links(activities.TRIP, rows, commands)
    facts = [
        fact
        for new, subject in zip(commands, subjects, strict=True)
        for fact in activities.facts_of(
            activities.TRIP,
            new,
            subject=subject,
            occurred=VagueDate.day(new.to_on),
            origin=new.destination,
        )
    ]
    activities.post(activities.TRIP, rows, facts, actor=actor, at=at)
    return rows


def _row(new: NewTrip, subject: Subject, actor: Account, at: datetime) -> Trip:
    return Trip(
        city=actor.city,
        code=subject.code,
        subject=subject,
        unit=new.unit,
        title=new.title,
        led_by=new.led_by,
        head_count=new.head_count,
        summary=new.summary,
        destination=new.destination,
        place=new.place,
        from_on=new.from_on,
        to_on=new.to_on,
        created_at=at,
        created_by=actor,
        updated_at=at,
    )
